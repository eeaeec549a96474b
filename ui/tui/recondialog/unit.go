package recondialog

import (
	"context"
	"fmt"
	"strings"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report"
)

// mostAmounts is how many amounts are held against the ledger's.
const mostAmounts = 500

// findUnit finds the unit of a table by holding its amounts against the same
// operations of the ledger, and says so. It is never guessed: where they do not
// agree it stays unknown, and a person is asked.
func findUnit(ctx context.Context, d *desk.Desk, o *report.Opened) (said string, err error) {
	amounts, err := o.Amounts(ctx, mostAmounts)
	if err != nil {
		return "", err
	}
	samples, err := beside(ctx, d, amounts)
	if err != nil {
		return "", err
	}
	unit, e := report.InferUnit(samples)
	if unit == corereport.UnitUnknown {
		return "", nil
	}
	o.Profile.Unit = unit
	return fmt.Sprintf("Amounts are in %s units: %d of %d that were held against the ledger agree so.", unit, e.Minor+e.Major, len(samples)), nil
}

// beside finds the ledger's amounts of the same operations. Without an operation
// id the payment must have just one operation of the type.
func beside(ctx context.Context, d *desk.Desk, amounts []report.Amounted) ([]report.UnitSample, error) {
	ids := make([]string, len(amounts))
	for i := range amounts {
		ids[i] = amounts[i].PaymentID
	}
	payments, err := d.Store.PaymentsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, list := range payments {
		for i := range list {
			rows = append(rows, list[i].RowID)
		}
	}
	operations, err := d.Store.OperationsOfPayments(ctx, rows)
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
