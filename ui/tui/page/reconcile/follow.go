package reconcile

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/toast"
)

// resting keeps the overview from being read all the time while the ledger
// changes: reading takes at most a tenth of one processor.
type resting struct {
	on    bool
	stale bool // the ledger changed meanwhile
}

type restedMsg struct{ p *Page }

// look reads where the months stand, unless that was read a moment ago.
func (p *Page) look() tea.Cmd {
	if p.rest.on {
		p.rest.stale = true
		return nil
	}
	return p.reader.Ask(struct{}{})
}

func (p *Page) rested() tea.Cmd {
	p.rest.on = false
	if !p.rest.stale {
		return nil
	}
	p.rest.stale = false
	return p.look()
}

// learned takes an overview over, and shows the newest comparison when there was
// none, or when the one that is shown was the newest.
func (p *Page) learned(a page.Answer[struct{}, overview.Overview]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	before, first := p.over, p.over == nil
	p.over, p.rest.on = &a.Value, true
	p.reports.SetWaiting(p.over.Waiting)
	cmds := []tea.Cmd{p.months.Set(p.over), p.unseen.Set(p.over), p.h.Clock.After(max(500*time.Millisecond, 9*a.Value.Took), restedMsg{p})}
	switch {
	case p.breaks.Shown() == 0 && (first || p.month == ""):
		cmds = append(cmds, p.showNewest())
	case !p.pinned && p.month != "":
		if m := p.over.Find(p.month); m != nil && m.Run != nil && m.Run.ID != p.breaks.Shown() {
			cmds = append(cmds, p.breaks.Show(m.Run.ID, true))
		}
	}
	return tea.Batch(append(cmds, p.warn(before))...)
}

// warn tells of the signed months that something came in for since before.
func (p *Page) warn(before *overview.Overview) tea.Cmd {
	var late []string
	for i := range p.over.Months {
		m := &p.over.Months[i]
		if !m.Stale() {
			continue
		}
		if before != nil {
			if was := before.Find(m.Month); was != nil && was.Stale() {
				continue
			}
		}
		late = append(late, prose.Month(m.Month))
	}
	switch len(late) {
	case 0:
		return nil
	case 1:
		return p.h.Say(toast.Warning, "%s changed since it was signed: see Reconcile (4), Months (M).", late[0])
	}
	return p.h.Say(toast.Warning, "%d signed months changed since: see Reconcile (4), Months (M).", len(late))
}

// showNewest shows the newest month that was compared.
func (p *Page) showNewest() tea.Cmd {
	for i := range p.over.Months {
		if m := &p.over.Months[i]; m.Run != nil {
			return p.showMonth(m)
		}
	}
	return nil
}

func (p *Page) showMonth(m *overview.Month) tea.Cmd {
	same := p.month == m.Month
	p.month, p.pinned = m.Month, false
	return tea.Batch(p.breaks.Show(m.Run.ID, same), p.months.GoTo(m.Month))
}

// openMonth shows the breaks of a month, which is compared first when it never was.
func (p *Page) openMonth(month string) tea.Cmd {
	m := p.over.Find(month)
	switch {
	case m == nil:
		return nil
	case m.Run != nil:
		return tea.Batch(p.Show(onBreaks), p.showMonth(m))
	case p.work.MayBegin() != "":
		return p.h.Say(0, "%s.", page.Sentence(p.work.MayBegin()))
	}
	return p.work.CompareMonths([]string{month}, m.Zone)
}

// ShowRun shows a comparison that was just made: the newest of its month.
func (p *Page) ShowRun(id int64) tea.Cmd {
	return tea.Batch(p.Show(onBreaks), p.finder.Ask(id))
}

// found shows a comparison once it is known of which month it is.
func (p *Page) found(a page.Answer[int64, archive.Run]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	return p.showRun(&a.Value, false)
}

func (p *Page) showRun(x *archive.Run, pinned bool) tea.Cmd {
	same := x.Month != "" && x.Month == p.month
	p.month, p.pinned = x.Month, pinned
	return tea.Batch(p.Show(onBreaks), p.breaks.Show(x.ID, same), p.look())
}

// turn shows the month before or after the one that is shown.
func (p *Page) turn(d int) tea.Cmd {
	i := p.place()
	for i += d; i >= 0 && i < len(p.over.Months); i += d {
		if p.over.Months[i].Run != nil {
			return p.showMonth(&p.over.Months[i])
		}
	}
	return nil
}

func (p *Page) place() int {
	return slices.IndexFunc(p.over.Months, func(m overview.Month) bool { return m.Month == p.month })
}

// mayTurn says why there is no other month in a direction.
func (p *Page) mayTurn(d int) func() string {
	return func() string {
		if p.over != nil {
			i := p.place()
			for i += d; i >= 0 && i < len(p.over.Months); i += d {
				if p.over.Months[i].Run != nil {
					return ""
				}
			}
		}
		if d > 0 {
			return "no earlier month was compared"
		}
		return "no later month was compared"
	}
}
