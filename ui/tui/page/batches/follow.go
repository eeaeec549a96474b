package batches

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
)

// follow asks the platform about every row without an outcome. It can be cancelled.
func (p *Page) follow(b batch.Batch) tea.Cmd {
	n, cmd := task.Run(p.h.Tasks, "Asking about "+b.Ref(), func(ctx context.Context, report func(task.Progress)) (deed, error) {
		at, err := p.h.Desk.Batches.Follow(ctx, b.ID, func(f clerk.Following) {
			report(task.Progress{Done: int64(f.Asked), Total: int64(f.Total), Unit: "rows"})
		})
		return deed{said: fmt.Sprintf("%s: asked about %s, %d ended", b.Ref(), page.Things(int64(at.Total), "open row", "open rows"), at.Settled)}, err
	})
	p.busy[n] = b.ID
	return cmd
}

// decide is what a person does about a row that needs one: it says which
// operation is the row's, or that a finding about a known outcome was seen.
func (p *Page) decide(b batch.Batch) tea.Cmd {
	f := *p.held()
	if !f.State.Final() {
		return p.choose(b)
	}
	return p.form(dialog.FormSpec{ID: "batch-acknowledge", Title: "Acknowledge", Submit: "I have seen it", Risky: true,
		Fields: []dialog.Field{
			notes(strong(f.Amount.String()+" on payment "+f.PaymentID), dialog.Line{}, warn(page.Sentence(f.Hold)), dialog.Line{},
				muted("The row keeps its outcome. The note stays in the journal."), dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Note", Limit: 500, Placeholder: "may be left empty"},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Acknowledging a finding", func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Runner.Acknowledge(ctx, f.ID, v["note"])
				return deed{}, err
			})
		})
}

// choose lets a person say which operation of the platform is the row's.
func (p *Page) choose(b batch.Batch) tea.Cmd {
	s := p.story
	f := *s.refund
	items := make([]dialog.Item, len(s.fits))
	for i, o := range s.fits {
		when := o.CreatedAt
		if when.IsZero() {
			when = o.Date
		}
		items[i] = dialog.Item{ID: o.ID, Title: fmt.Sprintf("%s  %s %s", o.ID, o.Type, o.Status), Detail: o.Amount.String() + "  " + page.Moment(when) + " UTC"}
	}
	p.h.Dialogs.Open(dialog.NewPicker("batch-operation", "Which operation is this row's?", items, func(id string) tea.Cmd {
		return p.form(dialog.FormSpec{ID: "batch-adopt", Title: "Choose the row's operation", Submit: "It is this one", Risky: true,
			Fields: []dialog.Field{
				notes(strong(f.Amount.String()+" on payment "+f.PaymentID), dialog.Line{Text: "is operation " + id + "."},
					muted("Nothing is sent; the row then follows that operation."), dialog.Line{}),
				{ID: "note", Kind: dialog.Text, Label: "How do you know?", Limit: 500, Placeholder: "may be left empty"},
			}},
			func(v dialog.Values) tea.Cmd {
				return p.do(b.ID, "Adopting operation "+text.Clean(id), func(ctx context.Context) (deed, error) {
					_, err := p.h.Desk.Runner.Adopt(ctx, f.ID, id, v["note"])
					return deed{said: "The row follows operation " + text.Clean(id)}, err
				})
			})
	}))
	return nil
}

// notTaken notes that the platform never carried the row out.
func (p *Page) notTaken(b batch.Batch) tea.Cmd {
	f := *p.held()
	return p.form(dialog.FormSpec{ID: "batch-not-taken", Title: "The platform never took this row", Submit: "Note it as not taken", Risky: true,
		Fields: []dialog.Field{
			notes(strong(f.Amount.String()+" on payment "+f.PaymentID), dialog.Line{},
				warn("Only after a look in the Dashboard, or on the word of the platform's support. The amount becomes free, and may be refunded again."), dialog.Line{}),
			{ID: "note", Kind: dialog.Text, Label: "Where did you see it?", Limit: 500, Check: func(v string, _ dialog.Values) string {
				if strings.TrimSpace(v) == "" {
					return "say where you saw that it was not taken; the note stays in the journal"
				}
				return ""
			}},
			{ID: "confirm", Kind: dialog.Typed, Label: "Type the amount to confirm", Unit: string(f.Amount.Currency), Limit: 40,
				Want: func(dialog.Values) string { return f.Amount.Plain() }},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Noting that a row was not taken", func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Runner.NotTaken(ctx, f.ID, v["note"])
				return deed{said: "The row of " + text.Clean(f.PaymentID) + " is noted as not taken"}, err
			})
		})
}

// repeat makes the next batch of the rows that failed.
func (p *Page) repeat(b batch.Batch) tea.Cmd {
	return p.form(dialog.FormSpec{ID: "batch-repeat", Title: "Next batch of the failed rows", Submit: "Build", Quick: true,
		Fields: []dialog.Field{
			notes(strong(b.Title()), muted("Rows that were declined, rejected or not sent become a new draft. The platform is asked about their payments first."), dialog.Line{}),
			{ID: "name", Kind: dialog.Text, Label: "Name", Value: strings.TrimPrefix(b.Title(), b.Ref()+" ") + " again", Limit: 80},
		}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Building the next batch of "+b.Ref(), func(ctx context.Context) (deed, error) {
				built, err := p.h.Desk.Batches.BuildFailed(ctx, b.ID, clerk.New{Name: strings.TrimSpace(v["name"])})
				return deed{said: built.Batch.Ref() + " is built", then: func() tea.Cmd { return p.GoTo(built.Batch.ID) }}, err
			})
		})
}
