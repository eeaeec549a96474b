package store

import (
	"context"
	"database/sql"
	"errors"

	"contra/core/ledger"
)

// Account reads a payment with its operations and our refunds of it, all as of
// one moment.
func (s *Store) Account(ctx context.Context, row int64) (*ledger.Account, []ledger.Refund, error) {
	const doing = "the payment cannot be read"
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, wrap(err, doing)
	}
	defer tx.Rollback()
	a, err := accountOf(ctx, tx, row)
	if err != nil {
		return nil, nil, wrap(err, doing)
	}
	if a == nil {
		return nil, nil, ledger.Errorf(ledger.ErrNotFound, "the payment is not in this ledger")
	}
	refunds, err := refundsOf(ctx, tx, row)
	return a, refunds, wrap(err, doing)
}

// Find gives the payments with this id, compared without case: one in each
// project that has it. project 0 means any.
func (s *Store) Find(ctx context.Context, project int64, id string) ([]ledger.Payment, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+paymentColumns+" FROM payments WHERE payment_key = ? AND (?2 = 0 OR project = ?2) ORDER BY project",
		ledger.Key{ID: id}.Fold().ID, project)
	all, err := collect(rows, err, func(r scanner) (ledger.Payment, error) { return scanPayment(r) })
	return all, wrap(err, "the payment cannot be looked up")
}

// DataVersion changes whenever any process commits to the ledger, so that a
// screen knows when to look again.
func (s *Store) DataVersion(ctx context.Context) (v int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM audit").Scan(&v)
	return v, wrap(err, "the ledger cannot be read")
}

// SaveSetting remembers a value.
func (t *Tx) SaveSetting(ctx context.Context, name, value string) error {
	return t.Exec(ctx, "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
}

// Setting reads a remembered value; "" when there is none.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT value FROM settings WHERE name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, wrap(err, "a setting cannot be read")
}
