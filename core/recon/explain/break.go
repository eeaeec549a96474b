package explain

import (
	"cmp"
	"math"
	"slices"

	"contra/core/recon"
)

// Candidate is a record that might have been the other side of a break.
type Candidate struct {
	Record recon.Record `json:"record"`
	Lines  []Line       `json:"lines"`
	Failed int          `json:"failed"` // how many rules say no
}

// Break compares a break with candidates, rows of reports and records of the
// ledger alike: each with the first record that the break has on the other side, none where it
// has nothing there. The nearest comes first: whatever fails the fewest rules, then by amount and date.
func Break(b recon.Break, candidates []recon.Record, rules recon.Rules) []Candidate {
	var all []Candidate
	for _, r := range candidates {
		if c, ok := against(b, &r, &rules); ok {
			lines := c.lines()
			all = append(all, Candidate{Record: r, Lines: lines, Failed: failed(lines)})
		}
	}
	slices.SortStableFunc(all, func(x, y Candidate) int {
		a, _ := against(b, &x.Record, &rules)
		b, _ := against(b, &y.Record, &rules)
		return cmp.Or(cmp.Compare(x.Failed, y.Failed), cmp.Compare(a.off(), b.off()), cmp.Compare(a.apart(), b.apart()), cmp.Compare(key(&x.Record), key(&y.Record)))
	})
	return all
}

func against(b recon.Break, r *recon.Record, rules *recon.Rules) (compared, bool) {
	switch {
	case r.Line == 0 && len(b.Report) > 0:
		return compared{&b.Report[0], r, &b.Report[0], r, rules}, true
	case r.Line != 0 && len(b.Local) > 0:
		return compared{r, &b.Local[0], &b.Local[0], r, rules}, true
	}
	return compared{}, false
}

func failed(lines []Line) (n int) {
	for _, l := range lines {
		if l.Outcome == Fail {
			n++
		}
	}
	return n
}

func key(r *recon.Record) string {
	if r.Line != 0 {
		return recon.RowKey(r)
	}
	return recon.LocalKey(r)
}

// off is how far the amounts are apart, as far as can be where they have no common currency.
func (c *compared) off() int64 {
	if c.row.Money.Currency != c.local.Money.Currency {
		return math.MaxInt64
	}
	return max(c.row.Money.Minor-c.local.Money.Minor, c.local.Money.Minor-c.row.Money.Minor)
}

// apart is how far the dates are apart, as far as can be where one is not known.
func (c *compared) apart() int64 {
	if c.row.When.IsZero() || c.local.When.IsZero() {
		return math.MaxInt64
	}
	d := c.row.When.Sub(c.local.When)
	return int64(max(d, -d))
}
