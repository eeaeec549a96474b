// Package recondialog is what a person does about reports, breaks and months on the
// screen: it asks what has to be asked, shows what would happen, and does it
// beside the program.
package recondialog

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// Work is everything that goes on about reconciliation: at most one act that is
// stored, and beside it at most one comparison or other long work.
type Work struct {
	h    *page.Host
	act  page.Work
	long page.Work
	next func() tea.Cmd // the comparison that was asked for while another one ran
}

// New makes a Work of which nothing goes on.
func New(h *page.Host) *Work {
	return &Work{h: h, act: page.Work{Host: h}, long: page.Work{Host: h}}
}

// MayAct says why nothing can be decided now, empty when it can.
func (w *Work) MayAct() string { return w.act.Busy() }

// MayBegin says why no long work can be begun now, empty when it can.
func (w *Work) MayBegin() string {
	if w.h.ReadOnly() != "" {
		return w.h.ReadOnly()
	}
	return w.long.Busy()
}

// Running is the long work that goes on.
func (w *Work) Running() (task.Info, bool) {
	if j, ok := w.long.Running(); ok {
		return j, true
	}
	return w.act.Running()
}

// Cancel gives up what goes on and tells whether anything could be.
func (w *Work) Cancel() bool {
	if w.long.Cancel() {
		w.next = nil
		return true
	}
	return w.act.Cancel()
}

// soon is how long after its key a form still counts as asked for: later, keys
// may be meant for something else.
const soon = 700 * time.Millisecond

// open shows a dialog that was asked for at a time and had to be prepared.
func (w *Work) open(asked time.Time, d dialog.Dialog) tea.Cmd {
	if w.h.Clock.Now().Sub(asked) > soon {
		w.h.Dialogs.OpenUnasked(d)
	} else {
		w.h.Dialogs.Open(d)
	}
	return nil
}

// form opens a form; act is called with its values when the person submits it.
func (w *Work) form(asked time.Time, spec dialog.FormSpec, act func(v dialog.Values) tea.Cmd) tea.Cmd {
	if spec.Width == 0 {
		spec.Width = 72
	}
	spec.Done = func(v dialog.Values, ok bool) tea.Cmd {
		switch {
		case ok:
			return act(v)
		case spec.Risky: // Enter after the typed word is on Cancel: that must not look like done
			return w.h.Say(toast.Info, "Nothing was changed.")
		}
		return nil
	}
	return w.open(asked, dialog.NewForm(spec))
}

func notes(lines ...dialog.Line) dialog.Field {
	return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return lines }}
}

func strong(s string) dialog.Line { return dialog.Line{Text: s, Tone: theme.Strong} }
func muted(s string) dialog.Line  { return dialog.Line{Text: s, Tone: theme.Muted} }
func warn(s string) dialog.Line   { return dialog.Line{Text: s, Tone: theme.Warn} }
func plain(s string) dialog.Line  { return dialog.Line{Text: s} }

// noteField asks for the note without which nothing is decided.
func noteField(label string) dialog.Field {
	return dialog.Field{ID: "note", Kind: dialog.Text, Label: label, Limit: 500, Check: func(s string, _ dialog.Values) string {
		if page.Stop(s) == "" {
			return "say why; whoever signs the month reads it"
		}
		return ""
	}}
}
