package view

import (
	"strconv"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
)

// RunID writes the number of a run; empty when it was not stored.
func RunID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// Period is what was compared: from From up to and without To.
type Period struct {
	From     Time   `json:"from"`
	To       Time   `json:"to"`
	CutOff   Time   `json:"cut_off"` // up to when the reports can know anything
	Zone     string `json:"zone"`
	Month    string `json:"month"`              // such as 2026-10, when it is one
	Inferred bool   `json:"inferred,omitempty"` // from the dates of the rows
}

// NewPeriod shapes the period of a run.
func NewPeriod(x *archive.Run) Period {
	return Period{Time(x.Period.From), Time(x.Period.To), Time(x.Period.CutOff), x.Zone, x.Month, x.Summary.Inferred}
}

// RunReport is a report that took part in a run.
type RunReport struct {
	ID      int64  `json:"report_id"` // 0: not stored
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Profile string `json:"profile"`
	Rows    int64  `json:"rows"` // accepted ones
}

// RowRejection is a row of a report that could not be read.
type RowRejection struct {
	ReportID    int64         `json:"report_id"`
	File        string        `json:"file"`
	Line        int           `json:"line"`
	Column      string        `json:"column"` // empty: the row as a whole
	Reason      report.Reason `json:"reason"`
	Detail      string        `json:"detail"`
	Raw         string        `json:"raw"` // the row as written, card numbers masked
	OperationID string        `json:"operation_id"`
	PaymentID   string        `json:"payment_id"`
	Project     int64         `json:"project_id"`
	RejectID    int64         `json:"reject_id,omitempty"`
	Mended      int64         `json:"mended,omitempty"` // the report that mends it
}

// NewRowRejection shapes a rejected row.
func NewRowRejection(r report.StoredReject, file string) RowRejection {
	return RowRejection{r.Report, file, r.Line, r.Column, r.Reason, r.Detail, r.Raw, r.OperationID, r.PaymentID, r.Project, r.ID, r.Mended}
}

// Reconciled is what a comparison found.
type Reconciled struct {
	RunID      string               `json:"run_id"` // empty: nothing was stored
	Rows       recon.Rows           `json:"rows"`
	Matched    int64                `json:"matched"`
	Counts     map[recon.Code]int64 `json:"counts"` // of breaks
	Breaks     []Break              `json:"breaks"`
	Totals     []recon.Total        `json:"totals"`
	Expected   []Break              `json:"expected"`  // not due yet; no breaks
	Tolerated  []Break              `json:"tolerated"` // matched, though not equal; no breaks
	Pairs      []Pair               `json:"pairs,omitempty"`
	Identities []recon.Check        `json:"identities"`
	Sides      []recon.Side         `json:"sides"`   // of breaks and expected, by code and currency
	Ignored    map[string]int64     `json:"ignored"` // rows by the rule that left them out
	Rejections []RowRejection       `json:"rejections"`
	Period     Period               `json:"period"`
	Reports    []RunReport          `json:"reports"`
	Confirmed  int64                `json:"confirmed"` // refunds of ours that it confirmed
	Settled    int64                `json:"settled"`   // refunds of ours without an outcome that it settled
	Reused     bool                 `json:"reused"`    // nothing has changed since it was made
	LeftOut    []Ignored            `json:"left_out,omitempty"`
	Files      []string             `json:"files,omitempty"` // written by --out
	Truncated  bool                 `json:"truncated,omitempty"`
}

// NewReconciled shapes a run with what it found, no more than limit of each list; -1: all.
func NewReconciled(x *archive.Run, findings []archive.Finding, rejects []report.StoredReject, limit int) Reconciled {
	s := &x.Summary
	v := Reconciled{RunID: RunID(x.ID), Rows: s.Rows, Matched: s.Matched, Counts: s.Counts, Totals: some(s.Totals), Identities: some(s.Checks), Sides: some(s.Sides),
		Breaks: []Break{}, Expected: []Break{}, Tolerated: []Break{}, Ignored: s.Ignored, Rejections: []RowRejection{}, Period: NewPeriod(x),
		Reports: Each(s.Reports, newRunReport), Confirmed: s.Confirmed, Settled: s.Settled, Reused: x.Reused}
	if v.Counts == nil {
		v.Counts = map[recon.Code]int64{}
	}
	if v.Ignored == nil {
		v.Ignored = map[string]int64{}
	}
	lists := map[archive.Kind]*[]Break{archive.Broken: &v.Breaks, archive.Expected: &v.Expected, archive.Tolerated: &v.Tolerated}
	for i := range findings {
		list := lists[findings[i].Kind]
		switch {
		case list == nil:
		case full(len(*list), limit):
			v.Truncated = true
		default:
			*list = append(*list, NewBreak(&findings[i], s.Reports))
		}
	}
	for _, r := range rejects {
		if full(len(v.Rejections), limit) {
			v.Truncated = true
			break
		}
		var file string
		r.Report, file = SourceOf(r.Report, s.Reports)
		v.Rejections = append(v.Rejections, NewRowRejection(r, file))
	}
	return v
}

func full(n, limit int) bool { return limit >= 0 && n >= limit }

func newRunReport(s archive.Source) RunReport {
	return RunReport{s.ID, s.Name, s.SHA256, s.Profile, s.Rows}
}

// Run is one comparison without what it found one by one.
type Run struct {
	RunID     string     `json:"run_id"`
	Period    Period     `json:"period"`
	Reports   []string   `json:"reports"`
	Rows      recon.Rows `json:"rows"`
	Matched   int64      `json:"matched"`
	Breaks    int64      `json:"breaks"`
	Expected  int64      `json:"expected"`
	Confirmed int64      `json:"confirmed"`
	Settled   int64      `json:"settled"`
	Operator  string     `json:"operator"`
	StartedAt Time       `json:"started_at"`
	EndedAt   Time       `json:"ended_at"`
}

// NewRun shapes a run.
func NewRun(x archive.Run) Run {
	s := &x.Summary
	return Run{RunID(x.ID), NewPeriod(&x), Each(s.Reports, func(r archive.Source) string { return r.Name }), s.Rows, s.Matched, x.Breaks, x.Expected,
		s.Confirmed, s.Settled, x.Operator, Time(x.StartedAt), Time(x.EndedAt)}
}
