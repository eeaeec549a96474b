package batches

import (
	tea "github.com/charmbracelet/bubbletea"

	stored "contra/core/store/batches"
	"contra/ui/tui/dialog"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// choice is which rows of which batch are shown.
type choice struct {
	batch int64
	which stored.Which
}

// whiches are the choices in the order in which the key goes round.
var whiches = []stored.Which{stored.All, stored.Wrong, stored.Doubtful, stored.Open, stored.Held, stored.Failed, stored.Done}

var whichWords = map[stored.Which]string{stored.All: "all rows", stored.Wrong: "rows with errors", stored.Doubtful: "rows with errors or warnings",
	stored.Open: "rows without an outcome", stored.Held: "rows that need you", stored.Failed: "rows that failed", stored.Done: "rows that succeeded"}

// fetchRows reads a window of the opened batch.
func (p *Page) fetchRows(req grid.Request[stored.View]) tea.Cmd {
	ctx, s, c := p.h.Ctx, p.h.Desk.Store, choice{p.open, p.which}
	return func() tea.Msg {
		return page.Keyset(req, func(anchor *stored.View, before, with bool, limit int) ([]stored.View, error) {
			w := stored.Window{Which: c.which, Before: before, With: with, Limit: limit}
			if anchor != nil {
				w.Anchor = anchor.N
			}
			return stored.Views(ctx, s, c.batch, w)
		})
	}
}

// count asks how many rows there are of those that are shown.
func (p *Page) count() tea.Cmd {
	if p.open == 0 {
		return nil
	}
	return p.counter.Ask(choice{p.open, p.which})
}

func (p *Page) counted(a page.Answer[choice, int64]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	if a.Key == (choice{p.open, p.which}) {
		p.rows.SetTotal(a.Value)
		if a.Value == 0 {
			p.rows.SetEmpty(p.nothing())
		}
	}
	return nil
}

// nothing is said where there is no row.
func (p *Page) nothing() string {
	if p.which == stored.All {
		return "the batch has no rows: a adds some, z takes the last edit back"
	}
	return "there are no " + whichWords[p.which] + ": Esc shows all rows"
}

// narrow shows other rows of the batch.
func (p *Page) narrow(w stored.Which) tea.Cmd {
	p.which = w
	p.rows.ClearSelection()
	p.rows.SetTotal(-1)
	p.rows.SetEmpty(p.nothing())
	return tea.Batch(p.rows.Top(), p.count(), p.lookRow())
}

// turnWhich shows the next kind of rows.
func (p *Page) turnWhich() tea.Cmd {
	for i, w := range whiches {
		if w == p.which {
			return p.narrow(whiches[(i+1)%len(whiches)])
		}
	}
	return p.narrow(stored.All)
}

// pickWhich offers the kinds of rows.
func (p *Page) pickWhich() tea.Cmd {
	items := make([]dialog.Item, len(whiches))
	for i, w := range whiches {
		items[i] = dialog.Item{ID: string(w), Title: whichWords[w]}
		if w == p.which {
			items[i].Detail = "(now)"
		}
	}
	p.h.Dialogs.Open(dialog.NewPicker("which", "Show only", items, func(id string) tea.Cmd { return p.narrow(stored.Which(id)) }))
	return nil
}
