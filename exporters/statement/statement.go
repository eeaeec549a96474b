package statement

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
)

// Statement is a run with everything that is said about it.
type Statement struct {
	Run      archive.Run
	Findings []archive.Finding // of all kinds
	Rejects  []report.StoredReject
	Ignored  []IgnoredIn
	Forward  []archive.Forward
	Close    *archive.Close // the signature under the month, if any
	Late     []archive.Late // what came in after it

	Zone      string // whose business day is shown beside UTC, an IANA name; empty: that of the run
	Program   string // name and version
	Ledger    string // which ledger it is of
	AuditSeq  int64  // the audit chain as it was …
	AuditHead string // … with its head in hex
	At        time.Time

	// Results hands every matched row over, one by one; nil: there are none. Of a
	// group it hands over one Result for each of its records: where one side has more of
	// them than the other, the record of the other is zero.
	Results func(ctx context.Context, row func(Result) error) error
}

// Result is one matched row.
type Result struct {
	Report recon.Record
	Local  recon.Record
	By     recon.By
	Note   string // of who matched it by hand
}

// IgnoredIn are the rows of one report that one rule left out.
type IgnoredIn struct {
	Report int64
	Name   string // of the report
	report.Ignored
}

// Pair hands the records of a pair over as results.
func Pair(p recon.Pair, row func(Result) error) error {
	for i := range max(len(p.Report), len(p.Local)) {
		r := Result{By: p.By, Note: p.Note}
		if i < len(p.Report) {
			r.Report = p.Report[i]
		}
		if i < len(p.Local) {
			r.Local = p.Local[i]
		}
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}

// view is a statement in order, with what all its forms need.
type view struct {
	Statement
	zone     *time.Location
	findings []*archive.Finding
}

func (s Statement) view() (*view, error) {
	v := &view{Statement: s}
	v.Zone = cmp.Or(s.Zone, s.Run.Zone, "UTC")
	var err error
	if v.zone, err = time.LoadLocation(v.Zone); err != nil {
		return nil, ledger.Errorf(ledger.ErrUsage, "%q is not a time zone", v.Zone).WithHint("write a name such as Asia/Seoul")
	}
	for _, at := range []time.Time{s.Run.EndedAt, s.Run.StartedAt} {
		if v.At.IsZero() {
			v.At = at
		}
	}
	v.At = v.At.UTC()
	for i := range s.Findings {
		v.findings = append(v.findings, &s.Findings[i])
	}
	slices.SortStableFunc(v.findings, inOrder)
	v.Rejects = slices.SortedStableFunc(slices.Values(s.Rejects), func(a, b report.StoredReject) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID))
	})
	v.Ignored = slices.SortedStableFunc(slices.Values(s.Ignored), func(a, b IgnoredIn) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Rule, b.Rule))
	})
	v.Forward = slices.SortedStableFunc(slices.Values(s.Forward), func(a, b archive.Forward) int { return cmp.Compare(a.Currency, b.Currency) })
	v.Late = slices.SortedStableFunc(slices.Values(s.Late), func(a, b archive.Late) int { return cmp.Compare(a.ID, b.ID) })
	return v, nil
}

var kinds = []archive.Kind{archive.Broken, archive.Expected, archive.Tolerated, archive.Paired}

func inOrder(a, b *archive.Finding) int {
	return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
		cmp.Compare(a.Code.Rank(), b.Code.Rank()), cmp.Compare(a.Key, b.Key), cmp.Compare(a.N, b.N))
}

// source names the report of a record. Reports that are not in the ledger are
// known by their numbers in the run.
func (v *view) source(id int64) string {
	reports := v.Run.Summary.Reports
	for i := range reports {
		if id != 0 && reports[i].ID == id {
			return reports[i].Name
		}
	}
	if id < 0 {
		id = -id
	}
	if id > 0 && id <= int64(len(reports)) && reports[id-1].ID == 0 {
		return reports[id-1].Name
	}
	return ""
}

// failed gives a failure to write its code, unless it has one.
func failed(err error) error {
	var known *ledger.Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &ledger.Error{Code: ledger.ErrCancelled, Message: "the export was cancelled", Err: err}
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "the statement cannot be written", Hint: "look whether the disk is full", Err: err}
}
