package judge

import (
	"fmt"

	"contra/core/recon"
)

// counted chooses which row and which operation of one id count. The others are
// extra: breaks of their own, unless they lie outside of the period.
func (m *matcher) counted(rows, local []*entry) (row, operation *entry) {
	operation = best(local, likeness(rows))
	row = best(rows, func(r *entry) int {
		if operation == nil {
			return 0
		}
		switch code, _ := m.verdict(r, operation, sameOperation); code {
		case "", recon.WrongPeriod:
			return 0
		case recon.WithinTolerance:
			return 1
		}
		return 2
	})
	for _, r := range rows {
		if r != row && !r.taken {
			m.extra(r, row, recon.DupInReport)
		}
	}
	for _, l := range local {
		if l != operation && !l.taken {
			m.extra(l, operation, recon.DupLocal)
		}
	}
	return row, operation
}

// best is one that has its place already, else the one within the period that
// is least unlike, else the first.
func best(list []*entry, unlike func(*entry) int) *entry {
	var found *entry
	least := 0
	for _, e := range list {
		if e.taken {
			return e
		}
		n := unlike(e)
		if e.outside {
			n += 10
		}
		if found == nil || n < least {
			found, least = e, n
		}
	}
	return found
}

// content is what two records have to share to be equal in every respect.
type content struct {
	amount int64
	kind   *kind
	status *status
	cur    recon.Cur
	pay    string
}

func (e *entry) content(pay string) content {
	return content{e.amount, e.kind, e.status, e.cur, pay}
}

// likeness tells how unlike an operation is to all of the rows: 0 when one is
// equal, 1 when one is of the same payment.
func likeness(rows []*entry) func(*entry) int {
	equal, payments := map[content]bool{}, map[string]bool{}
	for _, r := range rows {
		equal[r.content(r.pay)] = true
		payments[r.pay] = true
	}
	return func(l *entry) int {
		switch {
		case equal[l.content(l.pay)], equal[l.content("")]:
			return 0
		case payments[l.pay]:
			return 1
		}
		return 2
	}
}

// extra gives a record that does not count a break beside the one that does.
func (m *matcher) extra(e, kept *entry, code recon.Code) {
	says := "it says the same"
	if e.content(e.pay) != kept.content(kept.pay) {
		says = fmt.Sprintf("that one says %s, this one %s", what(kept.Record), what(e.Record))
	}
	if code == recon.DupLocal {
		m.found(finding{code: code, reason: fmt.Sprintf("the ledger has operation %s more than once, and counts another: %s", e.OperationID, says), local: one(e)})
		return
	}
	m.found(finding{code: code, reason: fmt.Sprintf("operation %s counts as on %s: %s", e.OperationID, place(kept.Record), says), rows: one(e)})
}
