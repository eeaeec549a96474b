package store

import (
	"context"
	"fmt"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/query"
)

// Window says which part of a list is wanted: up to Limit rows in the order of
// Sort, on one side of an anchor row. Pages are found by the anchor's own
// values, never by counting rows, so that they cost the same anywhere.
type Window struct {
	Filter query.Filter
	Sort   query.Sort
	Anchor *ledger.Payment // nil: from the start of the list
	Before bool            // rows before the anchor, or the list's last rows without one
	With   bool            // the anchor's own place too
	Limit  int             // -1: all
}

// Payments gives a window of the list, always in the order of Sort.
func (s *Store) Payments(ctx context.Context, w Window) ([]ledger.Payment, error) {
	column := sortColumn(w.Sort.Field)
	where := compile(w.Filter, w.Sort.Field)
	desc := w.Sort.Desc != w.Before
	if w.Anchor != nil {
		op := ">"
		if desc {
			op = "<"
		}
		if w.With {
			op += "="
		}
		// The row value comparison is what lets the index find the place.
		where.add(fmt.Sprintf("(%s, id) %s (?, ?)", column, op), sortValue(*w.Anchor, w.Sort.Field), w.Anchor.RowID)
	}
	order := "ASC"
	if desc {
		order = "DESC"
	}
	text := fmt.Sprintf("SELECT %s FROM payments WHERE %s ORDER BY %s %s, id %s LIMIT ?", paymentColumns, where.text(), column, order, order)
	rows, err := s.read.QueryContext(ctx, text, append(where.args, w.Limit)...)
	all, err := collect(rows, err, func(r scanner) (ledger.Payment, error) { return scanPayment(r) })
	if w.Before {
		for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
			all[i], all[j] = all[j], all[i]
		}
	}
	return all, wrap(err, "the payments cannot be read")
}

// PaymentsByRow gives payments by their rows; those that are gone are left out.
func (s *Store) PaymentsByRow(ctx context.Context, ids []int64) ([]ledger.Payment, error) {
	var all []ledger.Payment
	for len(ids) > 0 {
		part := ids[:min(len(ids), 500)]
		ids = ids[len(part):]
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		rows, err := s.read.QueryContext(ctx, "SELECT "+paymentColumns+" FROM payments WHERE id IN (?"+strings.Repeat(",?", len(part)-1)+") ORDER BY id", args...)
		found, err := collect(rows, err, func(r scanner) (ledger.Payment, error) { return scanPayment(r) })
		if err != nil {
			return nil, wrap(err, "the payments cannot be read")
		}
		all = append(all, found...)
	}
	return all, nil
}

// CurrencyTotals adds up payments of one currency, in minor units.
type CurrencyTotals struct {
	Currency                                 money.Currency
	Payments                                 int64
	Captured, Refunded, Reserved, Refundable int64
}

// Totals adds up the payments that a filter finds, one line for each currency.
// Sums across currencies do not exist.
func (s *Store) Totals(ctx context.Context, f query.Filter) ([]CurrencyTotals, error) {
	where := compile(f, "")
	rows, err := s.read.QueryContext(ctx, "SELECT currency, count(*), sum(captured), sum(refunded), sum(reserved), sum(refundable) FROM payments WHERE "+where.text()+" GROUP BY currency ORDER BY currency", where.args...)
	all, err := collect(rows, err, func(r scanner) (t CurrencyTotals, err error) {
		err = r.Scan(&t.Currency, &t.Payments, &t.Captured, &t.Refunded, &t.Reserved, &t.Refundable)
		return t, err
	})
	return all, wrap(err, "the payments cannot be added up")
}

// Count is how many payments a filter finds.
func (s *Store) Count(ctx context.Context, f query.Filter) (n int64, err error) {
	where := compile(f, "")
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM payments WHERE "+where.text(), where.args...).Scan(&n)
	return n, wrap(err, "the payments cannot be counted")
}

// Distinct gives the values that a text column holds, most frequent first, for completion.
func (s *Store) Distinct(ctx context.Context, field query.Field, limit int) ([]string, error) {
	column := sortColumn(field)
	rows, err := s.read.QueryContext(ctx, "SELECT "+column+" FROM payments GROUP BY "+column+" ORDER BY count(*) DESC LIMIT ?", limit)
	all, err := collect(rows, err, func(r scanner) (v string, err error) {
		err = r.Scan(&v)
		return v, err
	})
	return all, wrap(err, "the payments cannot be read")
}
