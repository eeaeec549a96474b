package run

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store"
	"contra/core/store/local"
	"contra/core/store/runs"
)

// errMoved: the ledger changed between the comparison and its storing.
var errMoved = errors.New("run: the ledger moved")

// attempts is how often a comparison is done again because the ledger moved meanwhile.
const attempts = 5

// Run compares. When nothing that matters has changed since an earlier run, that
// one is given. A request that is not dry stores the reports, the run and all its
// consequences together, or nothing.
func (r *Runner) Run(ctx context.Context, req Request, progress Progress) (archive.Run, error) {
	if progress == nil {
		progress = func(Stage, int64, int64) {}
	}
	if r.Store.ReadOnly() {
		req.Dry = true
	}
	all, err := r.sources(ctx, req)
	if err != nil {
		return archive.Run{}, err
	}
	if len(all) == 0 {
		return archive.Run{}, ledger.Errorf(ledger.ErrUsage, "there is no report to compare with").WithHint("import one: contra report import FILE")
	}
	for range attempts {
		x, err := r.once(ctx, req, all, progress)
		if !errors.Is(err, errMoved) {
			return x, err
		}
	}
	return archive.Run{}, ledger.Errorf(ledger.ErrBusy, "the ledger keeps changing").WithHint("compare again when the import is done")
}

func (r *Runner) once(ctx context.Context, req Request, all []*source, progress Progress) (archive.Run, error) {
	x, manual, err := r.plan(ctx, req, all)
	if err != nil {
		return x, err
	}
	if !fresh(all) {
		if old, ok, err := r.reuse(ctx, x.Fingerprint); err != nil || ok {
			return old, err
		}
	}
	c := &comparison{r: r, all: all, period: x.Period, known: map[*source][]known{}}
	for _, s := range all {
		if err := s.load(ctx, r); err != nil {
			return x, err
		}
		if s.fresh {
			if c.known[s], err = r.familiar(ctx, s.body); err != nil {
				return x, err
			}
		}
	}
	c.union = unite(all)
	if c.wide = c.period; x.Summary.Inferred {
		zone, err := req.location()
		if err != nil {
			return x, err
		}
		c.period = scope(c.period, c.union.items, zone)
		x.Period, x.Month, x.Summary.CutOff = c.period, MonthOf(c.period, x.Zone), c.period.CutOff
	}
	if err := c.compare(ctx, x.Rules, manual, progress); err != nil {
		return x, err
	}
	x.Begun = c.begun
	x.Result = c.result
	x.Breaks, x.Expected = int64(len(c.result.Breaks)), int64(len(c.result.Expected))
	if err := c.summarise(&x); err != nil {
		return x, err
	}
	if req.Dry || c.books != x.Books {
		if c.books != x.Books {
			return x, errMoved
		}
		return x, nil
	}
	if err := c.store(ctx, &x, progress); err != nil {
		return x, err
	}
	_, _ = local.RefreshSome(ctx, r.Store) // it only saves time, and the run is stored
	return x, nil
}

// plan settles what a run will be, and its fingerprint.
func (r *Runner) plan(ctx context.Context, req Request, all []*source) (x archive.Run, manual recon.Manual, err error) {
	x = archive.Run{Zone: req.Zone, StartedAt: r.Store.Now(), Rules: r.Rules, Operator: r.Store.Operator()}
	if req.Rules != nil {
		x.Rules = *req.Rules
	}
	if x.Zone == "" {
		x.Zone = "UTC"
	}
	if x.Period, x.Summary.Inferred, err = req.settle(all, x.StartedAt); err != nil {
		return x, manual, err
	}
	x.Summary.CutOff = x.Period.CutOff
	x.Month = MonthOf(x.Period, x.Zone)
	if x.Books, err = store.Books(ctx, r.Store); err != nil {
		return x, manual, err
	}
	if manual, err = runs.Manual(ctx, r.Store); err != nil {
		return x, manual, err
	}
	for _, s := range all {
		x.Summary.Reports = append(x.Summary.Reports, archive.Source{ID: s.info.ID, Name: s.info.Name, SHA256: s.info.SHA256, Reading: s.info.Reading,
			Profile: s.info.Profile.Name, Version: s.info.Profile.Version, First: s.first, Rows: s.info.Accepted})
	}
	x.Fingerprint, err = fingerprint(&x, manual)
	return x, manual, err
}

