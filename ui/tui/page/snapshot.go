package page

import (
	"context"

	"contra/core/batch"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store/batches"
	"contra/core/store/purchases"
)

// Snapshot is what the desktop looks at whenever the ledger changed.
type Snapshot struct {
	Version  int64
	Open     []ledger.Refund // whose outcome is still to come, newest first; without rows of files
	Held     []ledger.Refund // that a person must look at, newest first
	Counts   map[ledger.RefundState]int64
	Rejected int64           // messages that wait to be mended
	Moving   []batch.Batch   // on their way to the platform
	InBatch  map[string]bool // of Open and Held, those that are rows of batches
	Needing  map[int64]bool  // batches that need a person

	Purchases []ledger.Purchase // whose outcome is still to come, oldest first
	Asking    []ledger.Purchase // that a person must look at, newest first
}

// maxHeld bounds what is read of the refunds that wait for a person.
const maxHeld = 500

// Read takes a snapshot.
func Read(ctx context.Context, d *desk.Desk) (s Snapshot, err error) {
	if s.Version, err = d.Store.DataVersion(ctx); err != nil {
		return s, err
	}
	// Rows of files wait by the thousand; their batches tell of them.
	if s.Open, err = d.Store.OwnRefunds(ctx, append([]ledger.RefundState{ledger.AwaitingApproval}, refund.OpenStates...)...); err != nil {
		return s, err
	}
	if s.Held, err = d.Store.HeldRefunds(ctx, maxHeld); err != nil {
		return s, err
	}
	if s.Counts, err = d.Store.RefundCounts(ctx); err != nil {
		return s, err
	}
	if s.Rejected, err = d.Store.CountRejections(ctx); err != nil {
		return s, err
	}
	if s.Purchases, err = purchases.Open(ctx, d.Store); err != nil {
		return s, err
	}
	if s.Asking, err = purchases.List(ctx, d.Store, purchases.Window{Held: true, Limit: maxHeld}); err != nil {
		return s, err
	}
	return s, s.readBatches(ctx, d)
}

// readBatches looks which batches need a person, and which refunds are theirs.
func (s *Snapshot) readBatches(ctx context.Context, d *desk.Desk) (err error) {
	if s.Moving, err = batches.Moving(ctx, d.Store); err != nil {
		return err
	}
	held, err := batches.HeldBatches(ctx, d.Store)
	if err != nil {
		return err
	}
	s.Needing = make(map[int64]bool, len(held))
	for id := range held {
		s.Needing[id] = true
	}
	for _, b := range s.Moving {
		if b.State == batch.Exporting || b.State == batch.Paused || d.Batches.Orphaned(b) {
			s.Needing[b.ID] = true
		}
	}
	ids := make([]string, 0, len(s.Open)+len(s.Held))
	for _, list := range [][]ledger.Refund{s.Open, s.Held} {
		for _, f := range list {
			ids = append(ids, f.ID)
		}
	}
	holders, err := batches.Holders(ctx, d.Store, ids)
	s.InBatch = make(map[string]bool, len(holders))
	for id := range holders {
		s.InBatch[id] = true
	}
	return err
}

// InBatches is how many refunds are rows of batches that go on by themselves.
func (s Snapshot) InBatches() (n int64) {
	for _, f := range s.Open {
		if f.State != ledger.InDoubt && f.Hold == "" && s.InBatch[f.ID] {
			n++
		}
	}
	return n + s.Counts[ledger.Exported] + s.InFiles()
}

// InFiles is how many rows of files the platform has and has not ended.
func (s Snapshot) InFiles() int64 {
	accepted := s.Counts[ledger.Accepted]
	for _, f := range s.Open {
		if f.State == ledger.Accepted {
			accepted--
		}
	}
	return s.Counts[ledger.Uploaded] + max(accepted, 0)
}

// BatchesNeed is how many batches need a person.
func (s Snapshot) BatchesNeed() int64 { return int64(len(s.Needing)) }

// PurchasesNeed is how many purchases need a person.
func (s Snapshot) PurchasesNeed() int64 {
	n := len(s.Asking)
	for _, p := range s.Purchases {
		if p.State == ledger.PurchaseInDoubt && p.Hold == "" {
			n++
		}
	}
	return int64(n)
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

// Running lists the refunds that go on by themselves, newest first. Rows of
// batches are not among them: their batches tell of them.
func (s Snapshot) Running() []ledger.Refund {
	var out []ledger.Refund
	for _, f := range s.Open {
		if f.State != ledger.InDoubt && f.Hold == "" && !s.InBatch[f.ID] {
			out = append(out, f)
		}
	}
	return out
}
