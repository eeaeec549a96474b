package breaks

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/recondialog"
)

// enter shows the findings of a choice one by one.
func (p *Page) enter(c choice) tea.Cmd {
	p.inside, p.choice = true, c
	p.list.ClearSelection()
	p.sayEmpty()
	p.list.SetTotal(p.total())
	return tea.Batch(p.Lay(), p.list.Top(), p.look())
}

// filtered reads the list anew after its filter changed.
func (p *Page) filtered() tea.Cmd {
	p.list.ClearSelection()
	p.sayEmpty()
	cmd := p.list.Refilter()
	p.list.SetTotal(p.total())
	return cmd
}

func (p *Page) total() int64 {
	if p.facts == nil {
		return -1
	}
	return p.facts.total(p.choice.filter)
}

func (p *Page) sayEmpty() {
	switch f := p.choice.filter; {
	case f.Text != "":
		p.list.SetEmpty("no payment and no operation has " + f.Text + " in its id: Esc shows all again")
	case f.Open:
		p.list.SetEmpty("nothing of it is open any more: O shows the decided ones too, Esc goes back")
	default:
		p.list.SetEmpty("nothing of the kind was found: Esc goes back")
	}
}

// toggleOpen shows only what is open, or all again.
func (p *Page) toggleOpen() tea.Cmd {
	p.choice.filter.Open = !p.choice.filter.Open
	return p.filtered()
}

// pickChoice offers what can be shown, with how much there is of it.
func (p *Page) pickChoice() tea.Cmd {
	groups := groupsOf(p.facts)
	items := make([]dialog.Item, 0, 2*len(groups))
	by := map[string]choice{}
	add := func(id, title, detail string, c choice) {
		by[id] = c
		items = append(items, dialog.Item{ID: id, Title: title, Detail: detail})
	}
	for _, g := range groups {
		add(g.id, g.title, strings.TrimSpace(g.counted()+"  "+prose.Sums(g.stake)), g.choice)
		if len(g.stake) < 2 {
			continue
		}
		for _, a := range g.stake {
			c := g.choice
			c.filter.Currency = string(a.Currency)
			add(g.id+" "+c.filter.Currency, "  "+g.title+", "+c.filter.Currency, prose.Signed(a), c)
		}
	}
	p.h.Dialogs.Open(dialog.NewPicker("breaks-show", "Show only", items, func(id string) tea.Cmd {
		c := by[id]
		c.filter.Open = p.inside && p.choice.filter.Open && c.filter.Kind == archive.Broken
		return p.enter(c)
	}))
	return nil
}

// picked is what an act is about: the selection, the finding under the cursor, or
// in the groups all of the group that is open.
func (p *Page) picked() recondialog.Pick {
	if !p.inside {
		g, _ := p.groups.Current()
		f := g.filter
		f.Open = true
		return recondialog.Pick{Run: p.run, Filter: f, All: true, N: g.open}
	}
	s := p.list.SelectedOrCurrent()
	pick := recondialog.Pick{Run: p.run, Filter: p.filter(), All: s.All, N: int64(len(s.Rows))}
	if s.All {
		pick.N = p.list.Selected()
	}
	for _, f := range s.Rows {
		pick.Numbers = append(pick.Numbers, f.N)
	}
	return pick
}

// everything is all that the list shows; of the groups, the one under the cursor.
func (p *Page) everything() recondialog.Pick {
	if !p.inside {
		return p.picked()
	}
	return recondialog.Pick{Run: p.run, Filter: p.filter(), All: true, N: p.total()}
}
