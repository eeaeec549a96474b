package menu_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/layout"
	"contra/ui/tui/menu"
	"contra/ui/tui/theme"
	"contra/ui/tui/tuitest"
)

// host is a program with a menu bar and nothing else.
type host struct {
	bar  *menu.Bar
	st   *theme.Styles
	w, h int
	ran  []string
	rest []string // keys that were not for the bar
}

func (m *host) Init() tea.Cmd { return nil }

func (m *host) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(tea.WindowSizeMsg); ok {
		m.w, m.h = s.Width, s.Height
		m.bar.SetSize(m.w, m.h)
		return m, nil
	}
	var cmds []tea.Cmd
	for _, in := range action.Input(msg) {
		cmd, mine := m.bar.Update(in)
		cmds = append(cmds, cmd)
		if k, ok := in.(action.KeyPress); ok && !mine {
			m.rest = append(m.rest, k.Key)
		}
	}
	return m, tea.Batch(cmds...)
}

func (m *host) View() string {
	c := layout.NewCanvas(m.w, m.h)
	c.Draw(layout.Rect{W: m.w, H: 1}, m.bar.View(m.st, m.w))
	m.bar.Draw(c, m.st)
	return c.String()
}

func start(t *testing.T, w, h int, o theme.Options) (*tuitest.Driver, *host) {
	t.Helper()
	st, err := theme.New(o)
	require.NoError(t, err)
	m := &host{st: st}
	reg := action.NewRegistry(
		[]action.ScopeInfo{{Scope: "payments", Title: "Payments"}, {Scope: action.Global, Title: "Everywhere"}},
		[]action.MenuInfo{{Title: "File", Mnemonic: 'f'}, {Title: "Payment", Mnemonic: 'p'}},
	)
	add := func(id, title, menu string, letter rune, scope action.Scope, off string, keys ...string) {
		reg.Add(action.Action{ID: id, Title: title, Menu: menu, Mnemonic: letter, Scope: scope, Keys: keys,
			Disabled: func() string { return off },
			Run: func() tea.Cmd {
				m.ran = append(m.ran, id)
				return nil
			}})
	}
	add("import", "Import…", "File", 'i', action.Global, "", "i")
	add("quit", "Quit", "File", 'q', action.Global, "", "ctrl+q")
	add("refund", "Refund…", "Payment", 'r', "payments", "", "r")
	add("note", "Note…", "Payment", 'n', action.Global, "the ledger is read-only", "n")
	require.NoError(t, reg.Check())
	m.bar = menu.New(reg, "contra", func() []action.Scope { return []action.Scope{action.Global} })
	return tuitest.New(t, m, w, h, nil), m
}

var dark = theme.Options{Dark: true, Depth: theme.Ansi256}

func TestMenuFrame(t *testing.T) {
	d, _ := start(t, 60, 7, dark)
	d.Press("f10")
	require.Equal(t, strings.Join([]string{
		" contra  File  Payment                                      ",
		"        ┌──────────────┐                                    ",
		"        │▸Import…    i │                                    ",
		"        │ Quit  Ctrl+Q │                                    ",
		"        │              │                                    ",
		"        └──────────────┘                                    ",
		"                                                            ",
	}, "\n"), d.Frame())
}

func TestKeysOfTheMenu(t *testing.T) {
	d, m := start(t, 80, 24, dark)
	d.Press("down", "q", "r")
	require.Equal(t, []string{"down", "q", "r"}, m.rest, "a closed bar takes nothing else")
	d.Press("f10", "down", "enter")
	require.Equal(t, []string{"quit"}, m.ran)
	require.False(t, m.bar.Open())
	d.Press("alt+f", "i")
	require.Equal(t, []string{"quit", "import"}, m.ran)
	d.Press("f10", "right", "right", "left", "left", "up", "enter")
	require.Equal(t, []string{"quit", "import", "quit"}, m.ran)
	d.Press("alt+p", "esc", "alt+p", "f10")
	require.False(t, m.bar.Open())
	require.Len(t, m.rest, 3, "an open bar takes every key")
}

func TestDisabledItemsSayWhyAndStay(t *testing.T) {
	d, m := start(t, 80, 24, dark)
	d.Press("alt+p")
	d.RequireShows("Refund…", "! only on Payments")
	d.Press("enter")
	require.True(t, m.bar.Open())
	d.Press("n")
	d.RequireShows("! the ledger is read-only")
	require.Empty(t, m.ran)
	d.RequireFrameExact()
}

func TestMouseOnTheMenu(t *testing.T) {
	d, m := start(t, 80, 24, dark)
	d.ClickOn("File")
	d.ClickOn("Quit")
	require.Equal(t, []string{"quit"}, m.ran)
	d.ClickOn("Payment")
	d.RequireShows("Note…")
	d.ClickOn("File")
	d.RequireShows("Import…")
	d.Wheel(10, 3, 1)
	d.Click(70, 20)
	require.False(t, m.bar.Open(), "a click elsewhere closes it")
	d.ClickOn("File")
	d.ClickOn("File")
	require.False(t, m.bar.Open())
	require.Len(t, m.ran, 1)
}

func TestMenuFramesAreExact(t *testing.T) {
	for _, o := range []theme.Options{dark, {}, {Name: "contrast", Depth: theme.Ansi16, ASCII: true}} {
		d, m := start(t, 80, 24, o)
		for w := -5; w < 130; w += 2 {
			for h := -5; h < 12; h++ {
				d.Resize(w, h)
				m.bar.Close()
				for _, k := range []string{"f10", "down", "right", "down"} {
					d.Press(k)
					d.RequireFrameExact()
				}
			}
		}
	}
}

func TestLongMenusScroll(t *testing.T) {
	st, err := theme.New(dark)
	require.NoError(t, err)
	reg := action.NewRegistry([]action.ScopeInfo{{Scope: action.Global, Title: "x"}}, []action.MenuInfo{{Title: "All"}})
	m := &host{st: st}
	for i := range 40 {
		reg.Add(action.Action{ID: fmt.Sprint(i), Title: fmt.Sprintf("Item %d", i), Menu: "All", Scope: action.Global, Run: func() tea.Cmd {
			m.ran = append(m.ran, fmt.Sprint(i))
			return nil
		}})
	}
	m.bar = menu.New(reg, "", func() []action.Scope { return nil })
	d := tuitest.New(t, m, 60, 20, nil)
	d.Press("f10", "up")
	d.RequireShows("Item 39")
	d.RequireHides("Item 3 ")
	d.ClickOn("Item 30")
	require.Equal(t, []string{"30"}, m.ran)
}
