package reports

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"contra/core/report"
	"contra/core/report/pack"
	"contra/core/store"
)

// Packed is a report as it will be stored. Packing takes processor time, which
// is better spent before the ledger is locked.
type Packed struct {
	body  *report.Body
	parts [][]byte
}

// Pack prepares a report for Add.
func Pack(b *report.Body) Packed {
	p := Packed{b, make([][]byte, pack.Parts(len(b.Items)))}
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(len(p.parts), runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(p.parts); n = int(next.Add(1)) - 1 {
				p.parts[n] = pack.Items(b, n)
			}
		})
	}
	all.Wait()
	return p
}

func addText(ctx context.Context, tx *store.Tx, id int64, p Packed) error {
	for n, block := range p.body.Blocks {
		if err := tx.Exec(ctx, "INSERT INTO report_blocks (report, n, line, size, data) VALUES (?,?,?,?,?)", id, n, block.Line, block.Size, block.Data); err != nil {
			return err
		}
	}
	for n, data := range p.parts {
		low, high, rows := span(p.body, n)
		if err := tx.Exec(ctx, "INSERT INTO report_parts (report, part, rows, low, high, data) VALUES (?,?,?,?,?,?)", id, n, rows, low, high, data); err != nil {
			return err
		}
	}
	return nil
}

// span gives the range of keys in one part, in the order of signed numbers.
func span(b *report.Body, part int) (low, high int64, rows int) {
	low, high = math.MaxInt64, math.MinInt64
	items := pack.Part(b.Items, part)
	for i := range items {
		key := int64(items[i].Op)
		low, high = min(low, key), max(high, key)
	}
	return low, high, len(items)
}

// Items loads the items and places of a report into a body that has none yet.
func Items(ctx context.Context, q store.Querier, id int64, b *report.Body) error {
	return parts(ctx, q, b, "SELECT rows, data FROM report_parts WHERE report = ? ORDER BY part", id)
}

func parts(ctx context.Context, q store.Querier, b *report.Body, query string, args ...any) error {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		var data []byte
		if err := rows.Scan(&n, &data); err != nil {
			return failed(err)
		}
		if err := pack.Unpack(b, data, n); err != nil {
			return failed(err)
		}
	}
	return failed(rows.Err())
}

// Text gives the text of one block.
func Text(ctx context.Context, q store.Querier, id int64, n uint32) ([]byte, error) {
	var size int
	var data []byte
	if err := q.QueryRow(ctx, "SELECT size, data FROM report_blocks WHERE report = ? AND n = ?", id, n).Scan(&size, &data); err != nil {
		return nil, failed(err)
	}
	text, err := pack.Expand(nil, data, size)
	return text, failed(err)
}

// Earlier hands the items of every report in force that shares keys with the
// range to fn, oldest first, a part at a time. row is the number of the part's first item in its report.
func Earlier(ctx context.Context, q store.Querier, low, high int64, fn func(id, row int64, b *report.Body) error) error {
	rows, err := q.Query(ctx, `SELECT p.report, p.part, p.rows, p.data FROM report_parts p JOIN reports r ON r.id = p.report
WHERE r.replaced = 0 AND p.low <= ? AND p.high >= ? ORDER BY p.report, p.part`, high, low)
	if err != nil {
		return failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var part, n int
		var data []byte
		if err := rows.Scan(&id, &part, &n, &data); err != nil {
			return failed(err)
		}
		b := &report.Body{}
		if err := pack.Unpack(b, data, n); err != nil {
			return failed(err)
		}
		if err := fn(id, int64(pack.First(part)), b); err != nil {
			return err
		}
	}
	return failed(rows.Err())
}
