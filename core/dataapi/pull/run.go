package pull

import (
	"context"
	"errors"
	"fmt"
	"time"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
	"contra/core/store/local"
	"contra/core/store/pulls"
)

// work is a pull under way.
type work struct {
	r       *Runner
	api     API
	run     pulls.Run     // as it is stored
	record  ledger.Import // as it is stored
	resumed bool
	waited  time.Duration
	moved   []ledger.Progress
	bought  []ledger.PurchaseProgress
	tell    func(Progress)
}

// Run pulls an interval. When it stops early, the report and the ledger have
// what was stored until then, whole pages only; the same call goes on from there.
// Rows that cannot be accepted are kept with the reason, and end nothing. The error is a *ledger.Error.
func (r *Runner) Run(ctx context.Context, o Options) (Report, error) {
	api, err := r.API()
	if err != nil {
		return Report{}, err
	}
	w := &work{r: r, api: api, tell: o.Progress}
	if w.run, w.resumed, err = r.begin(ctx, o); err != nil {
		return Report{}, err
	}
	if err := w.open(ctx); err != nil {
		return Report{}, err
	}
	w.record.Source = fmt.Sprintf("%s %s to %s", sourceOf(w.run.Kind), clock(w.run.Next), clock(w.run.To))
	list := reading{limit: r.pageSize(), ask: w.ask, keep: w.store}
	err = list.all(dataapi.WithWait(ctx, w.waits), w.run.Next, w.run.To, r.window())
	if closed := w.close(context.WithoutCancel(ctx), err); err == nil {
		err = closed
	}
	return w.report(), err
}

// ask gets one page of a window from the platform.
func (w *work) ask(ctx context.Context, win window, offset, limit int) ([]dataapi.Row, error) {
	ask := w.api.Operations
	if w.run.Kind == dataapi.Financial {
		ask = w.api.FinancialOperations
	}
	w.show(Progress{At: win.from})
	w.r.at("before the question")
	// Whether the platform counts the last second in or not, the next window begins with it.
	page, err := ask(ctx, dataapi.Query{Projects: w.run.Projects, From: win.from, To: win.to, Zone: "UTC", Limit: limit, Offset: offset})
	w.r.at("after the answer")
	return page.Rows, err
}

// waits hears of every pause.
func (w *work) waits(d time.Duration, why string) {
	w.waited += d
	w.show(Progress{At: w.run.Next, Waiting: d, Why: why})
}

func (w *work) show(p Progress) {
	if w.tell == nil {
		return
	}
	x := &w.run
	p.From, p.To, p.Windows, p.Pages = x.From, x.To, x.Windows, x.Pages
	p.Read, p.Stored, p.Duplicate, p.Rejected = x.Read, x.Stored, x.Duplicate, x.Rejected
	w.tell(p)
}

// open notes the run, and ends those whose processes died.
func (w *work) open(ctx context.Context) error {
	x := w.run
	err := w.r.Store.Write(ctx, "beginning to pull", func(tx *store.Tx) error {
		x = w.run
		others, err := pulls.Open(ctx, tx)
		if err != nil {
			return err
		}
		for _, other := range others {
			if owner.Process(other.Owner).Alive() {
				continue
			}
			if err := pulls.Abandon(ctx, tx, other); err != nil {
				return err
			}
		}
		if err := pulls.Save(ctx, tx, &x); err != nil {
			return err
		}
		tx.Record("pull.began", fmt.Sprintf("pull %d", x.ID), map[string]any{"pull": x.ID, "kind": x.Kind, "projects": x.Projects, "from": x.From, "to": x.To, "next": x.Next})
		return nil
	})
	w.run = x
	return err
}

// close notes how the run ended, with the record of its import.
func (w *work) close(ctx context.Context, failed error) error {
	x, record := w.run, w.record
	var known *ledger.Error
	switch {
	case failed == nil:
		x.State = pulls.Done
	case errors.As(failed, &known) && known.Code == ledger.ErrCancelled:
		x.State = pulls.Cancelled
	default:
		x.State, x.Why = pulls.Failed, failed.Error()
	}
	x.Waited = w.waited
	err := w.r.Store.Write(ctx, "ending the pull", func(tx *store.Tx) error {
		tx.Record("pull.ended", fmt.Sprintf("pull %d", x.ID), map[string]any{"pull": x.ID, "state": x.State, "next": x.Next, "windows": x.Windows, "pages": x.Pages,
			"read": x.Read, "stored": x.Stored, "duplicate": x.Duplicate, "rejected": x.Rejected})
		if err := pulls.Save(ctx, tx, &x); err != nil || record.RowID == 0 {
			return err
		}
		record.State, record.EndedAt = string(x.State), tx.Now()
		return tx.SaveImport(ctx, &record)
	})
	if err != nil || x.Stored < worthPacking {
		return err
	}
	return local.Refresh(ctx, w.r.Store)
}

// worthPacking is after how many new operations they are packed for the next comparison.
const worthPacking = 1000

func (w *work) report() Report {
	x := &w.run
	return Report{Kind: x.Kind, From: x.From, To: x.To, Next: x.Next, Resumed: w.resumed, Windows: x.Windows, Pages: x.Pages,
		Read: x.Read, Stored: x.Stored, Duplicate: x.Duplicate, Rejected: x.Rejected, Waited: w.waited, Import: x.Import, Moved: w.moved, Purchases: w.bought}
}
