package statement

import (
	"context"
	"io"

	"contra/core/recon/archive"
	"contra/exporters/book"
	"contra/exporters/cell"
)

// XLSX writes a workbook: a summary, a sheet for each code that is there, and
// sheets of what is expected, tolerated, matched, rejected and ignored. Amounts are
// numbers with the decimals of their currency, moments are dates in UTC, ids are text.
func XLSX(ctx context.Context, w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	b, err := book.New("Reconciliation "+v.title(), v.At)
	if err != nil {
		return failed(err)
	}
	defer b.Close()
	for _, write := range []func(*book.Book) error{v.summarySheet, v.codeSheets, v.kindSheets, func(b *book.Book) error { return v.resultSheets(ctx, b) }, v.listSheets} {
		if err := write(b); err != nil {
			return failed(err)
		}
	}
	return failed(b.Write(w))
}

func (v *view) summarySheet(b *book.Book) error {
	s, err := b.Page("Summary", []book.Column{{Width: 26}, {Width: 24}, {Width: 22}, {Width: 22}, {Width: 30}, {Width: 22}})
	if err != nil {
		return err
	}
	for _, part := range v.summary() {
		if len(part.rows) == 0 {
			continue
		}
		if err := s.Head(part.title); err != nil {
			return err
		}
		if part.head != nil {
			if err := s.Head(part.head...); err != nil {
				return err
			}
		}
		for _, row := range part.rows {
			if err := s.Row(row...); err != nil {
				return err
			}
		}
		if err := s.Row(cell.Cell{}); err != nil {
			return err
		}
	}
	return s.Close()
}

// choices are what may be chosen in the sheets of breaks.
var choices = map[string][]string{decisionColumn: verbs()}

func verbs() []string {
	all := make([]string, len(takenBack))
	for i, v := range takenBack {
		all[i] = string(v)
	}
	return all
}

func (v *view) codeSheets(b *book.Book) error {
	for _, n := range v.byCode() {
		of := func(f *archive.Finding) bool { return f.Kind == archive.Broken && f.Code == n.code }
		if err := writeTable(b, string(n.code), breakColumns, choices, v.lines(of)); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) kindSheets(b *book.Book) error {
	for _, sheet := range []struct {
		name string
		kind archive.Kind
	}{{"Expected", archive.Expected}, {"Tolerated", archive.Tolerated}} {
		of := func(f *archive.Finding) bool { return f.Kind == sheet.kind }
		if err := writeTable(b, sheet.name, breakColumns, nil, v.lines(of)); err != nil {
			return err
		}
	}
	return nil
}

// resultSheets writes what is matched, if somebody hands it over.
func (v *view) resultSheets(ctx context.Context, b *book.Book) error {
	if v.Results == nil {
		return nil
	}
	return writeTable(b, "Matched", resultColumns, nil, func(row func(*result) error) error { return v.matchedRows(ctx, row) })
}

func (v *view) listSheets(b *book.Book) error {
	if err := writeTable(b, "Rejected", rejectColumns, nil, v.rejected); err != nil {
		return err
	}
	return writeTable(b, "Ignored", ignoredColumns, nil, v.ignored)
}
