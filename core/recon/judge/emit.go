package judge

import (
	"slices"
	"time"

	"contra/core/recon"
)

// pair notes rows and operations as matched.
func (m *matcher) pair(p recon.Pair, rows, local []*entry) {
	take(rows, local)
	inside := len(within(rows))
	if inside+len(within(local)) == 0 {
		return
	}
	p.Report, p.Local = records(m.in.Report, rows), records(m.in.Local, local)
	p.Off = m.sums.matched(rows, local)
	m.out.Matched += int64(inside)
	m.out.Pairs = append(m.out.Pairs, p)
}

// finding is a break, or what is only expected.
type finding struct {
	code              recon.Code
	reason            string
	rows, local, near []*entry
	due               time.Time
}

// found notes a finding. What lies outside of the period altogether is none.
func (m *matcher) found(f finding) {
	take(f.rows, f.local, f.near)
	if len(within(f.rows))+len(within(f.local)) == 0 {
		return
	}
	b := recon.Break{
		Code: f.code, Reason: f.reason, Due: f.due, ID: m.ids.of(f.code, f.rows, f.local),
		Report: records(m.in.Report, f.rows), Local: records(m.in.Local, f.local), Near: records(m.in.Local, f.near),
	}
	m.sums.broken(f)
	if f.code.IsBreak() {
		m.out.Breaks = append(m.out.Breaks, b)
	} else {
		m.out.Expected = append(m.out.Expected, b)
	}
}

// tolerate notes that a pair is not quite equal.
func (m *matcher) tolerate(reason string, r, l *entry) {
	m.out.Tolerated = append(m.out.Tolerated, recon.Break{
		Code: recon.WithinTolerance, Reason: reason, ID: m.ids.of(recon.WithinTolerance, one(r), one(l)),
		Report: records(m.in.Report, one(r)), Local: records(m.in.Local, one(l)),
	})
}

func one(e *entry) []*entry { return []*entry{e} }

func take(lists ...[]*entry) {
	for _, list := range lists {
		for _, e := range list {
			e.taken = true
		}
	}
}

// records are those of the input. A single one is not copied.
func records(of []recon.Record, list []*entry) []recon.Record {
	switch len(list) {
	case 0:
		return nil
	case 1:
		n := list[0].n
		return of[n : n+1 : n+1]
	}
	all := make([]recon.Record, len(list))
	for i, e := range list {
		all[i] = of[e.n]
	}
	return all
}

// result puts the findings in order.
func (m *matcher) result() (recon.Result, error) {
	ranks := map[recon.Code]int{}
	for i, a := range recon.Codes() {
		ranks[a.Code] = i
	}
	for _, list := range [][]recon.Break{m.out.Breaks, m.out.Expected, m.out.Tolerated} {
		slices.SortFunc(list, func(a, b recon.Break) int {
			if a.Code != b.Code {
				return ranks[a.Code] - ranks[b.Code]
			}
			if a.ID < b.ID {
				return -1
			}
			return 1
		})
	}
	var err error
	m.out.Totals, m.out.Sides, err = m.sums.result()
	if err != nil {
		return recon.Result{}, err
	}
	return m.out, nil
}
