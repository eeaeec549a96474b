package demo

import (
	"context"

	"contra/core/ledger"
	"contra/core/query"
)

// Counts is what the demo's ledger holds.
type Counts struct {
	Payments  int64                        `json:"payments"`
	Planted   int                          `json:"planted"` // payments of the platform; the ledger has as many
	Refunds   int                          `json:"refunds"` // made through Gate
	States    map[ledger.RefundState]int64 `json:"states"`
	Rejected  int64                        `json:"rejected"`
	Operator  string                       `json:"operator"`
	Delivered int                          `json:"delivered"` // callbacks that the listener took
}

// Counts reads the ledger.
func (s *Session) Counts(ctx context.Context) (c Counts, err error) {
	c.Planted, c.Refunds, c.Operator = s.Payments, s.Refunds, s.Desk.Store.Operator()
	if c.Payments, err = s.Desk.Store.Count(ctx, query.Filter{}); err != nil {
		return c, err
	}
	if c.States, err = s.Desk.Store.RefundCounts(ctx); err != nil {
		return c, err
	}
	for _, attempt := range s.Platform.Deliveries() {
		if attempt.Delivered() {
			c.Delivered++
		}
	}
	c.Rejected, err = s.Desk.Store.CountRejections(ctx)
	return c, err
}
