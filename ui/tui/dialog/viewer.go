package dialog

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/input"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Viewer shows text that can be longer than the screen, with search: raw JSON,
// help, a journal entry.
type Viewer struct {
	id, title string
	body      string
	natural   int // columns of the longest line
	lines     []string
	wrapped   int // the width that lines were wrapped to
	top       int
	w, h      int

	find    input.Line
	finding bool
	found   string
	done    func() tea.Cmd
}

// NewViewer makes a viewer of text, which is cleaned; done may be nil.
func NewViewer(id, title, body string, done func() tea.Cmd) *Viewer {
	v := &Viewer{id: id, title: title, body: text.CleanLines(body), wrapped: -1, done: done}
	for line := range strings.SplitSeq(v.body, "\n") {
		v.natural = max(v.natural, text.Width(line))
	}
	return v
}

// ID names the dialog.
func (v *Viewer) ID() string { return v.id }

// Title stands in the frame.
func (v *Viewer) Title() string { return v.title }

// Size is as large as the text needs, at least readable.
func (v *Viewer) Size(w, h int) (int, int) {
	want := min(max(v.natural, 40), w)
	v.wrap(want)
	return want, min(max(len(v.lines)+1, 4), h)
}

// SetSize tells what it got.
func (v *Viewer) SetSize(w, h int) {
	v.w, v.h = w, h
	v.wrap(w)
	v.top = max(0, min(v.top, len(v.lines)-v.room()))
}

func (v *Viewer) wrap(w int) {
	if v.wrapped != w {
		v.wrapped = w
		v.lines = text.Wrap(v.body, w)
	}
}

func (v *Viewer) room() int { return max(v.h-1, 0) }

// Update takes keys and the wheel.
func (v *Viewer) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		if v.finding {
			v.findKey(m)
			return nil, false
		}
		return v.key(m.Key)
	case action.Mouse:
		switch m.Kind {
		case action.WheelDown:
			v.scroll(3)
		case action.WheelUp:
			v.scroll(-3)
		}
	}
	return nil, false
}

func (v *Viewer) key(key string) (tea.Cmd, bool) {
	switch key {
	case "esc", "q", "enter":
		if v.done == nil {
			return nil, true
		}
		return v.done(), true
	case "down", "j":
		v.scroll(1)
	case "up", "k":
		v.scroll(-1)
	case "pgdown", "space":
		v.scroll(v.room())
	case "pgup":
		v.scroll(-v.room())
	case "home", "g":
		v.top = 0
	case "end", "G":
		v.scroll(len(v.lines))
	case "/":
		v.finding = true
		v.find.SetValue("")
	case "n":
		v.next(v.top+1, 1)
	case "N":
		v.next(v.top-1, -1)
	}
	return nil, false
}

func (v *Viewer) findKey(k action.KeyPress) {
	switch k.Key {
	case "esc":
		v.finding, v.found = false, ""
	case "enter":
		v.finding = false
		v.found = v.find.Value()
	default:
		if v.find.Update(k) {
			v.found = v.find.Value()
			v.next(v.top, 1)
		}
	}
}

// next scrolls to the next line that contains what is searched, from a line on.
func (v *Viewer) next(from, step int) {
	if v.found == "" {
		return
	}
	for i := from; i >= 0 && i < len(v.lines); i += step {
		if v.match(v.lines[i]) {
			v.top = i
			return
		}
	}
}

func (v *Viewer) match(line string) bool {
	return v.found != "" && strings.Contains(strings.ToLower(line), strings.ToLower(v.found))
}

func (v *Viewer) scroll(n int) { v.top = max(0, min(v.top+n, len(v.lines)-v.room())) }

// View draws the visible lines and a foot with the position.
func (v *Viewer) View(st *theme.Styles) string {
	var b strings.Builder
	top := max(0, min(v.top, len(v.lines)-1))
	for i := range v.room() {
		line, style := "", st.Panel
		if n := top + i; n < len(v.lines) {
			line = v.lines[n]
			if v.match(line) {
				style = st.PanelOn
			}
		}
		b.WriteString(style.Render(text.Pad(line, v.w, text.Left)))
		b.WriteByte('\n')
	}
	if v.finding {
		n := min(6, v.w)
		b.WriteString(st.PanelMuted.Render(text.Pad("Find: ", n, text.Left)) + v.find.View(st, v.w-n, true))
		return b.String()
	}
	last := min(top+v.room(), len(v.lines))
	foot := fmt.Sprintf("%d-%d of %d   / find  n next  Esc close", min(top+1, last), last, len(v.lines))
	b.WriteString(st.PanelMuted.Render(text.Pad(foot, v.w, text.Right)))
	return b.String()
}
