package statement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// block is one part of the summary: a small table, the same in the workbook and
// on the page.
type block struct {
	title string
	head  []string // nil: the first column names what the second says
	rows  [][]cell.Cell
}

func (b *block) add(cells ...cell.Cell) { b.rows = append(b.rows, cells) }

func (b *block) fact(name, value string) {
	if value != "" {
		b.add(cell.Of(name), cell.Of(value))
	}
}

// title names what the statement is of.
func (v *view) title() string {
	if t, err := time.Parse("2006-01", v.Run.Month); err == nil {
		return t.Format("January 2006")
	}
	p := v.Run.Period
	if p.From.IsZero() || p.To.IsZero() {
		return "All that the reports say"
	}
	first, last := p.From.In(v.zone), p.To.Add(-time.Nanosecond).In(v.zone)
	return first.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
}

// moment tells a moment in UTC and in the zone of the business day.
func (v *view) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	words := at.UTC().Format("2006-01-02 15:04:05 UTC")
	if v.Zone != "UTC" {
		words += at.In(v.zone).Format(" · 2006-01-02 15:04:05 ") + v.Zone
	}
	return words
}

func (v *view) summary() []block {
	return []block{v.about(), v.reports(), v.rows(), v.checks(), v.totals(), v.counts(), v.sides(), v.agingBlock(), v.forward(), v.leftOut(), v.signature(), v.late()}
}

func (v *view) about() block {
	b := block{title: "Run"}
	r := &v.Run
	b.fact("Compared", v.title())
	if !r.Period.From.IsZero() || !r.Period.To.IsZero() {
		b.fact("From, included", v.moment(r.Period.From))
		b.fact("To, not included", v.moment(r.Period.To))
	}
	if r.Summary.Inferred {
		b.fact("Period", "taken from the reports")
	}
	b.fact("Reports know up to", v.moment(r.Summary.CutOff))
	if r.Begun {
		b.fact("Operations dated by", "their beginning")
	} else {
		b.fact("Operations dated by", "their end")
	}
	b.fact("Business day", v.Zone)
	for _, rule := range rules(&r.Rules) {
		b.fact("Rule", rule)
	}
	b.fact("Prepared by", r.Operator)
	b.fact("Prepared", v.moment(v.At))
	if r.ID != 0 {
		b.fact("Run", fmt.Sprint(r.ID))
	}
	b.fact("Run fingerprint", r.Fingerprint)
	b.fact("Ledger", v.Ledger)
	b.fact("Program", v.Program)
	if v.AuditHead != "" {
		b.fact("Audit chain", fmt.Sprintf("entry %d, head %s", v.AuditSeq, v.AuditHead))
	}
	return b
}

func (v *view) reports() block {
	b := block{title: "Reports", head: []string{"Report", "Rows accepted", "Profile", "Reading", "SHA-256"}}
	for _, s := range v.Run.Summary.Reports {
		profile := s.Profile
		if s.Version > 0 {
			profile += fmt.Sprintf(", version %d", s.Version)
		}
		b.add(cell.Of(s.Name), cell.Int(s.Rows), cell.Of(profile), cell.Of(s.Reading), cell.Of(s.SHA256))
	}
	return b
}

func (v *view) rows() block {
	b := block{title: "Rows of the reports", head: []string{"Read", "Accepted", "Rejected", "Ignored", "Matched", "By operation id"}}
	s := &v.Run.Summary
	b.add(cell.Int(s.Rows.Read), cell.Int(s.Rows.Accepted), cell.Int(s.Rows.Rejected), cell.Int(s.Rows.Ignored), cell.Int(s.Matched), cell.Int(s.Joined))
	return b
}

// identities are those of the run and that of the roll-forward.
func (v *view) identities() []recon.Check {
	all := slices.Clone(v.Run.Summary.Checks)
	for i := range v.Forward {
		all = append(all, Rolls(&v.Forward[i])...)
	}
	return all
}

func (v *view) checks() block {
	b := block{title: "Identities", head: []string{"Identity", "Currency", "Holds", "In numbers"}}
	for _, c := range v.identities() {
		mark := "✓"
		if !c.Holds {
			mark = "✗"
		}
		b.add(cell.Of(c.Name), cell.Of(string(c.Currency)), cell.Of(mark), cell.Of(c.Words))
	}
	return b
}

func (v *view) totals() block {
	b := block{title: "Totals", head: []string{"Currency", "Report", "Local", "Matched", "Tolerated", "Report less local"}}
	for _, t := range v.Run.Summary.Totals {
		a := func(minor int64) cell.Cell { return cell.Money(money.New(minor, t.Currency)) }
		b.add(cell.Of(string(t.Currency)), a(t.Report), a(t.Local), a(t.Matched), a(t.Tolerated),
			cell.Money(less(money.New(t.Report, t.Currency), money.New(t.Local, t.Currency))))
	}
	return b
}

func (v *view) counts() block {
	b := block{title: "Breaks by code", head: []string{"Code", "Breaks", "Open", "Severity", "Meaning"}}
	for _, n := range v.byCode() {
		b.add(cell.Of(string(n.code)), cell.Int(n.all), cell.Int(n.open), cell.Of(string(n.code.About().Severity)), cell.Of(n.code.About().Meaning))
	}
	return b
}

func (v *view) sides() block {
	b := block{title: "Breaks by code and currency", head: []string{"Code", "Currency", "Breaks", "Report side", "Local side"}}
	for _, s := range v.Run.Summary.Sides {
		b.add(cell.Of(string(s.Code)), cell.Of(string(s.Currency)), cell.Int(s.Breaks), cell.Money(money.New(s.Report, s.Currency)), cell.Money(money.New(s.Local, s.Currency)))
	}
	return b
}

const agesTitle = "Open breaks by age"

func (v *view) agingBlock() block {
	b := block{title: agesTitle, head: []string{"Age", "Open breaks"}}
	for _, n := range v.aging() {
		b.add(cell.Of(n.label), cell.Int(n.n))
	}
	return b
}

func (v *view) forward() block {
	b := block{title: "Roll-forward of open breaks", head: []string{"Currency", "Opening", "New", "Cleared", "Closing"}}
	for _, f := range v.Forward {
		currency := string(f.Currency)
		if currency == "" {
			currency = "none"
		}
		b.add(cell.Of(currency), cell.Int(f.Opening.Breaks), cell.Int(f.New.Breaks), cell.Int(f.Cleared.Breaks), cell.Int(f.Closing.Breaks))
		a := func(r archive.Roll) cell.Cell { return cell.Money(money.New(r.Minor, f.Currency)) }
		b.add(cell.Of("at stake"), a(f.Opening), a(f.New), a(f.Cleared), a(f.Closing))
	}
	return b
}

func (v *view) leftOut() block {
	b := block{title: "Rows ignored", head: []string{"Rule", "Rows"}}
	rules := make([]string, 0, len(v.Run.Summary.Ignored))
	for rule := range v.Run.Summary.Ignored {
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, strings.Compare)
	for _, rule := range rules {
		b.add(cell.Of(rule), cell.Int(v.Run.Summary.Ignored[rule]))
	}
	return b
}
