package purchases

import (
	"context"
	"database/sql"
	"errors"

	"contra/core/ledger"
	"contra/core/store"
)

// AddStep appends a line to a purchase's story.
func AddStep(ctx context.Context, tx *store.Tx, step ledger.PurchaseStep) error {
	if step.Raw == nil {
		step.Raw = []byte{}
	}
	return tx.Exec(ctx, "INSERT INTO purchase_steps (purchase, at, kind, state, http, detail, raw) VALUES (?,?,?,?,?,?,?)",
		step.PurchaseID, store.Millis(tx.Now()), step.Kind, string(step.State), step.HTTP, step.Detail, step.Raw)
}

// Repeats tells whether the purchase's last step says the same as this one.
func Repeats(ctx context.Context, q store.Querier, step ledger.PurchaseStep) (same bool, err error) {
	err = q.QueryRow(ctx, "SELECT kind = ? AND state = ? AND http = ? AND detail = ? FROM purchase_steps WHERE purchase = ? ORDER BY id DESC LIMIT 1",
		step.Kind, string(step.State), step.HTTP, step.Detail, step.PurchaseID).Scan(&same)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return same, err
}

// Steps gives a purchase's story, oldest first.
func Steps(ctx context.Context, q store.Querier, id string) ([]ledger.PurchaseStep, error) {
	rows, err := q.Query(ctx, "SELECT id, purchase, at, kind, state, http, detail, raw FROM purchase_steps WHERE purchase = ? ORDER BY id", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (s ledger.PurchaseStep, err error) {
		var when int64
		err = r.Scan(&s.RowID, &s.PurchaseID, &when, &s.Kind, &s.State, &s.HTTP, &s.Detail, &s.Raw)
		s.At = store.Moment(when)
		return s, err
	})
	return all, failed(err)
}
