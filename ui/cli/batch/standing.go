package batch

import (
	"context"
	"io"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// standing counts the rows of a batch by what became of them.
func standing(ctx context.Context, d *desk.Desk, id int64) (view.BatchSending, error) {
	b, err := batches.Get(ctx, d.Store, id)
	if err != nil {
		return view.BatchSending{}, err
	}
	p, err := batches.Progress(ctx, d.Store, id)
	if err != nil {
		return view.BatchSending{}, err
	}
	failed, err := batches.CountViews(ctx, d.Store, id, batches.Failed)
	if err != nil {
		return view.BatchSending{}, err
	}
	no := p.Of(ledger.Declined, ledger.ReversedBackNow)
	v := view.BatchSending{ID: b.Ref(), State: b.State, Rows: p.Rows, Succeeded: p.Of(ledger.Succeeded, ledger.Confirmed), Declined: no, Rejected: p.Of(ledger.Rejected),
		InDoubt: p.Of(ledger.InDoubt, ledger.Sent, ledger.Prepared), Open: p.Open(), Held: p.Held, Totals: view.Each(p.Totals, view.NewBatchTotal), Why: b.Why}
	v.Taken = v.Succeeded + no + p.Of(ledger.Accepted)
	v.Refused = failed - no - v.Rejected
	v.Waiting = p.Wait - v.Refused
	return v, nil
}

// exitOf gives the exit code for where the rows stand; turns tells whether every
// row should have had its turn.
func exitOf(v view.BatchSending, turns bool) int {
	switch {
	case v.Open > 0:
		return app.ExitUnknown
	case v.Declined+v.Rejected > 0 || turns && v.Waiting > 0:
		return app.ExitFailed
	case turns && v.Refused > 0:
		return app.ExitFindings
	}
	return app.ExitDone
}

func printStanding(a *app.App, v view.BatchSending) error {
	return a.Result(v, func(w io.Writer) error {
		lines := [][2]string{{"batch", v.ID}, {"state", string(v.State)}, {"rows", out.Group(v.Rows)}}
		for _, c := range []struct {
			name string
			n    int64
			note string
		}{{"succeeded", v.Succeeded, ""}, {"declined", v.Declined, ""}, {"not taken", v.Rejected, "refused by Gate"}, {"refused", v.Refused, "by a rule, or left out"},
			{"open", v.Open, "contra batch follow " + v.ID + " asks for them"}, {"in doubt", v.InDoubt, "do not refund them again by hand"}, {"waiting", v.Waiting, "no refund yet"},
			{"attention", v.Held, "contra batch show " + v.ID + " --rows held"}} {
			if c.n == 0 {
				continue
			}
			text := out.Group(c.n)
			if c.note != "" {
				text += "  (" + c.note + ")"
			}
			lines = append(lines, [2]string{c.name, text})
		}
		for _, t := range v.Totals {
			lines = append(lines, totalLine(t))
		}
		return app.Facts(w, append(lines, [2]string{"why", v.Why})...)
	})
}
