package store

import (
	"context"
	"crypto/sha256"
	"database/sql"

	"contra/core/ledger"
)

const callbackColumns = `id, import, payment, project, identity, operation_id, type, status, source, line, signed_order, date, received_at, late, raw`

func scanCallback(r scanner) (c ledger.Callback, err error) {
	var date, received int64
	err = r.Scan(&c.RowID, &c.ImportID, &c.PaymentRow, &c.Project, &c.Identity, &c.OperationID, &c.Type, &c.Status,
		&c.Source, &c.Line, &c.Order, &date, &received, &c.Late, &c.Raw)
	c.Date, c.ReceivedAt = at(date), at(received)
	return c, err
}

// CallbackKey is the identity of a stored message.
type CallbackKey struct {
	PaymentRow int64
	Identity   string
}

// KnownCallbacks tells which of the keys are stored already.
func (t *Tx) KnownCallbacks(ctx context.Context, keys []CallbackKey) (map[CallbackKey]bool, error) {
	known := map[CallbackKey]bool{}
	if len(keys) == 0 {
		return known, nil
	}
	return known, t.probe(ctx, len(keys), func(row, col int) any {
		switch col {
		case 0:
			return keys[row].PaymentRow
		case 1:
			return keys[row].Identity
		}
		return nil
	}, "SELECT b.c0, b.c1 FROM bulk CROSS JOIN callbacks c ON c.payment = b.c0 AND c.identity = b.c1", func(r *sql.Rows) error {
		var k CallbackKey
		err := r.Scan(&k.PaymentRow, &k.Identity)
		known[k] = true
		return err
	})
}

// AddCallbacks stores messages. Their identities must not be stored yet.
func (t *Tx) AddCallbacks(ctx context.Context, callbacks []ledger.Callback) error {
	var next int64
	if err := t.tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM callbacks").Scan(&next); err != nil {
		return err
	}
	_, err := t.feed(ctx, len(callbacks), func(row, col int) any {
		c := &callbacks[row]
		switch col {
		case 0:
			c.RowID = next + int64(row) + 1
			return c.RowID
		case 1:
			return c.ImportID
		case 2:
			return c.PaymentRow
		case 3:
			return c.Project
		case 4:
			return c.Identity
		case 5:
			return c.OperationID
		case 6:
			return c.Type
		case 7:
			return c.Status
		case 8:
			return c.Source
		case 9:
			return int64(c.Line)
		case 10:
			return c.Order
		case 11:
			return ms(c.Date)
		case 12:
			return ms(t.now)
		case 13:
			return c.Late
		case 14:
			return c.Raw
		}
		return nil
	}, "INSERT INTO callbacks ("+callbackColumns+") SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14 FROM bulk")
	return err
}

// Callbacks gives the stored messages of a payment, oldest first by the platform's date.
func (s *Store) Callbacks(ctx context.Context, paymentRow int64) ([]ledger.Callback, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+callbackColumns+" FROM callbacks WHERE payment = ? ORDER BY date, id", paymentRow)
	all, err := collect(rows, err, func(r scanner) (ledger.Callback, error) { return scanCallback(r) })
	return all, wrap(err, "the callbacks cannot be read")
}

// AddRejections keeps messages that were not accepted. The same bytes wait only once.
func (t *Tx) AddRejections(ctx context.Context, rejections []ledger.Rejection) error {
	for _, r := range rejections {
		hash := sha256.Sum256(r.Raw)
		_, err := t.tx.ExecContext(ctx, `INSERT INTO rejections (import, source, line, reason, detail, raw, raw_hash, received_at) VALUES (?,?,?,?,?,?,?,?)
ON CONFLICT (raw_hash) DO UPDATE SET import = excluded.import, source = excluded.source, line = excluded.line, reason = excluded.reason, detail = excluded.detail, resolved_at = 0`,
			r.ImportID, r.Source, r.Line, string(r.Reason), r.Detail, r.Raw, hash[:], ms(t.now))
		if err != nil {
			return err
		}
	}
	return nil
}

// ResolveRejection notes that a rejected message was taken in after all.
func (t *Tx) ResolveRejection(ctx context.Context, row int64) error {
	_, err := t.tx.ExecContext(ctx, "UPDATE rejections SET resolved_at = ? WHERE id = ?", ms(t.now), row)
	return err
}

// RestateRejection notes today's reason of a message that is still rejected.
func (t *Tx) RestateRejection(ctx context.Context, row int64, why ledger.Reject) error {
	_, err := t.tx.ExecContext(ctx, "UPDATE rejections SET reason = ?, detail = ? WHERE id = ?", string(why.Reason), why.Detail, row)
	return err
}

// Rejections gives the messages that still wait, of one import or of all (0), oldest first after row.
func (s *Store) Rejections(ctx context.Context, importID, after int64, limit int) ([]ledger.Rejection, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, import, source, line, reason, detail, raw, received_at, resolved_at FROM rejections
WHERE resolved_at = 0 AND id > ? AND (?2 = 0 OR import = ?2) ORDER BY id LIMIT ?`, after, importID, limit)
	all, err := collect(rows, err, func(r scanner) (ledger.Rejection, error) { return scanRejection(r) })
	return all, wrap(err, "the rejected messages cannot be read")
}

func scanRejection(r scanner) (j ledger.Rejection, err error) {
	var received, resolved int64
	err = r.Scan(&j.RowID, &j.ImportID, &j.Source, &j.Line, &j.Reason, &j.Detail, &j.Raw, &received, &resolved)
	j.ReceivedAt, j.ResolvedAt = at(received), at(resolved)
	return j, err
}

// CountRejections is how many messages wait to be mended.
func (s *Store) CountRejections(ctx context.Context) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM rejections WHERE resolved_at = 0").Scan(&n)
	return n, wrap(err, "the rejected messages cannot be counted")
}
