package batches

import (
	"context"

	"contra/core/batch"
	"contra/core/store"
)

// CodeCount is how often a check found something.
type CodeCount struct {
	Code     batch.Code
	Severity batch.Severity
	N        int64
}

// FindingCounts counts what the latest check found by code, errors first, then
// what was found most often.
func FindingCounts(ctx context.Context, q store.Querier, id int64) ([]CodeCount, error) {
	rows, err := q.Query(ctx, "SELECT code, severity, count(*) FROM batch_findings WHERE batch = ? GROUP BY code, severity ORDER BY severity, count(*) DESC, code", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (c CodeCount, err error) {
		err = r.Scan(&c.Code, &c.Severity, &c.N)
		return c, err
	})
	return all, failed(err)
}

// Good adds up the rows without an error, a currency each.
func Good(ctx context.Context, q store.Querier, id int64) ([]batch.Total, error) {
	rows, err := q.Query(ctx, "SELECT currency, count(*), sum(amount) FROM batch_rows WHERE batch = ? AND errors = 0 GROUP BY currency ORDER BY currency", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (t batch.Total, err error) {
		err = r.Scan(&t.Currency, &t.Rows, &t.Amount)
		return t, err
	})
	return all, failed(err)
}

// HeldBatches gives the batches that have rows which a person must look at, with
// how many each has.
func HeldBatches(ctx context.Context, q store.Querier) (map[int64]int64, error) {
	held := map[int64]int64{}
	rows, err := q.Query(ctx, "SELECT r.batch, count(*) FROM refunds f JOIN batch_rows r ON r.refund = f.id AND r.refund <> '' WHERE f.hold <> '' GROUP BY r.batch")
	_, err = store.Collect(rows, err, func(r store.Scanner) (x struct{}, err error) {
		var id, n int64
		err = r.Scan(&id, &n)
		held[id] = n
		return x, err
	})
	return held, failed(err)
}
