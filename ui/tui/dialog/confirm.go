package dialog

import (
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// ConfirmSpec describes a question.
type ConfirmSpec struct {
	ID    string
	Title string
	Lines []Line
	Yes   string // the label of the act, e.g. "Send"; a message has none
	No    string // "Cancel" when empty
	Risky bool
	// Trigger is the key that opened the dialog. It never answers yes by itself.
	Trigger string
	Done    func(yes bool) tea.Cmd // may be nil
}

// Confirm is a question. The answer starts at no; y or Tab and Enter say yes, Esc
// and n say no.
type Confirm struct {
	spec   ConfirmSpec
	yes    bool // which button has the focus
	scroll int
	w, h   int
}

// NewConfirm makes a question.
func NewConfirm(spec ConfirmSpec) *Confirm {
	if spec.No == "" {
		spec.No = "Cancel"
	}
	spec.Trigger = action.Canon(spec.Trigger)
	return &Confirm{spec: spec}
}

// NewMessage makes a dialog that only says something; done may be nil.
func NewMessage(id, title string, lines []Line, done func() tea.Cmd) *Confirm {
	spec := ConfirmSpec{ID: id, Title: title, Lines: lines, No: "Close"}
	if done != nil {
		spec.Done = func(bool) tea.Cmd { return done() }
	}
	return NewConfirm(spec)
}

// ID names the dialog.
func (c *Confirm) ID() string { return c.spec.ID }

// Title stands in the frame.
func (c *Confirm) Title() string { return c.spec.Title }

// Focused is the label of the button that Enter would press.
func (c *Confirm) Focused() string {
	if c.yes {
		return c.spec.Yes
	}
	return c.spec.No
}

// Accept is the label of the act, empty for a message.
func (c *Confirm) Accept() string { return c.spec.Yes }

// Size is the text and the buttons.
func (c *Confirm) Size(w, h int) (int, int) {
	want := 0
	for _, b := range c.buttons() {
		want += text.Width(b.label) + 5
	}
	for _, l := range c.spec.Lines {
		want = max(want, text.Width(text.CleanLines(l.Text)))
	}
	want = min(max(want, text.Width(c.spec.Title)+2, 30), w, 72)
	return want, min(len(wrapLines(c.spec.Lines, want))+2, h)
}

// SetSize tells what it got.
func (c *Confirm) SetSize(w, h int) { c.w, c.h = w, h }

func (c *Confirm) buttons() []button {
	if c.spec.Yes == "" {
		return []button{{label: c.spec.No}}
	}
	return []button{{label: c.spec.No}, {label: c.spec.Yes, risky: c.spec.Risky}}
}

func (c *Confirm) focus() int {
	if c.yes {
		return 1
	}
	return 0
}

// Update takes keys and clicks.
func (c *Confirm) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		return c.key(m.Key)
	case action.Mouse:
		switch {
		case m.Kind == action.WheelDown:
			c.scroll++
		case m.Kind == action.WheelUp:
			c.scroll--
		case m.Click() && m.Y == c.h-1:
			_, hits := buttonLine(&theme.Styles{}, c.w, c.buttons(), c.focus())
			if i, ok := target(hits, m.X); ok {
				return c.answer(i == 1)
			}
		}
	}
	return nil, false
}

func (c *Confirm) key(key string) (tea.Cmd, bool) {
	switch key {
	case "tab", "shift+tab", "left", "right":
		c.yes = !c.yes && c.spec.Yes != ""
	case "down":
		c.scroll++
	case "up":
		c.scroll--
	case "pgdown":
		c.scroll += max(c.h-2, 1)
	case "pgup":
		c.scroll -= max(c.h-2, 1)
	case "esc":
		return c.answer(false)
	case "enter":
		return c.answer(c.yes)
	case "n", "N":
		return c.answer(false)
	default:
		if c.spec.Yes == "" || key == "" || sameLetter(key, c.spec.Trigger) {
			return nil, false
		}
		if sameLetter(key, "y") {
			return c.answer(true)
		}
	}
	return nil, false
}

func (c *Confirm) answer(yes bool) (tea.Cmd, bool) {
	if c.spec.Done == nil {
		return nil, true
	}
	return c.spec.Done(yes), true
}

// View draws the text and the buttons.
func (c *Confirm) View(st *theme.Styles) string {
	lines := wrapLines(c.spec.Lines, c.w)
	room := max(c.h-2, 0)
	c.scroll = max(0, min(c.scroll, len(lines)-room))
	out := make([]string, 0, c.h)
	for i := range room {
		if n := c.scroll + i; n < len(lines) {
			out = append(out, panelLine(st, lines[n], c.w))
		} else {
			out = append(out, st.Panel.Render(text.Spaces(c.w)))
		}
	}
	more := ""
	if c.scroll+room < len(lines) {
		more = st.Down + " more"
	}
	buttons, _ := buttonLine(st, c.w, c.buttons(), c.focus())
	if c.h > 1 {
		out = append(out, st.PanelMuted.Render(text.Pad(more, c.w, text.Right)))
	}
	return strings.Join(append(out, buttons), "\n")
}

func sameLetter(a, b string) bool {
	ra, rb := []rune(a), []rune(b)
	return a == b || len(ra) == 1 && len(rb) == 1 && unicode.ToLower(ra[0]) == unicode.ToLower(rb[0])
}

// wrapLines cleans and wraps lines to w columns.
func wrapLines(lines []Line, w int) []Line {
	var out []Line
	for _, l := range lines {
		for _, s := range text.Wrap(text.CleanLines(l.Text), w) {
			out = append(out, Line{s, l.Tone})
		}
	}
	return out
}

// panelLine draws a line of a panel in exactly w columns.
func panelLine(st *theme.Styles, l Line, w int) string {
	s := text.Pad(l.Text, w, text.Left)
	style := st.Panel
	switch l.Tone {
	case theme.Plain:
	case theme.Muted:
		style = st.PanelMuted
	default:
		style = st.Panel.With(st.Tone(l.Tone))
	}
	return style.Render(s)
}
