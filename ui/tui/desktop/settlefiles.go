package desktop

import (
	"context"
	"slices"
	"time"

	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store"
)

// Rows of uploaded files can be many, and callbacks tell how they end: they are
// asked about a few at a time, round and round.
const (
	filesEvery = 10 * time.Second
	filesAtAll = 4   // asked about in one pass
	filesSeen  = 200 // looked at in one pass
)

// filesDue tells whether rows of uploaded files have their turn, and notes it.
func (m *Model) filesDue() bool {
	now := m.h.Desk.Store.Now()
	if m.watch.snap.Counts[ledger.Uploaded] == 0 || now.Sub(m.watch.filed) < filesEvery {
		return false
	}
	m.watch.filed = now
	return true
}

// settleOpen takes the open refunds that are due a step further, without rows of
// files that no operation of the platform is known of.
func settleOpen(ctx context.Context, runner *refund.Runner, due func(ledger.Refund) bool) (refund.Report, error) {
	states := slices.DeleteFunc(slices.Clone(refund.OpenStates), func(s ledger.RefundState) bool { return s == ledger.Uploaded })
	open, err := runner.Store.Refunds(ctx, -1, states...)
	if err != nil {
		return refund.Report{}, err
	}
	slices.Reverse(open) // oldest first
	return runner.SettleThese(ctx, open, due)
}

// settleFiles asks about the next few rows of uploaded files after one, and gives
// the last that it looked at; nil when the next pass begins anew.
func settleFiles(ctx context.Context, runner *refund.Runner, after *ledger.Refund) (*ledger.Refund, error) {
	rows, err := runner.Store.RefundWindow(ctx, store.RefundWindow{States: []ledger.RefundState{ledger.Uploaded}, Anchor: after, Newer: true, Limit: filesSeen})
	if err != nil {
		return after, err
	}
	slices.Reverse(rows) // oldest first
	left := filesAtAll
	last := after
	for i := range rows {
		if left == 0 {
			return last, nil
		}
		last = &rows[i]
		report, err := runner.SettleThese(ctx, rows[i:i+1], func(f ledger.Refund) bool { return refund.Due(f, runner.Store.Now()) })
		if err != nil {
			return last, err
		}
		left -= report.Checked
	}
	if len(rows) < filesSeen {
		return nil, nil
	}
	return last, nil
}
