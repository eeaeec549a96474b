package view

import (
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
)

// Side is what one side says. The amount is minor units.
type Side struct {
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	Status      string         `json:"status"` // the platform's word
	Type        string         `json:"type"`   // the platform's word
	At          Time           `json:"at"`
	Records     int            `json:"records,omitempty"` // how many it adds up, when it is more than one
	Fee         *Money         `json:"fee,omitempty"`
	Net         *Money         `json:"net,omitempty"`
	RefundID    string         `json:"refund_id,omitempty"` // of our refund
	RefundState string         `json:"refund_state,omitempty"`
}

// Money is an amount in minor units of its currency.
type Money struct {
	Amount   int64          `json:"amount"`
	Currency money.Currency `json:"currency"`
}

// NewMoney shapes an amount; none is null.
func NewMoney(a *money.Amount) *Money {
	if a == nil {
		return nil
	}
	return &Money{a.Minor, a.Currency}
}

// newSide shapes the records of one side; null when there is nothing that could
// be read. Of several it is what they have in common, and the sum of those that go the first one's way.
func newSide(list []recon.Record) *Side {
	var s *Side
	for i := range list {
		r := &list[i]
		switch {
		case r.Reject != "":
		case s == nil:
			s = &Side{r.Money.Minor, r.Money.Currency, r.Status(), r.Type(), Time(r.When), 1, NewMoney(r.Fee), NewMoney(r.Net), r.RefundID, string(r.RefundState)}
		default:
			s.add(r)
		}
	}
	if s != nil && s.Records == 1 {
		s.Records = 0
	}
	return s
}

func (s *Side) add(r *recon.Record) {
	if r.Money.Currency != s.Currency || recon.Sign(r.Type()) != recon.Sign(s.Type) {
		return
	}
	sum, ok := money.AddMinor(s.Amount, r.Money.Minor)
	if !ok {
		return
	}
	s.Amount, s.Fee, s.Net = sum, nil, nil
	s.Records++
	if r.Status() != s.Status {
		s.Status = ""
	}
	if r.Type() != s.Type {
		s.Type = ""
	}
}

// Break is one thing that a comparison found and that is not a plain match.
type Break struct {
	N           int64          `json:"n"` // its number in the run
	Code        recon.Code     `json:"code"`
	Severity    recon.Severity `json:"severity"`
	Project     int64          `json:"project_id"`
	PaymentID   string         `json:"payment_id"`
	OperationID string         `json:"operation_id"`
	ReportID    int64          `json:"report_id"` // 0: none, or not stored
	File        string         `json:"file"`
	Line        int            `json:"line"` // of the report; 0: none
	Report      *Side          `json:"report"`
	Local       *Side          `json:"local"`
	Reason      string         `json:"reason"`
	Stake       Money          `json:"stake"` // report less local, signed; one side where the other is missing
	Due         *Time          `json:"due,omitempty"`
	Since       Time           `json:"since"` // when a run first found it
	Key         string         `json:"key"`   // the same for the same break in every run
	Decision    *Decision      `json:"decision,omitempty"`
	Near        []Record       `json:"near,omitempty"`
}

// NewBreak shapes a finding that is no pair. sources are the reports of its run.
func NewBreak(f *archive.Finding, sources []archive.Source) Break {
	v := Break{N: f.N, Code: f.Code, Severity: f.Code.About().Severity, Project: f.Project, PaymentID: f.PaymentID, OperationID: f.OperationID, Line: f.Line,
		Report: newSide(f.Break.Report), Local: newSide(f.Break.Local), Reason: f.Break.Reason, Stake: Money{f.Stake.Minor, f.Stake.Currency}, Since: Time(f.Since), Key: f.Key}
	for i := range f.Break.Report {
		if r := &f.Break.Report[i]; r.Line == f.Line {
			v.ReportID, v.File = SourceOf(r.Report, sources)
			break
		}
	}
	if !f.Break.Due.IsZero() {
		due := Time(f.Break.Due)
		v.Due = &due
	}
	if f.Decision != nil {
		d := NewDecision(*f.Decision)
		v.Decision = &d
	}
	for i := range f.Break.Near {
		v.Near = append(v.Near, NewRecord(&f.Break.Near[i]))
	}
	return v
}

// SourceOf gives the report of a record: its number in the ledger, 0 if it has
// none, and its name. Reports that were not stored when the record was made are known by
// their negative numbers in the run, from -1; where there is only one, it is that one.
func SourceOf(id int64, sources []archive.Source) (stored int64, name string) {
	if len(sources) == 1 {
		return sources[0].ID, sources[0].Name
	}
	for n := range sources {
		if id != 0 && sources[n].ID == id || id == -int64(n+1) {
			return sources[n].ID, sources[n].Name
		}
	}
	return max(0, id), ""
}

// Pair is a match that took more than an operation id.
type Pair struct {
	N           int64    `json:"n"`
	By          recon.By `json:"by"`
	Project     int64    `json:"project_id"`
	PaymentID   string   `json:"payment_id"`
	OperationID string   `json:"operation_id"`
	Line        int      `json:"line"`
	Report      *Side    `json:"report"`
	Local       *Side    `json:"local"`
	Off         int64    `json:"off"` // report less local, minor units; not zero only within the tolerance
	Note        string   `json:"note,omitempty"`
}

// NewPair shapes a finding that is a pair.
func NewPair(f *archive.Finding) Pair {
	return Pair{f.N, f.Pair.By, f.Project, f.PaymentID, f.OperationID, f.Line, newSide(f.Pair.Report), newSide(f.Pair.Local), f.Pair.Off, f.Pair.Note}
}

// Decision is what a person decided about a break.
type Decision struct {
	ID       int64        `json:"decision_id"`
	Act      int64        `json:"act"` // what undo takes: the first decision of the same act
	As       archive.Verb `json:"as"`
	Note     string       `json:"note"`
	Month    string       `json:"month"`
	Operator string       `json:"operator"`
	At       Time         `json:"at"`
	Undone   string       `json:"undone,omitempty"` // by whom
	UndoneAt *Time        `json:"undone_at,omitempty"`
}

// NewDecision shapes a decision.
func NewDecision(d archive.Decision) Decision {
	v := Decision{ID: d.ID, Act: d.Bulk, As: d.Verb, Note: d.Note, Month: d.Month, Operator: d.Operator, At: Time(d.At), Undone: d.Undone}
	if !d.UndoneAt.IsZero() {
		at := Time(d.UndoneAt)
		v.UndoneAt = &at
	}
	return v
}

// NewBreaks shapes findings that are no pairs.
func NewBreaks(found []archive.Finding, sources []archive.Source) []Break {
	all := make([]Break, len(found))
	for i := range found {
		all[i] = NewBreak(&found[i], sources)
	}
	return all
}

// Findings is a list of what a run found: breaks, or pairs.
type Findings struct {
	RunID     string `json:"run_id"`
	Items     any    `json:"items"`
	Total     int64  `json:"total"`
	Truncated bool   `json:"truncated,omitempty"`
}
