package tuitest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// probe records what reached it.
type probe struct {
	got   []string
	on    map[string]func() tea.Cmd
	stack *dialog.Stack
	frame string
}

func (m *probe) Init() tea.Cmd          { return func() tea.Msg { return "init" } }
func (m *probe) Dialogs() *dialog.Stack { return m.stack }
func (m *probe) View() string           { return m.frame }

func (m *probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case string:
		m.got = append(m.got, msg)
	case tea.WindowSizeMsg:
		m.got = append(m.got, fmt.Sprintf("%d×%d", msg.Width, msg.Height))
	default:
		for _, in := range action.Input(msg) {
			k, ok := in.(action.KeyPress)
			if !ok {
				m.got = append(m.got, fmt.Sprintf("%+v", in))
				continue
			}
			m.got = append(m.got, k.Key+k.Text)
			if m.stack != nil {
				return m, m.stack.Update(in)
			}
			if f := m.on[k.Key]; f != nil {
				return m, f()
			}
		}
	}
	return m, nil
}

// failing catches what the driver complains about.
type failing struct{ said string }

func (f *failing) Helper() {}
func (f *failing) Fatalf(format string, args ...any) {
	f.said = fmt.Sprintf(format, args...)
	panic(f)
}

func complaint(f func(tb TB)) (said string) {
	tb := &failing{}
	defer func() {
		if r := recover(); r != nil && r != tb {
			panic(r)
		}
		said = tb.said
	}()
	f(tb)
	return ""
}

func say(s string) tea.Cmd { return func() tea.Msg { return s } }

func TestCommandsRunInOrder(t *testing.T) {
	clock := NewClock(time.Unix(0, 0))
	m := &probe{on: map[string]func() tea.Cmd{
		"b": func() tea.Cmd { return tea.Batch(say("1"), tea.Sequence(say("2"), say("3")), nil, say("4")) },
		"t": func() tea.Cmd { return tea.Batch(clock.After(2*time.Second, "late"), clock.After(time.Second, "soon")) },
		"q": func() tea.Cmd { return tea.Quit },
	}}
	d := New(t, m, 80, 24, clock)
	require.Equal(t, []string{"80×24", "init"}, m.got)
	m.got = nil
	d.Press("b")
	require.ElementsMatch(t, []string{"bb", "1", "2", "3", "4"}, m.got)
	require.Less(t, strings.Index(strings.Join(m.got, ""), "2"), strings.Index(strings.Join(m.got, ""), "3"))
	m.got = nil
	d.Press("t")
	require.Equal(t, 2, clock.Waiting())
	d.Advance(1500 * time.Millisecond)
	require.Equal(t, []string{"tt", "soon"}, m.got)
	d.Advance(time.Second)
	require.Equal(t, []string{"tt", "soon", "late"}, m.got)
	require.False(t, d.Quit())
	d.Press("q")
	require.True(t, d.Quit())
}

func TestHoldKeepsCommandsBack(t *testing.T) {
	m := &probe{on: map[string]func() tea.Cmd{"b": func() tea.Cmd { return say("done") }}}
	d := New(t, m, 80, 24, nil)
	d.Hold()
	d.Press("b")
	require.NotContains(t, m.got, "done")
	d.Release()
	require.Contains(t, m.got, "done")
}

func TestKeysArriveByTheirNames(t *testing.T) {
	m := &probe{}
	d := New(t, m, 80, 24, nil)
	for _, k := range []string{"enter", "esc", "tab", "shift+tab", "space", "up", "pgdown", "home", "f10", "ctrl+p", "ctrl+space", "alt+x", "shift+down", "backspace", "delete", "ctrl+\\", "R", "?", "ctrl+shift+up"} {
		m.got = nil
		d.Press(k)
		require.Len(t, m.got, 1)
		require.True(t, strings.HasPrefix(m.got[0], k), "%s: %v", k, m.got)
	}
	m.got = nil
	d.Type("환불 a")
	require.Equal(t, []string{"환환", "불불", "space ", "aa"}, m.got)
	require.Contains(t, complaint(func(tb TB) { New(tb, m, 1, 1, nil).Press("ctrl+enter") }), "ctrl+enter")
}

