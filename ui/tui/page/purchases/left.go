package purchases

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
)

// secondMsg comes once a second while a customer's time runs.
type secondMsg struct{ p *Page }

// count lets the time left run while any is shown.
func (p *Page) count() tea.Cmd {
	if p.counting || !p.runs() {
		return nil
	}
	p.counting = true
	return p.h.Clock.After(time.Second, secondMsg{p})
}

func (p *Page) counted() tea.Cmd {
	p.counting = false
	if x, ok := p.Current(); ok && x.State.Open() {
		p.tell(x, true)
	}
	return p.count()
}

// runs tells whether a purchase of the list still has time.
func (p *Page) runs() bool {
	now := p.h.Now()
	for _, x := range p.grid.Loaded() {
		if x.State.Open() && x.ExpiresAt.After(now) {
			return true
		}
	}
	return false
}

// remaining is the customer's time left: 4:05, 2:04:05 or 3 d 04:05; empty without a limit.
func remaining(x ledger.Purchase, now time.Time) string {
	if !x.State.Open() || x.ExpiresAt.IsZero() {
		return ""
	}
	left := x.ExpiresAt.Sub(now)
	if left <= 0 {
		return "over"
	}
	s := int64((left + time.Second - 1) / time.Second)
	switch {
	case s >= 24*3600:
		return fmt.Sprintf("%d d %02d:%02d", s/(24*3600), s/3600%24, s/60%60)
	case s >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
