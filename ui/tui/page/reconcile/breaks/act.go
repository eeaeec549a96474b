package breaks

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/tui/grid"
	"contra/ui/tui/recondialog"
)

const selectAll = grid.SelectAll

func sides(f archive.Finding) [][]recon.Record {
	if f.Kind == archive.Paired {
		return [][]recon.Record{f.Pair.Local, f.Pair.Report}
	}
	return [][]recon.Record{f.Break.Local, f.Break.Report, f.Break.Near}
}

// mayDecide says why nothing can be decided about what is chosen.
func (p *Page) mayDecide() string {
	if why := p.chosen(); why != "" {
		return why
	}
	if !p.inside {
		g, _ := p.groups.Current()
		switch {
		case g.filter.Kind != archive.Broken:
			return "there is nothing to decide: it is no break"
		case g.open == 0:
			return "none of them is open"
		}
		return ""
	}
	if f, _ := p.current(); f.Kind != archive.Broken && p.list.Selection().Empty() {
		return "there is nothing to decide: it is no break"
	}
	return ""
}

func (p *Page) decide(v archive.Verb) tea.Cmd {
	return p.work.Decide(p.picked(), v, p.h.Clock.Now(), p.onward)
}

// onward goes on after what was chosen is decided: to the next break.
func (p *Page) onward() tea.Cmd {
	if !p.inside {
		return nil
	}
	picked := !p.list.Selection().Empty()
	p.list.ClearSelection()
	if picked || p.choice.filter.Open { // what is decided leaves the list by itself
		return p.Refresh()
	}
	return tea.Batch(p.Refresh(), p.list.Do(grid.Down))
}

// together is what is to be matched: the selection, with the break under the
// cursor when only one other is selected.
func (p *Page) together() []archive.Finding {
	s := p.list.Selection()
	rows := s.Rows
	if f, ok := p.current(); ok && !s.All && len(rows) < 2 && (len(rows) == 0 || rows[0].N != f.N) {
		rows = append(rows[:len(rows):len(rows)], f)
	}
	return rows
}

func (p *Page) mayMatch() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	if p.list.Selection().All {
		return "select the two sides one by one (Space), not all"
	}
	var report, local int
	for _, f := range p.together() {
		switch {
		case f.Kind == archive.Paired:
			return "it is matched already: U keeps it apart"
		case f.Code == recon.RowRejected:
			return "a row that could not be read has nothing to match with: w mends it"
		}
		report += len(f.Break.Report)
		local += len(f.Break.Local) + len(f.Break.Near)
	}
	if report == 0 || local == 0 {
		return "select a break of the report and one of the ledger (Space)"
	}
	return ""
}

func (p *Page) match() tea.Cmd {
	all := p.together()
	return p.work.Match(p.run, all, func() tea.Cmd { p.list.ClearSelection(); return nil })
}

func (p *Page) mayPart() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	if f, _ := p.current(); f.Kind != archive.Paired {
		return "it is not matched; f shows the pairs"
	}
	return ""
}

func (p *Page) part() tea.Cmd {
	f, _ := p.current()
	return p.work.Unmatch(f)
}

func (p *Page) mayAsk() string {
	if !p.inside {
		return p.mayAskAll()
	}
	if why := p.oneChosen(); why != "" {
		return why
	}
	if f, _ := p.current(); f.PaymentID == "" && p.list.Selection().Empty() {
		return "the break names no payment to ask about"
	}
	return ""
}

func (p *Page) mayAskAll() string {
	if why := p.chosen(); why != "" {
		return why
	}
	if pick := p.everything(); pick.N == 0 {
		return "there is nothing to ask about"
	}
	return ""
}

func (p *Page) mayAdopt() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	switch f, _ := p.current(); {
	case f.Kind != archive.Broken || len(f.Break.Report) != 1 || len(f.Break.Local) > 0:
		return "only what the report alone has can be taken in"
	case f.Code != recon.ForeignRefund && f.Code != recon.MissingLocal && f.Code != recon.RefundReversed:
		return string(f.Code) + " cannot be taken in"
	case f.OperationID == "" || f.PaymentID == "":
		return "the row names no operation: q asks the platform instead"
	}
	return ""
}

func (p *Page) adopt() tea.Cmd {
	f, _ := p.current()
	return p.work.Adopt(f)
}

// undo takes back what was decided about the break under the cursor, or else the
// last decision of the month.
func (p *Page) undo() tea.Cmd {
	u := recondialog.Undo{Month: p.facts.run.Month, Run: p.run}
	if f, ok := p.current(); ok && f.Decision != nil {
		u.Bulk = f.Decision.Bulk
	}
	return p.work.Undo(u, p.h.Clock.Now())
}