// fingerprint covers everything that a result depends on. A cut-off that is the
// present counts by the hour.
func fingerprint(x *archive.Run, manual recon.Manual) (string, error) {
	type part struct{ SHA256, Reading string }
	var parts []part
	for _, s := range x.Summary.Reports {
		parts = append(parts, part{s.SHA256, s.Reading})
	}
	period := x.Period
	if period.CutOff.Equal(x.StartedAt) {
		period.CutOff = period.CutOff.Truncate(time.Hour)
	}
	text, err := json.Marshal(struct {
		Version int
		Reports []part
		Period  recon.Period
		Zone    string
		Rules   recon.Rules
		Books   int64
		Manual  recon.Manual
	}{1, parts, period, x.Zone, x.Rules, x.Books, manual})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func fresh(all []*source) bool {
	for _, s := range all {
		if s.fresh {
			return true
		}
	}
	return false
}

// reuse gives an earlier run of which nothing has changed, with what it found.
func (r *Runner) reuse(ctx context.Context, fingerprint string) (archive.Run, bool, error) {
	x, ok, err := runs.Same(ctx, r.Store, fingerprint)
	if err != nil || !ok {
		return x, false, err
	}
	x.Reused = true
	return x, true, r.Load(ctx, &x)
}

// Load fills in what a stored run found.
func (r *Runner) Load(ctx context.Context, x *archive.Run) error {
	all, err := runs.Findings(ctx, r.Store, x.ID, runs.Filter{}, 0, -1)
	if err != nil {
		return err
	}
	x.Result = recon.Result{Matched: x.Summary.Matched, Totals: x.Summary.Totals, Sides: x.Summary.Sides}
	for _, f := range all {
		switch f.Kind {
		case archive.Broken:
			x.Result.Breaks = append(x.Result.Breaks, f.Break)
		case archive.Expected:
			x.Result.Expected = append(x.Result.Expected, f.Break)
		case archive.Tolerated:
			x.Result.Tolerated = append(x.Result.Tolerated, f.Break)
		case archive.Paired:
			x.Result.Pairs = append(x.Result.Pairs, f.Pair)
		}
	}
	return nil
}

// summarise counts.
func (c *comparison) summarise(x *archive.Run) error {
	s := &x.Summary
	s.Ignored = map[string]int64{}
	for _, src := range c.all {
		s.Rows.Read += src.info.Read - (src.info.Rejected - int64(len(src.rejects))) // mended rows are read in the report that mends
		s.Rows.Rejected += int64(len(src.rejects))
		for _, i := range src.ignored {
			s.Ignored[i.Rule] += int64(len(i.Lines))
		}
	}
	s.Rows.Rejected -= c.strays
	s.Ignored[report.RulePeriod] += c.outside + c.strays
	s.Ignored[report.RuleOverlap] += c.union.dropped
	for rule, n := range s.Ignored {
		if s.Rows.Ignored += n; n == 0 {
			delete(s.Ignored, rule)
		}
	}
	s.Rows.Accepted = int64(len(c.union.items)) - c.outside
	s.Matched, s.Joined = c.result.Matched, c.joined.Matched
	s.Counts, s.Totals, s.Sides = c.result.Counts(), c.result.Totals, c.result.Sides
	s.Checks = c.result.Checks(s.Rows)
	var err error
	if s.Nets, err = c.result.Nets(); err != nil {
		return ledger.Errorf(ledger.ErrOverflow, "the sums of fees and nets are too large").WithHint("compare a shorter period")
	}
	for _, n := range s.Nets {
		s.Checks = append(s.Checks, n.Check())
	}
	return nil
}
