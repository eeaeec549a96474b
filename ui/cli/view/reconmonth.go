package view

import (
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/closing"
	"contra/core/recon/run"
)

// Late is something that came into a month after it was signed.
type Late struct {
	What    string `json:"what"` // operation or report
	Subject int64  `json:"subject"`
	Was     string `json:"was"` // empty: it is new
	Now     string `json:"now"`
	At      Time   `json:"at"`
}

// NewLate shapes it.
func NewLate(l archive.Late) Late { return Late{l.What, l.Subject, l.Was, l.Now, Time(l.At)} }

// Month is one month in the list of months.
type Month struct {
	Month    string           `json:"month"`
	Standing archive.Standing `json:"standing"` // signed, stale, reopened; empty: never signed
	By       string           `json:"by"`       // who signed, or reopened it
	At       Time             `json:"at"`
	Why      string           `json:"why"` // why it is stale or was reopened
	Note     string           `json:"note"`
	Zone     string           `json:"zone"`
	RunID    string           `json:"run_id"` // the latest run of the month
	RunAt    Time             `json:"run_at"`
	Breaks   int64            `json:"breaks"`
	Open     int64            `json:"open"` // breaks that somebody still has to do something about
	Expected int64            `json:"expected"`
	Reports  []string         `json:"reports"` // in the ledger, with rows of the month
	Late     []Late           `json:"late"`    // what came after the signature
}

// OpenBreak is a break that is open when a month is signed.
type OpenBreak struct {
	Code        recon.Code `json:"code"`
	Project     int64      `json:"project_id"`
	PaymentID   string     `json:"payment_id"`
	OperationID string     `json:"operation_id"`
	Stake       Money      `json:"stake"`
	Since       Time       `json:"since"`
	Reason      string     `json:"reason"`
	Note        string     `json:"note"`
	From        string     `json:"from,omitempty"` // the month that it was carried from
}

// NewOpenBreak shapes it.
func NewOpenBreak(o archive.OpenBreak) OpenBreak {
	return OpenBreak{Code: o.Code, Project: o.Project, PaymentID: o.PaymentID, OperationID: o.OperationID, Stake: Money{o.Stake.Minor, o.Stake.Currency},
		Since: Time(o.Since), Reason: o.Reason, Note: o.Note}
}

// Change is one difference between what was signed and what is.
type Change struct {
	What   string `json:"what"`
	Signed string `json:"signed"`
	Now    string `json:"now"`
}

// Closing is a month before it is signed, or as it was signed.
type Closing struct {
	Month      string            `json:"month"`
	Standing   archive.Standing  `json:"standing"` // empty: not signed
	RunID      string            `json:"run_id"`
	Period     Period            `json:"period"`
	Rows       recon.Rows        `json:"rows"`
	Matched    int64             `json:"matched"`
	Totals     []recon.Total     `json:"totals"`
	Identities []recon.Check     `json:"identities"`
	Open       []OpenBreak       `json:"open"`
	Undecided  int               `json:"undecided"`
	Carried    []archive.Forward `json:"carry_forward"`
	Blockers   []string          `json:"blockers"`
	Changes    []Change          `json:"changes"` // against what was signed before
	Late       []Late            `json:"late"`
	By         string            `json:"by"`
	At         Time              `json:"at"`
	Note       string            `json:"note"`
	AuditSeq   int64             `json:"audit_seq,omitempty"`
	AuditHead  string            `json:"audit_head,omitempty"`
	DryRun     bool              `json:"dry_run"`
	Truncated  bool              `json:"truncated,omitempty"`
}

// NewClosing shapes a month before it is signed.
func NewClosing(r *closing.Readiness, limit int) Closing {
	s := &r.Run.Summary
	v := Closing{Month: r.Month, RunID: RunID(r.Run.ID), Period: NewPeriod(&r.Run), Rows: s.Rows, Matched: s.Matched, Totals: some(s.Totals),
		Identities: some(r.Checks), Open: []OpenBreak{}, Undecided: r.Undecided, Carried: some(r.Forward), Blockers: some(r.Blockers),
		Changes: Each(r.Changes, func(c closing.Change) Change { return Change(c) }), Late: Each(r.Late, NewLate)}
	add := func(o OpenBreak) {
		if full(len(v.Open), limit) {
			v.Truncated = true
			return
		}
		v.Open = append(v.Open, o)
	}
	for i := range r.Open {
		add(openBreak(&r.Open[i]))
	}
	for _, c := range r.Carried {
		o := NewOpenBreak(c.Break)
		o.From = c.From
		add(o)
	}
	if c := r.InForce; c != nil {
		v.Standing, v.By, v.At, v.Note = c.Standing, c.Operator, Time(c.At), c.Note
	}
	return v
}

func openBreak(f *archive.Finding) OpenBreak {
	o := OpenBreak{Code: f.Code, Project: f.Project, PaymentID: f.PaymentID, OperationID: f.OperationID, Stake: Money{f.Stake.Minor, f.Stake.Currency},
		Since: Time(f.Since), Reason: f.Break.Reason}
	if f.Decision != nil {
		o.Note = f.Decision.Note
	}
	return o
}

// Signed shapes a signature over what was shown before it.
func (v Closing) Signed(c *archive.Close) Closing {
	v.Standing, v.By, v.At, v.Note, v.RunID = c.Standing, c.Operator, Time(c.At), c.Note, RunID(c.Run)
	v.AuditSeq, v.AuditHead = c.Signed.AuditSeq, c.Signed.AuditHead
	v.Blockers, v.Changes, v.Late = []string{}, []Change{}, []Late{}
	return v
}

// EdgeSum is what lies between an edge of a month in one zone and in another.
type EdgeSum struct {
	Currency money.Currency `json:"currency"`
	Moves    int64          `json:"moves"`  // operations that change the month
	Amount   int64          `json:"amount"` // their signed sum, minor units
	Near     int64          `json:"near"`   // operations within nine hours of either edge
}

// Edge is one edge of a month as two zones see it.
type Edge struct {
	At        Time      `json:"at"`
	Other     Time      `json:"other"`
	Local     []EdgeSum `json:"local"`
	Report    []EdgeSum `json:"report"`
	Items     []Record  `json:"items"`
	Truncated bool      `json:"truncated,omitempty"`
}

// NewEdge shapes an edge with no more than limit of its operations.
func NewEdge(e *run.Edge, limit int) Edge {
	shape := func(s run.EdgeSum) EdgeSum { return EdgeSum{s.Currency, s.Moves, s.Minor, s.Near} }
	v := Edge{At: Time(e.At), Other: Time(e.Other), Local: Each(e.Local, shape), Report: Each(e.Rows, shape), Truncated: e.More}
	items := e.Items
	if full(len(items), limit) && len(items) > limit {
		items, v.Truncated = items[:limit], true
	}
	v.Items = NewRecords(items)
	return v
}

// Reopened is a signature that was taken back.
type Reopened struct {
	Month    string           `json:"month"`
	Standing archive.Standing `json:"standing"`
	RunID    string           `json:"run_id"`
	By       string           `json:"by"`
	At       Time             `json:"at"`
	Why      string           `json:"why"`
	SignedBy string           `json:"signed_by"`
	SignedAt Time             `json:"signed_at"`
}

// Edges are the two edges of a month as two zones see them.
type Edges struct {
	Month string `json:"month"`
	Zone  string `json:"zone"`
	Other string `json:"other"`
	Begin Edge   `json:"begin"`
	End   Edge   `json:"end"`
}
