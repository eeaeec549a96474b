package reports

import (
	"fmt"
	"strings"

	"contra/core/report"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func listColumns(h *page.Host) []grid.Column[report.Info] {
	count := func(id, title string, priority int, tone theme.Tone, n func(report.Info) int64) grid.Column[report.Info] {
		return grid.Column[report.Info]{ID: id, Title: title, Min: 9, Max: 11, Align: text.Right, Priority: priority, Cell: func(i report.Info) grid.Cell {
			c := grid.Cell{Text: page.Count(n(i)), Tone: tone}
			if n(i) == 0 {
				c.Tone = theme.Muted
			}
			return c
		}}
	}
	return []grid.Column[report.Info]{
		{ID: "number", Title: "no", Min: 4, Max: 6, Align: text.Right, Frozen: true, Cell: func(i report.Info) grid.Cell { return grid.Cell{Text: fmt.Sprint(i.ID), Tone: theme.Muted} }},
		{ID: "name", Title: "report", Min: 24, Max: 40, Flex: 2, Middle: true, Cell: func(i report.Info) grid.Cell {
			if i.Replaced != 0 {
				return grid.Cell{Text: prose.Base(i.Name) + " (read anew)", Tone: theme.Muted}
			}
			return grid.Cell{Text: prose.Base(i.Name)}
		}},
		count("accepted", "accepted", 0, theme.Plain, func(i report.Info) int64 { return i.Accepted }),
		count("rejected", "rejected", 0, theme.Warn, func(i report.Info) int64 { return i.Rejected }),
		count("ignored", "left out", 1, theme.Plain, func(i report.Info) int64 { return i.Ignored }),
		{ID: "days", Title: "days (UTC)", Min: 15, Max: 15, Priority: 2, Cell: func(i report.Info) grid.Cell { return grid.Cell{Text: days(i), Tone: theme.Muted} }},
		{ID: "imported", Title: "imported", Min: 12, Max: 12, Priority: 3, Cell: func(i report.Info) grid.Cell {
			return grid.Cell{Text: page.Brief(i.ImportedAt, h.Now()), Tone: theme.Muted}
		}},
		{ID: "by", Title: "by", Min: 7, Max: 12, Priority: 4, Cell: func(i report.Info) grid.Cell { return grid.Cell{Text: i.Operator} }},
	}
}

// days is from when to when a report has rows: 1 Oct – 31 Oct.
func days(i report.Info) string {
	if i.FirstAt.IsZero() {
		return "no dates"
	}
	a, b := i.FirstAt.UTC().Format("2 Jan"), i.LastAt.UTC().Format("2 Jan")
	if a == b {
		return a
	}
	return a + " – " + b
}

func rowColumns(h *page.Host) []grid.Column[report.StoredReject] {
	return []grid.Column[report.StoredReject]{
		{ID: "mark", Min: 1, Cell: func(r report.StoredReject) grid.Cell {
			if r.Mended != 0 {
				return grid.Cell{Text: h.Styles.Check, Tone: theme.Good}
			}
			return grid.Cell{Text: h.Styles.Cross, Tone: theme.Bad}
		}},
		{ID: "line", Title: "line", Min: 6, Max: 9, Align: text.Right, Frozen: true, Cell: func(r report.StoredReject) grid.Cell { return grid.Cell{Text: page.Count(int64(r.Line))} }},
		{ID: "column", Title: "column", Min: 10, Max: 16, Cell: func(r report.StoredReject) grid.Cell { return grid.Cell{Text: r.Column} }},
		{ID: "detail", Title: "what is wrong", Min: 28, Max: 90, Flex: 3, Cell: func(r report.StoredReject) grid.Cell {
			if r.Mended != 0 {
				return grid.Cell{Text: fmt.Sprintf("mended, report %d", r.Mended), Tone: theme.Good}
			}
			return grid.Cell{Text: r.Detail, Tone: theme.Warn}
		}},
		{ID: "payment", Title: "payment", Min: 12, Max: 20, Priority: 2, Middle: true, Cell: func(r report.StoredReject) grid.Cell { return grid.Cell{Text: r.PaymentID, Tone: theme.Muted} }},
		{ID: "report", Title: "no", Min: 4, Max: 6, Priority: 3, Align: text.Right, Cell: func(r report.StoredReject) grid.Cell { return grid.Cell{Text: fmt.Sprint(r.Report), Tone: theme.Muted} }},
	}
}

// infoLines is the detail of a report in w columns.
func (p *Page) infoLines(i *report.Info, f *facts, w int) []pane.Line {
	l := &prose.Lines{W: w}
	l.Add(pane.Part{Text: prose.Base(i.Name), Tone: theme.Strong})
	switch {
	case i.Replaced != 0:
		l.Para(theme.Warn, fmt.Sprintf("The same bytes were read in another way since: report %d is in force.", i.Replaced))
	case i.Mends != 0:
		l.Para(theme.Muted, fmt.Sprintf("Mended rows of report %d.", i.Mends))
	}
	l.Heading("Rows")
	l.Fact("read", page.Count(i.Read))
	l.Fact("accepted", page.Count(i.Accepted))
	if i.Rejected > 0 {
		words := page.Count(i.Rejected) + ": Enter shows them"
		if f != nil && f.info.ID == i.ID {
			words = page.Count(i.Rejected) + ", " + page.Count(int64(len(f.rows))) + " wait: Enter shows them"
		}
		l.Toned("rejected", theme.Warn, words)
	}
	if f != nil && f.info.ID == i.ID {
		for _, x := range f.ignored {
			l.Fact("left out", page.Count(int64(len(x.Lines)))+": "+x.Rule+" ("+lines(x.Lines)+")")
		}
	}
	if i.Known > 0 {
		l.Fact("known", page.Count(i.Known)+", an earlier report says the same")
	}
	if i.Changed > 0 {
		l.Toned("changed", theme.Warn, page.Count(i.Changed)+", an earlier report says something else")
	}
	l.Fact("days", days(*i)+" UTC")
	l.Heading("Read with")
	profile(l, &i.Profile)
	l.Heading("File")
	l.Fact("name", i.Name)
	l.Fact("bytes", page.Count(i.Bytes))
	l.Fact("SHA-256", i.SHA256)
	l.Fact("imported", page.Moment(i.ImportedAt)+" UTC by "+i.Operator)
	return l.Out
}

// profile says how a layout is read.
func profile(l *prose.Lines, p *report.Profile) {
	name := p.Name
	if p.Version > 0 {
		name += fmt.Sprintf(", version %d", p.Version)
	}
	l.Fact("layout", strings.TrimPrefix(name+", "+p.Title, ", "))
	unit := map[report.Unit]string{report.UnitMinor: "whole minor units (1250 is 12.50 EUR)", report.UnitMajor: "major units (12.50 is 12.50 EUR)", report.UnitUnknown: "not known; only currencies without decimals"}
	l.Fact("amounts", unit[p.Unit])
	l.Fact("times", "in "+p.Zone+" where they do not say")
	l.Fact("encoding", p.Encoding)
	for _, f := range report.Fields() {
		if c := p.Columns[f]; c != "" {
			l.Fact("", c+" → "+f.Means())
		} else if d := p.Defaults[f]; d != "" {
			l.Fact("", "always "+d+" → "+f.Means())
		}
	}
	for _, r := range p.Ignore {
		l.Fact("left out", fmt.Sprintf("%s: %s is %s", r.Rule, r.Column, strings.Join(r.Values, ", ")))
	}
}

// lines names the first lines of a list.
func lines(all []int) string {
	const most = 5
	parts := make([]string, 0, most+1)
	for i, n := range all {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprint(n))
	}
	word := "lines "
	if len(all) == 1 {
		word = "line "
	}
	return word + strings.Join(parts, ", ")
}

