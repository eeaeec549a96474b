package judge

import "slices"

// shared is by how many records of a side a reference may be shared before it
// identifies nothing, as when a column holds the same word on every row.
const shared = 32

// references are what others than the platform call an operation, the most telling first.
var references = []struct {
	bond bond
	of   func(*entry) string
}{
	{sameARN, func(e *entry) string { return e.Refs.ARN }},
	{sameProvider, func(e *entry) string { return e.Refs.Provider }},
	{sameRRN, func(e *entry) string { return e.Refs.RRN }},
}

// byReference pairs what has a reference, the type and the currency in common: with
// equal amounts by date, and with others where there is only one of each.
func (m *matcher) byReference() {
	for _, by := range references {
		if !slices.ContainsFunc(m.rows, func(r *entry) bool { return !r.taken && by.of(r) != "" }) {
			continue
		}
		m.search(func(e *entry) (sameness, bool) {
			return sameness{name: by.of(e), amount: e.amount, kind: e.kind, cur: e.cur}, by.of(e) != ""
		}, func(rows, local []*entry) {
			if few(rows, local) {
				m.byDate(rows, local, by.bond, m.contradict)
			}
		})
		m.search(func(e *entry) (sameness, bool) {
			return sameness{name: by.of(e), kind: e.kind, cur: e.cur}, by.of(e) != ""
		}, func(rows, local []*entry) {
			if few(rows, local) {
				m.oneToOne(rows, local, by.bond)
			}
		})
	}
}

func few(rows, local []*entry) bool { return len(rows) <= shared && len(local) <= shared }

// contradict tells whether a row and an operation with the same reference
// cannot be one.
func (m *matcher) contradict(r, l *entry) bool {
	return !samePayment(r, l) || !sameProject(r, l) || m.apart(r, l)
}

// oneToOne pairs the only row with the only operation, whatever their amounts.
func (m *matcher) oneToOne(rows, local []*entry, b bond) {
	fits := func(r, l *entry) bool { return m.near(r, l) && !m.contradict(r, l) }
	rows, local = fitting(rows, local, fits)
	switch {
	case len(rows) == 1 && len(local) == 1:
		m.settle(rows[0], local[0], b)
	case len(rows) > 0:
		m.ambiguous(rows, local, b)
	}
}

// fitting are the rows and operations that fit at least one of the other side.
func fitting(rows, local []*entry, fits func(r, l *entry) bool) (someRows, someLocal []*entry) {
	for _, r := range rows {
		if slices.ContainsFunc(local, func(l *entry) bool { return fits(r, l) }) {
			someRows = append(someRows, r)
		}
	}
	for _, l := range local {
		if slices.ContainsFunc(rows, func(r *entry) bool { return fits(r, l) }) {
			someLocal = append(someLocal, l)
		}
	}
	return someRows, someLocal
}
