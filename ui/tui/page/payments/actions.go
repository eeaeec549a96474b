package payments

import (
	"context"
	"encoding/json"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/query"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/refunddialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	chosen := func() string {
		if _, ok := p.current(); !ok {
			return "no payment is chosen"
		}
		return ""
	}
	return []action.Action{
		{ID: "payment.refund", Scope: Scope, Keys: []string{"r"}, Title: "Refund…", Menu: "Payment", Mnemonic: 'r', Danger: true, Hint: "refund",
			Disabled: p.refundable, Run: p.refund},
		{ID: "payment.batch", Scope: Scope, Keys: []string{"b"}, Title: "Refund as a batch…", Menu: "Payment", Mnemonic: 'b', Hint: "batch",
			Disabled: p.batchable, Run: p.batch},
		{ID: "payment.again", Scope: Scope, Keys: []string{"a"}, Title: "Ask to pay again…", Menu: "Payment", Mnemonic: 'a', Disabled: p.payable, Run: p.payAgain},
		{ID: "payment.ask", Scope: Scope, Keys: []string{"u"}, Title: "Ask the platform for its status", Menu: "Payment", Mnemonic: 'u', Hint: "ask",
			Disabled: p.askable, Run: p.ask},
		{ID: "payment.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Menu: "Payment", Mnemonic: 'o', Hint: "open", Disabled: chosen, Run: p.open},
		{ID: "payment.raw", Scope: Scope, Keys: []string{"v"}, Title: "Raw message", Menu: "Payment", Mnemonic: 'v', Hint: "raw", Disabled: chosen, Run: p.showRaw},
		{ID: "payment.copy", Scope: Scope, Keys: []string{"c"}, Title: "Copy…", Menu: "Edit", Mnemonic: 'c', Disabled: chosen, Run: p.copyMenu},
		{ID: "payment.copy-id", Scope: Scope, Keys: []string{"y"}, Title: "Copy the payment id", Menu: "Edit", Mnemonic: 'p', Disabled: chosen,
			Run: func() tea.Cmd { row, _ := p.current(); return p.h.Copy("payment id "+text.Clean(row.ID), row.ID) }},
		{ID: "payment.filter", Scope: Scope, Keys: []string{"/", "ctrl+l"}, Title: "Filter…", Menu: "View", Mnemonic: 'f', Hint: "filter", Run: p.openFilter},
		{ID: "payment.filter-clear", Scope: Scope, Keys: []string{"F"}, Title: "Clear the filter", Menu: "View", Mnemonic: 'l',
			Disabled: func() string {
				if p.filter.Empty() {
					return "there is no filter"
				}
				return ""
			}, Run: func() tea.Cmd { return p.apply(query.Filter{}) }},
		{ID: "payment.sort", Scope: Scope, Keys: []string{"s"}, Title: "Sort by…", Menu: "View", Mnemonic: 's', Hint: "sort", Run: p.pickSort},
		{ID: "payment.totals", Scope: Scope, Keys: []string{"t"}, Title: "Totals by currency", Menu: "View", Mnemonic: 't', Hint: "totals", Run: p.showTotals},
	}
}

// open shows the detail on the whole page; there, the raw message.
func (p *Page) open() tea.Cmd {
	if p.split.OnDetail {
		return p.showRaw()
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

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	switch {
	case p.split.Back():
		return p.lay(), true
	case !p.grid.Selection().Empty():
		p.grid.ClearSelection()
		return nil, true
	}
	return nil, false
}

// refund opens the refund of the payment under the cursor.
func (p *Page) refund() tea.Cmd {
	row, _ := p.current()
	return refunddialog.Open(p.h, row)
}

// Current is the payment under the cursor.
func (p *Page) Current() (ledger.Payment, bool) { return p.grid.Current() }

// askable says why the platform cannot be asked, empty when it can.
func (p *Page) askable() string {
	row, ok := p.current()
	if !ok {
		return "no payment is chosen"
	}
	if why := p.h.ReadOnly(); why != "" {
		return why + ", and the answer would be stored"
	}
	for _, id := range p.asking {
		if id == row.ID {
			return "the platform is being asked"
		}
	}
	return ""
}

// ask has the platform's status of the payment read and stored.
func (p *Page) ask() tea.Cmd {
	row, _ := p.current()
	id, cmd := task.Run(p.h.Tasks, "Asking for the status of "+text.Clean(row.ID), func(ctx context.Context, _ func(task.Progress)) (askedFor, error) {
		return askedFor{row.ID}, p.h.Desk.Runner.Refresh(ctx, row.RowID)
	})
	p.asking[id] = row.ID
	return cmd
}

type askedFor struct{ payment string }

// asked says how a question ended.
func (p *Page) asked(msg tea.Msg) tea.Cmd {
	m, ok := msg.(task.DoneMsg[askedFor])
	if !ok {
		return nil
	}
	payment, mine := p.asking[m.ID]
	if !mine {
		return nil
	}
	delete(p.asking, m.ID)
	if m.Err != nil {
		return p.h.Fail(m.Err)
	}
	return tea.Batch(p.h.Say(toast.Success, "The platform's status of %s is stored.", text.Clean(payment)), p.grid.Reload(), p.look())
}

// copyMenu offers what can be copied of the payment.
func (p *Page) copyMenu() tea.Cmd {
	row, _ := p.current()
	items := []dialog.Item{
		{ID: "id", Title: "Payment id", Detail: row.ID},
		{ID: "customer", Title: "Customer id", Detail: row.CustomerID},
		{ID: "cell", Title: "The focused cell (" + p.grid.Column() + ")", Detail: p.grid.CellText()},
		{ID: "row", Title: "The row, tab-separated"},
		{ID: "json", Title: "The row as JSON, amounts in minor units"},
	}
	p.h.Dialogs.Open(dialog.NewPicker("copy", "Copy", items, func(id string) tea.Cmd {
		switch id {
		case "id":
			return p.h.Copy("payment id "+text.Clean(row.ID), row.ID)
		case "customer":
			return p.h.Copy("the customer id", row.CustomerID)
		case "cell":
			return p.h.Copy("the cell", p.grid.CellText())
		case "row":
			return p.h.Copy("the row", p.tsv(row))
		}
		return p.h.Copy("the row as JSON", asJSON(row))
	}))
	return nil
}

func (p *Page) tsv(row ledger.Payment) string {
	return strings.Join([]string{row.ID, page.Moment(row.CreatedAt), row.CustomerID, row.Method, row.Status, row.Amount(row.Captured).Plain(),
		row.Amount(row.Refunded).Plain(), row.Amount(row.Reserved).Plain(), row.Amount(row.Refundable()).Plain(), string(row.Currency)}, "\t")
}

func asJSON(row ledger.Payment) string {
	b, _ := json.MarshalIndent(map[string]any{
		"project_id": row.Project, "payment_id": row.ID, "status": row.Status, "method": row.Method, "customer_id": row.CustomerID,
		"amount": row.Captured, "refunded": row.Refunded, "in_flight": row.Reserved, "refundable": row.Refundable(),
		"currency": row.Currency, "created_at": row.CreatedAt, "updated_at": row.UpdatedAt,
	}, "", "  ")
	return string(b)
}
