package breaks

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case grid.WindowMsg[group]:
		before, _ := p.groups.Current()
		cmd := p.groups.Update(m)
		if now, _ := p.groups.Current(); !p.inside && (now.id != before.id || !p.describes()) {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	case grid.WindowMsg[archive.Finding]:
		cmd := p.list.Update(m)
		if now, ok := p.current(); p.inside && (!ok || changed(p.told, now)) {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	case typedMsg:
		return p.rested(m)
	case settledMsg:
		return p.rest(m)
	}
	if a, cmd, ok := p.loader.Update(msg); ok {
		return p.learned(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.ager.Update(msg); ok {
		if a.Err == nil && a.Key.run == p.run {
			p.ages = &a.Value
		}
		return nil
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.seeker.Update(msg); ok {
		return p.found(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.reasoner.Update(msg); ok {
		return p.reasoned(a)
	} else if cmd != nil {
		return cmd
	}
	return nil
}

// changed tells whether the detail of a finding has to be read anew.
func changed(a, b archive.Finding) bool {
	return placeOf(a) != placeOf(b) || (a.Decision == nil) != (b.Decision == nil) || a.Decision != nil && a.Decision.ID != b.Decision.ID
}

// learned takes facts over.
func (p *Page) learned(a page.Answer[int64, facts]) tea.Cmd {
	if a.Key != p.run {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	before := p.facts
	p.facts = &a.Value
	cmds := []tea.Cmd{p.groups.Reload()}
	if before == nil || before.run.ID != a.Value.run.ID || before.open != a.Value.open {
		cmds = append(cmds, p.ager.Ask(agesOf{a.Value.run.ID, a.Value.now}))
	}
	if p.inside {
		p.list.SetTotal(p.facts.total(p.choice.filter))
		p.sayEmpty()
	}
	return tea.Batch(append(cmds, p.look())...)
}

// found puts the cursor back on its break after another comparison.
func (p *Page) found(a page.Answer[sought, *archive.Finding]) tea.Cmd {
	if a.Key.run != p.run || !p.inside {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	if a.Value == nil { // it is gone: its neighbours stay in sight
		f := a.Key.was
		f.Run = p.run
		return p.list.GoTo(f)
	}
	return tea.Batch(p.list.GoTo(*a.Value), p.look())
}
