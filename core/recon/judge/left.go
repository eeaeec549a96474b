package judge

import (
	"fmt"
	"time"

	"contra/core/ledger"
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
		m.found(recon.RowRejected, reason, one(r), local, nil)
	}
}

// leftRows names what is with the rows that match nothing.
func (m *matcher) leftRows() {
	for _, r := range m.rows {
		switch {
		case r.taken || r.outside:
		case r.was != nil:
			m.found(recon.SameIDChanged, m.change(r), one(r), nil, nil)
		case r.kind.reverse() && r.status.success:
			m.found(recon.RefundReversed, fmt.Sprintf("the report says that a refund of %s%s was taken back, and the ledger does not know of it", r.Money, onPayment(r.Record)), one(r), nil, nil)
		case r.kind.refund() && r.status.final && !r.status.success:
			m.found(recon.MissingLocal, fmt.Sprintf("the report has a %s that no operation and no refund of ours fits; it moved no money", what(r.Record)), one(r), nil, nil)
		case r.kind.refund():
			m.found(recon.ForeignRefund, fmt.Sprintf("no operation and no refund of ours fits the %s%s", what(r.Record), m.issued(r)), one(r), nil, nil)
		default:
			m.found(recon.MissingLocal, "the ledger has no operation that fits the "+what(r.Record), one(r), nil, nil)
		}
	}
}

// issued tells of a refund of ours over the same amount, so that nobody pays twice.
func (m *matcher) issued(r *entry) string {
	if m.ours == nil {
		m.ours = map[worth][]*entry{}
		for _, list := range [][]*entry{m.refunds, m.local} {
			for _, f := range list {
				if k, ok := worthOf(f); ok && f.RefundID != "" && !f.kind.reverse() {
					m.ours[k] = append(m.ours[k], f)
				}
			}
		}
	}
	k, _ := worthOf(r)
	for _, f := range m.ours[k] {
		switch {
		case !sameProject(r, f):
		case f.RefundState == ledger.AwaitingApproval || f.RefundState == ledger.Prepared:
			return fmt.Sprintf("; refund %s of ours over the same amount is %s: to send it now may pay twice", f.RefundID, f.RefundState)
		case f.OperationID != "" && f.status.success:
			return fmt.Sprintf("; refund %s of ours over the same amount has succeeded as operation %s, so this is one more", f.RefundID, f.OperationID)
		default:
			return fmt.Sprintf("; refund %s of ours over the same amount is %s", f.RefundID, f.RefundState)
		}
	}
	return ""
}

// leftLocal names what is with the successful operations, and the refunds of
// ours, that no report has.
func (m *matcher) leftLocal() {
	for _, l := range m.local {
		if l.taken || l.outside || !l.status.success {
			continue
		}
		due, late := m.due(l)
		if !late {
			m.expect(l, due)
			continue
		}
		reason := "no row of the reports fits the " + what(l.Record)
		if !m.cutOff().IsZero() && !due.IsZero() {
			reason += fmt.Sprintf("; it was due on %s, and the reports were cut off at %s", moments(due), moments(m.cutOff()))
		}
		m.found(recon.MissingInReport, reason, nil, one(l), nil)
	}
	for _, f := range m.refunds {
		if !f.taken && !f.outside {
			m.leftRefund(f)
		}
	}
}

func (m *matcher) cutOff() time.Time {
	if m.in.Period.CutOff.IsZero() {
		return m.in.Period.To
	}
	return m.in.Period.CutOff
}

// due is when an operation has to be in a report, and whether the reports reach
// that far. Reports without an end, and an operation without a date, leave no room for waiting.
func (m *matcher) due(l *entry) (due time.Time, late bool) {
	if l.When.IsZero() {
		return time.Time{}, true
	}
	due = l.When.Add(m.in.Rules.Due)
	return due, m.cutOff().IsZero() || !due.After(m.cutOff())
}

// expect notes what is not due yet.
func (m *matcher) expect(l *entry, due time.Time) {
	m.foundDue(recon.NotYetReported, fmt.Sprintf("the reports were cut off at %s, and it has to be in one by %s", moments(m.cutOff()), moments(due)), nil, one(l), nil, due)
}
