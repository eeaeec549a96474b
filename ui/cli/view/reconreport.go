package view

import (
	"contra/core/report"
)

// Report is a stored report.
type Report struct {
	ID       int64  `json:"report_id"`
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	Profile  string `json:"profile"`
	Version  int    `json:"profile_version"`
	Read     int64  `json:"read"`
	Accepted int64  `json:"accepted"`
	Rejected int64  `json:"rejected"`
	Ignored  int64  `json:"ignored"`
	Known    int64  `json:"known"`   // accepted rows that an earlier report has too
	Changed  int64  `json:"changed"` // accepted rows of which an earlier report said something else
	FirstAt  Time   `json:"first_at"`
	LastAt   Time   `json:"last_at"`
	Mends    int64  `json:"mends,omitempty"`       // the report whose rejected rows it mends
	Replaced int64  `json:"replaced_by,omitempty"` // the report that reads the same bytes anew
	Operator string `json:"operator"`
	Imported Time   `json:"imported_at"`
}

// NewReport shapes a report.
func NewReport(i report.Info) Report {
	return Report{i.ID, i.Name, i.SHA256, i.Bytes, i.Profile.Name, i.Profile.Version, i.Read, i.Accepted, i.Rejected, i.Ignored, i.Known, i.Changed,
		Time(i.FirstAt), Time(i.LastAt), i.Mends, i.Replaced, i.Operator, Time(i.ImportedAt)}
}

// ReportImport is what became of one report that was imported.
type ReportImport struct {
	Report
	Again bool `json:"again"` // the ledger has it already, read in the same way
}

// ReportImports is what became of all of them.
type ReportImports struct {
	Items      []ReportImport `json:"items"`
	Total      int            `json:"total"`
	Rejections []RowRejection `json:"rejections"`
	LeftOut    []Ignored      `json:"left_out,omitempty"`  // files
	Truncated  bool           `json:"truncated,omitempty"` // the rejections
	Error      *Error         `json:"error,omitempty"`     // it stopped before its end
}

// IgnoredRows are the rows of a report that one rule left out.
type IgnoredRows struct {
	Rule  string `json:"rule"`
	Rows  int    `json:"rows"`
	Lines []int  `json:"lines"`
}

// ReportShow is everything about a stored report.
type ReportShow struct {
	Report    Report         `json:"report"`
	Profile   report.Profile `json:"profile"`
	Header    []string       `json:"header"`
	Ignored   []IgnoredRows  `json:"ignored"`
	Waiting   int            `json:"waiting"` // rejected rows that nobody mended
	Rows      []ReportRow    `json:"rows"`
	Total     int64          `json:"total"` // accepted rows
	Truncated bool           `json:"truncated,omitempty"`
}

// Profile is a profile in a list.
type Profile struct {
	Name    string      `json:"name"`
	Title   string      `json:"title"`
	Version int         `json:"version"`
	BuiltIn bool        `json:"built_in"`
	Columns int         `json:"columns"`
	Zone    string      `json:"zone"`
	Unit    report.Unit `json:"unit"`
}

// NewProfile shapes a profile.
func NewProfile(p report.Profile) Profile {
	return Profile{p.Name, p.Title, p.Version, p.BuiltIn, len(p.Columns), p.Zone, p.Unit}
}

// ProfileDrift is how a header differs from the one that a profile was made for.
type ProfileDrift struct {
	Added   []string          `json:"added"`
	Dropped []string          `json:"dropped"`
	Renamed map[string]string `json:"renamed"` // from the old name to the new one
	Lost    []report.Field    `json:"lost"`
}

// ProfileLook is how a file would be read.
type ProfileLook struct {
	File    string         `json:"file"`
	How     string         `json:"how"`  // named, saved, ready or proposed
	Sure    bool           `json:"sure"` // needs no look of a person
	Header  []string       `json:"header"`
	Profile report.Profile `json:"profile"`
	Missing []report.Field `json:"missing"`
	Drift   *ProfileDrift  `json:"drift,omitempty"`
	Differs string         `json:"differs,omitempty"` // the drift in words
	Unit    bool           `json:"needs_unit"`
	Samples []ProfileRow   `json:"samples"`
}

// ProfileRow is one of the first rows of a file as a profile reads it.
type ProfileRow struct {
	Line    int        `json:"line"`
	Cells   []string   `json:"cells"`
	Row     *ReportRow `json:"row"`
	Reject  string     `json:"reject,omitempty"`
	Ignored string     `json:"ignored,omitempty"` // by this rule
}

// Mended is what became of rejected rows that were mended.
type Mended struct {
	ReportID int64          `json:"report_id"` // the report that the mended rows are
	Mends    int64          `json:"mends"`
	Mended   int            `json:"mended"`
	Still    []RowRejection `json:"still"`   // those that still cannot be read
	Waiting  int            `json:"waiting"` // rows of the report that still wait
}

// ProfileSaved is a profile that was saved, with how it reads the file that it was made for.
type ProfileSaved struct {
	ProfileLook
	Name    string `json:"name"`
	Version int    `json:"version"`
	Changed bool   `json:"changed"` // it says something new
	DryRun  bool   `json:"dry_run"`
}
