package batches

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/money"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// send looks at the whole batch once more and then asks for the confirmation.
func (p *Page) send(b batch.Batch) tea.Cmd {
	asked := p.h.Clock.Now()
	return p.do(b.ID, "Looking at "+b.Ref(), func(ctx context.Context) (deed, error) {
		plan, err := p.h.Desk.Batches.PlanSend(ctx, b.ID)
		return deed{then: func() tea.Cmd { return p.askSend(asked, plan) }}, err
	})
}

// askSend has the person type how many rows and how much money go out.
func (p *Page) askSend(asked time.Time, plan clerk.SendPlan) tea.Cmd {
	b := plan.Batch
	coolOff := p.h.Desk.Config.Batch.CoolOff
	lines := []dialog.Line{strong(page.Things(plan.Rows, "row", "rows") + ", " + totals(plan.Totals))}
	if plan.Report.Warnings > 0 {
		lines = append(lines, warn(page.Things(plan.Report.Warnings, "row has a warning", "rows have warnings")+": / shows which."))
	}
	lines = append(lines,
		dialog.Line{Text: fmt.Sprintf("Sent one by one through Gate, %s at least; %s · what is sent cannot be undone.", spoken(plan.Needs), p.h.Stakes)},
		muted(fmt.Sprintf("It begins after a cool-off of %s, in which s stops it and nothing is sent. Later s stops and P pauses it after the row under way.", spoken(coolOff))), dialog.Line{})
	fields := []dialog.Field{notes(lines...),
		{ID: "good", Kind: dialog.Check, Label: "leave out " + page.Things(plan.Report.Errors, "row with an error", "rows with errors"), Show: func(dialog.Values) bool { return plan.Report.Errors > 0 }},
		{ID: "count", Kind: dialog.Typed, Label: "Type the number of rows", Limit: 20, Want: func(dialog.Values) string { return fmt.Sprint(plan.Rows) }},
	}
	before := wentOut(plan.Report.Findings)
	fields = append(fields, againFields(before)...)
	for i, t := range plan.Totals {
		want := money.New(t.Amount, t.Currency).Plain()
		fields = append(fields, dialog.Field{ID: fmt.Sprintf("total-%d", i), Kind: dialog.Typed, Label: "Type the total", Unit: string(t.Currency), Limit: 40,
			Want: func(dialog.Values) string { return want }})
	}
	return p.formSince(asked, dialog.FormSpec{ID: "batch-send", Title: "Send " + text.Clean(b.Title()) + " through Gate", Submit: "Send", Risky: true, Width: 72, Fields: fields,
		Ready: func(v dialog.Values) string {
			switch {
			case plan.Rows == 0:
				return "no row is without an error"
			case plan.Report.Errors > 0 && !v.Is("good"):
				return page.Things(plan.Report.Errors, "row has an error", "rows have errors") + ": mend them, or leave them out"
			}
			return ""
		}},
		func(v dialog.Values) tea.Cmd {
			return p.do(b.ID, "Starting "+b.Ref(), func(ctx context.Context) (deed, error) {
				_, err := p.h.Desk.Batches.Start(ctx, plan, coolOff, v.Is("good"), strings.TrimSpace(v["again"]))
				return deed{then: func() tea.Cmd { return p.fly(b.ID) }}, err
			})
		})
}

// pauseOrResume does whichever of the two there is to do.
func (p *Page) pauseOrResume(b batch.Batch) tea.Cmd {
	orphan := p.facts != nil && p.facts.batch.ID == b.ID && p.facts.orphan
	if b.State != batch.Paused && !orphan {
		return p.do(b.ID, "Pausing "+b.Ref(), func(ctx context.Context) (deed, error) {
			_, err := p.h.Desk.Batches.Pause(ctx, b.ID, "by "+p.h.Desk.Store.Operator()+".")
			return deed{said: b.Ref() + " is paused; P resumes it"}, err
		})
	}
	return p.do(b.ID, "Resuming "+b.Ref(), func(ctx context.Context) (deed, error) {
		_, err := p.h.Desk.Batches.Resume(ctx, b.ID)
		return deed{then: func() tea.Cmd { return p.fly(b.ID) }}, err
	})
}

// stop ends the sending, after a question once something was sent.
func (p *Page) stop(b batch.Batch) tea.Cmd {
	act := func() tea.Cmd {
		return p.do(b.ID, "Stopping "+b.Ref(), func(ctx context.Context) (deed, error) {
			now, err := p.h.Desk.Batches.Stop(ctx, b.ID, "stopped by "+p.h.Desk.Store.Operator())
			said := b.Ref() + " is stopped; n makes a batch of the rows that were not sent"
			if now.State == batch.Draft {
				said = b.Ref() + " is stopped before anything was sent; it is a draft again"
			}
			return deed{said: said}, err
		})
	}
	if b.State == batch.Cooling {
		return act()
	}
	p.h.Dialogs.Open(dialog.NewConfirm(dialog.ConfirmSpec{ID: "batch-stop", Title: "Stop " + b.Ref() + "?", Yes: "Stop", Risky: true, Trigger: p.h.LastKey,
		Lines: []dialog.Line{strong(b.Title()), {}, {Text: "The row under way ends; the rows after it will not be sent, and the batch cannot go on. To go on later, pause it instead (P).", Tone: theme.Warn}},
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return act()
		}}))
	return nil
}
