package pull

import (
	"context"
	"time"

	"contra/core/dataapi"
	"contra/core/owner"
	"contra/core/store"
	"contra/core/store/pulls"
)

// Status is how much was pulled.
type Status struct {
	Coverage []Coverage
	Runs     []pulls.Run // newest first; one whose process died is interrupted
}

// Coverage is the time of which all operations of a project are in the ledger.
type Coverage struct {
	Kind    dataapi.Kind
	Project int64
	Spans   []pulls.Span // the earliest first; between them are gaps
}

// Until is the end of what is covered.
func (c *Coverage) Until() time.Time { return c.Spans[len(c.Spans)-1].To }

// Status reads how much was pulled, with the latest runs. runs below 0 is all of them.
func (r *Runner) Status(ctx context.Context, runs int) (Status, error) {
	var s Status
	for _, kind := range []dataapi.Kind{dataapi.Operations, dataapi.Financial} {
		spans, err := pulls.Spans(ctx, r.Store, kind)
		if err != nil {
			return s, err
		}
		for _, span := range spans {
			n := len(s.Coverage)
			if n == 0 || s.Coverage[n-1].Kind != kind || s.Coverage[n-1].Project != span.Project {
				s.Coverage = append(s.Coverage, Coverage{Kind: kind, Project: span.Project})
				n++
			}
			s.Coverage[n-1].Spans = append(s.Coverage[n-1].Spans, span)
		}
	}
	var err error
	s.Runs, err = r.Runs(ctx, 0, runs)
	return s, err
}

// Runs gives the runs from newest to oldest, starting below an id (0: the newest);
// one whose process died is interrupted. A limit below 0 is none.
func (r *Runner) Runs(ctx context.Context, below int64, limit int) ([]pulls.Run, error) {
	all, err := pulls.Runs(ctx, r.Store, below, limit)
	for i := range all {
		if x := &all[i]; x.State == pulls.Running && !owner.Process(x.Owner).Alive() {
			x.State = pulls.Interrupted
		}
	}
	return all, err
}

// Balances asks the platform for its balances and keeps them in place of those
// that were known; see pulls.Balances.
func (r *Runner) Balances(ctx context.Context) ([]dataapi.Balance, error) {
	api, err := r.API()
	if err != nil {
		return nil, err
	}
	all, err := api.Balances(ctx)
	if err != nil {
		return nil, err
	}
	now := r.Store.Now()
	for i := range all { // their age is told by the ledger's clock
		all[i].At = now
	}
	err = r.Store.Write(ctx, "storing the balances", func(tx *store.Tx) error {
		var figures []string
		for _, b := range all {
			figures = append(figures, b.Name+": "+b.Amount.String())
		}
		tx.Record("balances", "", map[string]any{"balances": figures})
		return pulls.SaveBalances(ctx, tx, all)
	})
	return all, err
}
