package refunds

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

func (p *Page) lay() tea.Cmd {
	return p.split.Lay(p.grid, &p.detail)
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.split.W, p.split.H = w, h
	return p.lay()
}

// View draws the page.
func (p *Page) View() string {
	list, detail := page.Label{Title: "Refunds"}, page.Label{Title: "Refund", Foot: "v raw message"}
	if p.group.states != nil {
		list.Title += ": " + p.group.title
	}
	if f, ok := p.current(); ok {
		detail.Title = text.Clean(f.PaymentID)
	}
	if p.split.Full {
		detail.Foot += "  Esc back"
	}
	return p.split.Draw(p.h.Styles, text.Pad(" "+p.summary(), p.split.W, text.Left), p.grid, list, &p.detail, detail)
}

// summary counts the refunds by state.
func (p *Page) summary() string {
	var parts []string
	if n := len(p.snap.Needs()); n > 0 {
		parts = append(parts, page.Things(int64(n), "refund needs you", "refunds need you"))
	}
	for _, s := range []ledger.RefundState{ledger.InDoubt, ledger.Exported, ledger.Uploaded, ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.Succeeded, ledger.Confirmed,
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
