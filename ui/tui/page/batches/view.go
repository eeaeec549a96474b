package batches

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/ledger"
	stored "contra/core/store/batches"
	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// shown is the table that is on the screen.
func (p *Page) shown() page.List {
	if p.open != 0 {
		return p.rows
	}
	return p.list
}

func (p *Page) lay() tea.Cmd {
	p.split.Head = 1
	if p.open != 0 {
		p.split.Head = 2
	}
	return p.split.Lay(p.shown(), &p.detail)
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.split.W, p.split.H = w, h
	return p.lay()
}

// View draws the page.
func (p *Page) View() string {
	st, w := p.h.Styles, p.split.W
	head, flying := p.flightLine(w)
	if !flying {
		head = text.Pad(" "+p.summary(), w, text.Left)
	}
	list, detail := page.Label{Title: "Batches", Foot: p.position()}, page.Label{Title: "Batch"}
	if i, ok := p.list.Current(); ok {
		detail.Title = text.Clean(i.Title())
	}
	if p.open != 0 {
		head = p.head(w)
		list.Title, detail.Title = p.listTitle(), "Row"
		if v, ok := p.rows.Current(); ok && v.PaymentID != "" {
			detail.Title = text.Clean(v.PaymentID)
		}
	}
	if p.split.Full {
		detail.Foot += "Esc back"
	}
	return p.split.Draw(st, head, p.shown(), list, &p.detail, detail)
}

func (p *Page) listTitle() string {
	title := batch.Ref(p.open)
	if p.facts != nil && p.facts.batch.ID == p.open {
		title = text.Clean(p.facts.batch.Title())
	}
	if p.which != stored.All {
		title += ": " + whichWords[p.which]
	}
	return title
}

func (p *Page) position() string {
	if p.open == 0 {
		return ""
	}
	i, total := p.rows.Position()
	switch {
	case i >= 0 && total > 0:
		return fmt.Sprintf("%s of %s", page.Count(i+1), page.Count(total))
	case total >= 0:
		return page.Count(total)
	}
	return ""
}

// summary says what is next with the batch under the cursor, so that it is seen
// without the detail too.
func (p *Page) summary() string {
	if f := p.facts; f != nil {
		what, _ := next(f)
		return text.Truncate(f.batch.Ref()+" next: "+text.Clean(what), max(p.split.W-2, 0))
	}
	if n := p.Attention(); n > 0 {
		return page.Things(n, "batch needs you", "batches need you")
	}
	return "mass refunds: files for the Dashboard, or row by row through Gate"
}

// head is two lines above the rows: what the batch is, and what to do next.
func (p *Page) head(w int) string {
	if p.facts == nil {
		return text.Pad(" reading…", w, text.Left) + "\n" + text.Spaces(w)
	}
	f := p.facts
	b := f.batch
	parts := []string{stateWord(b, f.orphan)}
	if b.State.Editable() {
		parts = append(parts, page.Things(b.Rows, "row", "rows"))
		switch {
		case p.checking():
			parts = append(parts, "checking…")
		case b.CheckedAt.IsZero():
			parts = append(parts, "not checked")
		default:
			parts = append(parts, page.Count(b.Rows-b.Errors)+" ok", page.Things(b.Errors, "error", "errors"), page.Things(b.Warnings, "warning", "warnings"))
		}
		if s := totals(f.good); s != "" {
			parts = append(parts, "needs "+s)
		}
	} else {
		parts = append(parts, progressWords(b, f.progress), totalWords(b, f.progress))
	}
	if len(f.files) > 1 {
		parts = append(parts, fmt.Sprintf("%d files", len(f.files)))
	}
	out := text.Pad(" "+text.Truncate(joined(parts), max(w-1, 0)), w, text.Left)
	if line, ok := p.flightLine(w); ok {
		return out + "\n" + line
	}
	what, tone := next(f)
	return out + "\n" + p.h.Styles.Tone(tone).Render(text.Pad(" "+text.Truncate("Next: "+text.Clean(what), max(w-1, 0)), w, text.Left))
}

func joined(parts []string) string {
	kept := parts[:0:0]
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " · ")
}

// enter shows the row's detail on the whole page; there, its refund.
func (p *Page) enter() tea.Cmd {
	if p.split.OnDetail {
		if v, ok := p.rows.Current(); ok && v.RefundID != "" {
			return p.h.ShowRefund(v.RefundID)
		}
		return nil
	}
	p.split.Open()
	return p.lay()
}

// TurnPane moves the focus to the other pane.
func (p *Page) TurnPane() tea.Cmd {
	p.split.Turn()
	return p.lay()
}

// ToggleDetail shows the detail beside the list, or puts it away.
func (p *Page) ToggleDetail() tea.Cmd {
	p.split.Toggle()
	return p.lay()
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
		if p.open != 0 {
			return tea.Batch(cmd, p.rows.Mouse(in))
		}
		return tea.Batch(cmd, p.list.Mouse(in))
	}
	if in, ok := m.In(detail.Inset(1, 1)); ok {
		if m.Kind == action.Press && !p.split.OnDetail {
			p.split.OnDetail = true
			p.lay()
		}
		p.detail.Mouse(in)
	}
	return nil
}

// open tells whether rows of the batch have no outcome yet.
func unsettled(f *facts) bool {
	return f != nil && f.progress.Open() > f.progress.States[ledger.Exported]
}
