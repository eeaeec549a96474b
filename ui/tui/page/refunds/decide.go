package refunds

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/refunddialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// worked is what work on a refund brought.
type worked struct{ refund ledger.Refund }

// work runs what changes a refund. It is not cancelled: it may send.
func (p *Page) work(f ledger.Refund, title string, fn func(context.Context) (ledger.Refund, error)) tea.Cmd {
	id, cmd := page.Send(p.h, title, func(ctx context.Context) (worked, error) {
		r, err := fn(ctx)
		return worked{r}, err
	})
	p.busy[id] = f.ID
	return cmd
}

// done says how work ended.
func (p *Page) done(msg tea.Msg) tea.Cmd {
	m, ok := msg.(task.DoneMsg[worked])
	if !ok || p.busy[m.ID] == "" {
		return nil
	}
	delete(p.busy, m.ID)
	var say tea.Cmd
	switch f := m.Value.refund; {
	case m.Err != nil:
		say = p.h.Fail(m.Err)
	case f.ID == "":
	case f.State.Final(), f.State == ledger.Accepted:
		say = refunddialog.Tell(p.h, f)
	case f.Hold != "": // the watching says so
	default:
		p.h.Told(f.ID, f.State)
		say = p.h.Say(toast.Info, "Refund of %s on %s: %s", f.Amount, text.Clean(f.PaymentID), p.brief(f))
	}
	return tea.Batch(say, p.Refresh())
}

func (p *Page) brief(f ledger.Refund) string {
	if f.State == ledger.InDoubt {
		return "still in doubt; the story says what came back"
	}
	return string(f.State)
}

// about is the refund in a dialog.
func about(f ledger.Refund) dialog.Line {
	return dialog.Line{Text: f.Amount.String() + " on payment " + f.PaymentID, Tone: theme.Strong}
}

// typed is the field in which the amount is typed to confirm.
func typed(f ledger.Refund) dialog.Field {
	return dialog.Field{ID: "confirm", Kind: dialog.Typed, Label: "Type the amount to confirm", Unit: string(f.Amount.Currency), Limit: 40,
		Want: func(dialog.Values) string { return f.Amount.Plain() }}
}

func notes(lines ...dialog.Line) dialog.Field {
	return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return lines }}
}

// form opens a form whose act works on the refund.
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

func (p *Page) resend(f ledger.Refund) tea.Cmd {
	lines := []dialog.Line{about(f), {},
		{Text: fmt.Sprintf("It was sent %s, and its outcome is not known.", times(f.Attempts))},
		{Text: "The SAME id and the same bytes are sent once more. If an earlier attempt arrived, the platform answers 3230 and pays nothing again.", Tone: theme.Muted}, {}}
	if f.State == ledger.Prepared {
		lines[2].Text = "It is stored and was never sent."
		lines[3].Text = "It is sent now, for the first time. It cannot be undone."
	}
	return p.form(dialog.FormSpec{ID: "resend", Title: "Resend the refund", Submit: "Resend", Risky: true,
		Fields: []dialog.Field{notes(lines...), typed(f)}},
		func(dialog.Values) tea.Cmd {
			return p.work(f, "Resending the refund of "+f.Amount.String(), func(ctx context.Context) (ledger.Refund, error) { return p.h.Desk.Runner.Resend(ctx, f.ID) })
		})
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func (p *Page) notTaken(f ledger.Refund) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "not-taken", Title: "The platform never took it", Submit: "Note it as not taken", Risky: true,
		Fields: []dialog.Field{
			notes(about(f), dialog.Line{},
				dialog.Line{Text: "Only after a look in the Dashboard, or on the word of the platform's support. The amount becomes free, and may be refunded again.", Tone: theme.Warn}, dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Where did you see it?", Limit: 500, Check: func(v string, _ dialog.Values) string {
				if strings.TrimSpace(v) == "" {
					return "say where you saw that it was not taken; the note stays in the journal"
				}
				return ""
			}},
			typed(f),
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(f, "Noting that the refund was not taken", func(ctx context.Context) (ledger.Refund, error) {
				return p.h.Desk.Runner.NotTaken(ctx, f.ID, v["note"])
			})
		})
}

func (p *Page) adopt(f ledger.Refund) tea.Cmd {
	fits := p.story.fits
	options := make([]dialog.Option, len(fits))
	for i, o := range fits {
		when := o.CreatedAt
		if when.IsZero() {
			when = o.Date
		}
		options[i] = dialog.Option{Value: o.ID, Label: fmt.Sprintf("%s  %s  %s %s  %s UTC", o.ID, o.Amount, o.Type, o.Status, page.Moment(when))}
	}
	return p.form(dialog.FormSpec{ID: "adopt", Title: "Adopt an operation", Submit: "Adopt", Risky: true,
		Fields: []dialog.Field{
			notes(about(f), dialog.Line{}, dialog.Line{Text: "Which operation of the platform carries it out? Nothing is sent; the refund then follows that operation.", Tone: theme.Muted}, dialog.Line{}),
			{ID: "operation", Kind: dialog.Choice, Options: options},
			{ID: "note", Kind: dialog.Text, Label: "How do you know?", Limit: 500},
			typed(f),
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(f, "Adopting operation "+v["operation"], func(ctx context.Context) (ledger.Refund, error) {
				return p.h.Desk.Runner.Adopt(ctx, f.ID, v["operation"], v["note"])
			})
		})
}

func (p *Page) withdraw(f ledger.Refund) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "withdraw", Title: "Withdraw the refund", Submit: "Withdraw", Risky: true,
		Fields: []dialog.Field{
			notes(about(f), dialog.Line{}, dialog.Line{Text: "Nothing was sent. Withdrawing frees the amount.", Tone: theme.Muted}, dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(f, "Withdrawing the refund", func(ctx context.Context) (ledger.Refund, error) {
				return p.h.Desk.Runner.Withdraw(ctx, f.ID, v["note"])
			})
		})
}

func (p *Page) note(f ledger.Refund) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "note", Title: "Note on the refund", Submit: "Add",
		Fields: []dialog.Field{
			notes(about(f), dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Check: func(v string, _ dialog.Values) string {
				if strings.TrimSpace(v) == "" {
					return "the note is empty"
				}
				return ""
			}},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(f, "Adding a note", func(ctx context.Context) (ledger.Refund, error) { return p.h.Desk.Runner.Note(ctx, f.ID, v["note"]) })
		})
}

func (p *Page) acknowledge(f ledger.Refund) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "acknowledge", Title: "Acknowledge", Submit: "Acknowledge",
		Fields: []dialog.Field{
			notes(about(f), dialog.Line{}, dialog.Line{Text: page.Sentence(f.Hold), Tone: theme.Warn}, dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.work(f, "Acknowledging", func(ctx context.Context) (ledger.Refund, error) {
				return p.h.Desk.Runner.Acknowledge(ctx, f.ID, v["note"])
			})
		})
}
