package archive

import (
	"time"

	"contra/core/recon"
)

// Summary is a run without the things that it found one by one. It is kept as JSON.
type Summary struct {
	Rows      recon.Rows           `json:"rows"`
	Ignored   map[string]int64     `json:"ignored,omitempty"` // rows by the rule that left them out
	Matched   int64                `json:"matched"`
	Joined    int64                `json:"joined"` // of the matched, by operation id alone
	Counts    map[recon.Code]int64 `json:"counts"`
	Totals    []recon.Total        `json:"totals"`
	Sides     []recon.Side         `json:"sides"`
	Nets      []recon.Net          `json:"nets,omitempty"` // where reports have fees and nets
	Checks    []recon.Check        `json:"checks"`
	Inferred  bool                 `json:"inferred,omitempty"` // the period was taken from the reports
	CutOff    time.Time            `json:"cut_off,omitzero"`
	Confirmed int64                `json:"confirmed"` // refunds of ours that it confirmed
	Settled   int64                `json:"settled"`   // refunds of ours without an outcome that it settled
	Reports   []Source             `json:"reports"`
}

// Source is one report of a run.
type Source struct {
	ID      int64  `json:"id,omitempty"`
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Profile string `json:"profile"`
	Version int    `json:"version"`
	Reading string `json:"reading"`
	First   int64  `json:"first"` // the number of its first row in the run
	Rows    int64  `json:"rows"`  // accepted ones
}

// Run is one comparison.
type Run struct {
	ID          int64 // 0: it was not stored
	Fingerprint string
	Month       string
	Period      recon.Period
	Zone        string
	Begun       bool // operations were dated by their beginning
	Rules       recon.Rules
	Books       int64
	Summary     Summary
	Breaks      int64
	Expected    int64
	Operator    string
	StartedAt   time.Time
	EndedAt     time.Time
	Reused      bool // nothing has changed since it was made

	Result recon.Result // empty when only the summary was asked for
	Found  []Finding    // of a run that was just stored: what the ledger has of it
}
