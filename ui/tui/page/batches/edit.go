package batches

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/money"
	stored "contra/core/store/batches"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// change runs an edit of rows; the batch is checked again after it.
func (p *Page) change(b batch.Batch, title string, fn func(ctx context.Context) (string, error)) tea.Cmd {
	return p.do(b.ID, title, func(ctx context.Context) (deed, error) {
		said, err := fn(ctx)
		return deed{said: said, then: func() tea.Cmd { return p.checkNow(false) }}, err
	})
}

// picked is the selection, or the row under the cursor when nothing is selected.
func (p *Page) picked() (clerk.Pick, int64) {
	s := p.rows.SelectedOrCurrent()
	pick := clerk.Pick{All: s.All, Which: p.which}
	for _, v := range s.Rows {
		pick.Rows = append(pick.Rows, v.N)
	}
	if s.All {
		return pick, p.rows.Selected()
	}
	return pick, int64(len(s.Rows))
}

func rowsOf(n int64) string {
	if n < 0 {
		return "all rows"
	}
	return page.Things(n, "row", "rows")
}

// edit opens a form of the row's columns. One form is one edit.
func (p *Page) edit(b batch.Batch) tea.Cmd {
	v, _ := p.rows.Current()
	var lines []dialog.Line
	if v.First != "" {
		lines = append(lines, dialog.Line{Text: page.Sentence(v.First), Tone: severity(v)}, dialog.Line{})
	}
	amount := ""
	if v.Amount.Minor != 0 {
		amount = v.Amount.Plain()
	}
	if f := v.Fault(batch.ColAmount); f != nil {
		amount = f.Text
	}
	project := ""
	if v.Project != 0 {
		project = strconv.FormatInt(v.Project, 10)
	}
	was := map[string]string{batch.ColAmount: amount, batch.ColDescription: v.Description, batch.ColPayment: v.PaymentID, batch.ColCurrency: string(v.Amount.Currency),
		batch.ColProject: project, batch.ColMethod: v.Method, batch.ColOperation: v.OperationID}
	field := func(column, label string, limit int) dialog.Field {
		return dialog.Field{ID: column, Kind: dialog.Text, Label: label, Value: was[column], Limit: limit}
	}
	money := field(batch.ColAmount, "Amount", 40)
	money.Unit, money.Placeholder, money.Check = unit(v.Amount.Currency), "all that can be refunded", checkAmount(v.Amount.Currency)
	return p.form(dialog.FormSpec{ID: "batch-edit", Title: "Edit row " + rowName(v), Submit: "Change", Quick: true,
		Fields: []dialog.Field{notes(lines...), money, field(batch.ColDescription, "Description", batch.MaxDescription), field(batch.ColPayment, "Payment id", batch.MaxPaymentID),
			field(batch.ColCurrency, "Currency", 3), field(batch.ColProject, "Project", 20), field(batch.ColMethod, "Method code", 60), field(batch.ColOperation, "Operation id", 40)}},
		func(values dialog.Values) tea.Cmd {
			changed := map[string]string{}
			for column, old := range was {
				if values[column] != old {
					changed[column] = values[column]
				}
			}
			if len(changed) == 0 {
				return nil
			}
			return p.change(b, "Changing "+b.Ref(), func(ctx context.Context) (string, error) {
				_, err := p.h.Desk.Batches.Amend(ctx, b.ID, v.N, changed)
				return "", err
			})
		})
}

func rowName(v stored.View) string {
	if v.Line > 0 {
		return fmt.Sprintf("at line %d", v.Line)
	}
	return fmt.Sprintf("+%d", v.N)
}

func severity(v stored.View) theme.Tone {
	if v.Errors > 0 {
		return theme.Bad
	}
	return theme.Warn
}

// checkAmount judges an amount as it is typed; an empty one means all that can be refunded.
func checkAmount(c money.Currency) func(string, dialog.Values) string {
	return func(text string, v dialog.Values) string {
		if now := v[batch.ColCurrency]; now != "" {
			c = money.Currency(strings.ToUpper(now))
		}
		if strings.TrimSpace(text) == "" || c == "" {
			return ""
		}
		if _, err := money.Parse(text, c); err != nil {
			return err.Error()
		}
		return ""
	}
}

// scope asks which rows a change is for: the selection, the row, or all.
func (p *Page) scope(b batch.Batch) dialog.Field {
	all := "all " + page.Things(b.Rows, "row", "rows") + " of the batch"
	options := []dialog.Option{{Value: "row", Label: "the row under the cursor"}, {Value: "all", Label: all}}
	value := "all"
	if !p.rows.Selection().Empty() {
		_, n := p.picked()
		options[0] = dialog.Option{Value: "picked", Label: "what is selected, " + rowsOf(n)}
		value = "picked"
	}
	return dialog.Field{ID: "which", Kind: dialog.Choice, Value: value, Options: options}
}

