package reading

import (
	"context"
	"strings"

	"contra/core/ledger"
	"contra/core/store"
	"contra/importers/report"
)

// beside finds the ledger's amounts of the same operations. Without an
// operation id the payment must have just one operation of the type.
func beside(ctx context.Context, s *store.Store, amounts []report.Amounted) ([]report.UnitSample, error) {
	ids := make([]string, len(amounts))
	for i := range amounts {
		ids[i] = amounts[i].PaymentID
	}
	payments, err := s.PaymentsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, list := range payments {
		for i := range list {
			rows = append(rows, list[i].RowID)
		}
	}
	operations, err := s.OperationsOfPayments(ctx, rows)
	if err != nil {
		return nil, err
	}
	var all []report.UnitSample
	for i := range amounts {
		a := &amounts[i]
		var found []ledger.Operation
		for _, p := range payments[strings.ToLower(a.PaymentID)] {
			if a.Project != 0 && a.Project != p.Project {
				continue
			}
			for _, o := range operations[p.RowID] {
				if a.OperationID == o.ID || a.OperationID == "" && ledger.Normal(a.Type) == ledger.Normal(o.Type) {
					found = append(found, o)
				}
			}
		}
		if len(found) == 1 && found[0].Amount.Currency == a.Currency {
			all = append(all, report.UnitSample{Written: a.Written, Local: found[0].Amount})
		}
	}
	return all, nil
}
