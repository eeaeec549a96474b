package facts

import (
	"context"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/store/batches"
)

// payments looks the payments up and adds to each what was refunded of it and
// the refunds of ours that are on their way.
func (s Source) payments(ctx context.Context, keys []ledger.Key) (map[ledger.Key]*check.Payment, error) {
	all := make(map[ledger.Key]*check.Payment, len(keys))
	var busy, given []int64
	err := s.Store.EachPayment(ctx, keys, func(k ledger.Key, p *ledger.Payment) {
		all[k] = &check.Payment{Payment: *p}
		if p.Reserved > 0 {
			busy = append(busy, p.RowID)
		}
		if p.Refunded > 0 {
			given = append(given, p.RowID)
		}
	})
	if err != nil {
		return nil, err
	}
	if err := s.before(ctx, all, given); err != nil {
		return nil, err
	}
	if len(busy) == 0 {
		return all, nil
	}
	refunds, err := s.Store.RefundsOfPayments(ctx, busy)
	if err != nil {
		return nil, err
	}
	var inFiles []string
	for _, list := range refunds {
		for _, f := range list {
			inFiles = append(inFiles, f.ID)
		}
	}
	holders, err := batches.Holders(ctx, s.Store, inFiles)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		for _, f := range refunds[p.RowID] {
			r := check.Rival{ID: f.ID, Who: f.Operator, Amount: f.Amount, Via: f.Via, State: f.State, Since: f.CreatedAt}
			if id := holders[f.ID]; id != 0 {
				r.Batch = batch.Ref(id)
			}
			p.Rivals = append(p.Rivals, r)
		}
	}
	return all, nil
}

// before adds what was refunded of the payments in these rows.
func (s Source) before(ctx context.Context, all map[ledger.Key]*check.Payment, given []int64) error {
	if len(given) == 0 {
		return nil
	}
	operations, err := s.Store.OperationsOfPayments(ctx, given)
	if err != nil {
		return err
	}
	for _, p := range all {
		for _, o := range operations[p.RowID] {
			if _, success := ledger.OperationFinal(o.Status); success && ledger.IsRefundType(o.Type) {
				p.Before = append(p.Before, check.Past{Amount: o.Amount, At: o.Date})
			}
		}
	}
	return nil
}
