package breaks

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

// shown is the table that is on the screen.
func (p *Page) shown() page.Table {
	if p.inside {
		return p.list
	}
	return p.groups
}

// roomy is from how many columns on the two sides of a break stand beside each other in
// half of the page.
const roomy = 120

// SetSize tells how large the page is. Where it is narrow the list keeps what a break is
// and its payment; the detail has its two sides below each other there anyway.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.Split.Share = 8
	if w < roomy {
		p.Split.Share = 6
	}
	return p.Panes.SetSize(w, h)
}

// View draws it.
func (p *Page) View() string {
	w := p.Split.W
	head := p.head(w)
	if p.box.open {
		head = p.box.view(p.h.Styles, w)
	}
	list, detail := page.Label{Title: "Breaks"}, page.Label{Title: "Comparison"}
	if p.inside {
		list = page.Label{Title: p.listTitle(), Foot: p.position()}
		detail.Title = "Break"
		if f, ok := p.current(); ok {
			detail.Title = title(f)
		}
	} else if g, ok := p.groups.Current(); ok && g.id != everyBreak {
		detail.Title = g.title
	}
	return p.Draw(p.h, head, list, detail)
}

func title(f archive.Finding) string {
	switch {
	case f.OperationID != "":
		return "operation " + text.Clean(f.OperationID)
	case f.PaymentID != "":
		return text.Clean(f.PaymentID)
	}
	return string(f.Code)
}

func (p *Page) listTitle() string {
	s := p.choice.title
	if p.choice.filter.Open {
		s += ", open"
	}
	if c := p.choice.filter.Currency; c != "" {
		s += ", " + c
	}
	if t := p.choice.filter.Text; t != "" {
		s += ": " + text.Clean(t)
	}
	return s
}

func (p *Page) position() string {
	i, total := p.list.Position()
	switch {
	case i >= 0 && total > 0:
		return fmt.Sprintf("%s of %s", page.Count(i+1), page.Count(total))
	case total >= 0:
		return page.Count(total)
	}
	return ""
}

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	if cmd, done := p.Panes.Back(); done || !p.inside {
		return cmd, done
	}
	switch {
	case !p.list.Selection().Empty():
		p.list.ClearSelection()
		return nil, true
	case p.choice.filter.Text != "":
		p.choice.filter.Text = ""
		return p.filtered(), true
	}
	p.inside = false
	p.list.ClearSelection()
	return tea.Batch(p.Lay(), p.look()), true
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if !p.inside {
		return []status.Part{{Text: "by code", Drop: 9}}
	}
	out := []status.Part{{Text: p.listTitle(), Drop: 8}}
	if n := p.list.Selected(); n != 0 {
		what := page.Count(n) + " selected"
		if n < 0 {
			what = "all selected"
		}
		out = append(out, status.Part{Text: what, Style: p.h.Styles.Bar.With(p.h.Styles.Picked), Drop: 2})
	}
	return out
}

// Selectable tells whether rows can be selected now.
func (p *Page) Selectable() bool { return p.inside }
