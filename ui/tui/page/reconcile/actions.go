package reconcile

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/recondialog"
)

// Actions is what can be done on the page, whatever the view, and in each view.
func (p *Page) Actions() []action.Action {
	out := []action.Action{}
	for _, v := range p.views {
		out = append(out, v.Actions()...)
	}
	return append(append(out, p.acts()...), p.turns()...)
}

// acts are those on reports and months.
func (p *Page) acts() []action.Action {
	return []action.Action{
		{ID: "recon.import", Scope: Scope, Keys: []string{"o"}, Title: "Import a report…", Hint: "import", Disabled: p.work.MayBegin, Run: p.work.Import},
		{ID: "recon.import-file", Scope: action.Global, Title: "Import a report…", Menu: "File", Mnemonic: 'p', Disabled: p.work.MayBegin, Run: p.work.Import},
		{ID: "recon.compare", Scope: Scope, Keys: []string{"r"}, Title: "Compare again", Menu: "Reconcile", Mnemonic: 'n', Hint: "compare", Disabled: p.mayCompare, Run: p.compare},
		{ID: "recon.sign", Scope: Scope, Keys: []string{"S"}, Title: "Sign the month…", Menu: "Reconcile", Mnemonic: 's', Hint: "sign off", Disabled: p.maySign, Run: func() tea.Cmd { m, _ := p.subject(); return p.work.Sign(m.Month, m.Zone) }},
		{ID: "recon.reopen", Scope: Scope, Keys: []string{"P"}, Title: "Reopen the month…", Menu: "Reconcile", Mnemonic: 'd', Disabled: p.mayReopen, Run: func() tea.Cmd { m, _ := p.subject(); return p.work.Reopen(*m.Close) }},
		{ID: "recon.export", Scope: Scope, Keys: []string{"x"}, Title: "Export, or hand over…", Menu: "Reconcile", Mnemonic: 'x', Hint: "export", Disabled: p.mayExport, Run: p.export},
		{ID: "recon.edges", Scope: Scope, Keys: []string{"E"}, Title: "What lies at the month's edges", Menu: "Reconcile", Mnemonic: 'w', Disabled: p.mayShowEdges, Run: func() tea.Cmd { m, _ := p.subject(); return p.work.Edges(m.Month, m.Zone) }},
		{ID: "recon.runs", Scope: Scope, Keys: []string{"L"}, Title: "Earlier comparisons…", Menu: "View", Mnemonic: 'e', Disabled: p.known, Run: p.pickRun},
	}
}

// turns go to another view or month.
func (p *Page) turns() []action.Action {
	var out []action.Action
	for i, v := range p.views {
		out = append(out, action.Action{ID: "recon.view-" + keys[i], Scope: Scope, Keys: []string{keys[i]}, Title: v.Title(), Run: func() tea.Cmd { return p.Show(i) }})
	}
	return append(out,
		action.Action{ID: "recon.earlier", Scope: Scope, Keys: []string{"<"}, Title: "The month before", Disabled: p.mayTurn(1), Run: func() tea.Cmd { return p.turn(1) }},
		action.Action{ID: "recon.later", Scope: Scope, Keys: []string{">"}, Title: "The month after", Disabled: p.mayTurn(-1), Run: func() tea.Cmd { return p.turn(-1) }})
}

func (p *Page) known() string {
	if p.over == nil || p.over.Stored == 0 {
		return "no report was imported yet: o imports one"
	}
	return ""
}

// subject is the month that an act is about: that under the cursor of the months,
// or else the one that is shown.
func (p *Page) subject() (*overview.Month, string) {
	if why := p.known(); why != "" {
		return nil, why
	}
	name := p.month
	if p.at == onMonths {
		m, _ := p.months.Current()
		name = m.Month
	}
	if m := p.over.Find(name); m != nil {
		return m, ""
	}
	return nil, "no month is chosen"
}

func (p *Page) mayCompare() string {
	if why := p.work.MayBegin(); why != "" {
		return why
	}
	if p.at == onReports {
		_, why := p.reports.Months()
		return why
	}
	if _, ok := p.breaks.Run(); p.at != onMonths && ok {
		return ""
	}
	_, why := p.subject()
	return why
}

func (p *Page) compare() tea.Cmd {
	if p.at == onReports {
		months, _ := p.reports.Months()
		return p.work.CompareMonths(months, overview.Zone(p.h.Desk))
	}
	if x, ok := p.breaks.Run(); p.at != onMonths && ok {
		return p.work.Compare(x)
	}
	m, _ := p.subject()
	return p.work.CompareMonths([]string{m.Month}, m.Zone)
}

func (p *Page) maySign() string {
	m, why := p.subject()
	switch {
	case why != "":
		return why
	case m.Locked():
		return prose.Month(m.Month) + " is signed by " + m.Close.Operator
	case len(m.Reports) == 0:
		return "no report has rows of " + prose.Month(m.Month)
	}
	return p.work.MayBegin()
}

func (p *Page) mayReopen() string {
	m, why := p.subject()
	switch {
	case why != "":
		return why
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case m.Close == nil:
		return prose.Month(m.Month) + " is not signed"
	}
	return p.work.MayAct()
}

func (p *Page) mayShowEdges() string {
	if _, why := p.subject(); why != "" {
		return why
	}
	return p.work.MayAct()
}

// exported is the comparison that is handed over: that of the month under the
// cursor, or else the one that is shown.
func (p *Page) exported() (archive.Run, bool) {
	if p.at == onMonths {
		if m, why := p.subject(); why == "" && m.Run != nil {
			return *m.Run, true
		}
		return archive.Run{}, false
	}
	return p.breaks.Run()
}

func (p *Page) mayExport() string {
	if _, ok := p.exported(); !ok {
		return "nothing is compared yet"
	}
	return p.work.MayAct()
}

func (p *Page) export() tea.Cmd {
	x, _ := p.exported()
	return p.work.Export(x)
}

// mostRuns is how many comparisons are offered.
const mostRuns = 300

// pickRun offers the comparisons that were made, newest first.
func (p *Page) pickRun() tea.Cmd {
	asked, s := p.h.Clock.Now(), p.h.Desk.Store
	return recondialog.Read(p.work, "Reading the comparisons", func(ctx context.Context) ([]archive.Run, error) { return runs.List(ctx, s, 0, mostRuns) },
		func(all []archive.Run) tea.Cmd {
			items := make([]dialog.Item, len(all))
			newest := map[string]bool{}
			by := map[string]func() tea.Cmd{}
			for i := range all {
				x := &all[i]
				id := fmt.Sprintf("run %d", x.ID)
				first := x.Month != "" && !newest[x.Month]
				newest[x.Month] = true
				items[i] = dialog.Item{ID: id, Title: fmt.Sprintf("%s, run %d, %s", prose.Name(x), x.ID, page.Things(x.Breaks, "break", "breaks")), Detail: page.Brief(x.StartedAt, p.h.Now()) + " " + x.Operator}
				by[id] = func() tea.Cmd { return p.showRun(x, !first) }
			}
			return p.work.Open(asked, dialog.NewPicker("runs", "Comparisons, newest first", items, func(id string) tea.Cmd { return by[id]() }))
		})
}
