package refunds

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/advice"
	"contra/ui/tui/layout"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

func (p *Page) lay() tea.Cmd {
	p.split.Settle()
	_, list, detail := p.split.Place()
	p.grid.SetFocused(!p.split.OnDetail)
	p.detail.SetFocused(p.split.OnDetail)
	in := detail.Inset(1, 1)
	p.detail.SetSize(in.W, in.H)
	if list.Empty() {
		return nil
	}
	in = list.Inset(1, 1)
	return p.grid.SetSize(in.W, in.H)
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.split.W, p.split.H = w, h
	return p.lay()
}

// View draws the page.
func (p *Page) View() string {
	st := p.h.Styles
	head, list, detail := p.split.Place()
	var a, b string
	if !list.Empty() {
		in := list.Inset(1, 1)
		title := "Refunds"
		if p.group.states != nil {
			title += ": " + p.group.title
		}
		a = layout.Frame{Title: title, Focus: !p.split.OnDetail}.Draw(st, list.W, list.H, p.grid.View(in.W, in.H))
	}
	if !detail.Empty() {
		title, foot := "Refund", "v raw message"
		if f, ok := p.current(); ok {
			title = text.Clean(f.PaymentID)
		}
		if p.split.Full {
			foot += "  Esc back"
		}
		b = layout.Frame{Title: title, Foot: foot, Focus: p.split.OnDetail}.Draw(st, detail.W, detail.H, p.detail.View(st))
	}
	return p.split.Draw(text.Pad(" "+p.summary(), head.W, text.Left), a, b)
}

// summary counts the refunds by state.
func (p *Page) summary() string {
	var parts []string
	if n := len(p.snap.Needs()); n > 0 {
		parts = append(parts, page.Things(int64(n), "refund needs you", "refunds need you"))
	}
	for _, s := range []ledger.RefundState{ledger.InDoubt, ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.Succeeded, ledger.Confirmed,
		ledger.Declined, ledger.Rejected, ledger.ReversedBackNow, ledger.Cancelled} {
		if n := p.snap.Counts[s]; n > 0 {
			parts = append(parts, page.Count(n)+" "+advice.Word(s))
		}
	}
	if len(parts) == 0 {
		return "no refunds yet"
	}
	return strings.Join(parts, " · ")
}

// Mouse takes an event in the page's coordinates.
func (p *Page) Mouse(m action.Mouse) tea.Cmd {
	_, list, detail := p.split.Place()
	if in, ok := m.In(list.Inset(1, 1)); ok {
		var cmd tea.Cmd
		if m.Kind == action.Press && p.split.OnDetail {
			p.split.OnDetail = false
			cmd = p.lay()
		}
		return tea.Batch(cmd, p.grid.Mouse(in))
	}
	if in, ok := m.In(detail.Inset(1, 1)); ok {
		if m.Kind == action.Press && !p.split.OnDetail {
			p.split.OnDetail = true
			p.lay()
		}
		if p.detail.Mouse(in) {
			return p.showRaw()
		}
	}
	return nil
}
