// Package dialog holds the modal windows of the desktop: confirmations, forms,
// pickers and text. They know nothing of the program; each gives its result to a
// function of its owner, which is called on the program's loop.
package dialog

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/clock"
	"contra/ui/tui/layout"
	"contra/ui/tui/theme"
)

// Dialog is one modal window, without its frame.
type Dialog interface {
	ID() string
	Title() string
	// Size is what the content would like, at most w×h.
	Size(w, h int) (int, int)
	// SetSize tells what it gets; the stack calls it before Update and View.
	SetSize(w, h int)
	// Update takes action.KeyPress, action.Mouse (in its own coordinates) and any
	// message meant for it; done closes it.
	Update(msg tea.Msg) (cmd tea.Cmd, done bool)
	// View draws the content in the size it was told.
	View(st *theme.Styles) string
}

// Bare is a dialog that takes the whole screen and has no frame.
type Bare interface{ Bare() }

// Line is a piece of text with its meaning.
type Line struct {
	Text string
	Tone theme.Tone
}

// Grace: a dialog that nobody asked for takes no key until the keyboard has been
// quiet for that long, because what is typed just then was meant for something
// else; at the latest after graceMax.
const (
	graceQuiet = 425 * time.Millisecond
	graceMax   = 1500 * time.Millisecond
)

type entry struct {
	d       Dialog
	unasked bool
	opened  time.Time
	lastKey time.Time
}

// Stack holds the open dialogs. Only the top one gets keys.
type Stack struct {
	clock clock.Clock
	w, h  int
	open  []*entry
}

// NewStack makes an empty stack.
func NewStack(c clock.Clock) *Stack { return &Stack{clock: c, w: 80, h: 24} }

// SetSize tells how large the screen is.
func (s *Stack) SetSize(w, h int) { s.w, s.h = w, h }

// Open shows a dialog that the person asked for. One with the same id is replaced.
func (s *Stack) Open(d Dialog) { s.push(d, false) }

// OpenUnasked shows a dialog that opens by itself, with a period of grace.
func (s *Stack) OpenUnasked(d Dialog) { s.push(d, true) }

func (s *Stack) push(d Dialog, unasked bool) {
	s.Close(d.ID())
	now := s.clock.Now()
	s.open = append(s.open, &entry{d, unasked, now, now})
}

// Close takes a dialog away without an answer.
func (s *Stack) Close(id string) {
	for i, e := range s.open {
		if e.d.ID() == id {
			s.open = append(s.open[:i], s.open[i+1:]...)
			return
		}
	}
}

// Empty tells whether no dialog is open.
func (s *Stack) Empty() bool { return len(s.open) == 0 }

// Top is the dialog that has the keys, nil when there is none.
func (s *Stack) Top() Dialog {
	if s.Empty() {
		return nil
	}
	return s.open[len(s.open)-1].d
}

// Update gives a message to the top dialog. With a dialog open, every KeyPress
// and Mouse belongs here.
func (s *Stack) Update(msg tea.Msg) tea.Cmd {
	if s.Empty() {
		return nil
	}
	e := s.open[len(s.open)-1]
	outer := s.place(e.d)
	switch m := msg.(type) {
	case action.KeyPress:
		if s.early(e) {
			return nil
		}
	case action.Mouse:
		if s.early(e) {
			return nil
		}
		in, _ := m.In(inside(e.d, outer))
		msg = in
	}
	cmd, done := e.d.Update(msg)
	if done {
		// The owner's answer may have opened another one on top meanwhile.
		for i, o := range s.open {
			if o == e {
				s.open = append(s.open[:i], s.open[i+1:]...)
				break
			}
		}
	}
	return cmd
}

// early tells whether input came too soon after a dialog had opened by itself.
func (s *Stack) early(e *entry) bool {
	if !e.unasked {
		return false
	}
	now := s.clock.Now()
	quiet := now.Sub(e.lastKey)
	e.lastKey = now
	if quiet < graceQuiet && now.Sub(e.opened) < graceMax {
		return true
	}
	e.unasked = false
	return false
}

// frame is what the border and the margin take: one column of border and one of
// margin on each side, one row of border above and below.
const (
	frameW = 4
	frameH = 2
)

func (s *Stack) place(d Dialog) layout.Rect {
	screen := layout.New(s.w, s.h)
	if _, bare := d.(Bare); bare {
		d.SetSize(s.w, s.h)
		return screen
	}
	room := screen
	if s.w > 64 {
		room = screen.Inset(2, 1)
	}
	w, h := d.Size(max(room.W-frameW, 0), max(room.H-frameH, 0))
	outer := room.Center(w+frameW, h+frameH)
	in := inside(d, outer)
	d.SetSize(in.W, in.H)
	return outer
}

func inside(d Dialog, outer layout.Rect) layout.Rect {
	if _, bare := d.(Bare); bare {
		return outer
	}
	return outer.Inset(frameW/2, frameH/2)
}

// Draw puts all open dialogs on the canvas, what lies behind dimmed.
func (s *Stack) Draw(c *layout.Canvas, st *theme.Styles) {
	if s.Empty() {
		return
	}
	c.Restyle(st.Backdrop)
	for i, e := range s.open {
		outer := s.place(e.d)
		if outer.Empty() {
			continue
		}
		if _, bare := e.d.(Bare); !bare {
			frame := layout.Frame{Title: e.d.Title(), Focus: i == len(s.open)-1, Inner: st.Panel}
			c.Draw(outer, frame.Draw(st, outer.W, outer.H, ""))
		}
		c.Draw(inside(e.d, outer), e.d.View(st))
	}
}
