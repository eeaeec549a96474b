package judge

import (
	"fmt"

	"contra/core/ledger"
	"contra/core/recon"
)

// changed is what an earlier report said of the row, when this one contradicts
// it. A final status after another is progress.
func (m *matcher) changed(e *entry) *recon.Record {
	if len(m.in.Earlier) == 0 {
		return nil
	}
	was, known := m.in.Earlier[recon.RowKey(e.Record)]
	if !known || m.difference(&was, e) == "" {
		return nil
	}
	return &was
}

// change says how the row contradicts another report. Which of two came in first says
// nothing here: the same rows give the same reason in any order of files.
func (m *matcher) change(e *entry) string {
	return fmt.Sprintf("another report (%s) says of operation %s: %s", place(e.was), e.OperationID, m.difference(e.was, e))
}

func (m *matcher) difference(was *recon.Record, e *entry) string {
	final, _ := ledger.OperationFinal(m.statuses.report(was.StatusName).name)
	switch {
	case was.Money != e.Money:
		return fmt.Sprintf("%s, this one says %s", was.Money, e.Money)
	case m.kinds.report(was.TypeName) != e.kind:
		return fmt.Sprintf("%s, this one says %s", said(was.TypeName), said(e.TypeName))
	case was.PaymentID != "" && e.PaymentID != "" && was.Key().ID != e.Key().ID:
		return fmt.Sprintf("payment %s, this one says payment %s", was.PaymentID, e.PaymentID)
	case was.Project != 0 && e.project != 0 && was.Project != e.project:
		return fmt.Sprintf("project %d, this one says project %d", was.Project, e.project)
	case final && m.statuses.report(was.StatusName) != e.status:
		return fmt.Sprintf("%s, this one says %s", said(was.StatusName), said(e.StatusName))
	}
	return ""
}
