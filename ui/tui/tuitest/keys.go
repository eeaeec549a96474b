package tuitest

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
)

// Press presses keys by name, e.g. Press("ctrl+p", "down", "enter").
func (d *Driver) Press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		msg, ok := keyMsg(k)
		if !ok {
			d.t.Fatalf("no terminal sends the key %q", k)
		}
		d.Send(msg)
	}
}

// Type types a text letter by letter.
func (d *Driver) Type(s string) {
	d.t.Helper()
	for _, r := range s {
		if r == ' ' {
			d.Send(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
			continue
		}
		d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// Paste pastes a text as one piece.
func (d *Driver) Paste(s string) {
	d.t.Helper()
	d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
}

// Click presses and releases the left button on a cell.
func (d *Driver) Click(x, y int) {
	d.t.Helper()
	d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
	d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionRelease, Button: tea.MouseButtonLeft})
}

// ClickOn clicks on the first place where a text stands.
func (d *Driver) ClickOn(s string) {
	d.t.Helper()
	x, y, ok := d.Find(s)
	if !ok {
		d.t.Fatalf("%q is not on the screen:\n%s", s, d.Frame())
	}
	d.Click(x, y)
}

// Wheel turns the wheel over a cell: n notches down, or up when negative.
func (d *Driver) Wheel(x, y, n int) {
	d.t.Helper()
	button := tea.MouseButtonWheelDown
	if n < 0 {
		button, n = tea.MouseButtonWheelUp, -n
	}
	for range n {
		d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: button})
	}
}

// keyMsg is the message that bubbletea makes of a key, found by asking it for
// the names of its own keys.
func keyMsg(name string) (tea.KeyMsg, bool) {
	if name == " " || name == "space" {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, true
	}
	want := action.Canon(name)
	alt := false
	if rest, ok := strings.CutPrefix(want, "alt+"); ok && rest != "" {
		alt, want = true, rest
	}
	if r := []rune(want); len(r) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: r, Alt: alt}, true
	}
	if want == "backspace" {
		return tea.KeyMsg{Type: tea.KeyBackspace, Alt: alt}, true
	}
	for k := tea.KeyType(-100); k < 128; k++ {
		if s := k.String(); s != "" && k != tea.KeyRunes && action.Canon(s) == want {
			return tea.KeyMsg{Type: k, Alt: alt}, true
		}
	}
	return tea.KeyMsg{}, false
}
