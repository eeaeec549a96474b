package sandbox

import (
	"iter"
	"slices"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

// ReportRows gives the operations of the books that were last acted on from
// one moment up to and without another, in that order, as a report tells them.
// Without projects it is about all of them.
func (p *Platform) ReportRows(from, to time.Time, projects ...int64) []reportfile.Row {
	return slices.Collect(p.EachReportRow(from, to, projects...))
}

// EachReportRow gives what ReportRows gives, one row at a time.
func (p *Platform) EachReportRow(from, to time.Time, projects ...int64) iter.Seq[reportfile.Row] {
	return func(yield func(reportfile.Row) bool) {
		for e := range p.books.Acted(books.Query{From: from, To: to, Projects: projects}) {
			if !yield(reportfile.Of(&e.Payment, e.Operation())) {
				return
			}
		}
	}
}

// SpoiltReport is a report with planted differences between it and the books.
// The seed chooses them; how the report is going to be written decides which
// there can be.
func (p *Platform) SpoiltReport(f reportfile.Format, from, to time.Time, seed uint64, projects ...int64) spoil.Spoilt {
	return spoil.Plan{Seed: seed, Format: f, From: from, To: to, Ledger: p.everyRow}.Spoil(p.ReportRows(from, to, projects...))
}

func (p *Platform) everyRow(yield func(reportfile.Row) bool) {
	for payment := range p.books.All() {
		for i := range payment.Operations {
			if !yield(reportfile.Of(&payment, &payment.Operations[i])) {
				return
			}
		}
	}
}

// ReportMonths gives the first moment of each month from the books' first
// operation to their last, in UTC.
func (p *Platform) ReportMonths() (months []time.Time) {
	var first, last time.Time
	for payment := range p.books.All() {
		for i := range payment.Operations {
			at := payment.Operations[i].Date
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	first = first.UTC()
	for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC); !m.After(last); m = m.AddDate(0, 1, 0) {
		months = append(months, m)
	}
	return months
}
