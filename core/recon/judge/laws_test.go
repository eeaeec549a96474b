package judge_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

func name(r *recon.Record) string {
	switch {
	case r.Line != 0:
		return fmt.Sprintf("row %d/%d", r.Report, r.Line)
	case r.Operation != 0:
		return fmt.Sprintf("operation %d", r.Operation)
	}
	return "refund " + r.RefundID
}

// laws are what holds for any input: every record has one place, and the sums are right.
func laws(t require.TestingT, in recon.Input, out recon.Result) {
	places := placed(t, out)
	sums, duplicates := expectedTotals(in, out)
	for i := range in.Report {
		r := &in.Report[i]
		if r.Reject == "" && r.Flags&recon.Outside != 0 {
			continue
		}
		require.Equal(t, 1, places[name(r)], "%s has one place", name(r))
	}
	for i := range in.Local {
		r := &in.Local[i]
		if r.OperationID != "" && r.Flags&recon.Outside == 0 && r.Status() == ledger.StatusSuccess {
			require.Equal(t, 1, places[name(r)], "%s has one place", name(r))
		}
		require.LessOrEqual(t, places[name(r)], 1)
	}
	for _, total := range out.Totals {
		want := sums[total.Currency]
		require.Equal(t, want, [2]int64{total.Report, total.Local}, "totals in %s, duplicates %v", total.Currency, duplicates)
		delete(sums, total.Currency)
	}
	for c, sum := range sums {
		require.Zero(t, sum, "a total in %q is missing", c)
	}
	for _, check := range out.Checks(recon.Rows{}) {
		require.True(t, check.Holds, check.Words)
	}
	require.True(t, slices.IsSortedFunc(out.Breaks, func(a, b recon.Break) int { return a.Code.Rank() - b.Code.Rank() }))
	sides := map[recon.Code]int64{}
	for _, s := range out.Sides {
		sides[s.Code] += s.Breaks
	}
	counts := out.Counts()
	if len(out.Expected) > 0 {
		counts[recon.NotYetReported] = int64(len(out.Expected))
	}
	require.Equal(t, counts, sides)
	tolerated := map[money.Currency]int64{}
	for _, p := range out.Pairs {
		tolerated[p.Report[0].Money.Currency] += p.Off
	}
	for _, total := range out.Totals {
		if len(in.Manual.Match) == 0 {
			require.Equal(t, tolerated[total.Currency], total.Tolerated, "tolerated is what the pairs are off")
		}
	}
}

// placed counts in how many places each record is, and looks at each finding by itself.
func placed(t require.TestingT, out recon.Result) map[string]int {
	places, ids := map[string]int{}, map[string]bool{}
	count := func(lists ...[]recon.Record) {
		for _, list := range lists {
			for i := range list {
				places[name(&list[i])]++
			}
		}
	}
	for _, p := range out.Pairs {
		require.NotEmpty(t, p.Report)
		require.NotEmpty(t, p.Local)
		count(p.Report, p.Local)
	}
	for _, b := range slices.Concat(out.Breaks, out.Expected, out.Tolerated) {
		require.NotEmpty(t, b.Reason)
		require.NotContains(t, b.Reason, "%!")
		require.False(t, strings.HasSuffix(b.Reason, "."))
		require.Len(t, b.ID, 16)
		require.False(t, ids[b.ID], "an id stands for one break")
		ids[b.ID] = true
		inside := slices.ContainsFunc(slices.Concat(b.Report, b.Local), func(r recon.Record) bool { return r.Flags&recon.Outside == 0 || r.Reject != "" })
		require.True(t, inside, "what lies outside has no break of its own")
		if b.Code != recon.WithinTolerance {
			count(b.Report, b.Local, b.Near)
		}
	}
	return places
}

// expectedTotals adds the input up in the simplest way. A refund without an
// operation counts as the row that it turned out to be, and a row that does not say its
// type or status as the operation that it belongs to.
func expectedTotals(in recon.Input, out recon.Result) (sums map[money.Currency][2]int64, duplicates map[string]bool) {
	duplicates = map[string]bool{}
	partners := map[string]recon.Record{}
	together := func(report, local []recon.Record, hand bool) {
		for i := range local {
			if len(report) > 0 {
				partners[name(&local[i])] = report[0]
			}
		}
		if len(report) == 1 && len(local) == 1 && !hand {
			partners[name(&report[0])] = local[0]
		}
	}
	for _, p := range out.Pairs {
		together(p.Report, p.Local, p.By == recon.ByHand)
	}
	for _, b := range out.Breaks {
		switch b.Code {
		case recon.DupInReport:
			duplicates[name(&b.Report[0])] = true
		case recon.RefundInDoubt:
		case recon.WrongPeriod:
			if b.Local[0].OperationID != "" || b.Local[0].RefundID == "" {
				together(b.Report, b.Local, false)
			}
		default:
			together(b.Report, b.Local, false)
		}
	}
	translated := func(word string) string {
		if to, ok := in.Rules.Statuses[ledger.Normal(word)]; ok {
			return to
		}
		return ledger.Normal(word)
	}
	sums = map[money.Currency][2]int64{}
	add := func(side int, r *recon.Record, kind, status string, counts bool) {
		if counts && status == ledger.StatusSuccess {
			s := sums[r.Money.Currency]
			s[side] += recon.Sign(kind) * r.Money.Minor
			sums[r.Money.Currency] = s
		}
	}
	for _, j := range in.Joined {
		sums[j.Currency] = [2]int64{j.Report, j.Local}
	}
	inside := func(r *recon.Record) bool { return r.Flags&recon.Outside == 0 && r.Reject == "" }
	for i := range in.Report {
		r := &in.Report[i]
		partner := partners[name(r)]
		kind, status := r.TypeName, translated(r.StatusName)
		if kind == "" {
			kind = partner.TypeName
		}
		if status == "" {
			status = ledger.Normal(partner.StatusName)
		}
		add(0, r, kind, status, inside(r) && !duplicates[name(r)])
	}
	for i := range in.Local {
		r := &in.Local[i]
		if as, paired := partners[name(r)]; r.OperationID == "" && r.RefundID != "" {
			add(1, r, as.TypeName, translated(as.StatusName), paired && inside(&as))
			continue
		}
		add(1, r, r.TypeName, ledger.Normal(r.StatusName), inside(r))
	}
	return sums, duplicates
}
