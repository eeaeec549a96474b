package payments

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/money"
	"contra/ui/tui/batchdialog"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// batchable is why no batch can be made now, empty when one can.
func (p *Page) batchable() string {
	switch {
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case p.Empty() && p.grid.Selection().Empty():
		return "there are no payments"
	}
	return ""
}

// batch makes a mass refund of what is selected, or else of all that the filter
// finds, after a question.
func (p *Page) batch() tea.Cmd {
	s := p.grid.Selection()
	if !s.Empty() {
		n, total, known := p.selected()
		w := batchdialog.Wanted{Count: n}
		if known {
			w.Can = total.String()
		}
		for _, row := range s.Rows {
			w.Rows = append(w.Rows, row.RowID)
		}
		if s.All {
			f := p.filter
			w.Filter = &f
		}
		return batchdialog.FromPayments(p.h, w)
	}
	f := p.filter
	w := batchdialog.Wanted{Filter: &f, Count: -1}
	what := "all payments of the ledger"
	if !f.Empty() {
		what = "all payments that the filter finds"
	}
	lines := []dialog.Line{{Text: "Nothing is selected: the batch takes " + what + ".", Tone: theme.Warn}, {}}
	if !f.Empty() {
		lines = append(lines, dialog.Line{Text: f.String(), Tone: theme.Muted})
	}
	if p.sums.known {
		var total money.Totals
		for _, t := range p.sums.by {
			if total.Add(money.New(t.Refundable, t.Currency)) != nil {
				break
			}
		}
		w.Count, w.Can = p.sums.n, total.String()
		lines = append(lines, dialog.Line{Text: page.Things(w.Count, "payment", "payments") + ", can refund " + w.Can, Tone: theme.Strong})
	}
	p.h.Dialogs.Open(dialog.NewConfirm(dialog.ConfirmSpec{ID: "batch-all", Title: "Refund all of them as a batch?", Lines: lines, Yes: "Go on", Trigger: p.h.LastKey,
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return batchdialog.FromPayments(p.h, w)
		}}))
	return nil
}
