package local

import (
	"cmp"
	"context"
	"slices"
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
		about, _, err := Items(ctx, s, Span{From: r.When.Add(-nearDays), To: r.When.Add(nearDays), Begun: span.Begun}, nil)
		if err != nil {
			return nil, err
		}
		same := slices.DeleteFunc(about, func(i recon.Item) bool { return i.Amount != r.Money.Minor || i.Currency != r.Item.Currency })
		apart := func(i recon.Item) int64 { return max(i.At-r.Item.At, r.Item.At-i.At) }
		slices.SortStableFunc(same, func(a, b recon.Item) int { return cmp.Compare(apart(a), apart(b)) })
		for _, i := range same[:min(len(same), nearMost)] {
			rows = append(rows, i.Ref)
		}
	}
	return Records(ctx, s, span, rows)
}
