package action

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/layout"
)

// MouseKind is what the mouse did.
type MouseKind uint8

// What a mouse can do. Motion without a button is not reported.
const (
	Press MouseKind = iota
	Release
	Drag
	WheelUp
	WheelDown
	WheelLeft
	WheelRight
	Motion
)

// Button is which button was pressed.
type Button uint8

// The buttons.
const (
	LeftButton Button = iota
	MiddleButton
	RightButton
	OtherButton
)

// Mouse is one event of the mouse in cells from the top left corner.
type Mouse struct {
	X, Y             int
	Kind             MouseKind
	Button           Button
	Ctrl, Alt, Shift bool
}

// In gives the event in the coordinates of r, and whether it lies inside.
func (m Mouse) In(r layout.Rect) (Mouse, bool) {
	inside := r.Contains(m.X, m.Y)
	m.X -= r.X
	m.Y -= r.Y
	return m, inside
}

// Click tells whether the left button went down.
func (m Mouse) Click() bool { return m.Kind == Press && m.Button == LeftButton }

func mouse(t tea.MouseMsg) Mouse {
	m := Mouse{X: t.X, Y: t.Y, Ctrl: t.Ctrl, Alt: t.Alt, Shift: t.Shift}
	switch t.Action {
	case tea.MouseActionRelease:
		m.Kind = Release
	case tea.MouseActionMotion:
		m.Kind = Drag
		if t.Button == tea.MouseButtonNone {
			m.Kind = Motion
		}
	}
	switch t.Button {
	case tea.MouseButtonWheelUp:
		m.Kind = WheelUp
	case tea.MouseButtonWheelDown:
		m.Kind = WheelDown
	case tea.MouseButtonWheelLeft:
		m.Kind = WheelLeft
	case tea.MouseButtonWheelRight:
		m.Kind = WheelRight
	case tea.MouseButtonLeft, tea.MouseButtonNone:
	case tea.MouseButtonMiddle:
		m.Button = MiddleButton
	case tea.MouseButtonRight:
		m.Button = RightButton
	default:
		m.Button = OtherButton
	}
	return m
}
