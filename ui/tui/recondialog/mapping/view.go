package mapping

import (
	"fmt"
	"strings"

	corereport "contra/core/report"
	"contra/importers/report"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// View draws the two lists, below them the first rows, and at the foot what the
// line is about.
func (l *Window) View(st *theme.Styles) string {
	rows := max(min(l.h/3, 2*len(l.sampled)), min(4, l.h))
	lists := max(l.h-rows-3, 1)
	left := max(l.wide*5/9, 1)
	out := make([]string, 0, l.h)
	out = append(out, l.head(st))
	a, b := l.leftLines(st, left, lists), l.rightLines(st, max(l.wide-left-1, 0), lists)
	for y := range lists {
		out = append(out, a[y]+st.Panel.Render(st.V)+b[y])
	}
	out = append(out, st.PanelMuted.Render(text.Pad("The first rows, and how they are read", l.wide, text.Left)))
	out = append(out, l.sampleLines(st, rows)...)
	out = append(out, l.foot(st))
	return strings.Join(out[:min(len(out), l.h)], "\n")
}

// head says what a person has to look at.
func (l *Window) head(st *theme.Styles) string {
	said := "This header is not known yet. Its columns seem to mean:"
	switch {
	case l.spec.Unit:
		said = "A row has decimals in its currency: in what unit are the amounts?"
	case l.o.How != report.Proposed && len(l.o.Missing) == 0 && l.needsUnit():
		said = "The layout is known. In what unit are the amounts?"
	case l.o.How != report.Proposed:
		said = "Look whether the columns still mean the same:"
	}
	return st.Panel.Render(text.Pad(said, l.wide, text.Left))
}

// window is the piece of a list that is shown, so that a line of it is seen.
func window(n, at, room int) int { return max(0, min(at-room/2, n-room)) }

func (l *Window) leftLines(st *theme.Styles, w, h int) []string {
	items := l.items()
	top := window(len(items), l.at, h)
	out := make([]string, h)
	for y := range h {
		n := top + y
		if n >= len(items) {
			out[y] = st.Panel.Render(text.Spaces(w))
			continue
		}
		out[y] = l.itemLine(st, items[n], n == l.at, w)
	}
	return out
}

func (l *Window) itemLine(st *theme.Styles, it item, on bool, w int) string {
	sign := " "
	if on {
		sign = st.Glyphs.Cursor
	}
	mark, style := " ", st.Panel
	switch {
	case it.id == useLayout && it.about != "":
		mark, style = st.Attention, st.PanelMuted
	case it.id == useLayout:
		mark, style = st.Check, st.Panel.With(st.Tone(theme.Good))
	case it.missing:
		mark, style = st.Attention, st.Panel.With(st.Tone(theme.Bad))
	case it.value == "" && !it.needed:
		style = st.PanelMuted
	}
	line := sign + mark + " " + text.Clean(it.label)
	if it.id != useLayout {
		value := it.value
		if value == "" {
			value = "-"
		}
		line = sign + mark + " " + text.Pad(text.Clean(it.label), 15, text.Left) + " " + text.Clean(value)
	}
	if on && !l.right {
		style = st.PanelOn
	}
	return style.Render(text.Pad(line, w, text.Left))
}

func (l *Window) rightLines(st *theme.Styles, w, h int) []string {
	choices := l.choices()
	out := make([]string, 0, h)
	room := h
	if l.right { // what is typed narrows the choices
		out = append(out, l.query.View(st, w, true))
		room--
	}
	top := window(len(choices), l.cur, room)
	for y := range room {
		n := top + y
		if n >= len(choices) {
			out = append(out, st.Panel.Render(text.Spaces(w)))
			continue
		}
		out = append(out, l.choiceLine(st, choices[n], n == l.cur, w))
	}
	return out
}

func (l *Window) choiceLine(st *theme.Styles, c choice, on bool, w int) string {
	sign := " "
	if c.now {
		sign = st.Dot
	}
	if on && l.right {
		sign = st.Glyphs.Cursor
	}
	label, detail := text.Clean(c.label), text.Clean(c.detail)
	line := sign + " " + label
	if room := w - text.Width(line) - 3; room > 4 && detail != "" {
		line += "  " + text.Truncate(detail, room)
	}
	style := st.Panel
	switch {
	case on && l.right:
		style = st.PanelOn
	case !l.right && !c.now:
		style = st.PanelMuted
	}
	return style.Render(text.Pad(line, w, text.Left))
}

// sampleLines are the first rows as written, each with how it is read below it.
func (l *Window) sampleLines(st *theme.Styles, h int) []string {
	out := make([]string, 0, h)
	add := func(style theme.Style, s string) {
		if len(out) < h {
			out = append(out, style.Render(text.Pad(s, l.wide, text.Left)))
		}
	}
	for _, s := range l.sampled {
		add(st.PanelMuted, fmt.Sprintf("%4d %s %s", s.Line, st.V, text.Clean(strings.Join(s.Cells, " "+st.V+" "))))
		said, tone := understood(st, s)
		add(st.Panel.With(st.Tone(tone)), "     "+text.Clean(said))
	}
	if len(l.sampled) == 0 {
		add(st.Panel.With(st.Tone(theme.Bad)), l.wrong)
	}
	for len(out) < h {
		add(st.Panel, "")
	}
	return out
}

// understood says how a row is read.
func understood(st *theme.Styles, s report.Sampled) (string, theme.Tone) {
	switch {
	case s.Row != nil:
		return st.Check + " " + Describe(s.Row), theme.Good
	case s.Reject != nil && s.Reject.Column != "":
		return st.Cross + " " + s.Reject.Column + ": " + s.Reject.Detail, theme.Bad
	case s.Reject != nil:
		return st.Cross + " " + s.Reject.Detail, theme.Bad
	}
	return st.Dot + " left out: " + s.Ignored, theme.Muted
}

func (l *Window) foot(st *theme.Styles) string {
	it := l.items()[l.at]
	keys := "Enter changes  Esc gives up"
	if l.problem() == "" {
		keys = "Enter changes  End uses it  Esc gives up"
	}
	if l.right {
		keys = "type to search  Enter takes it  Esc back"
	}
	note, style := page.Sentence(it.about), st.PanelMuted
	if it.id == useLayout {
		keys = "Enter imports  Esc gives up"
		if it.about != "" {
			keys, style = "Esc gives up", st.Panel.With(st.Tone(theme.Bad))
		}
	}
	room := l.wide - text.Width(keys) - 2
	return style.Render(text.Pad(text.Truncate(text.Clean(note), max(room, 0)), max(room+2, 0), text.Left)) + st.PanelMuted.Render(text.Truncate(keys, l.wide))
}

// Describe is a row in a sentence.
func Describe(row *corereport.Row) string {
	parts := []string{strings.TrimSpace(row.Status+" "+row.Type) + " of " + row.Amount.String()}
	if at := row.When(); !at.IsZero() { // before the ids, which are the first to be cut off
		parts = append(parts, page.Moment(at)+" UTC")
	}
	if row.PaymentID != "" {
		parts = append(parts, "payment "+row.PaymentID)
	}
	if row.OperationID != "" {
		parts = append(parts, "operation "+row.OperationID)
	}
	return strings.Join(parts, ", ")
}
