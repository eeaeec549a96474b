package closing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/runs"
)

// Carried is an open break of the month before.
type Carried struct {
	Break archive.OpenBreak
	From  string // the month that it came from
}

// before names the month before one.
func before(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return ""
	}
	return t.AddDate(0, -1, 0).Format("2006-01")
}

// opening gives what the month before handed on: what was signed as open there,
// or, unsigned, what its latest run still has open.
func (c *Closer) opening(ctx context.Context, month string) ([]archive.OpenBreak, error) {
	last := before(month)
	x, ok, err := runs.InForce(ctx, c.Store, last)
	if err != nil {
		return nil, err
	}
	if ok && x.Standing == archive.Signed {
		return x.Signed.Open, nil
	}
	r, ok, err := runs.Latest(ctx, c.Store, last)
	if err != nil || !ok {
		return nil, err
	}
	all, err := runs.Findings(ctx, c.Store, r.ID, runs.Filter{Open: true}, 0, -1)
	if err != nil {
		return nil, err
	}
	list := make([]archive.OpenBreak, len(all))
	for i := range all {
		list[i] = open(&all[i])
	}
	return list, nil
}

// roll carries forward: what came, what is new, what was cleared, what goes on.
func (c *Closer) roll(ctx context.Context, out *Readiness) error {
	opening, err := c.opening(ctx, out.Month)
	if err != nil {
		return err
	}
	met, err := c.met(ctx, out.Run.ID)
	if err != nil {
		return err
	}
	here := map[string]bool{}
	for i := range out.Open {
		here[out.Open[i].Key] = true
	}
	sums := map[money.Currency]*archive.Forward{}
	of := func(a money.Amount) *archive.Forward {
		if sums[a.Currency] == nil {
			sums[a.Currency] = &archive.Forward{Currency: a.Currency}
		}
		return sums[a.Currency]
	}
	came := map[string]bool{}
	for _, o := range opening {
		came[o.Key] = true
		add(&of(o.Stake).Opening, o.Stake)
		cleared := false
		if !here[o.Key] {
			if cleared, err = c.cleared(ctx, o, met); err != nil {
				return err
			}
		}
		switch {
		case cleared:
			add(&of(o.Stake).Cleared, o.Stake)
		case !here[o.Key]:
			out.Carried = append(out.Carried, Carried{o, before(out.Month)})
			add(&of(o.Stake).Closing, o.Stake)
		default:
			add(&of(o.Stake).Closing, o.Stake)
		}
	}
	for i := range out.Open {
		if f := &out.Open[i]; !came[f.Key] {
			add(&of(f.Stake).New, f.Stake)
			add(&of(f.Stake).Closing, f.Stake)
		}
	}
	for _, f := range sums {
		out.Forward = append(out.Forward, *f)
	}
	slices.SortFunc(out.Forward, func(a, b archive.Forward) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
	return nil
}

func add(r *archive.Roll, a money.Amount) {
	r.Breaks++
	r.Minor += a.Minor
}

// met gives the operations of which a run has found both sides.
func (c *Closer) met(ctx context.Context, runID int64) (map[string]bool, error) {
	all, err := runs.Findings(ctx, c.Store, runID, runs.Filter{}, 0, -1)
	met := map[string]bool{}
	for i := range all {
		f := &all[i]
		report, local := f.Break.Report, f.Break.Local
		if f.Kind == archive.Paired {
			report, local = f.Pair.Report, f.Pair.Local
		}
		if len(report) == 0 || len(local) == 0 {
			continue
		}
		for _, side := range [][]recon.Record{report, local} {
			for k := range side {
				if id := side[k].OperationID; id != "" {
					met[id] = true
				}
			}
		}
	}
	return met, err
}

// cleared tells whether an open break of the month before is done: somebody
// decided so, or the run of this month met its other side, or the latest run of its own month no longer finds it.
func (c *Closer) cleared(ctx context.Context, o archive.OpenBreak, met map[string]bool) (bool, error) {
	if o.OperationID != "" && met[o.OperationID] {
		return true, nil
	}
	list, err := runs.Decisions(ctx, c.Store, o.Key)
	if err != nil {
		return false, err
	}
	for _, d := range slices.Backward(list) {
		if d.UndoneAt.IsZero() {
			return d.Verb != archive.Carry && d.Verb != archive.Contest, nil
		}
	}
	gone, err := runs.Gone(ctx, c.Store, o.Key)
	return gone, err
}

// rollChecks works the fourth identity out.
func rollChecks(all []archive.Forward) []recon.Check {
	checks := make([]recon.Check, 0, 2*len(all))
	for _, f := range all {
		breaks := f.Opening.Breaks + f.New.Breaks - f.Cleared.Breaks
		minor := f.Opening.Minor + f.New.Minor - f.Cleared.Minor
		a := func(minor int64) string { return money.New(minor, f.Currency).Format() }
		checks = append(checks,
			recon.Check{Name: "carry-forward", Currency: f.Currency, Left: breaks, Right: f.Closing.Breaks, Holds: breaks == f.Closing.Breaks,
				Words: fmt.Sprintf("opening %d + new %d − cleared %d = closing %d breaks", f.Opening.Breaks, f.New.Breaks, f.Cleared.Breaks, f.Closing.Breaks)},
			recon.Check{Name: "carry-forward", Currency: f.Currency, Left: minor, Right: f.Closing.Minor, Holds: minor == f.Closing.Minor,
				Words: fmt.Sprintf("opening %s + new %s − cleared %s = closing %s", a(f.Opening.Minor), a(f.New.Minor), a(f.Cleared.Minor), a(f.Closing.Minor))})
	}
	return checks
}