func (p *Page) scoped(v dialog.Values) clerk.Pick {
	if v["which"] == "all" {
		return clerk.Pick{All: true, Which: stored.All}
	}
	pick, _ := p.picked()
	return pick
}

func (p *Page) setAmount(b batch.Batch) tea.Cmd {
	v, _ := p.rows.Current()
	return p.form(dialog.FormSpec{ID: "batch-amount", Title: "Set the amount of rows", Submit: "Set", Quick: true,
		Fields: []dialog.Field{
			notes(muted("In major units, in each row's own currency. Empty: all that can be refunded of each payment."), dialog.Line{}),
			{ID: "amount", Kind: dialog.Text, Label: "Amount", Unit: unit(v.Amount.Currency), Limit: 40, Placeholder: "all that can be refunded", Check: checkAmount(v.Amount.Currency)},
			p.scope(b),
		}},
		func(v dialog.Values) tea.Cmd { return p.set(b, p.scoped(v), batch.ColAmount, v["amount"]) })
}

func (p *Page) setDescription(b batch.Batch) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "batch-description", Title: "Set the description of rows", Submit: "Set", Quick: true,
		Fields: []dialog.Field{
			notes(muted("{payment_id} stands for each row's own payment id."), dialog.Line{}),
			{ID: "description", Kind: dialog.Text, Label: "Description", Limit: batch.MaxDescription, Value: p.h.Desk.Config.Gate.Description, Check: func(s string, _ dialog.Values) string {
				if strings.TrimSpace(s) == "" {
					return "the platform wants a description"
				}
				if why := batch.Unwritable(s); why != "" {
					return "it holds " + why + ", which the file cannot carry"
				}
				return ""
			}},
			p.scope(b),
		}},
		func(v dialog.Values) tea.Cmd { return p.set(b, p.scoped(v), batch.ColDescription, v["description"]) })
}

func (p *Page) set(b batch.Batch, pick clerk.Pick, column, text string) tea.Cmd {
	return p.change(b, "Changing "+b.Ref(), func(ctx context.Context) (string, error) {
		_, err := p.h.Desk.Batches.Set(ctx, b.ID, pick, column, text)
		return "changed; z takes it back", err
	})
}

// remove takes the picked rows out; in the list of batches it discards a draft.
func (p *Page) remove(b batch.Batch) tea.Cmd {
	if p.open == 0 {
		return p.discard(b)
	}
	pick, n := p.picked()
	p.rows.ClearSelection()
	return p.change(b, "Removing rows of "+b.Ref(), func(ctx context.Context) (string, error) {
		_, err := p.h.Desk.Batches.Remove(ctx, b.ID, pick)
		return rowsOf(n) + " removed; z takes it back", err
	})
}

func (p *Page) removeWrong(b batch.Batch) tea.Cmd {
	p.rows.ClearSelection()
	n := b.Errors
	return p.change(b, "Removing rows of "+b.Ref(), func(ctx context.Context) (string, error) {
		_, err := p.h.Desk.Batches.Remove(ctx, b.ID, clerk.Pick{All: true, Which: stored.Wrong})
		return page.Things(n, "row with errors", "rows with errors") + " removed; z takes it back", err
	})
}

// undo takes the latest edit back, or does it again.
func (p *Page) undo(b batch.Batch, redo bool) tea.Cmd {
	word := map[bool]string{false: "undone", true: "done again"}[redo]
	return p.change(b, "Changing "+b.Ref(), func(ctx context.Context) (string, error) {
		what, _, err := p.h.Desk.Batches.Undo(ctx, b.ID, redo)
		return word + ": " + what, err
	})
}

// discard puts a draft away.
func (p *Page) discard(b batch.Batch) tea.Cmd {
	p.h.Dialogs.Open(dialog.NewConfirm(dialog.ConfirmSpec{ID: "batch-discard", Title: "Discard " + b.Ref() + "?", Yes: "Discard", Trigger: p.h.LastKey,
		Lines: []dialog.Line{strong(b.Title()), {}, muted("It reserves nothing. It stays in the ledger, out of the way.")},
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return p.do(b.ID, "Discarding "+b.Ref(), func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Batches.Discard(ctx, b.ID)
				return deed{said: b.Ref() + " is discarded"}, err
			})
		}}))
	return nil
}

func (p *Page) rename(b batch.Batch) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "batch-name", Title: "Name of " + b.Ref(), Submit: "Name it", Quick: true,
		Fields: []dialog.Field{{ID: "name", Kind: dialog.Text, Label: "Name", Value: b.Name, Limit: 80}}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Naming "+b.Ref(), func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Batches.Rename(ctx, b.ID, strings.TrimSpace(v["name"]))
				return deed{}, err
			})
		})
}
