package judge

import (
	"cmp"

	"contra/core/recon"
)

// byOperation pairs what has the same operation id.
func (m *matcher) byOperation() {
	byID := func(e *entry) (string, bool) { return e.OperationID, e.OperationID != "" }
	for rows, local := range grouped(m.rows, m.local, byID) {
		id := ""
		for _, e := range [][]*entry{rows, local} {
			if len(e) > 0 {
				id = e[0].OperationID
			}
		}
		if twin := m.twin(id); twin != nil {
			// The join found it equal in every respect to its operation, so it stands for both.
			rows, local = append(rows, twin), append(local, twin)
		}
		switch {
		case len(rows) == 1 && len(local) == 1:
			m.same(rows[0], local[0])
		case len(rows)+len(local) > 1:
			m.sameID(rows, local)
		}
	}
}

// twin is the row of this operation that the join has paired already, if any.
func (m *matcher) twin(id string) *entry {
	if len(m.in.Twins) == 0 {
		return nil
	}
	r, ok := m.in.Twins[recon.OpKey(id)]
	if !ok || r.OperationID != id {
		return nil
	}
	e := entered(&r, m.kinds.report(r.TypeName), m.statuses.report(r.StatusName))
	e.taken = true
	return &e
}

func (m *matcher) same(r, l *entry) {
	if !r.taken && !l.taken && !m.apart(r, l) {
		m.settle(r, l, sameOperation)
	}
}

// sameID pairs one row with one operation in each project. Rows and operations
// that name different projects are the same operation only where nothing else is left.
func (m *matcher) sameID(rows, local []*entry) {
	var lonelyRows, lonelyLocal []*entry
	for r, l := range grouped(rows, local, projects(rows, local)) {
		row, operation := m.counted(r, l)
		switch {
		case row != nil && operation != nil:
			m.same(row, operation)
		case row != nil && !row.taken:
			lonelyRows = append(lonelyRows, row)
		case operation != nil && !operation.taken:
			lonelyLocal = append(lonelyLocal, operation)
		}
	}
	for i := range min(len(lonelyRows), len(lonelyLocal)) {
		m.same(lonelyRows[i], lonelyLocal[i])
	}
}

// projects tells records with one operation id apart by project. Whoever names
// none goes with whom it shares the payment on the other side, else with anyone.
func projects(rows, local []*entry) func(*entry) (int64, bool) {
	if oneProject(rows, local) {
		return func(*entry) (int64, bool) { return 0, true }
	}
	ofPayment, first := map[string]int64{}, int64(0)
	for _, list := range [][]*entry{local, rows} {
		for _, e := range list {
			first = cmp.Or(first, e.project)
			if e.pay != "" && ofPayment[e.pay] == 0 {
				ofPayment[e.pay] = e.project
			}
		}
	}
	return func(e *entry) (int64, bool) { return cmp.Or(e.project, ofPayment[e.pay], first), true }
}
