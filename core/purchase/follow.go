package purchase

import (
	"context"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/core/store/purchases"
)

// Watch follows a purchase until its outcome is known, wait is over or ctx ends.
func (r *Runner) Watch(ctx context.Context, id string, wait time.Duration) (ledger.Purchase, error) {
	return r.Await(ctx, id, wait, func(p ledger.Purchase) bool { return !p.State.Open() })
}

// Await follows a purchase until it is as wanted, its outcome is known, wait is
// over or ctx ends. It sees what a listener stores in the same ledger, and asks
// the platform itself at growing distances. The purchase as it stands is returned in any case.
func (r *Runner) Await(ctx context.Context, id string, wait time.Duration, wanted func(ledger.Purchase) bool) (ledger.Purchase, error) {
	p, err := purchases.Get(ctx, r.Store, id)
	end := time.Now().Add(wait)
	for gap := 200 * time.Millisecond; err == nil && p.State.Open() && !wanted(p); gap = min(2*gap, 5*time.Second) {
		left := time.Until(end)
		if left <= 0 {
			break
		}
		if cancelled := pause(ctx, min(gap, left)); cancelled != nil {
			return p, cancelled
		}
		if p, err = purchases.Get(ctx, r.Store, id); err != nil || !p.State.Open() || wanted(p) {
			break
		}
		s := r.Settle(ctx, id)
		if s.Err == nil {
			p = s.Purchase
			continue
		}
		var known *ledger.Error
		if errors.As(s.Err, &known) && known.Code == ledger.ErrCancelled {
			return p, s.Err
		}
		if p, err = purchases.Get(ctx, r.Store, id); err == nil {
			err = s.Err
		}
	}
	return p, err
}

// Report is what a pass over all open purchases brought.
type Report struct {
	Checked, Settled, InDoubt, Resent int
	Items                             []ledger.Purchase
	Errs                              []error
}

// SettleAll looks once at every open purchase that due lets through (nil: all).
func (r *Runner) SettleAll(ctx context.Context, due func(ledger.Purchase) bool) (report Report, err error) {
	open, err := purchases.Open(ctx, r.Store)
	if err != nil {
		return report, err
	}
	for _, p := range open {
		if at, ok := r.asked.Load(p.ID); ok && at.(time.Time).After(p.CheckedAt) {
			p.CheckedAt = at.(time.Time)
		}
		if due != nil && !due(p) {
			continue
		}
		s := r.Settle(ctx, p.ID)
		if ctx.Err() != nil {
			return report, ledger.Errorf(ledger.ErrCancelled, "cancelled after %d of %d purchases", report.Checked, len(open))
		}
		report.Checked++
		if s.Err != nil {
			report.Errs = append(report.Errs, s.Err)
			if s.Purchase, err = purchases.Get(ctx, r.Store, p.ID); err != nil {
				return report, err
			}
		}
		if s.Resent {
			report.Resent++
		}
		switch {
		case !s.Purchase.State.Open():
			report.Settled++
		case s.Purchase.State == ledger.PurchaseInDoubt:
			report.InDoubt++
		}
		report.Items = append(report.Items, s.Purchase)
	}
	return report, nil
}

// Due tells whether a background pass should ask about a purchase now: soon
// after it began, then ever less often, but never never; and once more when the
// customer's time is over.
func Due(p ledger.Purchase, now time.Time) bool {
	began := p.SentAt
	if began.IsZero() {
		began = p.CreatedAt
	}
	last := p.CheckedAt
	if last.IsZero() {
		last = began
	}
	if end := p.ExpiresAt.Add(lateness); !p.ExpiresAt.IsZero() && last.Before(end) && now.After(end) {
		return true
	}
	gap := min(max(now.Sub(began)/4, 3*time.Second), 10*time.Minute)
	return !now.Before(last.Add(gap))
}
