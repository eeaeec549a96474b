package judge

import (
	"fmt"
	"time"

	"contra/core/ledger"
	"contra/core/recon"
)

// skew is by how much the platform's clock may be behind ours.
const skew = 10 * time.Minute

// worth is what a refund has in common with the row that it may have become.
type worth struct {
	amount int64
	pay    string
	cur    recon.Cur
}

func worthOf(e *entry) (worth, bool) {
	return worth{e.amount, e.pay, e.cur}, e.pay != "" && e.cur != 0
}

// byRefund ties rows to refunds of ours of which no operation is known. An
// amount alone proves little, so there has to be one of each; and it never
// proves that a refund did not happen.
func (m *matcher) byRefund() {
	if len(m.refunds) == 0 {
		return
	}
	var succeeded, others []*entry
	for _, r := range free(m.rows, false) {
		switch {
		case !r.kind.refund():
		case r.status.success:
			succeeded = append(succeeded, r)
		case r.was == nil:
			others = append(others, r)
		}
	}
	for _, step := range []struct {
		rows []*entry
		do   func(rows, refunds []*entry)
	}{{succeeded, m.carriedOut}, {others, m.unproven}} {
		for rows, refunds := range grouped(step.rows, free(m.sent(), false), worthOf) {
			byProject(rows, refunds, step.do)
		}
	}
}

// sent are the refunds of ours that may have reached the platform.
func (m *matcher) sent() (all []*entry) {
	for _, f := range m.refunds {
		switch f.RefundState {
		case ledger.Sent, ledger.Accepted, ledger.InDoubt, ledger.Exported, ledger.Uploaded, ledger.Succeeded, ledger.Confirmed:
			all = append(all, f)
		}
	}
	return all
}

// mayBe tells whether the row is late enough to be the refund.
func (m *matcher) mayBe(r, f *entry) bool {
	return (r.ms == 0 || f.ms == 0 || r.ms >= f.ms-skew.Milliseconds()) && !m.apart(r, f)
}

// carriedOut pairs the only successful row with the only refund.
func (m *matcher) carriedOut(rows, refunds []*entry) {
	rows, refunds = fitting(rows, refunds, m.mayBe)
	switch {
	case len(rows) == 0:
	case len(rows) > 1 || len(refunds) > 1:
		m.tie(rows, refunds, count(len(refunds), "refund of ours without an operation", "refunds of ours without an operation"), "same payment, amount and currency")
	case rows[0].outside && !refunds[0].outside:
		reason := fmt.Sprintf("refund %s of %s was begun on %s, and the report has it outside of the period, on %s",
			refunds[0].RefundID, refunds[0].Money, on(refunds[0].Record), on(rows[0].Record))
		m.found(finding{code: recon.WrongPeriod, reason: reason, rows: rows, local: refunds})
	default:
		refunds[0].happened(rows[0])
		m.settle(rows[0], refunds[0], onlyRefund)
	}
}

// unproven puts rows that are no success beside the refunds that they may, or
// may not, be about.
func (m *matcher) unproven(rows, refunds []*entry) {
	rows, refunds = fitting(rows, refunds, m.mayBe)
	if len(rows) == 0 {
		return
	}
	f := refunds[0]
	reason := fmt.Sprintf("the report shows a refund of %s%s that is %s, which cannot be tied to refund %s of ours (%s): it may be about another one",
		f.Money, onPayment(f.Record), said(rows[0].StatusName), f.RefundID, f.RefundState)
	m.found(finding{code: recon.RefundInDoubt, reason: reason, rows: rows, local: refunds})
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
	says := ""
	for _, f := range m.ours[k] {
		switch {
		case !sameProject(r, f):
		case f.RefundState == ledger.AwaitingApproval || f.RefundState == ledger.Prepared:
			return fmt.Sprintf("; refund %s of ours over the same amount is %s: to send it now may pay twice", f.RefundID, f.RefundState)
		case says != "":
		case f.OperationID != "" && f.status.success:
			says = fmt.Sprintf("; refund %s of ours over the same amount has succeeded as operation %s, so this is one more", f.RefundID, f.OperationID)
		case f.intent() && f.taken:
			says = fmt.Sprintf("; refund %s of ours over the same amount has a row of its own", f.RefundID)
		default:
			says = fmt.Sprintf("; refund %s of ours over the same amount is %s", f.RefundID, f.RefundState)
		}
	}
	return says
}

// leftRefund says what is with a refund of ours of which no report knows.
func (m *matcher) leftRefund(f *entry) {
	switch f.RefundState {
	case ledger.Cancelled:
		return
	case ledger.InDoubt:
	case ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.Exported, ledger.Uploaded, ledger.Succeeded:
		if due, late := m.due(f); !late && !f.Held {
			m.expect(f, due)
			return
		}
	default:
		if !f.Held {
			return
		}
	}
	reason := fmt.Sprintf("refund %s of %s%s is %s since %s, and no report shows it", f.RefundID, f.Money, onPayment(f.Record), f.RefundState, on(f.Record))
	m.found(finding{code: recon.RefundInDoubt, reason: reason, local: one(f)})
}
