package months

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/page/reconcile/overview"
)

// Actions is what can be done in the view.
func (p *Page) Actions() []action.Action {
	on := func(a action.Action, may func(*overview.Month) string, run func(overview.Month) tea.Cmd) action.Action {
		a.Scope = Scope
		a.Disabled = func() string {
			m, ok := p.grid.Current()
			if !ok {
				return "no month is chosen"
			}
			return may(&m)
		}
		a.Run = func() tea.Cmd { m, _ := p.grid.Current(); return run(m) }
		return a
	}
	return []action.Action{
		on(action.Action{ID: "month.open", Keys: []string{"enter"}, Title: "Open its breaks", Hint: "open"}, func(*overview.Month) string { return "" },
			func(m overview.Month) tea.Cmd { return p.open(m.Month) }),
	}
}
