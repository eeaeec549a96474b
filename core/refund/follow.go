package refund

import (
	"context"
	"errors"
	"slices"
	"time"

	"contra/core/ledger"
)

// Watch follows a refund until its outcome is known, wait is over or ctx ends.
// It sees what a listener stores in the same ledger, and asks the platform
// itself at growing distances. The refund as it stands is returned in any case.
func (r *Runner) Watch(ctx context.Context, id string, wait time.Duration) (ledger.Refund, error) {
	f, err := r.Store.Refund(ctx, id)
	end := time.Now().Add(wait)
	for gap := 200 * time.Millisecond; err == nil && !f.State.Final() && f.State != ledger.AwaitingApproval; gap = min(2*gap, 5*time.Second) {
		left := time.Until(end)
		if left <= 0 {
			break
		}
		if cancelled := pause(ctx, min(gap, left)); cancelled != nil {
			return f, cancelled
		}
		s := r.Settle(ctx, id)
		if s.Err == nil {
			f = s.Refund
			continue
		}
		var known *ledger.Error
		if errors.As(s.Err, &known) && known.Code == ledger.ErrCancelled {
			return f, s.Err
		}
		if f, err = r.Store.Refund(ctx, id); err == nil {
			err = s.Err
		}
	}
	return f, err
}

// Report is what a pass over all open refunds brought.
type Report struct {
	Checked, Settled, InDoubt, Resent int
	Items                             []ledger.Refund
	Errs                              []error
}

// OpenStates are the states in which the outcome is still to come.
var OpenStates = []ledger.RefundState{ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.InDoubt, ledger.Uploaded}

// SettleAll looks once at every open refund that due lets through (nil: all).
func (r *Runner) SettleAll(ctx context.Context, due func(ledger.Refund) bool) (Report, error) {
	open, err := r.Store.Refunds(ctx, -1, OpenStates...)
	if err != nil {
		return Report{}, err
	}
	slices.Reverse(open) // oldest first
	return r.SettleThese(ctx, open, due)
}

// SettleThese looks once at each of some refunds that due lets through (nil: all).
func (r *Runner) SettleThese(ctx context.Context, open []ledger.Refund, due func(ledger.Refund) bool) (report Report, err error) {
	for _, f := range open {
		if at, ok := r.asked.Load(f.ID); ok && at.(time.Time).After(f.CheckedAt) {
			f.CheckedAt = at.(time.Time)
		}
		if due != nil && !due(f) {
			continue
		}
		s := r.Settle(ctx, f.ID)
		if ctx.Err() != nil {
			return report, ledger.Errorf(ledger.ErrCancelled, "cancelled after %d of %d refunds", report.Checked, len(open))
		}
		report.Checked++
		if s.Err != nil {
			report.Errs = append(report.Errs, s.Err)
			if s.Refund, err = r.Store.Refund(ctx, f.ID); err != nil {
				return report, err
			}
		}
		if s.Resent {
			report.Resent++
		}
		switch {
		case s.Refund.State.Final():
			report.Settled++
		case s.Refund.State == ledger.InDoubt:
			report.InDoubt++
		}
		report.Items = append(report.Items, s.Refund)
	}
	return report, nil
}

// Due tells whether a background pass should ask about a refund now: soon
// after it was sent, then ever less often, but never never.
func Due(f ledger.Refund, now time.Time) bool {
	last := f.CheckedAt
	if last.IsZero() {
		last = f.SentAt
	}
	gap := min(max(now.Sub(f.SentAt)/4, 3*time.Second), 10*time.Minute)
	return !now.Before(last.Add(gap))
}
