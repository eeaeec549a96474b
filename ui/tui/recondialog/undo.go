package recondialog

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// Undo names a decision to be taken back: that of Bulk, or else the last one of
// the month in which Run is.
type Undo struct {
	Run   int64
	Month string
	Bulk  int64
}

// lookedBack is how many decisions are looked through for the last one of a month.
const lookedBack = 5000

// Undo takes back one act as a whole, after a question.
func (w *Work) Undo(u Undo, asked time.Time) tea.Cmd {
	d, trigger := w.h.Desk, w.h.LastKey
	type act struct {
		all  []archive.Decision
		some []archive.Finding // that they are about
	}
	return page.Do(&w.act, "Looking for the last decision", func(ctx context.Context, _ func(task.Progress)) (a act, err error) {
		if a.all, err = find(ctx, d.Store, u); err != nil {
			return a, err
		}
		for _, x := range a.all[:min(len(a.all), mostLines)] {
			f, err := runs.WithKey(ctx, d.Store, x.Key)
			if err != nil {
				return a, err
			}
			a.some = append(a.some, f)
		}
		return a, nil
	},
		func(a act, err error) tea.Cmd {
			if err != nil {
				return w.h.Fail(err)
			}
			first, n := a.all[0], len(a.all)
			lines := append([]dialog.Line{strong(page.Sentence(fmt.Sprintf("%s: %s", page.Things(int64(n), "break", "breaks"), prose.Decided(first.Verb))))}, named(a.some, n)...)
			lines = append(lines, plain(fmt.Sprintf("by %s, %s UTC", first.Operator, page.Moment(first.At))), plain("“"+first.Note+"”"), dialog.Line{},
				muted("The decision stays in the journal as taken back."))
			return w.open(asked, dialog.NewConfirm(dialog.ConfirmSpec{ID: "undo", Title: "Take the decision back?", Lines: lines, Yes: "Take back", Trigger: trigger, Done: func(yes bool) tea.Cmd {
				if !yes {
					return nil
				}
				return w.undo(u, first)
			}}))
		})
}

// named says which breaks n decisions are about, of which some are known.
func named(some []archive.Finding, n int) (lines []dialog.Line) {
	for i := range some {
		words := "  " + string(some[i].Code)
		if id := some[i].PaymentID; id != "" {
			words += "  " + id
		}
		if a := some[i].Stake; a.Currency != "" {
			words += "  " + prose.Signed(a)
		}
		lines = append(lines, plain(words))
	}
	if more := n - len(some); more > 0 {
		lines = append(lines, muted(fmt.Sprintf("  and %s more", page.Count(int64(more)))))
	}
	return lines
}

func find(ctx context.Context, s *store.Store, u Undo) ([]archive.Decision, error) {
	bulk := u.Bulk
	if bulk == 0 {
		all, err := runs.Recent(ctx, s, 0, lookedBack)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			if x.UndoneAt.IsZero() && x.Month == u.Month {
				bulk = x.Bulk
				break
			}
		}
	}
	if bulk == 0 {
		return nil, ledger.Errorf(ledger.ErrNotFound, "nothing was decided that could be taken back")
	}
	act, err := runs.Act(ctx, s, bulk)
	if err == nil && len(act) == 0 {
		err = ledger.Errorf(ledger.ErrLostRace, "it was taken back already")
	}
	return act, err
}

func (w *Work) undo(u Undo, first archive.Decision) tea.Cmd {
	d := w.h.Desk
	back := func(ctx context.Context) (string, error) {
		n, err := d.Breaks.Undo(ctx, first.Bulk)
		return page.Things(n, "decision is", "decisions are") + " taken back", err
	}
	switch first.Verb {
	case archive.Match, archive.Apart: // they decide what is compared
		return w.change("Taking the decision back", u.Run, back, nil)
	}
	return page.Store(&w.act, "Taking the decision back", back, func(said string) tea.Cmd { return w.h.Say(toast.Success, "%s.", said) })
}
