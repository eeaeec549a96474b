package view

import (
	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store/batches"
	"contra/exporters/results"
)

// Batch is a mass refund. Errors and warnings are those of the latest check.
type Batch struct {
	ID        string      `json:"id"` // such as "B12"
	Name      string      `json:"name"`
	Source    string      `json:"source"`
	State     batch.State `json:"state"`
	Rows      int64       `json:"rows"`
	Errors    int64       `json:"errors"`   // rows with one or more
	Warnings  int64       `json:"warnings"` // rows that are only doubtful
	Operator  string      `json:"operator"`
	Parent    string      `json:"parent"` // the batch whose declined rows it repeats
	Number    string      `json:"number"` // what the Dashboard calls it
	Why       string      `json:"why"`    // why it paused or stopped
	Version   int64       `json:"version"`
	StartsAt  Time        `json:"starts_at"`
	CheckedAt Time        `json:"checked_at"`
	CreatedAt Time        `json:"created_at"`
	UpdatedAt Time        `json:"updated_at"`
}

// NewBatch shapes a batch.
func NewBatch(b batch.Batch) Batch {
	v := Batch{ID: b.Ref(), Name: b.Name, Source: b.Source, State: b.State, Rows: b.Rows, Errors: b.Errors, Warnings: b.Warnings, Operator: b.Operator,
		Number: b.Number, Why: b.Why, Version: b.Version, StartsAt: Time(b.StartsAt), CheckedAt: Time(b.CheckedAt), CreatedAt: Time(b.CreatedAt), UpdatedAt: Time(b.UpdatedAt)}
	if b.Parent != 0 {
		v.Parent = batch.Ref(b.Parent)
	}
	return v
}

// BatchCheck is what a check found.
type BatchCheck struct {
	OK       int64           `json:"ok"`
	Totals   []batch.Total   `json:"totals"` // of all rows whose amount could be read
	Good     []batch.Total   `json:"good"`   // of the rows without an error
	Files    int             `json:"files"`  // into how many the rows go
	Findings []batch.Finding `json:"findings"`
}

// NewBatchCheck shapes a check.
func NewBatchCheck(r batch.Report) BatchCheck {
	return BatchCheck{r.OK, some(r.Totals), some(r.Good), r.Files, some(r.Findings)}
}

// some makes a list of none [] instead of null.
func some[T any](list []T) []T { return append([]T{}, list...) }

// BatchBuilt is a batch with what its check found.
type BatchBuilt struct {
	Batch
	BatchCheck
	Did string `json:"did,omitempty"` // the edit
}

// FileCheck is the check of a file that is no batch here.
type FileCheck struct {
	Rows     int64 `json:"rows"`
	Errors   int64 `json:"errors"`
	Warnings int64 `json:"warnings"`
	BatchCheck
	SHA256 string `json:"sha256"`
}

// BatchFile is a file of a batch.
type BatchFile struct {
	Path       string `json:"path"`
	SHA256     string `json:"sha256"`
	Rows       int64  `json:"rows"`
	Bytes      int64  `json:"bytes"`
	Part       int    `json:"part"`
	Of         int    `json:"of"`
	Sidecar    string `json:"sidecar"`
	Written    bool   `json:"written"`
	Number     string `json:"number"` // what the Dashboard calls it
	Operator   string `json:"operator"`
	ExportedAt Time   `json:"exported_at"`
	UploadedAt Time   `json:"uploaded_at"`
}

// NewBatchFile shapes a file.
func NewBatchFile(f batches.File) BatchFile {
	return BatchFile{f.Path, f.SHA256, f.Rows, f.Bytes, f.Part, f.Of, f.Path + ".json", f.Written, f.Number, f.Operator, Time(f.ExportedAt), Time(f.UploadedAt)}
}

// BatchExport is what an export wrote.
type BatchExport struct {
	ID      string        `json:"id"`
	State   batch.State   `json:"state"`
	Rows    int64         `json:"rows"` // in the files
	LeftOut int64         `json:"left_out"`
	Totals  []batch.Total `json:"totals"`
	Files   []BatchFile   `json:"files"`
}

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

// Layout is how files are written.
type Layout struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	LF      bool     `json:"lf"`     // lines end with LF instead of CR LF
	Always  bool     `json:"always"` // general.operation_id is written although no row uses it
}

// NewLayout shapes a layout.
func NewLayout(l batch.Layout) Layout { return Layout{l.Name, some(l.Columns), l.LF, l.Always} }
