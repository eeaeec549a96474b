package view

import (
	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/money"
	"contra/core/store/pulls"
)

// Pull is what a pull from the Data API brought: read is stored + duplicate + rejected.
type Pull struct {
	Kind      dataapi.Kind `json:"kind"`
	From      Time         `json:"from"`
	To        Time         `json:"to"`
	Next      Time         `json:"next"` // all before it is in the ledger
	Resumed   bool         `json:"resumed"`
	Windows   int64        `json:"windows"`
	Pages     int64        `json:"pages"`
	Read      int64        `json:"read"`
	Stored    int64        `json:"stored"`
	Duplicate int64        `json:"duplicate"`
	Rejected  int64        `json:"rejected"`
	Waited    int64        `json:"waited_seconds"`
	Moved     int          `json:"refunds_moved"`   // refunds of ours
	Purchases int          `json:"purchases_moved"` // purchases of ours

	Rejections []Rejection `json:"rejections"`
	Truncated  bool        `json:"truncated,omitempty"`
	Error      *Error      `json:"error,omitempty"` // why it stopped early
}

// NewPull shapes a report.
func NewPull(r pull.Report) Pull {
	return Pull{Kind: r.Kind, From: Time(r.From), To: Time(r.To), Next: Time(r.Next), Resumed: r.Resumed, Windows: r.Windows, Pages: r.Pages,
		Read: r.Read, Stored: r.Stored, Duplicate: r.Duplicate, Rejected: r.Rejected, Waited: int64(r.Waited.Seconds()), Moved: len(r.Moved), Purchases: len(r.Purchases), Rejections: []Rejection{}}
}

// PullStatus is how much was pulled.
type PullStatus struct {
	Covered   []Covered `json:"covered"`
	Items     []PullRun `json:"items"` // newest first
	Total     int64     `json:"total"`
	Truncated bool      `json:"truncated,omitempty"`
}

// Covered is the time of which all operations of a project are in the ledger.
type Covered struct {
	Kind    dataapi.Kind `json:"kind"`
	Project int64        `json:"project_id"`
	Spans   []Span       `json:"spans"` // the earliest first; between them are gaps
}

// Span is time from a moment to another, the latter excluded.
type Span struct {
	From Time `json:"from"`
	To   Time `json:"to"`
}

// NewCovered shapes a coverage.
func NewCovered(c pull.Coverage) Covered {
	return Covered{c.Kind, c.Project, Each(c.Spans, func(s pulls.Span) Span { return Span{Time(s.From), Time(s.To)} })}
}

// PullRun is one pull as it is remembered.
type PullRun struct {
	ID        int64        `json:"pull_id"`
	Kind      dataapi.Kind `json:"kind"`
	Projects  []int64      `json:"projects"`
	From      Time         `json:"from"`
	To        Time         `json:"to"`
	Next      Time         `json:"next"`
	State     pulls.State  `json:"state"`
	Why       string       `json:"why"`
	Read      int64        `json:"read"`
	Stored    int64        `json:"stored"`
	Duplicate int64        `json:"duplicate"`
	Rejected  int64        `json:"rejected"`
	Waited    int64        `json:"waited_seconds"`
	Operator  string       `json:"operator"`
	StartedAt Time         `json:"started_at"`
	EndedAt   Time         `json:"ended_at"`
}

// NewPullRun shapes a remembered pull.
func NewPullRun(x pulls.Run) PullRun {
	return PullRun{x.ID, x.Kind, x.Projects, Time(x.From), Time(x.To), Time(x.Next), x.State, x.Why, x.Read, x.Stored, x.Duplicate, x.Rejected,
		int64(x.Waited.Seconds()), x.Operator, Time(x.StartedAt), Time(x.EndedAt)}
}

// Balance is what the platform held in one currency when it was asked.
type Balance struct {
	Name     string         `json:"name"`
	Project  *int64         `json:"project_id"` // null: the platform did not say
	Amount   int64          `json:"amount"`     // minor units; may be below zero
	Currency money.Currency `json:"currency"`
	At       Time           `json:"at"`
}

// NewBalance shapes a balance.
func NewBalance(b dataapi.Balance) Balance {
	v := Balance{Name: b.Name, Amount: b.Amount.Minor, Currency: b.Amount.Currency, At: Time(b.At)}
	if b.Project != 0 {
		v.Project = &b.Project
	}
	return v
}
