package statement

import (
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
)

// Format names the layout of the JSON form.
const Format = "contra statement 1"

// Document is the JSON form without its lists: amounts are in minor units, moments in UTC.
type Document struct {
	Format      string               `json:"format"`
	RunID       int64                `json:"run_id,string"` // 0: the run was not stored
	Fingerprint string               `json:"fingerprint"`
	Month       string               `json:"month,omitempty"`
	Period      recon.Period         `json:"period"`
	Inferred    bool                 `json:"period_inferred,omitempty"`
	DatedBy     string               `json:"dated_by"` // beginning, end
	Zone        string               `json:"zone"`
	Rules       recon.Rules          `json:"rules"`
	Ledger      string               `json:"ledger,omitempty"`
	Program     string               `json:"program,omitempty"`
	Operator    string               `json:"operator"`
	StartedAt   time.Time            `json:"started_at,omitzero"`
	At          time.Time            `json:"at"` // the end of the run
	AuditSeq    int64                `json:"audit_seq,omitempty"`
	AuditHead   string               `json:"audit_head,omitempty"` // hex
	Reports     []archive.Source     `json:"reports"`
	Rows        recon.Rows           `json:"rows"`
	Ignored     map[string]int64     `json:"ignored"` // rows by rule
	Matched     int64                `json:"matched"`
	Joined      int64                `json:"joined"`
	Counts      map[recon.Code]int64 `json:"counts"`
	Totals      []recon.Total        `json:"totals"`
	Sides       []recon.Side         `json:"sides"`
	Checks      []recon.Check        `json:"checks"`
	Confirmed   int64                `json:"confirmed"`
	Settled     int64                `json:"settled"`
	Forward     []archive.Forward    `json:"forward"`
	Close       *Closing             `json:"close,omitempty"`
}

// Closing is the signature under the month.
type Closing struct {
	ID       int64             `json:"id"`
	Run      int64             `json:"run_id"`
	Standing archive.Standing  `json:"standing"`
	Operator string            `json:"operator"`
	At       time.Time         `json:"at"`
	Note     string            `json:"note,omitempty"`
	Why      string            `json:"why,omitempty"` // it is stale or was reopened
	Changed  time.Time         `json:"changed_at,omitzero"`
	Signed   archive.Signature `json:"signed"`
}

// Item is a finding. A side of several records has their sum, where they can be summed.
type Item struct {
	ID          string         `json:"id"`
	Version     string         `json:"version"`
	Code        recon.Code     `json:"code,omitempty"`
	Severity    recon.Severity `json:"severity,omitempty"`
	State       string         `json:"state"`
	Project     int64          `json:"project_id,omitempty"`
	PaymentID   string         `json:"payment_id,omitempty"`
	OperationID string         `json:"operation_id,omitempty"`
	Line        int            `json:"line,omitempty"`
	Day         string         `json:"business_day,omitempty"`
	Report      *Side          `json:"report,omitempty"`
	Local       *Side          `json:"local,omitempty"`
	Candidates  []Record       `json:"candidates,omitempty"`
	Difference  int64          `json:"difference"`
	Currency    money.Currency `json:"difference_currency,omitempty"`
	Reason      string         `json:"reason,omitempty"`
	By          recon.By       `json:"by,omitempty"`
	Decision    *Decided       `json:"decision,omitempty"`
	Since       time.Time      `json:"since,omitzero"`
	AgeDays     int64          `json:"age_days"`
	Due         time.Time      `json:"due,omitzero"`
}

// Side is one side of a finding.
type Side struct {
	Amount   *int64         `json:"amount,omitempty"`
	Currency money.Currency `json:"currency,omitempty"`
	Status   string         `json:"status,omitempty"`
	Type     string         `json:"type,omitempty"`
	Records  []Record       `json:"records,omitempty"`
}

// Record is one row of a report or one operation of the ledger.
type Record struct {
	Report      string         `json:"report,omitempty"`
	Line        int            `json:"line,omitempty"`
	Project     int64          `json:"project_id,omitempty"`
	PaymentID   string         `json:"payment_id,omitempty"`
	OperationID string         `json:"operation_id,omitempty"`
	Type        string         `json:"type,omitempty"`
	Status      string         `json:"status,omitempty"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency,omitempty"`
	At          time.Time      `json:"at,omitzero"`
	Fee         *int64         `json:"fee,omitempty"` // in FeeCurrency
	FeeCurrency money.Currency `json:"fee_currency,omitempty"`
	Net         *int64         `json:"net,omitempty"` // in NetCurrency
	NetCurrency money.Currency `json:"net_currency,omitempty"`
	Refs        recon.Refs     `json:"refs,omitzero"`
	RefundID    string         `json:"refund_id,omitempty"`
	RefundState string         `json:"refund_state,omitempty"`
	Rejected    string         `json:"rejected,omitempty"` // why
}

// Decided is what a person decided.
type Decided struct {
	Verb     archive.Verb `json:"decision"`
	Note     string       `json:"note"`
	Operator string       `json:"operator"`
	At       time.Time    `json:"at"`
}

// Rejected is a row that could not be read.
type Rejected struct {
	Report      string `json:"report"`
	Line        int    `json:"line"`
	Column      string `json:"column,omitempty"`
	Reason      string `json:"reason"`
	Detail      string `json:"detail"`
	Raw         string `json:"raw"`
	PaymentID   string `json:"payment_id,omitempty"`
	OperationID string `json:"operation_id,omitempty"`
	Mended      int64  `json:"mended_by_report,omitempty"`
}

// LeftOut are the lines of one report that one rule left out.
type LeftOut struct {
	Report string `json:"report"`
	Rule   string `json:"rule"`
	Lines  []int  `json:"lines"`
}

// Afterwards is what came into the month after it was signed.
type Afterwards struct {
	What    string    `json:"what"`
	Subject int64     `json:"subject"`
	Was     string    `json:"was,omitempty"`
	Now     string    `json:"now"`
	At      time.Time `json:"at"`
}
