package view

import (
	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store/batches"
	"contra/exporters/results"
)

// BatchTotal is what became of one currency's amounts, in minor units.
type BatchTotal struct {
	Currency  money.Currency `json:"currency"`
	Asked     int64          `json:"asked"`
	Succeeded int64          `json:"succeeded"`
	Declined  int64          `json:"declined"`
	Pending   int64          `json:"pending"`
}

// NewBatchTotal shapes a total.
func NewBatchTotal(t batch.ProgressTotal) BatchTotal {
	return BatchTotal{t.Currency, t.Asked, t.Succeeded, t.Declined, t.Pending}
}

// BatchProgress is how far a batch has come.
type BatchProgress struct {
	Rows    int64                        `json:"rows"`
	Waiting int64                        `json:"waiting"` // rows that are no refund yet
	Open    int64                        `json:"open"`    // refunds without an outcome
	Held    int64                        `json:"held"`    // refunds that a person must look at
	States  map[ledger.RefundState]int64 `json:"states"`
	Totals  []BatchTotal                 `json:"totals"`
}

// NewBatchProgress shapes a progress.
func NewBatchProgress(p batch.Progress) BatchProgress {
	return BatchProgress{p.Rows, p.Wait, p.Open(), p.Held, p.States, Each(p.Totals, NewBatchTotal)}
}

// BatchRow is one row of a batch and what became of it.
type BatchRow struct {
	N           int64              `json:"row"`
	Line        int                `json:"line"`
	Project     int64              `json:"project_id"`
	Method      string             `json:"method"` // the Dashboard's code
	PaymentID   string             `json:"payment_id"`
	Amount      int64              `json:"amount"`
	Currency    money.Currency     `json:"currency"`
	Description string             `json:"description"`
	Debit       string             `json:"debit_id"` // general.operation_id
	State       ledger.RefundState `json:"state"`    // of the refund; empty: the row is none yet
	RefundID    string             `json:"refund_id"`
	OperationID string             `json:"operation_id"` // of the refund, as the platform names it
	Code        string             `json:"code"`
	Message     string             `json:"message"`
	Refusal     string             `json:"refusal"` // why it was not sent when its turn came
	Hold        string             `json:"hold"`    // why a person must look
	Findings    []batch.Finding    `json:"findings"`
}

// NewBatchRow shapes a row.
func NewBatchRow(v batches.View, found []batch.Finding) BatchRow {
	return BatchRow{v.N, v.Line, v.Project, v.Method, v.PaymentID, v.Amount.Minor, v.Amount.Currency, v.Description, v.OperationID, v.State, v.RefundID,
		v.Operation, v.Code, v.Message, v.Refusal, v.Hold, some(found)}
}

// BatchShow is everything about a batch.
type BatchShow struct {
	Batch     Batch           `json:"batch"`
	Progress  BatchProgress   `json:"progress"`
	Files     []BatchFile     `json:"files"`
	Findings  []batch.Finding `json:"findings"` // about the batch as a whole
	Items     []BatchRow      `json:"items"`
	Total     int64           `json:"total"`
	Truncated bool            `json:"truncated,omitempty"`
}

// BatchSending is what came of sending a batch, or of asking about it.
type BatchSending struct {
	ID        string       `json:"id"`
	State     batch.State  `json:"state"`
	Rows      int64        `json:"rows"`
	Taken     int64        `json:"taken"` // the platform has them, whatever their outcome
	Succeeded int64        `json:"succeeded"`
	Declined  int64        `json:"declined"`
	Rejected  int64        `json:"rejected"` // definitely not taken by Gate
	Refused   int64        `json:"refused"`  // by a rule, when their turn came
	InDoubt   int64        `json:"in_doubt"`
	Open      int64        `json:"open"`    // without an outcome, those in doubt among them
	Waiting   int64        `json:"waiting"` // had no turn
	Held      int64        `json:"held"`    // a person must look
	Totals    []BatchTotal `json:"totals"`
	Why       string       `json:"why"` // why it paused or stopped
}

// BatchResult is a file of results that was written.
type BatchResult struct {
	File   string           `json:"file"`
	Rows   int64            `json:"rows"`
	Counts map[string]int64 `json:"counts"` // by outcome
}

// BatchOutcome is what became of one row.
type BatchOutcome struct {
	Batch       string         `json:"batch"`
	N           int64          `json:"row"`
	Line        int            `json:"line"`
	Project     int64          `json:"project_id"`
	PaymentID   string         `json:"payment_id"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	Description string         `json:"description"`
	State       string         `json:"state"`
	Outcome     string         `json:"outcome"`
	RefundID    string         `json:"refund_id"`
	OperationID string         `json:"operation_id"`
	RequestID   string         `json:"request_id"`
	Code        string         `json:"code"`
	Message     string         `json:"message"`
	Evidence    string         `json:"evidence"`
	File        string         `json:"file"`
	SentAt      Time           `json:"sent_at"`
	UpdatedAt   Time           `json:"updated_at"`
}

// NewBatchOutcome shapes a row of results.
func NewBatchOutcome(r results.Row) BatchOutcome {
	return BatchOutcome{r.Batch, r.N, r.Line, r.Project, r.PaymentID, r.Amount.Minor, r.Amount.Currency, r.Description, r.State, r.Outcome, r.RefundID,
		r.OperationID, r.RequestID, r.Code, r.Message, r.Evidence, r.File, Time(r.SentAt), Time(r.UpdatedAt)}
}
