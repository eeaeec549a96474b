package judge

import (
	"cmp"
	"maps"
	"slices"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// tally adds up, per currency, what is matched and what is not.
type tally struct {
	books map[money.Currency]*book
	sides map[sideKey]*recon.Side
	err   error // the first sum that did not fit
}

// book is one currency, with the sums of all its sides.
type book struct {
	recon.Total
	report, local int64
}

type sideKey struct {
	code     recon.Code
	currency money.Currency
}

func newTally(joined []recon.Total) *tally {
	t := &tally{books: map[money.Currency]*book{}, sides: map[sideKey]*recon.Side{}}
	for _, total := range joined {
		t.books[total.Currency] = &book{Total: total}
	}
	return t
}

// matched adds a pair, and gives by how much the report is off in its currency.
// Currencies that differ, which only a person matches, have no such difference.
func (t *tally) matched(rows, local []*entry) (off int64) {
	currency := rows[0].Money.Currency
	for _, r := range counted(rows) {
		b, minor := t.book(r), r.signed()
		t.add(b.Currency, minor, &b.Report, &b.Matched, &b.Tolerated)
		if b.Currency == currency {
			t.add(currency, minor, &off)
		}
	}
	for _, l := range counted(local) {
		b, minor := t.book(l), l.signed()
		t.add(b.Currency, minor, &b.Local)
		t.add(b.Currency, -minor, &b.Tolerated)
		if b.Currency == currency {
			t.add(currency, -minor, &off)
		}
	}
	other := func(e *entry) bool { return e.Money.Currency != currency }
	if slices.ContainsFunc(rows, other) || slices.ContainsFunc(local, other) {
		return 0
	}
	return off
}

// broken adds what a finding has on its two sides. It is counted where its first
// record is. What a report has more than once is in no sum.
func (t *tally) broken(f finding) {
	t.side(f.code, slices.Concat(f.rows, f.local)[0].Money.Currency).Breaks++
	if f.code != recon.DupInReport {
		for _, r := range counted(f.rows) {
			b, minor := t.book(r), r.signed()
			t.add(b.Currency, minor, &b.Report, &b.report, &t.side(f.code, b.Currency).Report)
		}
	}
	for _, l := range counted(slices.Concat(f.local, f.near)) {
		b, minor := t.book(l), l.signed()
		t.add(b.Currency, minor, &b.Local, &b.local, &t.side(f.code, b.Currency).Local)
	}
}

// counted are the records that any total is about.
func counted(list []*entry) []*entry {
	if !slices.ContainsFunc(list, (*entry).uncounted) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), (*entry).uncounted)
}

func (e *entry) uncounted() bool { return e.outside || e.Reject != "" }

func (t *tally) book(e *entry) *book {
	b := t.books[e.Money.Currency]
	if b == nil {
		b = &book{Total: recon.Total{Currency: e.Money.Currency}}
		t.books[e.Money.Currency] = b
	}
	return b
}

func (t *tally) side(code recon.Code, c money.Currency) *recon.Side {
	s := t.sides[sideKey{code, c}]
	if s == nil {
		s = &recon.Side{Code: code, Currency: c}
		t.sides[sideKey{code, c}] = s
	}
	return s
}

// add adds to each of the sums, or notes that one does not fit.
func (t *tally) add(c money.Currency, minor int64, sums ...*int64) {
	for _, sum := range sums {
		next, ok := money.AddMinor(*sum, minor)
		if !ok {
			t.overflow(c)
			continue
		}
		*sum = next
	}
}

func (t *tally) overflow(c money.Currency) {
	if t.err == nil {
		t.err = ledger.Errorf(ledger.ErrOverflow, "the sums in %s are too large", c).WithHint("compare a shorter period")
	}
}

// result gives totals by currency, and sides by code and currency.
func (t *tally) result() (totals []recon.Total, sides []recon.Side, err error) {
	for _, c := range slices.Sorted(maps.Keys(t.books)) {
		totals = append(totals, t.books[c].Total)
	}
	for _, s := range t.sides {
		sides = append(sides, *s)
	}
	slices.SortFunc(sides, func(a, b recon.Side) int {
		return cmp.Or(cmp.Compare(a.Code.Rank(), b.Code.Rank()), cmp.Compare(a.Currency, b.Currency))
	})
	return totals, sides, t.err
}
