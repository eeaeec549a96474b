package action

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/layout"
)

func TestCanonFoldsSpellings(t *testing.T) {
	for in, want := range map[string]string{
		"r": "r", "R": "R", "shift+r": "R", " ": "space", "Space": "space", "Escape": "esc", "return": "enter",
		"PgDn": "pgdown", "pagedown": "pgdown", "ctrl+P": "ctrl+p", "shift+ctrl+up": "ctrl+shift+up",
		"alt+x": "alt+x", "alt+X": "alt+X", "ctrl+@": "ctrl+space", "ctrl+h": "backspace", "ctrl+i": "tab",
		"+": "+", "ctrl++": "ctrl++", "alt++": "alt++", "F10": "f10", "del": "delete", "?": "?", "ㄱ": "ㄱ", "": "",
		"shift+tab": "shift+tab", "alt+ctrl+a": "ctrl+alt+a", "shift+left": "shift+left", "alt+shift+a": "alt+shift+a",
	} {
		require.Equal(t, want, Canon(in), "%q", in)
		require.Equal(t, want, Canon(Canon(in)), "%q", in)
	}
}

func TestLabel(t *testing.T) {
	for in, want := range map[string]string{
		"ctrl+p": "Ctrl+P", "r": "r", "R": "R", "pgdn": "PgDn", "space": "Space", "shift+up": "Shift+↑", "alt+x": "Alt+X",
		"f10": "F10", "f": "f", "?": "?", "+": "+", "ctrl+\\": "Ctrl+\\", "esc": "Esc",
	} {
		require.Equal(t, want, Label(in))
	}
}

func pressed(msg tea.Msg) []string {
	var out []string
	for _, m := range Input(msg) {
		out = append(out, m.(KeyPress).Key)
	}
	return out
}

func TestInputNamesWhatTerminalsSend(t *testing.T) {
	for want, k := range map[string]tea.Key{
		"r": {Type: tea.KeyRunes, Runes: []rune{'r'}}, "alt+f": {Type: tea.KeyRunes, Runes: []rune{'f'}, Alt: true},
		"space": {Type: tea.KeySpace, Runes: []rune{' '}}, "alt+space": {Type: tea.KeySpace, Runes: []rune{' '}, Alt: true},
		"enter": {Type: tea.KeyEnter}, "esc": {Type: tea.KeyEsc}, "shift+tab": {Type: tea.KeyShiftTab}, "f10": {Type: tea.KeyF10},
		"pgup": {Type: tea.KeyPgUp}, "ctrl+space": {Type: tea.KeyCtrlAt}, "backspace": {Type: tea.KeyBackspace},
		"shift+down": {Type: tea.KeyShiftDown}, "ctrl+shift+up": {Type: tea.KeyCtrlShiftUp}, "ctrl+c": {Type: tea.KeyCtrlC},
		"alt+enter": {Type: tea.KeyEnter, Alt: true}, "delete": {Type: tea.KeyDelete},
	} {
		require.Equal(t, []string{want}, pressed(tea.KeyMsg(k)))
	}
	require.Equal(t, []string{"backspace"}, pressed(tea.KeyMsg{Type: tea.KeyCtrlH}), "old terminals send ^H")
}

func TestFastTypingIsOneKeyEach(t *testing.T) {
	got := Input(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("jj환")})
	require.Equal(t, []tea.Msg{KeyPress{Key: "j", Text: "j"}, KeyPress{Key: "j", Text: "j"}, KeyPress{Key: "환", Text: "환"}}, got)
}

func TestPasteIsNoKey(t *testing.T) {
	got := Input(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y\nr"), Paste: true})
	require.Equal(t, []tea.Msg{KeyPress{Text: "y\nr", Paste: true}}, got)
}

func TestOtherMessagesPass(t *testing.T) {
	require.Equal(t, []tea.Msg{tea.WindowSizeMsg{Width: 3}}, Input(tea.WindowSizeMsg{Width: 3}))
}

func TestMouse(t *testing.T) {
	one := func(m tea.MouseMsg) Mouse { return Input(m)[0].(Mouse) }
	require.True(t, one(tea.MouseMsg{X: 3, Y: 4, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}).Click())
	require.False(t, one(tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonRight}).Click())
	require.False(t, one(tea.MouseMsg{Action: tea.MouseActionRelease, Button: tea.MouseButtonLeft}).Click())
	require.Equal(t, WheelDown, one(tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonWheelDown}).Kind)
	require.Equal(t, Drag, one(tea.MouseMsg{Action: tea.MouseActionMotion, Button: tea.MouseButtonLeft}).Kind)
	require.Equal(t, Motion, one(tea.MouseMsg{Action: tea.MouseActionMotion}).Kind)
	m, in := Mouse{X: 12, Y: 5}.In(layout.Rect{X: 10, Y: 5, W: 5, H: 1})
	require.True(t, in)
	require.Equal(t, Mouse{X: 2, Y: 0}, m)
	_, in = Mouse{X: 15, Y: 5}.In(layout.Rect{X: 10, Y: 5, W: 5, H: 1})
	require.False(t, in)
}
