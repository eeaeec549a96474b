package pulls

import (
	"context"

	"contra/core/dataapi"
	"contra/core/store"
)

// SaveBalances takes the platform's latest answer in place of what was known:
// a balance that it no longer names is gone.
func SaveBalances(ctx context.Context, tx *store.Tx, all []dataapi.Balance) error {
	if err := tx.Exec(ctx, "DELETE FROM balances"); err != nil {
		return err
	}
	for n, b := range all {
		err := tx.Exec(ctx, "INSERT INTO balances (n, project, name, currency, amount, at) VALUES (?,?,?,?,?,?)",
			n, b.Project, b.Name, string(b.Amount.Currency), b.Amount.Minor, store.Millis(b.At))
		if err != nil {
			return err
		}
	}
	return nil
}

// Balances gives what the platform said last, in its order.
func Balances(ctx context.Context, q store.Querier) ([]dataapi.Balance, error) {
	rows, err := q.Query(ctx, "SELECT project, name, currency, amount, at FROM balances ORDER BY n")
	all, err := store.Collect(rows, err, func(r store.Scanner) (b dataapi.Balance, err error) {
		var at int64
		err = r.Scan(&b.Project, &b.Name, &b.Amount.Currency, &b.Amount.Minor, &at)
		b.At = store.Moment(at)
		return b, err
	})
	return all, failed(err)
}
