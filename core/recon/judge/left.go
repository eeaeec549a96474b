package judge

import (
	"fmt"
	"time"

	"contra/core/recon"
)

// leftRows names what is with the rows that match nothing.
func (m *matcher) leftRows() {
	for _, r := range m.rows {
		if r.taken || r.outside {
			continue
		}
		code, reason := m.unmatched(r)
		m.found(finding{code: code, reason: reason, rows: one(r)})
	}
}

func (m *matcher) unmatched(r *entry) (recon.Code, string) {
	switch {
	case r.was != nil:
		return recon.SameIDChanged, m.change(r)
	case r.kind.reverse() && r.status.success:
		return recon.RefundReversed, fmt.Sprintf("the report says that a refund of %s%s was taken back, and the ledger does not know of it", r.Money, onPayment(r.Record))
	case r.kind.refund() && r.status.final && !r.status.success:
		return recon.MissingLocal, fmt.Sprintf("the report has a %s that no operation and no refund of ours fits; it moved no money", what(r.Record))
	case r.kind.refund():
		return recon.ForeignRefund, fmt.Sprintf("no operation and no refund of ours fits the %s%s", what(r.Record), m.issued(r))
	}
	return recon.MissingLocal, "the ledger has no operation that fits the " + what(r.Record)
}

// leftLocal names what is with the successful operations, and the refunds of
// ours, that no report has.
func (m *matcher) leftLocal() {
	for _, l := range m.local {
		if !l.taken && !l.outside && l.status.success {
			m.leftOperation(l)
		}
	}
	for _, f := range m.refunds {
		if !f.taken && !f.outside {
			m.leftRefund(f)
		}
	}
}

func (m *matcher) leftOperation(l *entry) {
	if !m.in.Scope.Contains(l.When) {
		return
	}
	due, late := m.due(l)
	if !late {
		m.expect(l, due)
		return
	}
	reason := "no row of the reports fits the " + what(l.Record)
	if cutOff := m.cutOff(); !cutOff.IsZero() && !due.IsZero() {
		reason += fmt.Sprintf("; it was due on %s, and the reports were cut off at %s", moments(due), moments(cutOff))
	}
	m.found(finding{code: recon.MissingInReport, reason: reason, local: one(l)})
}

// expect notes what is not due yet.
func (m *matcher) expect(l *entry, due time.Time) {
	reason := fmt.Sprintf("the reports were cut off at %s, and it has to be in one by %s", moments(m.cutOff()), moments(due))
	m.found(finding{code: recon.NotYetReported, reason: reason, local: one(l), due: due})
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
