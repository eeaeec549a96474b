// Package prose writes the details of the Reconcile page: paragraphs, facts with
// their names, sums, and two sides beside each other, in lines of a pane.
package prose

import (
	"strings"

	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Lines gathers lines of W columns.
type Lines struct {
	W   int
	Out []pane.Line
}

const nameWidth = 12

// Blank adds an empty line, unless one stands there already.
func (l *Lines) Blank() {
	if n := len(l.Out); n > 0 && len(l.Out[n-1].Parts) > 0 {
		l.Out = append(l.Out, pane.Line{})
	}
}

// Add adds a line of pieces.
func (l *Lines) Add(parts ...pane.Part) { l.Out = append(l.Out, pane.Line{Parts: parts}) }

// Para wraps a paragraph; what runs on is indented.
func (l *Lines) Para(tone theme.Tone, body string) {
	if body == "" {
		return
	}
	for i, s := range text.Wrap(text.Clean(body), max(l.W-4, 10)) {
		if i > 0 {
			s = "  " + s
		}
		l.Out = append(l.Out, pane.Plain(tone, s))
	}
}

// Fact is a name with its value; what runs on stands under the value. Without a
// value there is no line.
func (l *Lines) Fact(name, value string) { l.Toned(name, theme.Plain, value) }

// Toned is a fact whose value has a meaning.
func (l *Lines) Toned(name string, tone theme.Tone, value string) {
	if value == "" {
		return
	}
	for _, s := range text.Wrap(text.Clean(value), max(l.W-nameWidth-2, 10)) {
		l.Add(pane.Part{Text: text.Pad(name, nameWidth, text.Left), Tone: theme.Muted}, pane.Part{Text: s, Tone: tone})
		name = ""
	}
}

// Heading begins a section.
func (l *Lines) Heading(s string) {
	l.Blank()
	l.Out = append(l.Out, pane.Plain(theme.Accent, s))
}

// None is the detail of nothing.
func None(int) []pane.Line { return nil }

// Plain is lines as text, for who reads them in a window of their own.
func Plain(all []pane.Line) string {
	var b strings.Builder
	for _, l := range all {
		for _, part := range l.Parts {
			b.WriteString(part.Text)
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}
