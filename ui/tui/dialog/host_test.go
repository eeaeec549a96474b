package dialog_test

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/layout"
	"contra/ui/tui/theme"
	"contra/ui/tui/tuitest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// host is the smallest program with dialogs.
type host struct {
	stack *dialog.Stack
	st    *theme.Styles
	w, h  int
}

func (m *host) Init() tea.Cmd          { return nil }
func (m *host) Dialogs() *dialog.Stack { return m.stack }

func (m *host) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(tea.WindowSizeMsg); ok {
		m.w, m.h = s.Width, s.Height
		m.stack.SetSize(m.w, m.h)
		return m, nil
	}
	var cmds []tea.Cmd
	for _, in := range action.Input(msg) {
		cmds = append(cmds, m.stack.Update(in))
	}
	return m, tea.Batch(cmds...)
}

func (m *host) View() string {
	c := layout.NewCanvas(m.w, m.h)
	c.Draw(c.Bounds(), strings.Repeat("뒤에 있는 글 behind the dialog \n", 60))
	m.stack.Draw(c, m.st)
	return c.String()
}

func start(t *testing.T, w, h int, options ...theme.Options) (*tuitest.Driver, *dialog.Stack, *tuitest.Clock) {
	t.Helper()
	o := theme.Options{Dark: true, Depth: theme.Ansi256}
	if len(options) > 0 {
		o = options[0]
	}
	st, err := theme.New(o)
	require.NoError(t, err)
	clock := tuitest.NewClock(noon)
	m := &host{stack: dialog.NewStack(clock), st: st}
	return tuitest.New(t, m, w, h, clock), m.stack, clock
}

// at is the lines of the frame from y on, without what lies behind on the right.
func lines(d *tuitest.Driver, from, to int) string {
	return strings.Join(strings.Split(d.Frame(), "\n")[from:to], "\n")
}
