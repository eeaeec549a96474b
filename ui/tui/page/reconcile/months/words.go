package months

import (
	"fmt"
	"slices"

	"contra/core/recon/archive"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"

	"contra/core/money"
	"contra/core/recon"
)

func name(m *overview.Month) string { return prose.Month(m.Month) }

// mark is a sign and a tone for a month; its word says the same.
func mark(st *theme.Styles, m *overview.Month) (string, theme.Tone) {
	switch {
	case m.Stale():
		return st.Attention, theme.Bad
	case m.Locked():
		return st.Check, theme.Good
	case m.NeedsPerson():
		return st.Attention, theme.Warn
	}
	return st.Dot, theme.Info
}

// standing says where a month stands.
func standing(m *overview.Month) (string, theme.Tone) {
	switch {
	case m.Stale():
		return "changed since it was signed", theme.Bad
	case m.Locked():
		return "signed by " + m.Close.Operator, theme.Good
	case m.Run == nil:
		return "not compared", theme.Warn
	case m.Newer():
		return "a newer report waits", theme.Warn
	case m.Undecided > 0:
		return "open", theme.Plain
	}
	return "ready to be signed", theme.Info
}

// next says what should be done with a month now.
func next(m *overview.Month) (string, theme.Tone) {
	switch {
	case m.Locked():
		return "nothing: it is signed", theme.Muted
	case m.Run == nil:
		return "r compares it", theme.Accent
	case m.Newer():
		return "r compares it again, with the report that came in", theme.Accent
	case m.Stale():
		return "Enter shows what is open; S shows what changed and signs it again", theme.Warn
	case m.Undecided > 0:
		return "Enter shows " + page.Things(m.Undecided, "break", "breaks") + " to decide about", theme.Accent
	}
	return "S signs it", theme.Good
}

func columns(h *page.Host) []grid.Column[overview.Month] {
	count := func(n int64) grid.Cell {
		if n == 0 {
			return grid.Cell{Text: "0", Tone: theme.Muted}
		}
		return grid.Cell{Text: page.Count(n)}
	}
	return []grid.Column[overview.Month]{
		{ID: "mark", Min: 1, Cell: func(m overview.Month) grid.Cell {
			glyph, tone := mark(h.Styles, &m)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: "month", Title: "month", Min: 14, Max: 14, Frozen: true, Cell: func(m overview.Month) grid.Cell { return grid.Cell{Text: name(&m)} }},
		{ID: "reports", Title: "reports", Min: 7, Max: 7, Align: text.Right, Priority: 2, Cell: func(m overview.Month) grid.Cell { return count(int64(len(m.Reports))) }},
		{ID: "agree", Title: "agree", Min: 9, Max: 11, Align: text.Right, Priority: 3, Cell: func(m overview.Month) grid.Cell {
			if m.Run == nil {
				return grid.Cell{Text: "-", Tone: theme.Muted}
			}
			return count(m.Run.Summary.Matched)
		}},
		{ID: "open", Title: "open", Min: 7, Max: 9, Align: text.Right, Cell: func(m overview.Month) grid.Cell {
			if m.Run == nil {
				return grid.Cell{Text: "-", Tone: theme.Muted}
			}
			return count(m.Open)
		}},
		{ID: "breaks", Title: "of", Min: 7, Max: 9, Align: text.Right, Priority: 4, Cell: func(m overview.Month) grid.Cell {
			if m.Run == nil {
				return grid.Cell{}
			}
			return grid.Cell{Text: page.Count(m.Run.Breaks), Tone: theme.Muted}
		}},
		{ID: "standing", Title: "standing", Min: 27, Max: 30, Flex: 1, Cell: func(m overview.Month) grid.Cell {
			said, tone := standing(&m)
			return grid.Cell{Text: said, Tone: tone}
		}},
		{ID: "signed", Title: "signed (UTC)", Min: 12, Max: 12, Priority: 5, Cell: func(m overview.Month) grid.Cell {
			if m.Close == nil {
				return grid.Cell{}
			}
			return grid.Cell{Text: page.Brief(m.Close.At, h.Now()), Tone: theme.Muted}
		}},
	}
}

// mostLate is how many late things are written out.
const mostLate = 20

// lines is the detail of a month in w columns.
func (p *Page) lines(m *overview.Month, w int) []pane.Line {
	l := &prose.Lines{W: w}
	glyph, _ := mark(p.h.Styles, m)
	said, tone := standing(m)
	l.Add(pane.Part{Text: name(m) + "  ", Tone: theme.Strong}, pane.Part{Text: glyph + " " + said, Tone: tone})
	what, tone := next(m)
	l.Para(tone, "Next: "+page.Stop(what))
	if m.Close != nil {
		l.Heading("Signature")
		prose.Close(l, p.h.Styles, m.Close)
	}
	if len(m.Late) > 0 {
		l.Heading("Came in since")
		for i := range slices.Backward(m.Late) {
			if i < len(m.Late)-mostLate {
				l.Para(theme.Muted, fmt.Sprintf("and %d before", i+1))
				break
			}
			late(l, &m.Late[i])
		}
	}
	if m.Run != nil {
		p.runLines(l, m)
	}
	l.Heading("Reports")
	for i := range m.Reports {
		r := &m.Reports[i]
		words := fmt.Sprintf("%s, %s", prose.Base(r.Name), page.Things(r.Accepted, "row", "rows"))
		if r.Rejected > 0 {
			words += ", " + page.Count(r.Rejected) + " rejected"
		}
		l.Fact(page.Brief(r.ImportedAt, p.h.Now())[:6], words)
	}
	l.Fact("days in", m.Zone)
	return l.Out
}

func late(l *prose.Lines, x *archive.Late) {
	words := x.Now
	if x.Was != "" {
		words = x.Was + " → " + x.Now
	}
	l.Fact(x.What, words)
	l.Para(theme.Muted, "  "+page.Moment(x.At)+" UTC")
}

func (p *Page) runLines(l *prose.Lines, m *overview.Month) {
	s := m.Run.Summary
	l.Heading("What holds")
	prose.Five(l, p.h.Styles, s.Checks)
	l.Heading("Breaks")
	if len(m.Sums) == 0 {
		l.Para(theme.Good, "There are none.")
	}
	for _, x := range m.Sums {
		if x.Kind != archive.Broken {
			continue
		}
		glyph, tone := prose.Mark(p.h.Styles, x.Kind, recon.Code(x.Code), x.Open > 0)
		words := fmt.Sprintf("%s of %s open", page.Count(x.Open), page.Count(x.Findings))
		if x.Currency != "" {
			words += ", at stake " + prose.Signed(money.New(x.Stake, x.Currency))
		}
		l.Add(pane.Part{Text: glyph + " " + text.Pad(x.Code, 18, text.Left) + " ", Tone: tone}, pane.Part{Text: words})
	}
	for _, t := range s.Totals {
		l.Heading(string(t.Currency) + ", over what succeeded")
		l.Sum("report", money.New(t.Report, t.Currency))
		l.Sum("ledger", money.New(t.Local, t.Currency))
		l.Sum("matched", money.New(t.Matched, t.Currency))
	}
	l.Blank()
	l.Fact("compared", page.Moment(m.Run.StartedAt)+" UTC by "+m.Run.Operator)
}