func TestExactFindsWhatIsWrong(t *testing.T) {
	require.NoError(t, Exact("ab\n\x1b[1;38;5;3m고\x1b[0m", 2, 2))
	require.ErrorContains(t, Exact("ab", 2, 2), "1 lines")
	require.ErrorContains(t, Exact("ab\nabc", 2, 2), "3 columns")
	require.ErrorContains(t, Exact("a\x1b[2Jb", 2, 1), "not a style")
	require.ErrorContains(t, Exact("a\x1b]52;c;x\x07b", 2, 1), "not a style")
	require.ErrorContains(t, Exact("a\u202eb", 2, 1), "act on the terminal")
	require.NoError(t, Exact("whatever", 0, 5))
}

func TestScreenAssertions(t *testing.T) {
	m := &probe{frame: "one 고객\ntwo  three"}
	d := New(t, m, 10, 2, nil)
	x, y, ok := d.Find("three")
	require.True(t, ok)
	require.Equal(t, []int{5, 1}, []int{x, y})
	require.Equal(t, "one 고객", d.Line(0))
	require.Empty(t, d.Line(9))
	d.RequireShows("고객", "two")
	d.RequireHides("four")
	for _, f := range []func(d *Driver){
		func(d *Driver) { d.RequireShows("four") },
		func(d *Driver) { d.RequireHides("two") },
		func(d *Driver) { d.RequireFrameExact() },
		func(d *Driver) { d.ClickOn("four") },
		func(d *Driver) { d.Advance(time.Second) },
		func(d *Driver) { d.RequireDialog("x") },
	} {
		require.NotEmpty(t, complaint(func(tb TB) {
			f(New(tb, &probe{frame: m.frame, stack: dialog.NewStack(NewClock(time.Unix(0, 0)))}, 10, 2, nil))
		}))
	}
}

func TestEndlessProgramsAndPanicsAreFound(t *testing.T) {
	loop := &probe{on: map[string]func() tea.Cmd{}}
	var again func() tea.Msg
	again = func() tea.Msg { return tea.BatchMsg{again} }
	loop.on["x"] = func() tea.Cmd { return again }
	loop.on["p"] = func() tea.Cmd { return func() tea.Msg { panic("boom") } }
	require.Contains(t, complaint(func(tb TB) { New(tb, loop, 1, 1, nil).Press("x") }), "come to rest")
	require.Contains(t, complaint(func(tb TB) { New(tb, loop, 1, 1, nil).Press("p") }), "boom")
}

func TestConfirmRefusesADialogNobodyLookedAt(t *testing.T) {
	start := func(tb TB) (*Driver, *probe, *int) {
		sent := 0
		m := &probe{stack: dialog.NewStack(NewClock(time.Unix(0, 0)))}
		d := New(tb, m, 80, 24, nil)
		m.stack.Open(dialog.NewConfirm(dialog.ConfirmSpec{ID: "send", Title: "Send 3 refunds?", Yes: "Send", Done: func(yes bool) tea.Cmd {
			if yes {
				sent++
			}
			return nil
		}}))
		m.frame = m.stack.Top().Title() + m.stack.Top().View(&theme.Styles{})
		return d, m, &sent
	}
	require.Contains(t, complaint(func(tb TB) {
		d, _, _ := start(tb)
		d.Confirm("Send 3 refunds?")
	}), "refusing")
	require.Contains(t, complaint(func(tb TB) {
		d, _, _ := start(tb)
		d.RequireDialog("Send 2 refunds?")
	}), "expected")
	require.Contains(t, complaint(func(tb TB) {
		d, m, _ := start(tb)
		d.RequireDialog("Send 3 refunds?")
		m.stack.Open(dialog.NewMessage("other", "Something else", nil, nil))
		d.Confirm("Send 3 refunds?")
	}), "not the dialog on top")
	d, _, sent := start(t)
	d.RequireDialog("Send 3 refunds?")
	d.Confirm("Send 3 refunds?")
	require.Equal(t, 1, *sent)
	d.RequireNoDialog()
}
