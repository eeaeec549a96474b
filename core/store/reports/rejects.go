package reports

import (
	"context"
	"encoding/binary"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/store"
)

func addRejects(ctx context.Context, tx *store.Tx, id int64, b *report.Body) error {
	err := tx.Feed(ctx, len(b.Rejects), func(row, col int) any {
		r := &b.Rejects[row]
		return []any{id, r.Line, r.Column, string(r.Reason), r.Detail, r.Raw, r.OperationID, r.PaymentID, r.Project, store.Millis(r.When)}[col]
	}, `INSERT INTO report_rejects (report, line, col, reason, detail, raw, operation_id, payment_id, project, at) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM bulk`)
	if err != nil {
		return err
	}
	for _, i := range b.Ignored {
		if err := tx.Exec(ctx, "INSERT INTO report_ignored (report, rule, rows, lines) VALUES (?,?,?,?)", id, i.Rule, len(i.Lines), packLines(i.Lines)); err != nil {
			return err
		}
	}
	return nil
}

func packLines(lines []int) []byte {
	out, before := make([]byte, 0, len(lines)*2), 0
	for _, n := range lines {
		out = binary.AppendVarint(out, int64(n-before))
		before = n
	}
	return out
}

func unpackLines(data []byte) []int {
	var lines []int
	before := 0
	for len(data) > 0 {
		d, n := binary.Varint(data)
		if n <= 0 {
			break
		}
		before += int(d)
		lines, data = append(lines, before), data[n:]
	}
	return lines
}

// Rejects gives the rejected rows of a report (0: of all), by line. waiting
// leaves out those that were mended.
func Rejects(ctx context.Context, q store.Querier, id int64, waiting bool) ([]report.StoredReject, error) {
	rows, err := q.Query(ctx, `SELECT id, report, line, col, reason, detail, raw, operation_id, payment_id, project, at, mended FROM report_rejects
WHERE (?1 = 0 OR report = ?1) AND (NOT ?2 OR mended = 0 AND report NOT IN (SELECT id FROM reports WHERE replaced <> 0)) ORDER BY report, line`, id, waiting)
	all, err := store.Collect(rows, err, func(r store.Scanner) (s report.StoredReject, err error) {
		var at int64
		err = r.Scan(&s.ID, &s.Report, &s.Line, &s.Column, &s.Reason, &s.Detail, &s.Raw, &s.OperationID, &s.PaymentID, &s.Project, &at, &s.Mended)
		s.When = store.Moment(at)
		return s, err
	})
	return all, failed(err)
}

// Mend notes that rejected lines of a report were mended by another one.
func Mend(ctx context.Context, tx *store.Tx, id int64, lines []int, by int64) error {
	n, err := tx.FeedCounted(ctx, len(lines), func(row, _ int) any { return lines[row] },
		"UPDATE report_rejects SET mended = ? WHERE report = ? AND mended = 0 AND line IN (SELECT c0 FROM bulk)", by, id)
	if err == nil && n != int64(len(lines)) {
		return ErrMended()
	}
	return err
}

// ErrMended: another one was faster.
func ErrMended() error {
	return ledger.Errorf(ledger.ErrLostRace, "a rejected row was mended already").WithHint("look at the report again")
}

// Ignored gives the rows of a report that rules left out.
func Ignored(ctx context.Context, q store.Querier, id int64) ([]report.Ignored, error) {
	rows, err := q.Query(ctx, "SELECT rule, lines FROM report_ignored WHERE report = ? ORDER BY rule", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (i report.Ignored, err error) {
		var data []byte
		err = r.Scan(&i.Rule, &data)
		i.Lines = unpackLines(data)
		return i, err
	})
	return all, failed(err)
}

// Changes gives the rows of a report of which an earlier one said something else.
func Changes(ctx context.Context, q store.Querier, id int64) ([]report.Change, error) {
	rows, err := q.Query(ctx, "SELECT row, earlier, was FROM report_changes WHERE report = ? ORDER BY row", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (c report.Change, err error) {
		err = r.Scan(&c.Row, &c.Earlier, &c.Was)
		return c, err
	})
	return all, failed(err)
}
