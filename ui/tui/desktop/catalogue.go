package desktop

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/statusdialog"
	"contra/ui/tui/theme"
)

// catalogue lists everything that can be done, page by page.
func (m *Model) catalogue() *action.Registry {
	scopes := []action.ScopeInfo{{Scope: action.Global, Title: "Everywhere"}}
	for _, p := range m.pages {
		n, nest := p.(page.Nest)
		if !nest {
			scopes = append(scopes, action.ScopeInfo{Scope: p.Scope(), Title: p.Title()})
			continue
		}
		scopes = append(append(scopes, action.ScopeInfo{Scope: n.Outer(), Title: p.Title()}), n.Inner()...)
	}
	scopes = append(scopes, action.ScopeInfo{Scope: page.Grid, Title: "In a table"}, action.ScopeInfo{Scope: page.Text, Title: "In a pane of text"})
	menus := []action.MenuInfo{{Title: "contra", Mnemonic: 'c'}, {Title: "File", Mnemonic: 'f'}, {Title: "Edit", Mnemonic: 'e'}, {Title: "View", Mnemonic: 'v'},
		{Title: "Payment", Mnemonic: 'p'}, {Title: "Refund", Mnemonic: 'r'}, {Title: "Batch", Mnemonic: 'b'}, {Title: "Reconcile", Mnemonic: 'o'}, {Title: "Purchase", Mnemonic: 'u'}}
	if m.o.Demo != nil {
		menus = append(menus, action.MenuInfo{Title: "Practice", Mnemonic: 't'})
	}
	menus = append(menus, action.MenuInfo{Title: "Help", Mnemonic: 'h'})
	r := action.NewRegistry(scopes, menus)
	r.Add(action.Action{ID: "app.about", Scope: action.Global, Title: "About contra", Menu: "contra", Mnemonic: 'a', Run: m.about})
	if m.o.Demo != nil { // before the pages' own, for their hints are the next step there
		r.Add(m.practiceUpload())
		r.Add(m.practiceScan()...)
	}
	for _, p := range m.pages {
		r.Add(p.Actions()...)
	}
	r.Add(m.views()...)
	r.Add(m.tableActions()...)
	r.Add(pane.Actions(page.Text, func() *pane.Pane { return m.page().Text() })...)
	if m.o.Demo != nil {
		r.Add(append(m.practice(), m.practiceNext())...)
	}
	r.Add(m.listenAction(), m.watchAction())
	r.Add(m.helps()...)
	return r
}

// tableActions are those of every table. Some keys are the pages' own, and
// selecting stands in the Edit menu.
func (m *Model) tableActions() []action.Action {
	all := grid.Actions(page.Grid, "Edit", func() grid.Navigator { return m.page().Grid() })
	for i := range all {
		switch a := &all[i]; a.ID {
		case "grid.open":
			a.Menu, a.Hint = "", ""
		case "grid.range":
			a.Keys, a.Disabled = []string{"m"}, m.selecting(a.Disabled)
		case "grid.sort":
			a.Keys, a.Hint, a.Menu, a.Mnemonic = []string{"S"}, "", "View", 'c'
		case "grid.invert":
			a.Keys, a.Disabled = []string{"i", "*"}, m.selecting(a.Disabled)
		case "grid.toggle", "grid.select-all", "grid.select-up", "grid.select-down", "grid.select-page-up", "grid.select-page-down":
			a.Disabled = m.selecting(a.Disabled)
		case "grid.wide":
			a.Menu = "View"
		case "grid.refresh":
			a.Menu, a.Mnemonic = "View", 'g'

		}
	}
	return all
}

// selecting is only for payments, rows of a batch and breaks: nothing is done to
// several of the others.
func (m *Model) selecting(also func() string) func() string {
	return func() string {
		switch m.page() {
		case page.Page(m.payments):
		case page.Page(m.batches):
			if m.batches.Opened() == 0 {
				return "open the batch first: its rows can be selected"
			}
		case page.Page(m.recon):
			if !m.recon.Selectable() {
				return "open a list of breaks first: they can be selected"
			}
		default:
			return "only payments, rows of a batch and breaks can be selected"
		}
		return also()
	}
}

