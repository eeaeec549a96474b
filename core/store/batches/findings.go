package batches

import (
	"context"

	"contra/core/batch"
	"contra/core/store"
)

// SaveFindings puts what a check found in the place of what the last one found.
func SaveFindings(ctx context.Context, tx *store.Tx, id int64, found []batch.Finding) error {
	if err := tx.Exec(ctx, "DELETE FROM batch_findings WHERE batch = ?", id); err != nil {
		return err
	}
	err := tx.Feed(ctx, len(found), func(at, col int) any {
		f := &found[at]
		switch col {
		case 0:
			return f.N
		case 1:
			return int64(at)
		case 2:
			return int64(f.Line)
		case 3:
			return f.Column
		case 4:
			return string(f.Code)
		case 5:
			return string(f.Severity)
		case 6:
			return f.Message
		}
		return nil
	}, "INSERT INTO batch_findings (batch, n, seq, line, col, code, severity, message) SELECT ?, c0, c1, c2, c3, c4, c5, c6 FROM bulk", id)
	if err != nil {
		return err
	}
	type count struct{ n, errors, warnings int64 }
	counts, at := []count{}, map[int64]int{}
	for i := range found {
		n := found[i].N
		if n == 0 {
			continue
		}
		k, ok := at[n]
		if !ok {
			k = len(counts)
			at[n], counts = k, append(counts, count{n: n})
		}
		if found[i].Severity == batch.Error {
			counts[k].errors++
		} else {
			counts[k].warnings++
		}
	}
	if err := tx.Exec(ctx, "UPDATE batch_rows SET errors = 0, warnings = 0 WHERE batch = ? AND (errors > 0 OR warnings > 0)", id); err != nil {
		return err
	}
	return tx.Feed(ctx, len(counts), func(row, col int) any {
		return [3]int64{counts[row].n, counts[row].errors, counts[row].warnings}[min(col, 2)]
	}, "UPDATE batch_rows SET errors = b.c1, warnings = b.c2 FROM bulk AS b WHERE batch = ? AND n = b.c0", id)
}

// Findings gives what the latest check found, in the order of the lines; of one
// row, or of all (n below 0). Row 0 is the batch as a whole.
func Findings(ctx context.Context, q store.Querier, id, n int64, limit int) ([]batch.Finding, error) {
	where, args := "batch = ?", []any{id}
	if n >= 0 {
		where, args = where+" AND n = ?", append(args, n)
	}
	rows, err := q.Query(ctx, "SELECT n, line, col, code, severity, message FROM batch_findings WHERE "+where+" ORDER BY seq LIMIT ?", append(args, limit)...)
	all, err := store.Collect(rows, err, func(r store.Scanner) (f batch.Finding, err error) {
		err = r.Scan(&f.N, &f.Line, &f.Column, &f.Code, &f.Severity, &f.Message)
		return f, err
	})
	return all, failed(err)
}
