package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"contra/core/ledger"
)

const refundColumns = `id, via, payment, project, payment_id, amount, currency, description, state, path, body, request_id, operation_id, code, message, operator, owner, attempts, hold, created_at, sent_at, checked_at, updated_at`

func scanRefund(r scanner) (f ledger.Refund, err error) {
	var created, sent, checked, updated int64
	err = r.Scan(&f.ID, &f.Via, &f.PaymentRow, &f.Project, &f.PaymentID, &f.Amount.Minor, &f.Amount.Currency, &f.Description, &f.State, &f.Path, &f.Body,
		&f.RequestID, &f.OperationID, &f.Code, &f.Message, &f.Operator, &f.Owner, &f.Attempts, &f.Hold, &created, &sent, &checked, &updated)
	f.CreatedAt, f.SentAt, f.CheckedAt, f.UpdatedAt = at(created), at(sent), at(checked), at(updated)
	return f, err
}

// AddRefund stores a new intent with the bytes to send.
func (t *Tx) AddRefund(ctx context.Context, f *ledger.Refund) error {
	if f.Via == "" {
		f.Via = ledger.ViaGate
	}
	f.CreatedAt, f.UpdatedAt = t.now, t.now
	t.wrote(f)
	_, err := t.tx.ExecContext(ctx, "INSERT INTO refunds ("+refundColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		f.ID, string(f.Via), f.PaymentRow, f.Project, f.PaymentID, f.Amount.Minor, string(f.Amount.Currency), f.Description, string(f.State), f.Path, f.Body,
		f.RequestID, f.OperationID, f.Code, f.Message, f.Operator, f.Owner, f.Attempts, f.Hold, ms(f.CreatedAt), ms(f.SentAt), ms(f.CheckedAt), ms(f.UpdatedAt))
	return err
}

// AddFileRefunds stores the rows of a file as refunds of ours, in one pass.
func (t *Tx) AddFileRefunds(ctx context.Context, refunds []*ledger.Refund) error {
	for _, f := range refunds {
		f.Via, f.CreatedAt, f.UpdatedAt = ledger.ViaFile, t.now, t.now
		t.wrote(f)
	}
	return t.Feed(ctx, len(refunds), func(row, col int) any {
		f := refunds[row]
		switch col {
		case 0:
			return f.ID
		case 1:
			return f.PaymentRow
		case 2:
			return f.Project
		case 3:
			return f.PaymentID
		case 4:
			return f.Amount.Minor
		case 5:
			return string(f.Amount.Currency)
		case 6:
			return f.Description
		case 7:
			return string(f.State)
		case 8:
			return f.Operator
		}
		return ms(t.now)
	}, `INSERT INTO refunds (`+refundColumns+`)
SELECT c0, 'file', c1, c2, c3, c4, c5, c6, c7, '', x'', '', '', '', '', c8, '', 0, '', c9, 0, 0, c9 FROM bulk`)
}

// SaveRefund writes what may change about a refund; its intent and bytes never do.
func (t *Tx) SaveRefund(ctx context.Context, f *ledger.Refund) error {
	f.UpdatedAt = t.now
	t.wrote(f)
	_, err := t.tx.ExecContext(ctx, `UPDATE refunds SET state = ?, request_id = ?, operation_id = ?, code = ?, message = ?, owner = ?, attempts = ?, hold = ?, sent_at = ?, checked_at = ?, updated_at = ? WHERE id = ?`,
		string(f.State), f.RequestID, f.OperationID, f.Code, f.Message, f.Owner, f.Attempts, f.Hold, ms(f.SentAt), ms(f.CheckedAt), ms(f.UpdatedAt), f.ID)
	return err
}

// AddSteps appends one line to the stories of many refunds, in one pass.
func (t *Tx) AddSteps(ctx context.Context, refunds []*ledger.Refund, kind, detail string) error {
	return t.Feed(ctx, len(refunds), func(row, col int) any {
		if col == 0 {
			return refunds[row].ID
		}
		return string(refunds[row].State)
	}, "INSERT INTO refund_steps (refund, at, kind, state, http, detail, raw) SELECT c0, ?, ?, c1, 0, ?, x'' FROM bulk", ms(t.now), kind, detail)
}

