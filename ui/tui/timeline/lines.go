package timeline

import (
	"time"

	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Glyphs of the tones; an event's word says the same.
func sign(st *theme.Styles, e Event) string {
	switch {
	case e.Inner:
		return " "
	case e.Tone == theme.Good:
		return st.Check
	case e.Tone == theme.Bad:
		return st.Cross
	case e.Tone == theme.Warn:
		return st.Attention
	}
	return st.Dot
}

// Lines draws events in w columns, by days in UTC. The local business day of
// zone, which may be nil, stands beside where it is another one. Event n is item
// n+first of the pane.
func Lines(st *theme.Styles, events []Event, w, first int, zone *time.Location) []pane.Line {
	var out []pane.Line
	what, amount := 4, 0
	for _, e := range events {
		if !e.Inner {
			what = max(what, text.Width(e.What))
			amount = max(amount, text.Width(e.Amount))
		}
	}
	what = min(what, 14)
	day := ""
	for i, e := range events {
		if d := e.At.UTC().Format("Mon 2 Jan 2006"); d != day {
			day = d
			out = append(out, pane.Plain(theme.Muted, d+" UTC"))
		}
		out = append(out, line(st, e, w, what, amount, first+i, zone))
		if e.Detail == "" {
			continue
		}
		indent := 4
		if w >= 60 {
			indent = 11 // under the word
		}
		for _, s := range text.Wrap(text.Clean(e.Detail), max(w-indent-2, 12)) {
			out = append(out, pane.Line{Item: first + i, Parts: []pane.Part{{Text: text.Spaces(indent) + s, Tone: theme.Muted}}})
		}
	}
	return out
}

func line(st *theme.Styles, e Event, w, what, amount, item int, zone *time.Location) pane.Line {
	head := e.At.UTC().Format("15:04:05") + " "
	body := sign(st, e) + " " + text.Pad(e.What, what, text.Left) + " "
	if e.Inner {
		body = "  " + e.What + " "
	} else if amount > 0 {
		body += text.Pad(e.Amount, amount, text.Right) + " "
	}
	state := e.State
	if e.Inner && state == e.What {
		state = "" // sent sent
	}
	parts := []pane.Part{{Text: head, Tone: theme.Muted}, {Text: body, Tone: theme.Plain}, {Text: state, Tone: e.Tone}}
	if e.Inner {
		parts[1].Tone = theme.Muted
	}
	// The least important goes to the right edge when there is room.
	left := w - 2
	for _, p := range parts {
		left -= text.Width(text.Clean(p.Text))
	}
	tail := ""
	if local := otherDay(e.At, zone); local != "" {
		tail = local
	}
	for _, s := range []string{join(e.By, tail), tail, e.By} {
		if n := text.Width(text.Clean(s)); s != "" && n+1 <= left {
			parts = append(parts, pane.Part{Text: text.Spaces(left - n), Tone: theme.Plain}, pane.Part{Text: s, Tone: theme.Muted})
			break
		}
	}
	return pane.Line{Parts: parts, Item: item}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// otherDay is the business day where it is not the day in UTC: KST 22 Nov.
func otherDay(t time.Time, zone *time.Location) string {
	if zone == nil || t.IsZero() {
		return ""
	}
	l, u := t.In(zone), t.UTC()
	if l.YearDay() == u.YearDay() && l.Year() == u.Year() {
		return ""
	}
	return l.Format("MST 2 Jan")
}
