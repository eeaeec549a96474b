package recondialog

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/core/store/runs"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// asked is what the platform said about some findings.
type asked struct {
	answers []work.Asked
	run     archive.Run
}

// Ask asks the platform about the payments of findings and compares again. More
// than one is asked about after a question.
func (w *Work) Ask(p Pick, at time.Time) tea.Cmd {
	if p.N == 1 {
		return w.ask(p)
	}
	many := "all that is chosen"
	if p.N > 0 {
		many = page.Things(p.N, "break", "breaks")
	}
	return w.open(at, dialog.NewConfirm(dialog.ConfirmSpec{ID: "ask-all", Title: "Ask the platform", Yes: "Ask", Trigger: w.h.LastKey,
		Lines: []dialog.Line{strong(page.Sentence(many)), {},
			muted("Each payment is asked about once, one after the other. Esc stops; what was answered by then stays in the ledger. Nothing is refunded.")},
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return w.ask(p)
		}}))
}

func (w *Work) ask(p Pick) tea.Cmd {
	if why := w.long.Busy(); why != "" {
		return w.h.Say(toast.Info, "%s.", page.Sentence(why))
	}
	d := w.h.Desk
	return page.Do(&w.long, "Asking the platform", func(ctx context.Context, report func(task.Progress)) (out asked, err error) {
		numbers, err := p.numbers(ctx, d.Store)
		if err != nil {
			return out, err
		}
		out.answers, err = d.Breaks.Ask(ctx, p.Run, numbers, p.Filter, func(done, total int) {
			report(task.Progress{Done: int64(done), Total: int64(total), Unit: "payments"})
		})
		if err != nil && len(out.answers) == 0 {
			return out, err
		}
		// What was answered before it stopped is in the ledger, so it is compared again all the same.
		var failed error
		out.run, failed = runs.Get(context.WithoutCancel(ctx), d.Store, p.Run)
		if failed != nil {
			return out, failed
		}
		return out, err
	}, func(x asked, err error) tea.Cmd {
		if len(x.answers) == 0 {
			return w.h.Fail(err)
		}
		level, said := answered(x.answers)
		return tea.Batch(w.h.Fail(err), w.h.Say(level, "%s", said), w.Compare(x.run))
	})
}

// answered says how many answers came, and what the first failure was.
func answered(all []work.Asked) (toast.Level, string) {
	var known, failed int64
	var first error
	for _, a := range all {
		if a.Err == nil {
			known++
			continue
		}
		failed++
		if first == nil {
			first = a.Err
		}
	}
	if known == 1 && failed == 0 {
		p := all[0].Payment
		return toast.Success, fmt.Sprintf("The platform says of %s: %s, captured %s, refunded %s.", text.Clean(p.ID), text.Clean(p.Status), p.Amount(p.Captured), p.Amount(p.Refunded))
	}
	if failed == 0 {
		return toast.Success, fmt.Sprintf("The platform answered about %s.", page.Things(known, "break", "breaks"))
	}
	if len(all) == 1 {
		return toast.Warning, page.Explain(first)
	}
	said := fmt.Sprintf("The platform answered about %s of %s. ", page.Count(known), page.Things(known+failed, "break", "breaks"))
	return toast.Warning, said + page.Explain(first)
}
