package payments

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/query"
	"contra/ui/tui/action"
	"contra/ui/tui/layout"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

// lay tells the widgets their sizes after the shape changed.
func (p *Page) lay() tea.Cmd {
	p.split.Head = 1
	if p.box.open {
		p.split.Head = 2
	}
	return p.split.Lay(p.grid, &p.detail)
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.split.W, p.split.H = w, h
	return p.lay()
}

// View draws the page.
func (p *Page) View() string {
	st, w := p.h.Styles, p.split.W
	top := text.Pad(" "+p.sums.line(w-2), w, text.Left)
	if p.box.open {
		top = p.box.view(st, w)
	}
	out := p.split.Draw(st, top, p.grid, page.Label{Title: p.listTitle(), Foot: p.position()}, &p.detail, page.Label{Title: p.detailTitle(), Foot: p.detailFoot()})
	if p.box.open && len(p.box.offers) > 0 {
		c := layout.NewCanvas(p.split.W, p.split.H)
		c.Draw(c.Bounds(), out)
		p.box.draw(c, st)
		return c.String()
	}
	return out
}

func (p *Page) listTitle() string {
	if p.filter.Empty() {
		return "Payments"
	}
	return "Payments: " + text.Clean(p.filter.String())
}

func (p *Page) position() string {
	i, total := p.grid.Position()
	switch {
	case p.filtering:
		return "reading…"
	case i >= 0 && total > 0:
		return fmt.Sprintf("%s of %s", page.Count(i+1), page.Count(total))
	case total >= 0:
		return page.Count(total)
	}
	return ""
}

func (p *Page) detailTitle() string {
	if row, ok := p.current(); ok {
		return text.Clean(row.ID)
	}
	return "Detail"
}

func (p *Page) detailFoot() string {
	if p.split.Full {
		return "v raw message  Esc back"
	}
	return "v raw message"
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	s := p.grid.Sort()
	order := sortNames[query.Field(s.Column)] + ", " + direction(query.Sort{Field: query.Field(s.Column), Desc: s.Desc})
	out := []status.Part{{Text: "no filter", Drop: 6}, {Text: order, Drop: 9}}
	if !p.filter.Empty() {
		out[0] = status.Part{Text: p.filter.String(), Drop: 4}
	}
	if n, total, known := p.selected(); n != 0 {
		what := page.Count(n) + " selected"
		if n < 0 {
			what = "all selected"
		}
		if known {
			what += " · can refund " + total.String()
		}
		out = append(out, status.Part{Text: what, Style: p.h.Styles.Bar.With(p.h.Styles.Picked), Drop: 2})
	}
	return out
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
