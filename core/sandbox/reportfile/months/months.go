// Package months makes up whole months for the comparison to prove itself on:
// what a merchant's ledger knows, the report in several files, and every
// difference that was planted. The same seed gives the same months.
package months

import (
	"io"
	"slices"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/plant"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

// Month is one month and all that is the matter with it.
type Month struct {
	Name     string // such as "2026-02"
	From, To time.Time
	Rules    spoil.Rules // under which exactly Planted shows
	// Truth is what the ledger knows, one row for each operation: the month, and
	// a day on either side of it, so that something lies behind its edges.
	Truth []reportfile.Row
	// Earlier are reports that were taken in before and are not compared now.
	Earlier []File
	// Files are the report, cut by time. Neighbours overlap, but for the one that
	// has no operation ids: nothing could tell that its rows are the same.
	Files   []File
	Planted []spoil.Planted
}

// File is a part of a report.
type File struct {
	Name   string
	Format reportfile.Format
	Rows   []reportfile.Row
}

// Write writes the file.
func (f File) Write(w io.Writer) error { return reportfile.Write(w, f.Format, f.Rows) }

// least is how many payments a month needs to have every difference twice.
const least = 1_000

// Plant makes three months of about so many payments each. They do not touch
// and share no ids, so that one ledger can know them all.
func Plant(seed uint64, payments int) []Month {
	var all []Month
	for i, first := range []time.Time{
		time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), // ends with the year
		time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC),  // has 28 days
		time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
	} {
		all = append(all, month(seed*3+uint64(i), max(least, payments), first, formats(i, seed)))
	}
	return all
}

const day = 24 * time.Hour

func month(seed uint64, payments int, from time.Time, formats []reportfile.Format) Month {
	m := Month{Name: from.Format("2006-01"), From: from, To: from.AddDate(0, 1, 0), Rules: spoil.StandardRules()}
	c := cut{m.From.Add(-day), m.To.Add(day), formats}
	rows := past(seed, payments, c)
	m.Truth = slices.Clone(rows)
	for i := range m.Truth {
		m.Truth[i].Fee, m.Truth[i].Net = nil, nil // callbacks do not tell
	}
	m.spoil(seed, c, rows)
	return m
}

// past gives the rows of a made-up shop's operations, oldest payment first.
func past(seed uint64, count int, c cut) (rows []reportfile.Row) {
	payments := plant.Payments(plant.Options{Count: count, Seed: seed, Until: c.to.Add(-time.Second), Span: c.to.Sub(c.from) - time.Second, Projects: []int64{1234, 210}})
	twins(payments, c)
	b := books.New(seed)
	for _, p := range payments {
		if err := b.Add(p); err != nil {
			panic(err) // the planting makes possible payments only
		}
		p, _ = b.Payment(p.Project, p.ID)
		for i := range p.Operations {
			rows = append(rows, reportfile.Of(&p, &p.Operations[i]))
		}
	}
	return rows
}

// twins gives payments two refunds that only their operation ids tell apart,
// within the file that has none.
func twins(payments []books.Payment, c cut) {
	left := 2
	from, to := c.nameless()
	for i := range payments {
		p := &payments[i]
		sold := p.CreatedAt
		if left == 0 || len(p.Operations) > 1 || p.Operations[0].Status != books.Success || sold.Before(from) || sold.After(to.Add(-2*day)) {
			continue
		}
		back := books.Operation{Type: books.Refund, Status: books.Success, Origin: books.ByDashboard, Description: "부분 품절",
			Amount: p.Amount, CreatedAt: sold.Add(day), Date: sold.Add(day + 4*time.Second)}
		back.Amount.Minor /= 5
		p.Operations = append(p.Operations, back, back)
		left--
	}
}
