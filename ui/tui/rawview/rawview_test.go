package rawview

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
)

func TestJSONIsLaidOutInItsOwnOrder(t *testing.T) {
	require.Equal(t, "{\n  \"z\": 1,\n  \"a\": [\n    1000000000000000000000\n  ]\n}", Text([]byte(`{"z":1,"a":[1000000000000000000000]}`)))
	require.Equal(t, "<html>", Text([]byte("<html>")))
	require.Contains(t, Text([]byte{0xff, 0xfe, 0}), "3 bytes that are no text")
	require.Contains(t, Text(nil), "nothing came back")
	require.Contains(t, Text(make([]byte, maxShown+5)), "5 more bytes")
}

func TestCardNumbersAreMasked(t *testing.T) {
	got := Text([]byte(`{"account":{"number":"4111111111111111"},"operation":{"id":5028800010128225}}`))
	require.NotContains(t, got, "4111111111111111")
	require.Contains(t, got, "411111")
	require.Contains(t, got, "5028800010128225", "the platform's own ids stay")
}

func TestCopyIsTheMessageAlone(t *testing.T) {
	copied := ""
	v := New("Raw", "about it", []byte(`{"a":1}`), func(s string) tea.Cmd { copied = s; return nil })
	v.SetSize(60, 20)
	v.Update(action.KeyPress{Key: "/"})
	v.Update(action.KeyPress{Key: "y", Text: "y"})
	require.Empty(t, copied, "while searching, y is a letter")
	v.Update(action.KeyPress{Key: "esc"})
	_, done := v.Update(action.KeyPress{Key: "y", Text: "y"})
	require.False(t, done)
	require.Equal(t, "{\n  \"a\": 1\n}", copied)
}
