package store

import (
	"context"

	"contra/core/ledger"
)

// Proof is a refund of ours that succeeded, with the row of its operation, which a report may show.
type Proof struct {
	Refund    ledger.Refund
	Operation int64
}

// SucceededRefunds gives our refunds that succeeded and were not seen in a
// report yet, and whose operation says so too.
func (t *Tx) SucceededRefunds(ctx context.Context) ([]Proof, error) {
	rows, err := t.tx.QueryContext(ctx, "SELECT o.id, "+prefixed("f", refundColumns)+` FROM refunds f JOIN operations o ON o.payment = f.payment AND o.operation_id = f.operation_id
WHERE f.state = 'succeeded' AND f.hold = '' AND o.refund = f.id AND o.status = 'success'`)
	return collect(rows, err, func(r scanner) (p Proof, err error) {
		p.Refund, err = scanRefund(ahead{r, &p.Operation})
		return p, err
	})
}

// ahead scans one more column in front of the others.
type ahead struct {
	scanner
	first any
}

func (a ahead) Scan(into ...any) error { return a.scanner.Scan(append([]any{a.first}, into...)...) }

// Unseen gives our refunds that succeeded before a moment and that no report
// has shown yet, oldest first.
func (s *Store) Unseen(ctx context.Context, before int64, limit int) ([]ledger.Refund, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE state = 'succeeded' AND updated_at < ? ORDER BY updated_at, id LIMIT ?", before, limit)
	all, err := collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
	return all, wrap(err, "the refunds cannot be read")
}
