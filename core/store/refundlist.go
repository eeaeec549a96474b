package store

import (
	"context"
	"slices"
	"strings"

	"contra/core/ledger"
)

// RefundWindow says which part of the refunds is wanted: up to Limit of them in
// any of States, newest first, on one side of an anchor.
type RefundWindow struct {
	States []ledger.RefundState // none: all
	Anchor *ledger.Refund       // nil: from the newest
	Newer  bool                 // those newer than the anchor, or the oldest of all without one
	With   bool                 // the anchor itself too
	Free   bool                 // only those that no person must look at
	Limit  int
}

// RefundWindow gives a window of the refunds, newest first.
func (s *Store) RefundWindow(ctx context.Context, w RefundWindow) ([]ledger.Refund, error) {
	where, args := []string{"true"}, []any{}
	switch len(w.States) {
	case 0:
	case 1:
		where, args = []string{"state = ?"}, append(args, string(w.States[0]))
	default:
		// The unary plus keeps the walk in the order of time.
		where = []string{"+state IN (?" + strings.Repeat(",?", len(w.States)-1) + ")"}
		for _, state := range w.States {
			args = append(args, string(state))
		}
	}
	if w.Free {
		where = append(where, "hold = ''")
	}
	order, beyond := "DESC", "<"
	if w.Newer {
		order, beyond = "ASC", ">"
	}
	if w.Anchor != nil {
		if w.With {
			beyond += "="
		}
		where = append(where, "(created_at, id) "+beyond+" (?, ?)")
		args = append(args, ms(w.Anchor.CreatedAt), w.Anchor.ID)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE "+strings.Join(where, " AND ")+
		" ORDER BY created_at "+order+", id "+order+" LIMIT ?", append(args, w.Limit)...)
	all, err := collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
	if w.Newer {
		slices.Reverse(all)
	}
	return all, wrap(err, "the refunds cannot be read")
}

// HeldRefunds gives the refunds that a person must look at, newest first.
func (s *Store) HeldRefunds(ctx context.Context, limit int) ([]ledger.Refund, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE hold <> '' ORDER BY created_at DESC, id DESC LIMIT ?", limit)
	all, err := collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
	return all, wrap(err, "the refunds cannot be read")
}

// OwnRefunds gives the refunds in any of the states that went through Gate or
// will, newest first: not the rows of files, of which there can be very many.
func (s *Store) OwnRefunds(ctx context.Context, states ...ledger.RefundState) ([]ledger.Refund, error) {
	args := []any{string(ledger.ViaFile)}
	for _, state := range states {
		args = append(args, string(state))
	}
	rows, err := s.read.QueryContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE via <> ? AND state IN (?"+strings.Repeat(",?", len(states)-1)+") ORDER BY created_at DESC, id DESC", args...)
	all, err := collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
	return all, wrap(err, "the refunds cannot be read")
}

// RejectionsBefore gives up to limit waiting rejected messages before a row (0:
// the last ones), of one import or of all (0), oldest first.
func (s *Store) RejectionsBefore(ctx context.Context, importID, before int64, limit int) ([]ledger.Rejection, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, import, source, line, reason, detail, raw, received_at, resolved_at FROM rejections
WHERE resolved_at = 0 AND (?1 = 0 OR id < ?1) AND (?2 = 0 OR import = ?2) ORDER BY id DESC LIMIT ?3`, before, importID, limit)
	all, err := collect(rows, err, func(r scanner) (ledger.Rejection, error) { return scanRejection(r) })
	slices.Reverse(all)
	return all, wrap(err, "the rejected messages cannot be read")
}
