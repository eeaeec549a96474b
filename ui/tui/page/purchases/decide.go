package purchases

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/purchasedialog"
	"contra/ui/tui/task"
	"contra/ui/tui/theme"
)

// worked is what work on a purchase brought.
type worked struct{ purchase ledger.Purchase }

// work runs what changes a purchase. It is not cancelled: it may send.
func (p *Page) work(x ledger.Purchase, title string, fn func(context.Context) (ledger.Purchase, error)) tea.Cmd {
	id, cmd := page.Send(p.h, title, func(ctx context.Context) (worked, error) {
		r, err := fn(ctx)
		return worked{r}, err
	})
	p.busy[id] = x.ID
	return cmd
}

// done says how work ended.
func (p *Page) done(msg tea.Msg) tea.Cmd {
	m, ok := msg.(task.DoneMsg[worked])
	if !ok || p.busy[m.ID] == "" {
		return nil
	}
	delete(p.busy, m.ID)
	if m.Err != nil {
		return tea.Batch(p.h.Fail(m.Err), p.Refresh())
	}
	return tea.Batch(purchasedialog.Tell(p.h, m.Value.purchase), p.Refresh())
}

// about is the purchase in a dialog.
func about(x ledger.Purchase) dialog.Line {
	return dialog.Line{Text: x.Amount.String() + " under payment id " + x.PaymentID, Tone: theme.Strong}
}

// typed is the field in which the amount is typed to confirm.
func typed(x ledger.Purchase) dialog.Field {
	return dialog.Field{ID: "confirm", Kind: dialog.Typed, Label: "Type the amount to confirm", Unit: string(x.Amount.Currency), Limit: 40,
		Want: func(dialog.Values) string { return x.Amount.Plain() }}
}

func notes(lines ...dialog.Line) dialog.Field {
	return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return lines }}
}

// needed is a note that may not be empty.
func needed(label, why string) dialog.Field {
	return dialog.Field{ID: "note", Kind: dialog.Text, Label: label, Limit: 500, Check: func(v string, _ dialog.Values) string {
		if strings.TrimSpace(v) == "" {
			return why
		}
		return ""
	}}
}

// form opens a form whose act works on the purchase.
func (p *Page) form(spec dialog.FormSpec, act func(v dialog.Values) tea.Cmd) tea.Cmd {
	spec.Width, spec.Trigger = 68, p.h.LastKey
	spec.Done = func(v dialog.Values, ok bool) tea.Cmd {
		if !ok {
			return nil
		}
		return act(v)
	}
	p.h.Dialogs.Open(dialog.NewForm(spec))
	return nil
}

func (p *Page) resend(x ledger.Purchase) tea.Cmd {
	line := "The SAME payment id and the same bytes are sent once more. If an earlier attempt arrived, the platform answers 3041 and makes no second payment."
	if x.State == ledger.PurchasePrepared {
		line = "It is stored and was never sent. It is sent now, for the first time."
	}
	return p.form(dialog.FormSpec{ID: "resend", Title: "Resend the purchase", Submit: "Resend", Risky: true,
		Fields: []dialog.Field{notes(about(x), dialog.Line{}, dialog.Line{Text: line, Tone: theme.Muted}, dialog.Line{}), typed(x)}},
		func(dialog.Values) tea.Cmd {
			return p.work(x, "Resending the purchase of "+x.Amount.String(), func(ctx context.Context) (ledger.Purchase, error) { return p.h.Desk.Purchases.Resend(ctx, x.ID) })
		})
}

func (p *Page) notTaken(x ledger.Purchase) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "not-taken", Title: "The platform never took it", Submit: "Note it as not taken", Risky: true,
		Fields: []dialog.Field{
			notes(about(x), dialog.Line{}, dialog.Line{Text: "Only after a look in the Dashboard, or on the word of the platform's support.", Tone: theme.Warn}, dialog.Line{}),
			needed("Where did you see it?", "say where you saw it; the note stays in the journal"),
			typed(x),
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(x, "Noting that the purchase was not taken", func(ctx context.Context) (ledger.Purchase, error) {
				return p.h.Desk.Purchases.NotTaken(ctx, x.ID, v["note"])
			})
		})
}

func (p *Page) withdraw(x ledger.Purchase) tea.Cmd {
	line := dialog.Line{Text: "Nothing was sent.", Tone: theme.Muted}
	if x.Via == ledger.ViaLink {
		line = dialog.Line{Text: "contra stops to wait for it. Who has the link can still pay with it until its time is over; contra tells you then.", Tone: theme.Warn}
	}
	return p.form(dialog.FormSpec{ID: "withdraw", Title: "Withdraw the purchase", Submit: "Withdraw", Risky: true,
		Fields: []dialog.Field{notes(about(x), dialog.Line{}, line, dialog.Line{}), {ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"}}},
		func(v dialog.Values) tea.Cmd {
			return p.work(x, "Withdrawing the purchase", func(ctx context.Context) (ledger.Purchase, error) {
				return p.h.Desk.Purchases.Withdraw(ctx, x.ID, v["note"])
			})
		})
}

func (p *Page) note(x ledger.Purchase) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "note", Title: "Note on the purchase", Submit: "Add", Fields: []dialog.Field{notes(about(x), dialog.Line{}), needed("Note", "the note is empty")}},
		func(v dialog.Values) tea.Cmd {
			return p.work(x, "Adding a note", func(ctx context.Context) (ledger.Purchase, error) {
				return p.h.Desk.Purchases.Note(ctx, x.ID, v["note"])
			})
		})
}

func (p *Page) acknowledge(x ledger.Purchase) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "acknowledge", Title: "Acknowledge", Submit: "Acknowledge",
		Fields: []dialog.Field{notes(about(x), dialog.Line{}, dialog.Line{Text: page.Sentence(x.Hold), Tone: theme.Warn}, dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"}}},
		func(v dialog.Values) tea.Cmd {
			return p.work(x, "Acknowledging", func(ctx context.Context) (ledger.Purchase, error) {
				return p.h.Desk.Purchases.Acknowledge(ctx, x.ID, v["note"])
			})
		})
}
