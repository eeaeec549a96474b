package local

import (
	"context"
	"time"

	"contra/core/recon"
	"contra/core/store"
)

// nearMost is how many candidates of one kind are looked at.
const nearMost = 25

// nearDays is how far around a date operations of the same amount are looked for.
const nearDays = 3 * 24 * time.Hour

// Near gives operations that may be what a record is about: those of the same
// payment, and those of the same amount at about the same time.
func Near(ctx context.Context, s *store.Store, span Span, r *recon.Record) ([]recon.Record, error) {
	var rows []int64
	add := func(query string, args ...any) error {
		found, err := s.Query(ctx, query, args...)
		all, err := store.Collect(found, err, func(r store.Scanner) (id int64, err error) { return id, r.Scan(&id) })
		rows = append(rows, all...)
		return store.Wrap(err, "the operations cannot be read")
	}
	if r.PaymentID != "" {
		key := r.Key()
		if err := add("SELECT o.id FROM payments p JOIN operations o ON o.payment = p.id WHERE p.payment_key = ? AND (? = 0 OR p.project = ?) ORDER BY o.date LIMIT ?", key.ID, key.Project, key.Project, nearMost); err != nil {
			return nil, err
		}
	}
	if !r.When.IsZero() && r.Money.Currency != "" {
		err := add("SELECT id FROM operations WHERE date >= ? AND date < ? AND amount = ? AND currency = ? ORDER BY abs(date - ?), id LIMIT ?", store.Millis(r.When.Add(-nearDays)), store.Millis(r.When.Add(nearDays)),
			r.Money.Minor, string(r.Money.Currency), store.Millis(r.When), nearMost)
		if err != nil {
			return nil, err
		}
	}
	return Records(ctx, s, span, rows)
}
