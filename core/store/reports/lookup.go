package reports

import (
	"context"
	"math"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/report"
	"contra/core/store"
)

// Found is a row of a stored report, read again.
type Found struct {
	Report report.Info
	Row    report.Row
}

// Earlier hands the items of every report in force that shares operation keys with the
// range to fn, oldest first, a part at a time. row is the number of the part's first item in its report.
func Earlier(ctx context.Context, s *store.Store, reader report.Reader, low, high int64, fn func(id, row int64, b *report.Body) error) error {
	return each(ctx, s, reader, low, high, func(info report.Info, row int64, b *report.Body) error { return fn(info.ID, row, b) })
}

// OfPayment gives the rows of the reports in force that are about a payment,
// oldest report first. Its id is compared without case; a row that does not say of which
// project it is counts for any.
func OfPayment(ctx context.Context, s *store.Store, reader report.Reader, key ledger.Key) ([]Found, error) {
	pay, project := recon.PayKey(key.ID), uint32(key.Project)
	var all []Found
	var at *text
	err := each(ctx, s, reader, math.MinInt64, math.MaxInt64, func(info report.Info, _ int64, b *report.Body) (err error) {
		for i := range b.Items {
			if item := &b.Items[i]; item.Pay != pay || item.Project != 0 && item.Project != project {
				continue
			}
			if at == nil || at.id != info.ID {
				if at, err = open(ctx, s, reader, info); err != nil {
					return err
				}
			}
			row, _, err := at.row(ctx, b, i)
			if err != nil {
				return err
			}
			if (ledger.Key{Project: key.Project, ID: row.PaymentID}).Fold() == key.Fold() { // the item has only a hash of it
				all = append(all, Found{info, row})
			}
		}
		return nil
	})
	return all, err
}

// Rows hands the first accepted rows of a report to fn, as they were read and as
// they were written; most below 0: all of them.
func Rows(ctx context.Context, s *store.Store, reader report.Reader, info report.Info, most int, fn func(row report.Row, raw string) error) error {
	b, err := Items(ctx, s, reader, info)
	if err != nil {
		return err
	}
	if most < 0 || most > len(b.Items) {
		most = len(b.Items)
	}
	t, err := open(ctx, s, reader, info)
	if err != nil {
		return err
	}
	for i := range most {
		row, raw, err := t.row(ctx, b, i)
		if err != nil {
			return err
		}
		if err := fn(row, raw); err != nil {
			return err
		}
	}
	return nil
}

// text reads rows of one report again.
type text struct {
	*Text
	id     int64
	reader report.RowReader
}

func open(ctx context.Context, q store.Querier, reader report.Reader, info report.Info) (*text, error) {
	r, err := reader.Rows(info.Profile, info.Header)
	if err != nil {
		return nil, err
	}
	t, err := OpenText(ctx, q, reader, info)
	return &text{t, info.ID, r}, err
}

// row reads row i of those in b.
func (t *text) row(ctx context.Context, b *report.Body, i int) (row report.Row, raw string, err error) {
	here, err := t.Row(ctx, b.Lines[i], b.Next(i))
	if err != nil {
		return row, "", err
	}
	if row, err = t.reader.Row(here, int(b.Lines[i])); err != nil {
		return row, "", err
	}
	_, raw = t.reader.Cells(here)
	return row, raw, nil
}
