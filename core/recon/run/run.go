package run

import (
	"contra/core/recon"
	"contra/core/report"
	"contra/core/store"
)

// Runner compares reports with the ledger.
type Runner struct {
	Store  *store.Store
	Reader report.Reader
	Rules  recon.Rules // unless a request brings its own
}

// Request says what is compared.
type Request struct {
	Bodies  []*report.Body // reports that were just read; they are stored with the run
	Reports []int64        // reports in the ledger, with those that mend them
	Period  recon.Period   // zero bounds: the months that the reports touch
	Zone    string         // of the period's days, to be shown; empty: UTC
	Month   string         // "2026-10" when the period is that month
	Rules   *recon.Rules
	Dry     bool // nothing is stored
}

// Stage is what a run is busy with.
type Stage string

const (
	Reading   Stage = "reading the ledger"
	Comparing Stage = "comparing"
	Judging   Stage = "looking at what is left"
	Storing   Stage = "storing"
)

// Progress is told how far a stage is.
type Progress func(stage Stage, done, total int64)
