package dashboard

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// SidecarInfo says what is in a mass refund file. It is kept beside the file,
// because the platform gives back neither row ids nor a result.
type SidecarInfo struct {
	File       string        `json:"file"` // name, without its folder
	SHA256     string        `json:"sha256"`
	Content    string        `json:"content"` // batch.Content of the rows
	Bytes      int64         `json:"bytes"`
	Batch      string        `json:"batch"`
	Part       int           `json:"part"`
	Of         int           `json:"of"`
	Rows       int64         `json:"rows"`
	Totals     []batch.Total `json:"totals"`          // one per currency, in the order of the currencies
	RowIDs     []string      `json:"row_ids"`         // ids of the refunds, in the order of the rows
	Lines      []int         `json:"lines,omitempty"` // their lines in the source
	Layout     string        `json:"layout"`
	ExportedAt time.Time     `json:"exported_at"`
	Operator   string        `json:"operator"`
	Ledger     string        `json:"ledger,omitempty"`
}

// SidecarPath gives the path of the sidecar of a file.
func SidecarPath(path string) string { return path + ".json" }

// Sidecar writes the sidecar as JSON. The same SidecarInfo gives the same bytes.
func Sidecar(w io.Writer, s SidecarInfo) error {
	s.ExportedAt = s.ExportedAt.UTC()
	s.Totals = append([]batch.Total{}, s.Totals...)
	slices.SortStableFunc(s.Totals, func(a, b batch.Total) int { return cmp.Compare(a.Currency, b.Currency) })
	if s.RowIDs == nil {
		s.RowIDs = []string{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(struct {
		SidecarInfo
		Unit string `json:"amounts_are"`
	}{s, "minor units"}); err != nil {
		return &ledger.Error{Code: ledger.ErrIO, Message: "the sidecar cannot be written", Err: err}
	}
	return nil
}

// PutSidecar writes the sidecar of the file path, under SidecarPath(path) and
// as carefully as the file itself: an identical one is taken for done, any other
// stays as it is and is an error.
func PutSidecar(path string, s SidecarInfo) error {
	var out bytes.Buffer
	if err := Sidecar(&out, s); err != nil {
		return err
	}
	return put(SidecarPath(path), out.Bytes())
}

// About writes the sidecar of an exported file.
func (Files) About(f batch.File, layout batch.Layout, rows []batch.Row) error {
	s := SidecarInfo{File: filepath.Base(f.Path), SHA256: f.SHA256, Content: f.Content, Bytes: f.Bytes, Batch: batch.Ref(f.Batch), Part: f.Part, Of: f.Of,
		Rows: f.Rows, Layout: layout.Name, ExportedAt: f.ExportedAt, Operator: f.Operator}
	at := map[money.Currency]int{}
	for i := range rows {
		r := &rows[i]
		s.RowIDs, s.Lines = append(s.RowIDs, r.RefundID), append(s.Lines, r.Line)
		k, known := at[r.Amount.Currency]
		if !known {
			k = len(s.Totals)
			at[r.Amount.Currency], s.Totals = k, append(s.Totals, batch.Total{Currency: r.Amount.Currency})
		}
		s.Totals[k].Rows++
		s.Totals[k].Amount += r.Amount.Minor
	}
	return PutSidecar(f.Path, s)
}

// PartPath gives the path of one part of several.
func (Files) PartPath(path string, part, of int) string { return PartPath(path, part, of) }
