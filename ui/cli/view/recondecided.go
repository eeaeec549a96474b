package view

import (
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/explain"
	"contra/core/store/runs"
)

// StakeSum is what is at stake in the breaks of one code and currency.
type StakeSum struct {
	Code   recon.Code `json:"code"`
	Breaks int64      `json:"breaks"`
	Stake  Money      `json:"stake"` // report less local, signed
}

// NewStakeSum shapes a sum.
func NewStakeSum(s runs.Sum) StakeSum {
	return StakeSum{recon.Code(s.Code), s.Findings, Money{s.Stake, s.Currency}}
}

// Refusal is a finding that a decision does not fit.
type Refusal struct {
	N         int64      `json:"n"`
	Code      recon.Code `json:"code"`
	PaymentID string     `json:"payment_id"`
	Why       string     `json:"why"`
}

// Decided is what a decision did, or would do.
type Decided struct {
	RunID     string       `json:"run_id"`
	As        archive.Verb `json:"as"`
	Note      string       `json:"note"`
	Act       int64        `json:"act"` // what undo takes; 0: nothing was decided
	Decided   int          `json:"decided"`
	Items     []Break      `json:"items"`
	Refused   []Refusal    `json:"refused"`
	Sums      []StakeSum   `json:"sums"`
	DryRun    bool         `json:"dry_run"`
	Truncated bool         `json:"truncated,omitempty"`
}

// Acts is a decision that took effect at once.
type Acts struct {
	RunID     string     `json:"run_id"`
	Act       int64      `json:"act"`
	Decisions []Decision `json:"decisions"`
}

// Undone is an act that was taken back.
type Undone struct {
	Act    int64 `json:"act"`
	Undone int64 `json:"undone"` // decisions
}

// Asked is what the platform said about the payment of a break.
type Asked struct {
	N         int64      `json:"n"`
	Code      recon.Code `json:"code"`
	Project   int64      `json:"project_id"`
	PaymentID string     `json:"payment_id"`
	Payment   *Payment   `json:"payment"` // as it is now; null: no answer
	Error     *Error     `json:"error,omitempty"`
}

// NewAsked shapes an answer.
func NewAsked(f *archive.Finding, p ledger.Payment, err error) Asked {
	v := Asked{N: f.N, Code: f.Code, Project: f.Project, PaymentID: f.PaymentID}
	if err != nil {
		e := NewError(err)
		v.Error = &e
		return v
	}
	payment := NewPayment(p)
	v.Payment = &payment
	return v
}

// AskedAll is what the platform said about the payments of breaks.
type AskedAll struct {
	RunID string  `json:"run_id"`
	Items []Asked `json:"items"`
	Total int     `json:"total"`
	Error *Error  `json:"error,omitempty"` // it stopped before its end
}

// Adopted is an operation of a report that was taken into the ledger.
type Adopted struct {
	RunID       string  `json:"run_id"`
	N           int64   `json:"n"`
	OperationID string  `json:"operation_id"`
	Payment     Payment `json:"payment"`
}

// TakenOver is what became of the decisions in an edited table.
type TakenOver struct {
	RunID  string    `json:"run_id"`
	Read   int       `json:"read"`    // decisions in the table
	Same   int       `json:"same"`    // decided so already
	Acts   []Decided `json:"acts"`    // one for each decision and note
	DryRun bool      `json:"dry_run"` // nothing was changed
}

// RawRow is a row of a report as it was written.
type RawRow struct {
	ReportID int64    `json:"report_id"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Header   []string `json:"header"`
	Cells    []string `json:"cells"` // none of a rejected row
	Raw      string   `json:"raw"`
}

// Candidate is a record that may be the other side of a break, and what speaks
// for and against it, rule by rule.
type Candidate struct {
	Record Record         `json:"record"`
	Failed int            `json:"failed"` // how many rules say no
	Lines  []explain.Line `json:"lines"`
}

// NewCandidate shapes it.
func NewCandidate(c explain.Candidate) Candidate {
	return Candidate{NewRecord(&c.Record), c.Failed, some(c.Lines)}
}

// BreakShow is everything about one thing that a run found.
type BreakShow struct {
	RunID         string         `json:"run_id"`
	Kind          archive.Kind   `json:"kind"`
	Break         Break          `json:"break"`
	Pair          *Pair          `json:"pair,omitempty"`
	Meaning       string         `json:"meaning"`
	Next          string         `json:"next"` // what usually ends it
	ReportRecords []Record       `json:"report_records"`
	LocalRecords  []Record       `json:"local_records"`
	Explain       []explain.Line `json:"explain"` // how the two sides compare, rule by rule
	Raw           []RawRow       `json:"raw"`
	Candidates    []Candidate    `json:"candidates"` // the nearest first
	Decisions     []Decision     `json:"decisions"`
}
