package page

import (
	"context"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/refund"
)

// Snapshot is what the desktop looks at whenever the ledger changed.
type Snapshot struct {
	Version  int64
	Open     []ledger.Refund // whose outcome is still to come, newest first
	Held     []ledger.Refund // that a person must look at, newest first
	Counts   map[ledger.RefundState]int64
	Rejected int64 // messages that wait to be mended
}

// maxHeld bounds what is read of the refunds that wait for a person.
const maxHeld = 500

// Read takes a snapshot.
func Read(ctx context.Context, d *desk.Desk) (s Snapshot, err error) {
	if s.Version, err = d.Store.DataVersion(ctx); err != nil {
		return s, err
	}
	states := append([]ledger.RefundState{ledger.AwaitingApproval}, refund.OpenStates...)
	if s.Open, err = d.Store.Refunds(ctx, -1, states...); err != nil {
		return s, err
	}
	if s.Held, err = d.Store.HeldRefunds(ctx, maxHeld); err != nil {
		return s, err
	}
	if s.Counts, err = d.Store.RefundCounts(ctx); err != nil {
		return s, err
	}
	s.Rejected, err = d.Store.CountRejections(ctx)
	return s, err
}

// Needs lists the refunds that need a person: those on hold and those in doubt,
// the oldest first.
func (s Snapshot) Needs() []ledger.Refund {
	var out []ledger.Refund
	seen := map[string]bool{}
	for i := len(s.Held) - 1; i >= 0; i-- {
		seen[s.Held[i].ID] = true
		out = append(out, s.Held[i])
	}
	for i := len(s.Open) - 1; i >= 0; i-- {
		if f := s.Open[i]; f.State == ledger.InDoubt && !seen[f.ID] {
			out = append(out, f)
		}
	}
	return out
}

// Running lists the refunds that go on by themselves, newest first.
func (s Snapshot) Running() []ledger.Refund {
	var out []ledger.Refund
	for _, f := range s.Open {
		if f.State != ledger.InDoubt && f.Hold == "" {
			out = append(out, f)
		}
	}
	return out
}
