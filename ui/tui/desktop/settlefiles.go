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

// fileMarks are the rows after which the next pass goes on, one of each state; nil: from the beginning.
type fileMarks [2]*ledger.Refund

// fileStates are the states of rows of files that may be asked about.
var fileStates = [2]ledger.RefundState{ledger.Uploaded, ledger.Accepted}

// filesDue tells whether rows of uploaded files have their turn, and notes it.
func (m *Model) filesDue() bool {
	now := m.h.Desk.Store.Now()
	if m.watch.snap.InFiles() == 0 || now.Sub(m.watch.filed) < filesEvery {
		return false
	}
	m.watch.filed = now
	return true
}

// settleOpen takes the open refunds that are due a step further, without rows of
// files.
func settleOpen(ctx context.Context, runner *refund.Runner, due func(ledger.Refund) bool) (refund.Report, error) {
	open, err := runner.Store.OwnRefunds(ctx, refund.OpenStates...)
	if err != nil {
		return refund.Report{}, err
	}
	slices.Reverse(open) // oldest first
	return runner.SettleThese(ctx, open, due)
}

// settleFiles asks about the next few rows of files after some.
func settleFiles(ctx context.Context, runner *refund.Runner, after fileMarks) (fileMarks, error) {
	for i, state := range fileStates {
		last, err := settleFile(ctx, runner, state, after[i])
		if after[i] = last; err != nil {
			return after, err
		}
	}
	return after, nil
}

// settleFile is that for one state, and gives the last row that it looked at;
// nil when the next pass begins anew.
func settleFile(ctx context.Context, runner *refund.Runner, state ledger.RefundState, after *ledger.Refund) (*ledger.Refund, error) {
	rows, err := runner.Store.RefundWindow(ctx, store.RefundWindow{States: []ledger.RefundState{state}, Anchor: after, Newer: true, Limit: filesSeen})
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
		if last = &rows[i]; last.Via != ledger.ViaFile {
			continue
		}
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
