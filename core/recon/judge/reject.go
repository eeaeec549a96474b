package judge

import (
	"fmt"

	"contra/core/recon"
)

// rejected gives each row that could not be read a break, together with the
// operation that its id names unless another row has that.
func (m *matcher) rejected() {
	named := map[string][]*entry{}
	for _, r := range m.unread {
		if r.OperationID != "" {
			named[r.OperationID] = nil
		}
	}
	if len(named) > 0 {
		for _, l := range m.local {
			if _, wanted := named[l.OperationID]; wanted && !l.taken {
				named[l.OperationID] = append(named[l.OperationID], l)
			}
		}
	}
	for _, r := range m.unread {
		var local []*entry
		reason := fmt.Sprintf("%s could not be read: %s", place(r.Record), r.Reject)
		for _, l := range named[r.OperationID] {
			if !l.taken && sameProject(r, l) && samePayment(r, l) {
				local = one(l)
				reason += "; the ledger has its operation, " + what(l.Record)
				break
			}
		}
		m.found(finding{code: recon.RowRejected, reason: reason, rows: one(r), local: local})
	}
}
