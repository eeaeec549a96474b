package reports

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/report"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
)

// Actions is what can be done in the view.
func (p *Page) Actions() []action.Action {
	return []action.Action{
		{ID: "report.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Hint: "open", Disabled: p.chosen, Run: p.openIt},
		{ID: "report.waiting", Scope: Scope, Keys: []string{"w"}, Title: "All rejected rows that wait", Menu: "View", Mnemonic: 'j', Hint: "rejected", Disabled: func() string {
			if p.waiting == 0 {
				return "no rejected row waits"
			}
			return ""
		}, Run: func() tea.Cmd { return p.show(everyReport) }},
		{ID: "report.mend", Scope: Scope, Keys: []string{"e"}, Title: "Mend the row…", Menu: "Edit", Mnemonic: 'h', Hint: "mend", Disabled: p.mayMend, Run: p.mend},
		{ID: "report.raw", Scope: Scope, Keys: []string{"v"}, Title: "The row as it was written", Hint: "raw", Disabled: p.row, Run: p.showRaw},
		{ID: "report.layout", Scope: Scope, Keys: []string{"i"}, Title: "How it was read", Hint: "layout", Disabled: p.chosen, Run: p.showFacts},
	}
}

func (p *Page) chosen() string {
	if p.open != 0 {
		return p.row()
	}
	if _, ok := p.list.Current(); !ok {
		return "no report is chosen"
	}
	return ""
}

// row says why no rejected row is under the cursor.
func (p *Page) row() string {
	if p.open == 0 {
		return "open the report first (Enter)"
	}
	if _, ok := p.rows.Current(); !ok {
		return "no row is chosen"
	}
	return ""
}

func (p *Page) openIt() tea.Cmd {
	if p.open != 0 {
		return p.OpenDetail()
	}
	i, _ := p.list.Current()
	return p.show(i.ID)
}

func (p *Page) mayMend() string {
	if why := p.row(); why != "" {
		return why
	}
	r, _ := p.rows.Current()
	switch {
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case r.Mended != 0:
		return "it is mended already"
	case p.facts == nil || p.facts.info.ID != r.Report:
		return "its report is being read"
	case p.facts.info.Replaced != 0:
		return "the report was read in another way since"
	}
	return p.work.MayAct()
}

func (p *Page) mend() tea.Cmd {
	r, _ := p.rows.Current()
	return p.work.Mend(p.facts.info, r)
}

func (p *Page) showRaw() tea.Cmd {
	r, _ := p.rows.Current()
	p.h.Dialogs.Open(rawview.New("Rejected row", fmt.Sprintf("Line %d. ", r.Line)+text.Clean(r.Detail)+"\n\nAs it was written, card numbers masked:", []byte(r.Raw),
		func(body string) tea.Cmd { return p.h.Copy("the row", body) }))
	return nil
}

// showFacts shows how a report was read, as text to read and to search in.
func (p *Page) showFacts() tea.Cmd {
	var i report.Info
	if p.facts != nil {
		i = p.facts.info
	} else {
		i, _ = p.list.Current()
	}
	p.h.Dialogs.Open(dialog.NewViewer("report-facts", text.Clean(prose.Base(i.Name)), prose.Plain(p.infoLines(&i, p.facts, 76)), nil))
	return nil
}

// Months are those that the report under the cursor touches, or why there are none.
func (p *Page) Months() (months []string, why string) {
	switch {
	case p.facts == nil:
		return nil, "no report is chosen"
	case p.facts.info.FirstAt.IsZero():
		return nil, "none of its rows has a date"
	case p.facts.info.Replaced != 0:
		return nil, "the report was read in another way since"
	}
	return overview.Touched(p.facts.info, overview.Zone(p.h.Desk)), ""
}
