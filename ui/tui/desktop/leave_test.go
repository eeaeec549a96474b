package desktop

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/ui/tui/page"
	"contra/ui/tui/tuitest"
)

func small(t *testing.T) (*Model, *tuitest.Driver, *bytes.Buffer) {
	t.Helper()
	c, err := config.Load(filepath.Join(t.TempDir(), "none.toml"))
	require.NoError(t, err)
	c.Gate.Timeout = time.Second
	d, err := desk.Open(context.Background(), desk.Options{Ledger: filepath.Join(t.TempDir(), "ledger.db"), Config: c, Operator: "desk1"})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	clock := tuitest.NewClock(time.Date(2026, 11, 21, 18, 30, 0, 0, time.UTC))
	var out bytes.Buffer
	m, err := New(context.Background(), Options{Desk: d, Secrets: d.Secrets, Clock: clock, Out: &out, Getenv: func(string) string { return "" }})
	require.NoError(t, err)
	return m, tuitest.New(t, m, 80, 24, clock), &out
}

// starter has the program run a command.
type starter struct{ cmd tea.Cmd }

func (starter) Follow(msg tea.Msg) (tea.Cmd, bool) {
	s, ok := msg.(starter)
	return s.cmd, ok
}

// While a refund is on its way, leaving asks first and then waits for it.
func TestLeavingWaitsForARefund(t *testing.T) {
	m, d, _ := small(t)
	d.Hold() // the answer does not come yet
	_, cmd := page.Send(m.h, "Refunding", func(context.Context) (int, error) { return 1, nil })
	m.h.Follow(starter{})
	d.Send(starter{cmd})
	m.h.Sending.Begin()
	d.Press("q")
	d.RequireDialog("Leave contra?")
	d.RequireShows("A refund is on its way.", "[>Stay<]")
	d.Press("q", "q", "enter")
	require.False(t, d.Quit(), "the answer begins at no")
	d.Press("q")
	d.RequireDialog("Leave contra?")
	d.Confirm("Leave contra?")
	d.RequireShows("leaving…")
	require.False(t, d.Quit())
	m.h.Sending.End()
	d.Release()
	require.True(t, d.Quit())
}

// hearing passes on what is written and then does something about it.
type hearing struct {
	io.Writer
	then func()
}

func (h hearing) Write(b []byte) (int, error) {
	defer h.then()
	return h.Writer.Write(b)
}

func TestCtrlCTwiceLeaves(t *testing.T) {
	m, d, out := small(t)
	m.h.Sending.Begin()
	d.Press("ctrl+c")
	d.RequireDialog("Leave contra?")
	d.Press("ctrl+c")
	require.True(t, d.Quit())
	// Run waits all the same, outside the screen: the answer comes once it has said so.
	m.finish(hearing{out, m.h.Sending.End})
	require.Contains(t, out.String(), "Waiting for the platform's answer to a refund")
	require.Zero(t, m.h.Sending.Count())
}

func TestLeavingWaitsForTheFileThatIsBeingTakenIn(t *testing.T) {
	m, d, out := small(t)
	stopped, done := false, make(chan error, 1)
	m.folder = watcher{paths: []string{"inbox"}, news: &tray{}, stop: func() { stopped = true }, done: done}
	d.Press("q")
	require.True(t, d.Quit())
	m.finish(hearing{out, func() {
		require.True(t, stopped)
		done <- nil
	}})
	require.Contains(t, out.String(), "Waiting for a file from inbox to be taken in")
}
