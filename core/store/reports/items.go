package reports

import (
	"context"
	"errors"
	"math"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/report/pack"
	"contra/core/store"
)

// Items gives the accepted rows of a report as items, with their lines. Those of a report that was
// read for the first time are read from its text, and kept.
func Items(ctx context.Context, s *store.Store, reader report.Reader, info report.Info) (*report.Body, error) {
	b := &report.Body{Profile: info.Profile, Header: info.Header}
	err := parts(ctx, s, b, "SELECT rows, data FROM report_parts WHERE report = ? ORDER BY part", info.ID)
	switch {
	case errors.Is(err, pack.ErrItems):
		b.Items, b.Lines = nil, nil
	case err != nil || len(b.Items) > 0 || info.Accepted == 0:
		return b, complete(info, b, err)
	}
	if err := complete(info, b, derive(ctx, s, reader, info, b)); err != nil {
		return b, err
	}
	return b, keepItems(ctx, s, info.ID, b)
}

func complete(info report.Info, b *report.Body, err error) error {
	if err == nil && int64(len(b.Items)) != info.Accepted {
		err = ledger.Errorf(ledger.ErrDamaged, "report %d has %d rows in the ledger, not %d", info.ID, len(b.Items), info.Accepted)
	}
	return err
}

// derive reads the items of a report from its text.
func derive(ctx context.Context, q store.Querier, reader report.Reader, info report.Info, b *report.Body) error {
	skip, err := leftOut(ctx, q, info.ID)
	if err != nil {
		return err
	}
	rows, err := reader.Rows(info.Profile, info.Header)
	if err != nil {
		return err
	}
	t, err := OpenText(ctx, q, reader, info)
	if err != nil {
		return err
	}
	for n, line := range t.starts {
		if ctx.Err() != nil {
			return ledger.Errorf(ledger.ErrCancelled, "reading a report was cancelled")
		}
		text, err := t.whole(ctx, n)
		if err != nil {
			return err
		}
		if err := rows.Items(b, text, int(line), skip); err != nil {
			return ledger.Errorf(ledger.ErrDamaged, "report %d: %s", info.ID, err)
		}
	}
	return nil
}

// leftOut gives the lines of the rows that were not accepted.
func leftOut(ctx context.Context, q store.Querier, id int64) (map[int]bool, error) {
	rejects, err := Rejects(ctx, q, id, false)
	if err != nil {
		return nil, err
	}
	ignored, err := Ignored(ctx, q, id)
	if err != nil {
		return nil, err
	}
	all := map[int]bool{}
	for _, r := range rejects {
		all[r.Line] = true
	}
	for _, i := range ignored {
		for _, line := range i.Lines {
			all[line] = true
		}
	}
	return all, nil
}

// keepItems only saves time: where it cannot, the items are read from the text again.
func keepItems(ctx context.Context, s *store.Store, id int64, b *report.Body) error {
	if s.ReadOnly() {
		return nil
	}
	err := s.Derive(ctx, "keeping the items of a report", func(tx *store.Tx) error {
		for n := range pack.Parts(len(b.Items)) {
			low, high, rows := span(b, n)
			if err := tx.Exec(ctx, "INSERT OR REPLACE INTO report_parts (report, part, rows, low, high, data) VALUES (?,?,?,?,?,?)", id, n, rows, low, high, pack.Items(b, n)); err != nil {
				return err
			}
		}
		return nil
	})
	if ctx.Err() != nil {
		return err
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

// each hands the items of every report in force that shares keys with the range to fn, oldest
// first, a part at a time. row is the number of the part's first item in its report.
func each(ctx context.Context, s *store.Store, reader report.Reader, low, high int64, fn func(info report.Info, row int64, b *report.Body) error) error {
	rows, err := s.Query(ctx, "SELECT "+columns+" FROM reports WHERE replaced = 0 AND accepted > 0 AND (low IS NULL OR low <= ? AND high >= ?) ORDER BY id", high, low)
	all, err := store.Collect(rows, err, scan)
	if err != nil {
		return failed(err)
	}
	for _, info := range all {
		var kept bool
		if err := s.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM report_parts WHERE report = ?)", info.ID).Scan(&kept); err != nil {
			return failed(err)
		}
		if kept {
			err = eachPart(ctx, s, reader, info, low, high, fn)
		} else {
			var b *report.Body
			if b, err = Items(ctx, s, reader, info); err == nil {
				err = fn(info, 0, b)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachPart reads one part after the other: fn may read too, and must not wait for a connection that
// waits for it.
func eachPart(ctx context.Context, s *store.Store, reader report.Reader, info report.Info, low, high int64, fn func(info report.Info, row int64, b *report.Body) error) error {
	rows, err := s.Query(ctx, "SELECT part FROM report_parts WHERE report = ? AND low <= ? AND high >= ? ORDER BY part", info.ID, high, low)
	all, err := store.Collect(rows, err, func(r store.Scanner) (part int, err error) { return part, r.Scan(&part) })
	if err != nil {
		return failed(err)
	}
	for _, part := range all {
		b := &report.Body{}
		err := parts(ctx, s, b, "SELECT rows, data FROM report_parts WHERE report = ? AND part = ?", info.ID, part)
		if errors.Is(err, pack.ErrItems) {
			var whole *report.Body
			if whole, err = Items(ctx, s, reader, info); err == nil {
				from, to := min(pack.First(part), len(whole.Items)), min(pack.First(part+1), len(whole.Items))
				b.Items, b.Lines = whole.Items[from:to], whole.Lines[from:to]
			}
		}
		if err == nil {
			err = fn(info, int64(pack.First(part)), b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
