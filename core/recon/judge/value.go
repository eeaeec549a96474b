package judge

import "contra/core/recon/judge/nearest"

// byValues pairs what agrees in payment, type, amount and currency and is dated
// near enough.
func (m *matcher) byValues() {
	apart := m.apart
	if len(m.forbidden) == 0 {
		apart = nil
	}
	m.search(func(e *entry) (sameness, bool) {
		return sameness{amount: e.amount, kind: e.kind, name: e.pay, cur: e.cur}, e.pay != ""
	}, func(rows, local []*entry) {
		byProject(rows, local, func(rows, local []*entry) { m.byDate(rows, local, sameValues, apart) })
	})
}

// byDate pairs rows and operations that are equal but for their dates. A nil
// apart keeps none apart.
func (m *matcher) byDate(rows, local []*entry, b bond, apart func(r, l *entry) bool) {
	if len(rows) == 1 && len(local) == 1 {
		if m.near(rows[0], local[0]) && (apart == nil || !apart(rows[0], local[0])) {
			m.settle(rows[0], local[0], b)
		}
		return
	}
	s := nearest.Sides{A: dates(rows), B: dates(local), Within: m.in.Rules.Near().Milliseconds()}
	if apart != nil {
		s.Apart = func(r, l int) bool { return apart(rows[r], local[l]) }
	}
	s.Match(func(r, l int) {
		m.settle(rows[r], local[l], b)
	}, func(r, l []int) {
		m.ambiguous(chosen(rows, r), chosen(local, l), b)
	})
}

// near tells whether two dates are near enough, or one is not known.
func (m *matcher) near(r, l *entry) bool {
	apart, most := r.ms-l.ms, m.in.Rules.Near().Milliseconds()
	return r.ms == 0 || l.ms == 0 || -most <= apart && apart <= most
}

func dates(list []*entry) []int64 {
	all := make([]int64, len(list))
	for i, e := range list {
		all[i] = e.ms
	}
	return all
}

func chosen(list []*entry, places []int) []*entry {
	all := make([]*entry, len(places))
	for i, n := range places {
		all[i] = list[n]
	}
	return all
}