// views are the actions on the desktop itself.
func (m *Model) views() []action.Action {
	var out []action.Action
	for i, p := range m.pages {
		n := string(rune('1' + i))
		out = append(out, action.Action{ID: "view.page-" + n, Scope: action.Global, Keys: []string{n}, Title: p.Title(), Menu: "View", Mnemonic: rune(n[0]),
			Run: func() tea.Cmd { return m.goTo(i) }})
	}
	turn := func(d int) func() tea.Cmd {
		return func() tea.Cmd { return m.goTo((m.at + d + len(m.pages)) % len(m.pages)) }
	}
	return append(out,
		action.Action{ID: "view.next", Scope: action.Global, Keys: []string{"]", "ctrl+pgdown", "ctrl+tab"}, Title: "Next page", Run: turn(1)},
		action.Action{ID: "view.previous", Scope: action.Global, Keys: []string{"[", "ctrl+pgup"}, Title: "Previous page", Run: turn(-1)},
		action.Action{ID: "view.pane", Scope: action.Global, Keys: []string{"tab", "shift+tab"}, Title: "To the other pane", Run: func() tea.Cmd {
			if t, ok := m.page().(turner); ok {
				return t.TurnPane()
			}
			return nil
		}},
		action.Action{ID: "view.detail", Scope: action.Global, Keys: []string{"d"}, Title: "Detail beside the list", Menu: "View", Mnemonic: 'd', Hint: "detail",
			Disabled: func() string {
				if _, ok := m.page().(aside); !ok {
					return "this page has no detail to put away"
				}
				return ""
			}, Run: func() tea.Cmd { return m.page().(aside).ToggleDetail() }},
		action.Action{ID: "view.theme", Scope: action.Global, Title: "Colours…", Menu: "contra", Mnemonic: 'c', Run: m.pickTheme},
		action.Action{ID: "view.mouse", Scope: action.Global, Keys: []string{"ctrl+t"}, Title: "Mouse for contra or for the terminal", Menu: "contra", Mnemonic: 'm', Run: m.toggleMouse},
		action.Action{ID: "view.messages", Scope: action.Global, Keys: []string{"ctrl+e"}, Title: "Messages so far", Menu: "contra", Mnemonic: 's', Run: m.showMessages},
		action.Action{ID: "gate.status", Scope: action.Global, Keys: []string{"ctrl+g"}, Title: "Status of any payment at Gate…", Menu: "Payment", Mnemonic: 's',
			Run: func() tea.Cmd { return statusdialog.Open(m.h) }},
		action.Action{ID: "task.cancel", Scope: action.Global, Keys: []string{"ctrl+x"}, Title: "Cancel what runs", Menu: "File", Mnemonic: 'c', Disabled: m.cancellable,
			Run: func() tea.Cmd { m.h.Tasks.CancelLast(); return nil }},
		action.Action{ID: "app.quit", Scope: action.Global, Keys: []string{"q", "ctrl+q"}, Title: "Leave contra", Menu: "contra", Mnemonic: 'l', Run: func() tea.Cmd { return m.quit(false) }},
	)
}

func (m *Model) cancellable() string {
	for _, j := range m.h.Tasks.Jobs() {
		if j.ID != m.watch.settling {
			return ""
		}
	}
	return "nothing runs"
}

func (m *Model) pickTheme() tea.Cmd {
	items := make([]dialog.Item, 0, len(theme.Names()))
	about := map[string]string{"auto": "as the terminal is", "contrast": "strong, bold", "mono": "no colour at all"}
	for _, n := range theme.Names() {
		it := dialog.Item{ID: n, Title: n, Detail: about[n]}
		if m.o.Look.NoColor && n != "mono" && n != "auto" {
			it.Off = "this terminal shows no colours (NO_COLOR)"
		}
		items = append(items, it)
	}
	m.h.Dialogs.Open(dialog.NewPicker("theme", "Colours", items, m.setTheme))
	return nil
}

// toggleMouse gives the mouse to the terminal, so that text can be marked, or back.
func (m *Model) toggleMouse() tea.Cmd {
	m.mouse = !m.mouse
	if m.mouse {
		return tea.Batch(tea.EnableMouseCellMotion, m.h.Say(0, "The mouse is contra's again."))
	}
	return tea.Batch(tea.DisableMouse, m.h.Say(0, "The mouse is the terminal's: mark and copy text. Ctrl+T gives it back."))
}

func trimmed(title string) string { return strings.TrimSuffix(title, "…") }
