package reports

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/report"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

func (p *Page) shown() page.Table {
	if p.open != 0 {
		return p.rows
	}
	return p.list
}

// View draws it.
func (p *Page) View() string {
	list, detail := page.Label{Title: "Reports"}, page.Label{Title: "Report"}
	if p.open != 0 {
		list.Title, detail.Title = "Rejected rows that wait", "Row"
		if p.open > 0 && p.facts != nil {
			list.Title = "Rejected rows of " + text.Clean(prose.Base(p.facts.info.Name))
		}
	}
	head := text.Pad(" "+text.Truncate(p.summary(), max(p.Split.W-2, 0)), p.Split.W, text.Left)
	return p.Draw(p.h, head, list, detail)
}

func (p *Page) summary() string {
	if p.waiting == 0 {
		return "every row is accepted, rejected with its reason, or left out by a rule that has a name"
	}
	return page.Things(p.waiting, "row could not be read and waits", "rows could not be read and wait") + ": w lists them, e mends one"
}

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	if cmd, done := p.Panes.Back(); done || p.open == 0 {
		return cmd, done
	}
	id := p.current()
	p.open, p.rejects, p.facts = 0, nil, nil
	return tea.Batch(p.Lay(), p.list.GoTo(report.Info{ID: id}), p.look()), true
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if p.open != 0 {
		return nil
	}
	return []status.Part{{Text: "newest first", Drop: 9}}
}