// rowLines is the detail of a rejected row in w columns.
func (p *Page) rowLines(r *report.StoredReject, f *facts, w int) []pane.Line {
	l := &prose.Lines{W: w}
	l.Add(pane.Part{Text: fmt.Sprintf("line %s  ", page.Count(int64(r.Line))), Tone: theme.Strong}, pane.Part{Text: reason(r.Reason), Tone: theme.Bad})
	if f != nil && f.info.ID == r.Report {
		l.Para(theme.Muted, prose.Base(f.info.Name))
	}
	l.Blank()
	if r.Column != "" {
		l.Fact("column", r.Column)
	}
	l.Para(theme.Plain, page.Sentence(r.Detail))
	switch {
	case r.Mended != 0:
		l.Para(theme.Good, fmt.Sprintf("Mended: it is in report %d.", r.Mended))
	case f != nil && f.info.ID == r.Report && f.info.Replaced != 0:
		l.Para(theme.Muted, fmt.Sprintf("The report was read in another way since: report %d.", f.info.Replaced))
	default:
		l.Para(theme.Accent, "Next: e mends the row and imports it alone; until then its comparison has a break.")
	}
	l.Blank()
	l.Fact("payment", r.PaymentID)
	l.Fact("operation", r.OperationID)
	if r.Project != 0 {
		l.Fact("project", fmt.Sprint(r.Project))
	}
	l.Heading("As it was written, card numbers masked")
	l.Para(theme.Plain, r.Raw)
	return l.Out
}

// reason names the reason of a rejection for people.
func reason(r report.Reason) string { return strings.ReplaceAll(string(r), "_", " ") }
