package breaks

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon"
	"contra/core/recon/archive"
)

// mayMend says why there is no row to correct.
func (p *Page) mayMend() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	if f, _ := p.current(); f.Code != recon.RowRejected || len(f.Break.Report) != 1 {
		return "the row could be read: there is nothing to mend"
	}
	return ""
}

func (p *Page) mend() tea.Cmd {
	f, _ := p.current()
	return p.work.MendRow(f.Break.Report[0])
}

func (p *Page) mayShowRaw() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	if f, _ := p.current(); len(rows(f)) == 0 {
		return "the report has nothing of it"
	}
	return p.work.MayAct()
}

// rows are the rows of reports that a finding is about.
func rows(f archive.Finding) []recon.Record {
	if f.Kind == archive.Paired {
		return f.Pair.Report
	}
	return f.Break.Report
}

func (p *Page) showRaw() tea.Cmd {
	f, _ := p.current()
	return p.work.Raw(&p.facts.run, rows(f))
}
