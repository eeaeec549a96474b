// Package mapping is the window in which a person says how a report is read: which
// column holds what, in what unit amounts are, and how the table is written.
package mapping

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	corereport "contra/core/report"
	"contra/importers/card"
	"contra/importers/report"
	"contra/importers/table"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/input"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
)

// Spec says what a window is for.
type Spec struct {
	Host   *page.Host
	Opened *report.Opened                              // how it is written now; it is changed when the window ends with a layout
	Begin  corereport.Profile                          // to begin with
	Saved  []corereport.Profile                        // those that are kept already
	Unit   bool                                        // a later row cannot be read before the unit is known
	Whole  func(corereport.Profile) corereport.Profile // adds what is known anyway
	Done   func(corereport.Profile) tea.Cmd            // the layout that a person settled
	Given  func() tea.Cmd                              // the person gave up
}

// Window is the dialog: at the left what has to be known, at the right what it can
// be, below the first rows and how they are understood by now.
type Window struct {
	spec Spec
	work page.Work
	o    *report.Opened // a copy, with the look that was chosen last
	p    corereport.Profile

	at    int // the line at the left
	right bool
	query input.Line // narrows the choices, or is one
	cur   int        // the choice at the right

	sampled []report.Sampled
	wrong   string // what is wrong with the profile itself
	wide, h int
}

// New makes the window.
func New(spec Spec) *Window {
	copied := *spec.Opened
	l := &Window{spec: spec, work: page.Work{Host: spec.Host}, o: &copied, p: spec.Begin}
	if l.p.BuiltIn || l.p.Name == "" {
		l.p.Name, l.p.BuiltIn, l.p.Version = nameOf(copied.Source.Name), false, 0
	}
	l.try()
	for n, it := range l.items() {
		if it.missing {
			l.at = n
			break
		}
	}
	return l
}

// nameOf proposes a name for the layout of a file: what stands before its first digit.
func nameOf(path string) string {
	name := prose.Base(path)
	if at := strings.IndexAny(name, "0123456789."); at > 0 {
		name = name[:at]
	}
	if name = strings.Trim(name, " -_"); name == "" {
		return "report"
	}
	return name
}

// ID names the window.
func (l *Window) ID() string { return "layout" }

// Title stands in the frame.
func (l *Window) Title() string { return "How to read " + text.Clean(prose.Base(l.o.Source.Name)) }

// Size is as much as there is, within what can be read.
func (l *Window) Size(w, h int) (int, int) { return min(w, 132), min(h, 40) }

// SetSize tells what it got.
func (l *Window) SetSize(w, h int) { l.wide, l.h = w, h }

// try reads the first rows with the profile as it is now.
func (l *Window) try() {
	l.o.Use(l.p)
	l.wrong = ""
	var err error
	if l.sampled, err = l.o.Sample(l.o.Profile); err != nil {
		l.wrong = page.Explain(err)
	}
}

// problem says why the layout cannot be used yet, empty when it can.
func (l *Window) problem() string {
	switch {
	case l.wrong != "":
		return l.wrong
	case len(l.o.Missing) > 0:
		return "no column is known to be " + l.o.Missing[0].Means()
	case l.needsUnit():
		return "say whether amounts are in minor or in major units: it is never guessed"
	}
	return ""
}

func (l *Window) needsUnit() bool {
	return l.p.Unit == corereport.UnitUnknown && (l.spec.Unit || l.o.NeedsUnit())
}

// use ends the window with the layout.
func (l *Window) use() (tea.Cmd, bool) {
	if l.problem() != "" {
		return nil, false
	}
	l.spec.Opened.Look, l.spec.Opened.Header = l.o.Look, l.o.Header
	return l.spec.Done(l.p), true
}

// Update takes keys; the wheel moves too.
func (l *Window) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		if l.right {
			return l.choose(m), false
		}
		return l.key(m)
	case action.Mouse:
		switch m.Kind {
		case action.WheelDown:
			l.move(1)
		case action.WheelUp:
			l.move(-1)
		}
	}
	return nil, false
}

func (l *Window) key(k action.KeyPress) (tea.Cmd, bool) {
	items := l.items()
	it := items[l.at]
	switch k.Key {
	case "esc":
		return l.spec.Given(), true
	case "up", "shift+tab":
		l.move(-1)
	case "down":
		l.move(1)
	case "pgup":
		l.move(-8)
	case "pgdown":
		l.move(8)
	case "home":
		l.at = 0
	case "end":
		l.at = len(items) - 1
	case "delete", "backspace":
		if it.clear != nil {
			it.clear()
			l.try()
		}
	case "enter", "right", "tab":
		if it.id == useLayout {
			return l.use()
		}
		l.right, l.cur = true, 0
		l.query.SetValue("")
		for n, c := range l.choices() {
			if c.now {
				l.cur = n
			}
		}
	}
	return nil, false
}

func (l *Window) move(d int) {
	if l.right {
		l.cur = max(0, min(l.cur+d, len(l.choices())-1))
		return
	}
	l.at = max(0, min(l.at+d, len(l.items())-1))
}

// choose takes a key at the right.
func (l *Window) choose(k action.KeyPress) tea.Cmd {
	choices := l.choices()
	switch k.Key {
	case "esc", "left", "shift+tab":
		l.right = false
	case "up":
		l.move(-1)
	case "down":
		l.move(1)
	case "pgup":
		l.move(-8)
	case "pgdown":
		l.move(8)
	case "enter", "tab":
		if l.cur >= len(choices) {
			return nil
		}
		l.right = false
		return l.take(choices[l.cur])
	default:
		if l.query.Update(k) {
			l.cur = 0
		}
	}
	return nil
}

// take takes a choice and goes on to what is needed next.
func (l *Window) take(c choice) tea.Cmd {
	if c.look != nil {
		return l.lookAgain(*c.look)
	}
	c.do()
	l.try()
	items := l.items()
	for d := 1; d <= len(items); d++ { // what is missing goes first, else the next line
		if n := (l.at + d) % len(items); items[n].missing {
			l.at = n
			return nil
		}
	}
	l.move(1)
	return nil
}

// lookAgain finds out anew how the table is written, with something that is known.
func (l *Window) lookAgain(h table.Hint) tea.Cmd {
	if l.work.Busy() != "" {
		return nil
	}
	source := l.o.Source
	return page.Do(&l.work, "Looking at the report again", func(context.Context, func(task.Progress)) (table.Look, error) { return source.Look(h) },
		func(look table.Look, err error) tea.Cmd {
			if err != nil {
				return l.spec.Host.Fail(err)
			}
			l.o.Look, l.o.Header = look, columnNames(look.Header)
			name := l.p.Name
			l.p = l.spec.Whole(report.Propose(l.o.Header, look.Samples))
			l.p.Name = name
			l.at = min(l.at, len(l.items())-1)
			l.try()
			return nil
		})
}

// columnNames gives each column a name of its own, as the importer does.
func columnNames(header []string) []string {
	seen := map[string]bool{}
	names := make([]string, len(header))
	for i, name := range header {
		name = strings.TrimSpace(card.MaskText(name))
		if corereport.Fold(name) == "" {
			name = "column " + itoa(i+1)
		}
		names[i] = name
		for n := 2; seen[corereport.Fold(names[i])]; n++ {
			names[i] = name + " (" + itoa(n) + ")"
		}
		seen[corereport.Fold(names[i])] = true
	}
	return names
}

var _ dialog.Dialog = (*Window)(nil)
