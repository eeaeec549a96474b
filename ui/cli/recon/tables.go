package recon

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func sorted[V any](all map[string]V) []string { return slices.Sorted(maps.Keys(all)) }

// Period writes a period in days of its zone, both included.
func Period(p recon.Period, zone, month string) string {
	if month != "" {
		return month + " in " + zone
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	from, to := "the beginning", "the end"
	if !p.From.IsZero() {
		from = p.From.In(loc).Format(time.DateOnly)
	}
	if !p.To.IsZero() {
		to = p.To.In(loc).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return fmt.Sprintf("%s to %s in %s", from, to, zone)
}

// codes counts what was found by code, with the signed sums of both sides.
func codes(counts map[recon.Code]int64, sides []recon.Side) *out.Table {
	t := out.NewTable(out.Column{Title: "CODE"}, out.Column{Title: "FOUND", Right: true}, out.Column{Title: "REPORT", Right: true}, out.Column{Title: "LOCAL", Right: true},
		out.Column{Title: "SEVERITY"}, out.Column{Title: "MEANS"})
	for _, about := range recon.Codes() {
		left := counts[about.Code]
		for _, s := range sides {
			if s.Code != about.Code {
				continue
			}
			t.Add(string(s.Code), count(s.Breaks), Amount(s.Report, s.Currency), Amount(s.Local, s.Currency), string(about.Severity), about.Meaning)
			left -= s.Breaks
		}
		if left > 0 { // those that name no currency
			t.Add(string(about.Code), out.Group(left), "", "", string(about.Severity), about.Meaning)
		}
	}
	return t
}

// count leaves out what is counted in another line: of a break without a
// currency, the sides that have one.
func count(n int64) string {
	if n == 0 {
		return ""
	}
	return out.Group(n)
}

// Amount writes an amount; nothing where there is no currency.
func Amount(minor int64, c money.Currency) string {
	if c == "" {
		return ""
	}
	return money.New(minor, c).String()
}

// Breaks lists breaks for people.
func Breaks(all []view.Break) *out.Table {
	t := out.NewTable(out.Column{Title: "N", Right: true}, out.Column{Title: "CODE"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "OPERATION"}, out.Column{Title: "LINE", Right: true},
		out.Column{Title: "REPORT", Right: true}, out.Column{Title: "LOCAL", Right: true}, out.Column{Title: "DECIDED"}, out.Column{Title: "WHY"})
	for i := range all {
		b := &all[i]
		t.Add(fmt.Sprint(b.N), string(b.Code), b.PaymentID, b.OperationID, line(b.Line), Side(b.Report), Side(b.Local), decided(b.Decision), b.Reason)
	}
	return t
}

// decided is what is in force about a break; what is contested or carried stays open.
func decided(d *view.Decision) string {
	if d == nil {
		return ""
	}
	switch d.As {
	case archive.Contest, archive.Carry:
		return string(d.As) + ", open"
	}
	return string(d.As)
}

// Side writes what one side says in one cell.
func Side(s *view.Side) string {
	if s == nil {
		return ""
	}
	return Amount(s.Amount, s.Currency)
}

func line(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func rejections(all []view.RowRejection) *out.Table {
	t := out.NewTable(out.Column{Title: "REPORT"}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "COLUMN"}, out.Column{Title: "REASON"}, out.Column{Title: "DETAIL"})
	for _, r := range all {
		t.Add(r.File, line(r.Line), r.Column, string(r.Reason), r.Detail)
	}
	return t
}

// Pairs lists matches for people.
func Pairs(all []view.Pair) *out.Table {
	t := out.NewTable(out.Column{Title: "N", Right: true}, out.Column{Title: "MATCHED BY"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "OPERATION"}, out.Column{Title: "LINE", Right: true},
		out.Column{Title: "REPORT", Right: true}, out.Column{Title: "LOCAL", Right: true}, out.Column{Title: "NOTE"})
	for _, p := range all {
		t.Add(fmt.Sprint(p.N), string(p.By), p.PaymentID, p.OperationID, line(p.Line), Side(p.Report), Side(p.Local), p.Note)
	}
	return t
}
