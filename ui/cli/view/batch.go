package view

import (
	"contra/core/batch"
	"contra/core/store/batches"
)

// Batch is a mass refund. Errors and warnings are those of the latest check.
type Batch struct {
	ID        string      `json:"id"` // such as "B12"
	Name      string      `json:"name"`
	Source    string      `json:"source"`
	State     batch.State `json:"state"`
	Rows      int64       `json:"rows"`
	Errors    int64       `json:"errors"`   // rows with one or more
	Warnings  int64       `json:"warnings"` // rows that are only doubtful
	Operator  string      `json:"operator"`
	Parent    string      `json:"parent"` // the batch whose declined rows it repeats
	Number    string      `json:"number"` // what the Dashboard calls it
	Why       string      `json:"why"`    // why it paused or stopped
	Version   int64       `json:"version"`
	StartsAt  Time        `json:"starts_at"`
	CheckedAt Time        `json:"checked_at"`
	CreatedAt Time        `json:"created_at"`
	UpdatedAt Time        `json:"updated_at"`
}

// NewBatch shapes a batch.
func NewBatch(b batch.Batch) Batch {
	v := Batch{ID: b.Ref(), Name: b.Name, Source: b.Source, State: b.State, Rows: b.Rows, Errors: b.Errors, Warnings: b.Warnings, Operator: b.Operator,
		Number: b.Number, Why: b.Why, Version: b.Version, StartsAt: Time(b.StartsAt), CheckedAt: Time(b.CheckedAt), CreatedAt: Time(b.CreatedAt), UpdatedAt: Time(b.UpdatedAt)}
	if b.Parent != 0 {
		v.Parent = batch.Ref(b.Parent)
	}
	return v
}

// BatchCheck is what a check found.
type BatchCheck struct {
	OK       int64           `json:"ok"`
	Totals   []batch.Total   `json:"totals"` // of all rows whose amount could be read
	Good     []batch.Total   `json:"good"`   // of the rows without an error
	Files    int             `json:"files"`  // into how many the rows go
	Findings []batch.Finding `json:"findings"`
}

// NewBatchCheck shapes a check.
func NewBatchCheck(r batch.Report) BatchCheck {
	return BatchCheck{r.OK, some(r.Totals), some(r.Good), r.Files, some(r.Findings)}
}

// some makes a list of none [] instead of null.
func some[T any](list []T) []T { return append([]T{}, list...) }

// BatchBuilt is a batch with what its check found.
type BatchBuilt struct {
	Batch
	BatchCheck
	Did string `json:"did,omitempty"` // the edit
}

// FileCheck is the check of a file that is no batch here.
type FileCheck struct {
	Rows     int64 `json:"rows"`
	Errors   int64 `json:"errors"`
	Warnings int64 `json:"warnings"`
	BatchCheck
	SHA256 string `json:"sha256"`
}

// BatchFile is a file of a batch.
type BatchFile struct {
	Path       string `json:"path"`
	SHA256     string `json:"sha256"`
	Rows       int64  `json:"rows"`
	Bytes      int64  `json:"bytes"`
	Part       int    `json:"part"`
	Of         int    `json:"of"`
	Sidecar    string `json:"sidecar"`
	Written    bool   `json:"written"`
	Number     string `json:"number"` // what the Dashboard calls it
	Operator   string `json:"operator"`
	ExportedAt Time   `json:"exported_at"`
	UploadedAt Time   `json:"uploaded_at"`
}

// NewBatchFile shapes a file.
func NewBatchFile(f batches.File) BatchFile {
	return BatchFile{f.Path, f.SHA256, f.Rows, f.Bytes, f.Part, f.Of, f.Path + ".json", f.Written, f.Number, f.Operator, Time(f.ExportedAt), Time(f.UploadedAt)}
}

// BatchExport is what an export wrote.
type BatchExport struct {
	ID      string        `json:"id"`
	State   batch.State   `json:"state"`
	Rows    int64         `json:"rows"` // in the files
	LeftOut int64         `json:"left_out"`
	Totals  []batch.Total `json:"totals"`
	Files   []BatchFile   `json:"files"`
}

// Layout is how files are written.
type Layout struct {
	Name    string            `json:"name"`
	Columns []string          `json:"columns"`
	LF      bool              `json:"lf"`                // lines end with LF instead of CR LF
	Always  bool              `json:"always"`            // general.operation_id is written although no row uses it
	Methods map[string]string `json:"methods,omitempty"` // codes that are written instead of others
}

// NewLayout shapes a layout.
func NewLayout(l batch.Layout) Layout {
	return Layout{l.Name, some(l.Columns), l.LF, l.Always, l.Methods}
}
