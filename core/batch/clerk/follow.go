package clerk

import (
	"context"
	"time"

	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store/batches"
)

// Following is how far a look at the open rows has come.
type Following struct{ Asked, Total, Settled int }

// Follow asks the platform about every row of a batch without an outcome. Each
// payment is asked about at the pace of the settings.
func (c *Clerk) Follow(ctx context.Context, id int64, report func(Following)) (Following, error) {
	var at Following
	ids, err := batches.RefundIDs(ctx, c.Store, id, append(refund.OpenStates, ledger.Exported)...)
	if err != nil {
		return at, err
	}
	at.Total = len(ids)
	asked := map[int64]bool{}
	for _, id := range ids {
		f, err := c.Store.Refund(ctx, id)
		if err != nil {
			return at, err
		}
		if f.State.Open() && f.State != ledger.Exported && !(f.Via == ledger.ViaFile && asked[f.PaymentRow]) {
			asked[f.PaymentRow] = true
			s := c.Runner.Settle(ctx, f.ID)
			if s.Err != nil {
				return at, s.Err
			}
			f = s.Refund
			if err := rest(ctx, min(c.gap()/2, 100*time.Millisecond)); err != nil {
				return at, ledger.Errorf(ledger.ErrCancelled, "cancelled after %d of %d rows", at.Asked, at.Total)
			}
		}
		at.Asked++
		if f.State.Final() {
			at.Settled++
		}
		if report != nil {
			report(at)
		}
	}
	return at, nil
}

// Results gives what became of every row.
func (c *Clerk) Results(ctx context.Context, id int64) ([]batches.Outcome, error) {
	return batches.Outcomes(ctx, c.Store, id)
}
