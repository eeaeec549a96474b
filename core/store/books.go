package store

import "context"

// Books is a number that grows with every write of operations or of refunds:
// as long as it is the same, a comparison with the ledger finds the same.
func Books(ctx context.Context, q Querier) (version int64, err error) {
	err = q.QueryRow(ctx, "SELECT version FROM books").Scan(&version)
	return version, wrap(err, "the ledger cannot be read")
}
