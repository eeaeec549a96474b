package batches

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"contra/core/batch"
	"contra/core/store"
)

const rowColumns = `n, line, type, project, method, payment_id, operation_id, amount, currency, description, whole, faults, refund, refusal`

func scanRow(r store.Scanner, more ...any) (row batch.Row, err error) {
	var faults string
	err = r.Scan(append([]any{&row.N, &row.Line, &row.Type, &row.Project, &row.Method, &row.PaymentID, &row.OperationID, &row.Amount.Minor,
		&row.Amount.Currency, &row.Description, &row.Whole, &faults, &row.RefundID, &row.Refusal}, more...)...)
	if err == nil && faults != "" {
		err = json.Unmarshal([]byte(faults), &row.Faults)
	}
	return row, err
}

// AddRows appends rows to a batch. Those without a number get the next ones.
func AddRows(ctx context.Context, tx *store.Tx, id int64, rows []batch.Row) error {
	var next int64
	if err := tx.QueryRow(ctx, "SELECT next_row FROM batches WHERE id = ?", id).Scan(&next); err != nil {
		return err
	}
	for i := range rows {
		if rows[i].N == 0 {
			rows[i].N = next
		}
		next = max(next, rows[i].N+1)
	}
	if err := tx.Exec(ctx, "UPDATE batches SET next_row = ? WHERE id = ?", next, id); err != nil {
		return err
	}
	return PutRows(ctx, tx, id, rows)
}

// PutRows writes rows under their numbers, in place of what stood there.
func PutRows(ctx context.Context, tx *store.Tx, id int64, rows []batch.Row) error {
	faults := make([]string, len(rows))
	for i := range rows {
		if len(rows[i].Faults) > 0 {
			text, err := json.Marshal(rows[i].Faults)
			if err != nil {
				return err
			}
			faults[i] = string(text)
		}
	}
	return tx.Feed(ctx, len(rows), func(at, col int) any {
		r := &rows[at]
		switch col {
		case 0:
			return r.N
		case 1:
			return int64(r.Line)
		case 2:
			return r.Type
		case 3:
			return r.Project
		case 4:
			return r.Method
		case 5:
			return r.PaymentID
		case 6:
			return r.OperationID
		case 7:
			return r.Amount.Minor
		case 8:
			return string(r.Amount.Currency)
		case 9:
			return r.Description
		case 10:
			return r.Whole
		case 11:
			return faults[at]
		case 12:
			return r.RefundID
		case 13:
			return r.Refusal
		}
		return nil
	}, `INSERT INTO batch_rows (batch, `+rowColumns+`, errors, warnings)
SELECT ?, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, 0, 0 FROM bulk WHERE true
ON CONFLICT (batch, n) DO UPDATE SET line = excluded.line, type = excluded.type, project = excluded.project, method = excluded.method, payment_id = excluded.payment_id,
 operation_id = excluded.operation_id, amount = excluded.amount, currency = excluded.currency, description = excluded.description, whole = excluded.whole,
 faults = excluded.faults, refund = excluded.refund, refusal = excluded.refusal`, id)
}

// DropRows removes rows by their numbers.
func DropRows(ctx context.Context, tx *store.Tx, id int64, ns []int64) error {
	if err := tx.Feed(ctx, len(ns), func(at, _ int) any { return ns[at] }, "DELETE FROM batch_rows WHERE batch = ? AND n IN (SELECT c0 FROM bulk)", id); err != nil {
		return err
	}
	return tx.Feed(ctx, len(ns), func(at, _ int) any { return ns[at] }, "DELETE FROM batch_findings WHERE batch = ? AND n IN (SELECT c0 FROM bulk)", id)
}

// Rows reads all rows of a batch in their order.
func Rows(ctx context.Context, q store.Querier, id int64) ([]batch.Row, error) {
	rows, err := q.Query(ctx, "SELECT "+rowColumns+" FROM batch_rows WHERE batch = ? ORDER BY n", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (batch.Row, error) { return scanRow(r) })
	return all, failed(err)
}

// Row reads one row.
func Row(ctx context.Context, q store.Querier, id, n int64) (batch.Row, bool, error) {
	row, err := scanRow(q.QueryRow(ctx, "SELECT "+rowColumns+" FROM batch_rows WHERE batch = ? AND n = ?", id, n))
	if errors.Is(err, sql.ErrNoRows) {
		return row, false, nil
	}
	return row, err == nil, failed(err)
}

// RowsByN reads rows by their numbers; those that are gone are left out.
func RowsByN(ctx context.Context, q store.Querier, id int64, ns []int64) ([]batch.Row, error) {
	var all []batch.Row
	for len(ns) > 0 {
		part := ns[:min(len(ns), 500)]
		ns = ns[len(part):]
		args := []any{id}
		for _, n := range part {
			args = append(args, n)
		}
		rows, err := q.Query(ctx, "SELECT "+rowColumns+" FROM batch_rows WHERE batch = ? AND n IN (?"+strings.Repeat(",?", len(part)-1)+") ORDER BY n", args...)
		found, err := store.Collect(rows, err, func(r store.Scanner) (batch.Row, error) { return scanRow(r) })
		if err != nil {
			return nil, failed(err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// Next gives the first row after n that is no refund yet and was not refused.
func Next(ctx context.Context, q store.Querier, id, n int64) (batch.Row, bool, error) {
	row, err := scanRow(q.QueryRow(ctx, "SELECT "+rowColumns+" FROM batch_rows WHERE batch = ? AND n > ? AND refund = '' AND refusal = '' ORDER BY n LIMIT 1", id, n))
	if errors.Is(err, sql.ErrNoRows) {
		return row, false, nil
	}
	return row, err == nil, failed(err)
}

// Link notes the refunds that rows became, by the rows' numbers. A row that is a
// refund already, or is gone, makes it fail: each row is carried out once.
func Link(ctx context.Context, tx *store.Tx, id int64, ns []int64, refunds []string) error {
	linked, err := tx.FeedCounted(ctx, len(ns), func(at, col int) any {
		if col == 0 {
			return ns[at]
		}
		return refunds[at]
	}, "UPDATE batch_rows SET refund = b.c1, refusal = '' FROM bulk AS b WHERE batch = ? AND n = b.c0 AND refund = ''", id)
	if err == nil && linked != int64(len(ns)) {
		return ErrTaken
	}
	return err
}

// Refuse notes why a row was not sent when its turn came; an empty reason lets
// it be tried again.
func Refuse(ctx context.Context, tx *store.Tx, id, n int64, why string) error {
	return tx.Exec(ctx, "UPDATE batch_rows SET refusal = ? WHERE batch = ? AND n = ? AND refund = ''", why, id, n)
}
