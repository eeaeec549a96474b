package results

import (
	"cmp"
	"path/filepath"

	"contra/core/store"
	"contra/core/store/batches"
)

// FromOutcomes shapes what the ledger knows of a batch's rows. batchRef is how
// people name the batch; files are those that it was exported to.
func FromOutcomes(batchRef string, files []batches.File, list []batches.Outcome) []Row {
	rows := make([]Row, len(list))
	for i := range list {
		o := &list[i]
		rows[i] = Row{Batch: batchRef, N: o.N, Line: o.Line, Project: o.Project, PaymentID: o.PaymentID, Amount: o.Amount, Description: o.Description,
			State: string(o.State), Outcome: OutcomeOf(o.State), RefundID: o.RefundID, OperationID: o.Operation, RequestID: o.Request,
			Code: o.Code, Message: cmp.Or(o.Message, o.Refusal), Evidence: o.Evidence, SentAt: store.Moment(o.SentAt), UpdatedAt: store.Moment(o.UpdatedAt)}
		for k := range files {
			if f := &files[k]; o.RefundID != "" && o.N >= f.First && o.N <= f.Last {
				rows[i].File = filepath.Base(f.Path)
			}
		}
	}
	return rows
}
