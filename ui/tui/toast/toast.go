// Package toast says what happened, for a while, in a corner of the screen.
// Errors stay until they are dismissed, and everything is kept in a history.
package toast

import (
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/clock"
	"contra/ui/tui/layout"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Level is how much a toast matters.
type Level uint8

// The levels.
const (
	Info Level = iota
	Success
	Warning
	Error
)

// ttl is how long a level is shown; errors have no end.
var ttl = [...]time.Duration{Info: 4 * time.Second, Success: 5 * time.Second, Warning: 10 * time.Second, Error: 0}

const (
	maxShown   = 3
	maxHistory = 200
	maxWidth   = 60
	roomy      = 24 // lines, from which on there is room for more than one
)

// Toast is one message.
type Toast struct {
	ID    uint64
	Level Level
	Text  string
	At    time.Time
}

type expireMsg struct {
	s  *Stack
	id uint64
}

// Stack holds the toasts on the screen and the history.
type Stack struct {
	clock   clock.Clock
	last    uint64
	shown   []Toast
	history []Toast
}

// New makes an empty stack.
func New(c clock.Clock) *Stack { return &Stack{clock: c} }

// Add shows a text, which is cleaned. The command takes it away again.
func (s *Stack) Add(l Level, msg string) tea.Cmd {
	l = min(l, Error)
	s.last++
	t := Toast{s.last, l, text.Clean(msg), s.clock.Now()}
	s.shown = append(s.shown, t)
	s.history = append(s.history, t)
	if n := len(s.history) - maxHistory; n > 0 {
		s.history = slices.Delete(s.history, 0, n)
	}
	if ttl[l] == 0 {
		return nil
	}
	return s.clock.After(ttl[l], expireMsg{s, t.ID})
}

// Update takes the stack's own messages.
func (s *Stack) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(expireMsg); ok && m.s == s {
		s.shown = slices.DeleteFunc(s.shown, func(t Toast) bool { return t.ID == m.id })
	}
	return nil
}

// Dismiss takes the newest toast away and tells whether there was one.
func (s *Stack) Dismiss() bool {
	if len(s.shown) == 0 {
		return false
	}
	s.shown = s.shown[:len(s.shown)-1]
	return true
}

// Shown lists what is on the screen, the newest last.
func (s *Stack) Shown() []Toast { return slices.Clone(s.shown) }

// History lists the last 200 toasts, the newest last.
func (s *Stack) History() []Toast { return slices.Clone(s.history) }

// Draw puts the newest toasts into the lower right corner of area: only the
// newest where there is little room, for they cover what a person works on.
func (s *Stack) Draw(c *layout.Canvas, st *theme.Styles, area layout.Rect) {
	y := area.Y + area.H
	most := maxShown
	if area.H < roomy {
		most = 1
	}
	for n, t := range slices.Backward(s.shown) {
		if len(s.shown)-n > most {
			return
		}
		head, tone := sign(st, t.Level)
		w := min(maxWidth, area.W)
		lines := text.Wrap(head+" "+t.Text, max(w-4, 1))
		if len(lines) > 4 {
			lines = append(lines[:3], text.Truncate(lines[3]+"…", max(w-4, 1)))
		}
		inner := 0
		for _, l := range lines {
			inner = max(inner, text.Width(l))
		}
		style := st.Tone(tone)
		for i, l := range lines {
			lines[i] = " " + style.Render(l)
		}
		h := len(lines) + 2
		if y-h < area.Y {
			return
		}
		y -= h
		w = min(inner+4, area.W)
		foot := ""
		if t.Level == Error {
			foot = "Esc"
		}
		box := layout.Frame{Foot: foot}.Draw(st, w, h, strings.Join(lines, "\n"))
		c.Draw(layout.Rect{X: area.X + area.W - w, Y: y, W: w, H: h}, box)
	}
}

func sign(st *theme.Styles, l Level) (string, theme.Tone) {
	switch l {
	case Success:
		return st.Check, theme.Good
	case Warning:
		return st.Attention + " Warning:", theme.Warn
	case Error:
		return st.Cross + " Error:", theme.Bad
	}
	return st.Dot, theme.Info
}
