package prose

import (
	"fmt"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// side is a line of two sides.
type side struct {
	name          string
	report, local string
	same          bool
	matters       bool // being different is marked
}

// besideFrom is from how many columns on the two sides stand beside each other.
const besideFrom = 50

// Sides writes what the report and the ledger say about the same thing beside
// each other, with what is equal and what is not.
func (l *Lines) Sides(x *archive.Run, report, local []recon.Record) {
	switch {
	case len(report) > 1 || len(local) > 1:
		l.records("report", x, report)
		l.records("ledger", x, local)
		return
	case len(report) == 0 && len(local) == 0:
		return
	}
	var r, o *recon.Record
	if len(report) == 1 {
		r = &report[0]
	}
	if len(local) == 1 {
		o = &local[0]
	}
	all := compare(&x.Rules, r, o)
	if r == nil || o == nil {
		l.Toned("report", theme.Accent, where(x, r))
		l.Toned("ledger", theme.Accent, origin(o))
		for _, s := range all {
			l.Fact(s.name, s.report+s.local)
		}
		return
	}
	l.row(side{report: "report", local: "ledger"}, theme.Accent)
	l.row(side{report: where(x, r), local: origin(o)}, theme.Muted)
	for _, s := range all {
		if s.report != "" || s.local != "" {
			l.row(s, theme.Plain)
		}
	}
}

// compare gives the lines of two sides, of which one may be missing.
func compare(rules *recon.Rules, r, o *recon.Record) []side {
	both := r != nil && o != nil
	of := func(x *recon.Record, f func(*recon.Record) string) string {
		if x == nil {
			return ""
		}
		return f(x)
	}
	line := func(name string, same bool, f func(*recon.Record) string) side {
		a, b := of(r, f), of(o, f)
		return side{name, a, b, both && (same || a == b), both && a != "" && b != ""}
	}
	may := func(name string, f func(*recon.Record) string) side { // a difference is nothing wrong
		s := line(name, false, f)
		s.matters = false
		return s
	}
	sameStatus := both && rules.SameStatus(r.StatusName, o.StatusName)
	sameType := both && rules.SameType(r.TypeName, o.TypeName)
	samePayment := both && r.Key().ID == o.Key().ID
	return []side{
		line("amount", false, func(x *recon.Record) string { return amount(x) }),
		line("status", sameStatus, func(x *recon.Record) string { return x.StatusName }),
		line("type", sameType, func(x *recon.Record) string { return x.TypeName }),
		may("date, UTC", func(x *recon.Record) string {
			if x.When.IsZero() {
				return ""
			}
			return page.Moment(x.When)
		}),
		line("payment", samePayment, func(x *recon.Record) string { return x.PaymentID }),
		line("operation", false, func(x *recon.Record) string { return x.OperationID }),
		line("project", false, func(x *recon.Record) string {
			if x.Project == 0 {
				return ""
			}
			return fmt.Sprint(x.Project)
		}),
		may("fee", func(x *recon.Record) string { return optional(x.Fee) }),
		may("net", func(x *recon.Record) string { return optional(x.Net) }),
		may("settled", func(x *recon.Record) string { return optional(x.Settle) }),
		may("provider", func(x *recon.Record) string { return x.Refs.Provider }),
		may("ARN", func(x *recon.Record) string { return x.Refs.ARN }),
		may("RRN", func(x *recon.Record) string { return x.Refs.RRN }),
		may("batch", func(x *recon.Record) string { return x.Refs.Batch }),
	}
}

func amount(x *recon.Record) string {
	if x.Money.Currency == "" {
		return ""
	}
	return x.Money.String()
}

func optional(a *money.Amount) string {
	if a == nil {
		return ""
	}
	return a.String()
}

// where is the place of a row in the reports.
func where(x *archive.Run, r *recon.Record) string {
	if r == nil {
		return "has nothing"
	}
	return fmt.Sprintf("line %d of %s", r.Line, Report(x, r.Report))
}

// origin says what the ledger's side is.
func origin(o *recon.Record) string {
	switch {
	case o == nil:
		return "has nothing"
	case o.RefundID != "" && o.Operation == 0:
		return "our refund, " + advice.Word(o.RefundState) + ", no operation yet"
	case o.RefundID != "":
		return "our refund, " + advice.Word(o.RefundState)
	}
	return "as the platform told"
}

// row writes a line of two sides: beside each other where there is room, else
// below each other, and only once where both say the same.
func (l *Lines) row(s side, tone theme.Tone) {
	sign, signTone := " ", theme.Muted
	switch {
	case s.same:
		sign, signTone = "=", theme.Good
	case s.matters:
		sign, signTone = "≠", theme.Bad
	}
	name := pane.Part{Text: text.Pad(s.name, nameWidth-1, text.Left), Tone: theme.Muted}
	if l.W >= besideFrom {
		w := (l.W - nameWidth - 4) / 2
		for i, a := range halves(s.report, w) {
			b := at(halves(s.local, w), i)
			l.Add(name, pane.Part{Text: text.Pad(a, w, text.Left), Tone: tone}, pane.Part{Text: " " + sign + " ", Tone: signTone}, pane.Part{Text: b, Tone: tone})
			name.Text, sign = text.Spaces(nameWidth-1), " "
		}
		for i := len(halves(s.report, w)); i < len(halves(s.local, w)); i++ {
			l.Add(name, pane.Part{Text: text.Spaces(w + 3)}, pane.Part{Text: at(halves(s.local, w), i), Tone: tone})
		}
		return
	}
	if s.name == "" {
		l.stacked("", s.report, s.local, tone)
		return
	}
	if s.same && s.report == s.local {
		l.Add(name, pane.Part{Text: sign + " ", Tone: signTone}, pane.Part{Text: text.Clean(s.report), Tone: tone})
		return
	}
	l.Add(name, pane.Part{Text: sign + " ", Tone: signTone}, pane.Part{Text: or(s.report, "-"), Tone: tone})
	l.Add(pane.Part{Text: text.Spaces(nameWidth + 1)}, pane.Part{Text: or(s.local, "-"), Tone: tone})
}

// stacked is the head of two sides that stand below each other.
func (l *Lines) stacked(name, report, local string, tone theme.Tone) {
	if report == "report" {
		return // the next line names both
	}
	l.Add(pane.Part{Text: text.Pad("report", nameWidth+1, text.Left), Tone: theme.Accent}, pane.Part{Text: text.Clean(report), Tone: tone})
	l.Add(pane.Part{Text: text.Pad("ledger", nameWidth+1, text.Left), Tone: theme.Accent}, pane.Part{Text: text.Clean(local), Tone: tone})
}

// halves cuts a value into lines of w columns; an id loses nothing.
func halves(s string, w int) []string {
	if s == "" {
		return []string{""}
	}
	return text.Wrap(text.Clean(s), max(w, 6))
}

func at(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return ""
}

func or(s, other string) string {
	if s = text.Clean(s); s == "" {
		return other
	}
	return s
}

// mostRecords is how many records of one side are written out.
const mostRecords = 30

// records lists one side of several records, with what they add up to.
func (l *Lines) records(title string, x *archive.Run, all []recon.Record) {
	if len(all) == 0 {
		l.Toned(title, theme.Muted, "has nothing")
		return
	}
	l.Fact(title, page.Things(int64(len(all)), "record", "records"))
	for i := range all {
		if i == mostRecords {
			l.Para(theme.Muted, fmt.Sprintf("  and %d more", len(all)-i))
			break
		}
		l.Record(x, &all[i])
	}
}

// Record writes one record in one or two lines.
func (l *Lines) Record(x *archive.Run, r *recon.Record) {
	what := strings.TrimSpace(strings.Join([]string{r.StatusName, r.TypeName, amount(r)}, " "))
	place := origin(r)
	if r.Line > 0 {
		place = where(x, r)
	}
	ids := r.PaymentID
	if r.OperationID != "" {
		ids = strings.TrimSpace(ids + "  " + r.OperationID)
	}
	l.Para(theme.Plain, "  "+what+"  "+ids)
	l.Para(theme.Muted, "  "+place)
}
