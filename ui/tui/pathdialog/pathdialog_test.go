package pathdialog

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/clock"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// host opens the dialog and runs what it asks for.
type host struct {
	h      *page.Host
	chosen string
}

func open(t *testing.T) *host {
	t.Helper()
	x := &host{h: &page.Host{Ctx: context.Background(), Dialogs: dialog.NewStack(clock.Real())}}
	x.run(Open(x.h, "Import", "a file", func(path string) tea.Cmd { x.chosen = path; return nil }))
	return x
}

func (x *host) run(cmd tea.Cmd) {
	for cmd != nil {
		cmd = x.h.Pass(cmd())
	}
}

func (x *host) key(keys ...string) {
	for _, k := range keys {
		x.run(x.h.Dialogs.Update(action.KeyPress{Key: k}))
	}
}

func (x *host) text(s string) {
	for _, r := range s {
		x.run(x.h.Dialogs.Update(action.KeyPress{Key: string(r), Text: string(r)}))
	}
}

func TestNamesAreCompleted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"october.ndjson", "october.zip", "한글 파일.json", ".hidden"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "more"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "more", "x.json"), nil, 0o600))

	x := open(t)
	x.text(dir + "/OCT")
	x.key("tab")
	x.text("z")
	x.key("tab", "enter")
	require.Equal(t, filepath.Join(dir, "october.zip"), x.chosen)
	require.True(t, x.h.Dialogs.Empty())

	x = open(t)
	x.text(dir + "/")
	view := x.h.Dialogs.Top().View(&theme.Styles{})
	require.NotContains(t, view, ".hidden")
	x.text("mo")
	x.key("down", "enter") // into the folder
	require.False(t, x.h.Dialogs.Empty())
	x.key("down", "enter")
	require.Equal(t, filepath.Join(dir, "more", "x.json"), x.chosen)

	x = open(t)
	x.text(dir + "/한글")
	x.key("tab", "enter")
	require.Equal(t, filepath.Join(dir, "한글 파일.json"), x.chosen)
}

func TestNothingIsChosenByAccident(t *testing.T) {
	x := open(t)
	x.key("enter")
	require.False(t, x.h.Dialogs.Empty())
	x.text("/no/such/folder/x")
	x.key("tab", "up", "down", "esc")
	require.True(t, x.h.Dialogs.Empty())
	require.Empty(t, x.chosen)
}

func TestHomeIsWrittenOut(t *testing.T) {
	t.Setenv("HOME", "/home/clerk")
	require.Equal(t, "/home/clerk/a", expand("~/a"))
	require.Equal(t, "~x/a", expand("~x/a"))
}
