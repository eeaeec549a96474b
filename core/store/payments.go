package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/query"
	"contra/core/store/where"
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
	column := where.Column(w.Sort.Field)
	cond := *where.Compile(w.Filter, w.Sort.Field)
	order, beyond := "ASC", ">"
	if w.Sort.Desc != w.Before {
		order, beyond = "DESC", "<"
	}
	by := fmt.Sprintf("%s %s, id %s", column, order, order)
	var all []ledger.Payment
	var err error
	if w.Anchor == nil {
		all, err = s.payments(ctx, cond, by, w.Limit)
	} else {
		// First the rest of the rows that share the anchor's value, then those
		// beyond it: each part is one seek in the index.
		value, near := where.Value(*w.Anchor, w.Sort.Field), beyond
		if w.With {
			near += "="
		}
		all, err = s.payments(ctx, cond.And(column+" = ? AND id "+near+" ?", value, w.Anchor.RowID), "id "+order, w.Limit)
		if err == nil && (w.Limit < 0 || len(all) < w.Limit) {
			rest := w.Limit
			if rest > 0 {
				rest -= len(all)
			}
			var more []ledger.Payment
			more, err = s.payments(ctx, cond.And(column+" "+beyond+" ?", value), by, rest)
			all = append(all, more...)
		}
	}
	if w.Before {
		slices.Reverse(all)
	}
	return all, wrap(err, "the payments cannot be read")
}

func (s *Store) payments(ctx context.Context, cond where.Condition, by string, limit int) ([]ledger.Payment, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+paymentColumns+" FROM payments WHERE "+cond.Text()+" ORDER BY "+by+" LIMIT ?", append(cond.Args, limit)...)
	return collect(rows, err, func(r scanner) (ledger.Payment, error) { return scanPayment(r) })
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
	cond := where.Compile(f, "")
	rows, err := s.read.QueryContext(ctx, "SELECT currency, count(*), sum(captured), sum(refunded), sum(reserved), sum(refundable) FROM payments WHERE "+cond.Text()+" GROUP BY currency ORDER BY currency", cond.Args...)
	all, err := collect(rows, err, func(r scanner) (t CurrencyTotals, err error) {
		err = r.Scan(&t.Currency, &t.Payments, &t.Captured, &t.Refunded, &t.Reserved, &t.Refundable)
		return t, err
	})
	return all, wrap(err, "the payments cannot be added up")
}

// Count is how many payments a filter finds.
func (s *Store) Count(ctx context.Context, f query.Filter) (n int64, err error) {
	cond := where.Compile(f, "")
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM payments WHERE "+cond.Text(), cond.Args...).Scan(&n)
	return n, wrap(err, "the payments cannot be counted")
}

// Distinct gives the values that a text column holds, most frequent first, for completion.
func (s *Store) Distinct(ctx context.Context, field query.Field, limit int) ([]string, error) {
	column := where.Column(field)
	rows, err := s.read.QueryContext(ctx, "SELECT "+column+" FROM payments GROUP BY "+column+" ORDER BY count(*) DESC LIMIT ?", limit)
	all, err := collect(rows, err, func(r scanner) (v string, err error) {
		err = r.Scan(&v)
		return v, err
	})
	return all, wrap(err, "the payments cannot be read")
}