// SaveRefunds is SaveRefund for many.
func (t *Tx) SaveRefunds(ctx context.Context, refunds []*ledger.Refund) error {
	for _, f := range refunds {
		if err := t.SaveRefund(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// AddStep appends a line to a refund's story.
func (t *Tx) AddStep(ctx context.Context, step ledger.Step) error {
	if step.Raw == nil {
		step.Raw = []byte{}
	}
	_, err := t.tx.ExecContext(ctx, "INSERT INTO refund_steps (refund, at, kind, state, http, detail, raw) VALUES (?,?,?,?,?,?,?)",
		step.RefundID, ms(t.now), step.Kind, string(step.State), step.HTTP, step.Detail, step.Raw)
	return err
}

// Repeats tells whether the refund's last step says the same as this one.
func (t *Tx) Repeats(ctx context.Context, step ledger.Step) (same bool, err error) {
	err = t.tx.QueryRowContext(ctx, "SELECT kind = ? AND state = ? AND http = ? AND detail = ? FROM refund_steps WHERE refund = ? ORDER BY id DESC LIMIT 1",
		step.Kind, string(step.State), step.HTTP, step.Detail, step.RefundID).Scan(&same)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return same, err
}

// Refund reads one refund inside the transaction.
func (t *Tx) Refund(ctx context.Context, id string) (ledger.Refund, error) {
	return refundByID(ctx, t.tx, id)
}

// RefundsOf reads the refunds of a payment inside the transaction, oldest first.
func (t *Tx) RefundsOf(ctx context.Context, paymentRow int64) ([]ledger.Refund, error) {
	return refundsOf(ctx, t.tx, paymentRow)
}

// RefundsOfMany reads the refunds of many payments in one pass, by payment row.
func (t *Tx) RefundsOfMany(ctx context.Context, paymentRows []int64) (map[int64][]ledger.Refund, error) {
	all := map[int64][]ledger.Refund{}
	if len(paymentRows) == 0 {
		return all, nil
	}
	return all, t.probe(ctx, len(paymentRows), func(row, col int) any {
		if col == 0 {
			return paymentRows[row]
		}
		return nil
	}, "SELECT "+prefixed("f", refundColumns)+" FROM bulk CROSS JOIN refunds f ON f.payment = b.c0 ORDER BY f.created_at, f.id", func(r *sql.Rows) error {
		f, err := scanRefund(r)
		all[f.PaymentRow] = append(all[f.PaymentRow], f)
		return err
	})
}

// Refund reads one refund.
func (s *Store) Refund(ctx context.Context, id string) (ledger.Refund, error) {
	f, err := refundByID(ctx, s.read, id)
	return f, wrap(err, "the refund cannot be read")
}

func refundByID(ctx context.Context, q querier, id string) (ledger.Refund, error) {
	f, err := scanRefund(q.QueryRowContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return f, ledger.Errorf(ledger.ErrNotFound, "there is no refund %s in this ledger", id).WithHint("contra refunds lists them")
	}
	return f, err
}

func refundsOf(ctx context.Context, q querier, paymentRow int64) ([]ledger.Refund, error) {
	rows, err := q.QueryContext(ctx, "SELECT "+refundColumns+" FROM refunds WHERE payment = ? ORDER BY created_at, id", paymentRow)
	return collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
}

// RefundsOf gives the refunds of a payment, oldest first.
func (s *Store) RefundsOf(ctx context.Context, paymentRow int64) ([]ledger.Refund, error) {
	all, err := refundsOf(ctx, s.read, paymentRow)
	return all, wrap(err, "the refunds cannot be read")
}

// Refunds gives refunds in any of the states (none: all), newest first.
func (s *Store) Refunds(ctx context.Context, limit int, states ...ledger.RefundState) ([]ledger.Refund, error) {
	query, args := "SELECT "+refundColumns+" FROM refunds", []any{}
	if len(states) > 0 {
		query += " WHERE state IN (?" + strings.Repeat(",?", len(states)-1) + ")"
		for _, state := range states {
			args = append(args, string(state))
		}
	}
	rows, err := s.read.QueryContext(ctx, query+" ORDER BY created_at DESC, id DESC LIMIT ?", append(args, limit)...)
	all, err := collect(rows, err, func(r scanner) (ledger.Refund, error) { return scanRefund(r) })
	return all, wrap(err, "the refunds cannot be read")
}

// RefundCounts is how many refunds stand in each state.
func (s *Store) RefundCounts(ctx context.Context) (map[ledger.RefundState]int64, error) {
	counts := map[ledger.RefundState]int64{}
	rows, err := s.read.QueryContext(ctx, "SELECT state, count(*) FROM refunds GROUP BY state")
	if err != nil {
		return nil, wrap(err, "the refunds cannot be counted")
	}
	err = each(rows, func(r *sql.Rows) error {
		var state ledger.RefundState
		var n int64
		err := r.Scan(&state, &n)
		counts[state] = n
		return err
	})
	return counts, wrap(err, "the refunds cannot be counted")
}

// Steps gives a refund's story, oldest first.
func (s *Store) Steps(ctx context.Context, refundID string) ([]ledger.Step, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT id, refund, at, kind, state, http, detail, raw FROM refund_steps WHERE refund = ? ORDER BY id", refundID)
	all, err := collect(rows, err, func(r scanner) (p ledger.Step, err error) {
		var when int64
		err = r.Scan(&p.RowID, &p.RefundID, &when, &p.Kind, &p.State, &p.HTTP, &p.Detail, &p.Raw)
		p.At = at(when)
		return p, err
	})
	return all, wrap(err, "the refund's steps cannot be read")
}

// ClocksAgree tells whether the platform dated an operation of ours near the
// moment at which it was sent, so that its dates can be told from ours.
func (t *Tx) ClocksAgree(ctx context.Context) (agree bool, err error) {
	const hour = 3_600_000
	err = t.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM refunds f JOIN operations o ON o.payment = f.payment AND o.operation_id = f.operation_id
 WHERE o.date <> 0 AND abs(o.date - f.sent_at) < ?)`, hour).Scan(&agree)
	return agree, err
}
