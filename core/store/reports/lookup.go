package reports

import (
	"context"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/report"
	"contra/core/report/pack"
	"contra/core/store"
)

// Found is a row of a stored report, read again.
type Found struct {
	Report report.Info
	Row    report.Row
}

// OfPayment gives the rows of the reports in force that are about a payment,
// oldest report first. Its id is compared without case; a row that does not say of which
// project it is counts for any.
func OfPayment(ctx context.Context, q store.Querier, reader report.Reader, key ledger.Key) ([]Found, error) {
	places, order, err := placesOf(ctx, q, key)
	if err != nil {
		return nil, err
	}
	var all []Found
	for _, id := range order {
		info, err := Get(ctx, q, id)
		if err != nil {
			return nil, err
		}
		t, err := open(q, reader, info)
		if err != nil {
			return nil, err
		}
		for _, p := range places[id] {
			row, _, err := t.row(ctx, p)
			if err != nil {
				return nil, err
			}
			if (ledger.Key{Project: key.Project, ID: row.PaymentID}).Fold() == key.Fold() { // the item has only a hash of it
				all = append(all, Found{info, row})
			}
		}
	}
	return all, nil
}

// placesOf finds the rows that may be about a payment by what their items say, by report.
func placesOf(ctx context.Context, q store.Querier, key ledger.Key) (found map[int64][]report.Place, order []int64, err error) {
	rows, err := q.Query(ctx, `SELECT p.report, p.rows, p.data FROM report_parts p JOIN reports r ON r.id = p.report
WHERE r.replaced = 0 ORDER BY p.report, p.part`)
	if err != nil {
		return nil, nil, failed(err)
	}
	defer rows.Close()
	pay, project := recon.PayKey(key.ID), uint32(key.Project)
	found = map[int64][]report.Place{}
	var part report.Body
	for rows.Next() {
		var id int64
		var n int
		var data []byte
		if err := rows.Scan(&id, &n, &data); err != nil {
			return nil, nil, failed(err)
		}
		part.Items, part.Places = part.Items[:0], part.Places[:0]
		if err := pack.Unpack(&part, data, n); err != nil {
			return nil, nil, failed(err)
		}
		for i := range part.Items {
			if item := &part.Items[i]; item.Pay != pay || item.Project != 0 && item.Project != project {
				continue
			}
			if len(found[id]) == 0 {
				order = append(order, id)
			}
			found[id] = append(found[id], part.Places[i])
		}
	}
	return found, order, failed(rows.Err())
}

// Rows hands the first accepted rows of a report to fn, as they were read and as
// they were written; most below 0: all of them.
func Rows(ctx context.Context, q store.Querier, reader report.Reader, info report.Info, most int, fn func(row report.Row, raw string) error) error {
	if most < 0 || int64(most) > info.Accepted {
		most = int(info.Accepted)
	}
	b := &report.Body{}
	upTo := (most + pack.First(1) - 1) / pack.First(1)
	if err := parts(ctx, q, b, "SELECT rows, data FROM report_parts WHERE report = ? AND part < ? ORDER BY part", info.ID, upTo); err != nil {
		return err
	}
	t, err := open(q, reader, info)
	if err != nil {
		return err
	}
	for _, p := range b.Places[:min(most, len(b.Places))] {
		row, raw, err := t.row(ctx, p)
		if err != nil {
			return err
		}
		if err := fn(row, raw); err != nil {
			return err
		}
	}
	return nil
}

// text reads rows of one report again; a block is fetched once for all rows of it that follow each other.
type text struct {
	q      store.Querier
	id     int64
	reader report.RowReader
	block  int64 // whose text is at hand; below 0: none
	bytes  []byte
}

func open(q store.Querier, reader report.Reader, info report.Info) (*text, error) {
	r, err := reader.Rows(info.Profile, info.Header)
	return &text{q: q, id: info.ID, reader: r, block: -1}, err
}

func (t *text) row(ctx context.Context, p report.Place) (row report.Row, raw string, err error) {
	if t.block != int64(p.Block) {
		if t.bytes, err = Text(ctx, t.q, t.id, p.Block); err != nil {
			return row, "", err
		}
		t.block = int64(p.Block)
	}
	if int(p.Offset) >= len(t.bytes) {
		return row, "", ledger.Errorf(ledger.ErrDamaged, "line %d of report %d is not where it should be", p.Line, t.id)
	}
	here := t.bytes[p.Offset:]
	if row, err = t.reader.Row(here, int(p.Line)); err != nil {
		return row, "", err
	}
	_, raw = t.reader.Cells(here)
	return row, raw, nil
}
