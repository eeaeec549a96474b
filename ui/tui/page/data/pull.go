package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// pull runs one pull as a task. What is stored before a cancel stays.
func (p *Page) pull(o pull.Options) tea.Cmd {
	runner := p.h.Desk.Pulls
	return page.Do(&p.work, "Pulling "+listName(o.Kind), func(ctx context.Context, report func(task.Progress)) (pull.Report, error) {
		o.Progress = func(at pull.Progress) { report(progress(at)) }
		return runner.Run(ctx, o)
	}, func(r pull.Report, err error) tea.Cmd {
		return tea.Batch(p.ended(r, err), p.grid.Top(), p.reader.Ask(false))
	})
}

// progress is how much of the interval was read, in the unit that suits its length.
func progress(at pull.Progress) task.Progress {
	unit, name := time.Minute, "minutes"
	switch whole := at.To.Sub(at.From); {
	case whole > 4*24*time.Hour:
		unit, name = 24*time.Hour, "days"
	case whole > 4*time.Hour:
		unit, name = time.Hour, "hours"
	}
	out := task.Progress{Done: int64(at.At.Sub(at.From) / unit), Total: int64((at.To.Sub(at.From) + unit - 1) / unit), Unit: name, Paced: true,
		Note: page.Things(at.Read, "operation", "operations")}
	if at.Waiting > 0 {
		out.Note = fmt.Sprintf("waiting %s: %s", at.Waiting.Round(time.Second), at.Why)
	}
	return out
}

// ended says how a pull ended.
func (p *Page) ended(r pull.Report, err error) tea.Cmd {
	said := fmt.Sprintf("%s read: %s stored, %s known already, %s rejected", page.Things(r.Read, "operation", "operations"),
		page.Count(r.Stored), page.Count(r.Duplicate), page.Count(r.Rejected))
	if n := int64(len(r.Moved)); n > 0 {
		said += "; " + page.Things(n, "refund", "refunds") + " of ours moved along"
	}
	if n := int64(len(r.Purchases)); n > 0 {
		said += "; " + page.Things(n, "purchase", "purchases") + " of ours moved along"
	}
	var e *ledger.Error
	switch {
	case errors.Is(err, context.Canceled), errors.As(err, &e) && e.Code == ledger.ErrCancelled:
		return p.h.Say(toast.Warning, "Cancelled. %s. What is stored stays; the same pull goes on from there.", said)
	case err != nil:
		return p.h.Fail(err)
	case r.Rejected > 0:
		return p.h.Say(toast.Warning, "%s. The Imports page says why.", said)
	}
	return p.h.Say(toast.Success, "%s.", said)
}

// askBalances asks the platform for its balances.
func (p *Page) askBalances() tea.Cmd {
	runner := p.h.Desk.Pulls
	return page.Do(&p.work, "Asking for the balances", func(ctx context.Context, _ func(task.Progress)) ([]dataapi.Balance, error) {
		return runner.Balances(ctx)
	},
		func(all []dataapi.Balance, err error) tea.Cmd {
			if err != nil {
				return p.h.Fail(err)
			}
			return tea.Batch(p.h.Say(toast.Success, "The platform named %s.", page.Things(int64(len(all)), "balance", "balances")), p.reader.Ask(false))
		})
}
