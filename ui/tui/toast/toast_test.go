package toast_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/layout"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
	"contra/ui/tui/tuitest"
)

type host struct {
	stack *toast.Stack
	st    *theme.Styles
	w, h  int
}

type say struct {
	level toast.Level
	text  string
}

func (m *host) Init() tea.Cmd { return nil }

func (m *host) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case say:
		return m, m.stack.Add(msg.level, msg.text)
	}
	return m, m.stack.Update(msg)
}

func (m *host) View() string {
	c := layout.NewCanvas(m.w, m.h)
	m.stack.Draw(c, m.st, c.Bounds())
	return c.String()
}

func start(t *testing.T, w, h int) (*tuitest.Driver, *host, *tuitest.Clock) {
	st, err := theme.New(theme.Options{Dark: true, Depth: theme.Ansi256})
	require.NoError(t, err)
	clock := tuitest.NewClock(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
	m := &host{stack: toast.New(clock), st: st}
	return tuitest.New(t, m, w, h, clock), m, clock
}

func TestToastsGoAwayAndErrorsStay(t *testing.T) {
	d, m, clock := start(t, 60, 24)
	d.Send(say{toast.Info, "copied 3 rows"})
	d.Send(say{toast.Success, "환불 50,000 KRW"})
	d.Send(say{toast.Warning, "the clock is off"})
	d.RequireShows("· copied 3 rows", "✓ 환불 50,000 KRW", "! Warning: the clock is off")
	d.RequireFrameExact()
	d.Send(say{toast.Error, "the ledger is busy"})
	d.RequireShows("× Error: the ledger is busy", "Esc")
	d.RequireHides("copied 3 rows")
	d.Advance(time.Hour)
	require.Len(t, m.stack.Shown(), 1)
	require.Zero(t, clock.Waiting())
	require.True(t, m.stack.Dismiss())
	require.False(t, m.stack.Dismiss())
	require.Equal(t, strings.TrimSpace(d.Frame()), "")
	require.Len(t, m.stack.History(), 4)
}

func TestToastFrame(t *testing.T) {
	d, _, _ := start(t, 40, 5)
	d.Send(say{toast.Error, "declined: 20000"})
	require.Equal(t, strings.Join([]string{
		"                                        ",
		"                                        ",
		"            ┌──────────────────────────┐",
		"            │ × Error: declined: 20000 │",
		"            └───────────────────── Esc ┘",
	}, "\n"), d.Frame())
}

func TestHistoryIsBounded(t *testing.T) {
	d, m, _ := start(t, 60, 24)
	for i := range 500 {
		d.Send(say{toast.Info, fmt.Sprint(i)})
	}
	h := m.stack.History()
	require.Len(t, h, 200)
	require.Equal(t, "499", h[199].Text)
	d.Advance(time.Minute)
	require.Empty(t, m.stack.Shown())
}

func TestHostileToastsFitEveryScreen(t *testing.T) {
	d, _, _ := start(t, 60, 24)
	d.Send(say{toast.Error, "bad \x1b]52;c;x\x07 name \u202e 고객 " + strings.Repeat("long ", 100)})
	d.Send(say{toast.Error, strings.Repeat("긴", 300)})
	for w := -5; w < 100; w += 3 {
		for h := -5; h < 30; h++ {
			d.Resize(w, h)
			d.RequireFrameExact()
		}
	}
}

func TestOnASmallScreenOnlyTheNewestIsShown(t *testing.T) {
	d, _, _ := start(t, 60, 20)
	d.Send(say{toast.Info, "the older one"})
	d.Send(say{toast.Info, "the newer one"})
	d.RequireShows("the newer one")
	d.RequireHides("the older one")
}
