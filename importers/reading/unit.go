package reading

import (
	"context"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report"
)

// mostAmounts is how many amounts are held against the ledger's.
const mostAmounts = 500

// infer finds the unit of the amounts by holding them against the same
// operations in the ledger. It is never guessed: without agreement a person has to say it.
func (f *Files) infer(ctx context.Context, r *opened) error {
	name := r.Source.Name
	ask := func(why string) error {
		return ledger.Errorf(ledger.ErrUnit, "it is not known whether the amounts of %s are in minor or in major units: %s", name, why).
			WithHint("say --unit minor (1250 is 12.50 EUR) or --unit major (12.50 is 12.50 EUR)")
	}
	if !r.twice {
		return ask("it can be read only once, so they cannot be held against the ledger first")
	}
	amounts, err := r.Amounts(ctx, mostAmounts)
	if err != nil {
		return err
	}
	samples, err := f.beside(ctx, amounts)
	if err != nil {
		return err
	}
	unit, e := report.InferUnit(samples)
	switch {
	case unit != corereport.UnitUnknown:
		r.Profile.Unit = unit
		f.say("the amounts of %s are in %s units: %d of %d that were held against the ledger agree in that unit alone", name, unit, e.Minor+e.Major, len(samples))
		return nil
	case len(samples) == 0:
		return ask("the ledger knows none of its operations")
	}
	return ask(plural(e.Minor, "amount agrees", "amounts agree") + " with the ledger in minor units, " + plural(e.Major, "amount", "amounts") + " in major units, " +
		plural(e.Neither, "amount", "amounts") + " in neither")
}

// beside finds the ledger's amounts of the same operations. Without an
// operation id the payment must have just one operation of the type.
func (f *Files) beside(ctx context.Context, amounts []report.Amounted) ([]report.UnitSample, error) {
	ids := make([]string, len(amounts))
	for i := range amounts {
		ids[i] = amounts[i].PaymentID
	}
	payments, err := f.Desk.Store.PaymentsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, list := range payments {
		for i := range list {
			rows = append(rows, list[i].RowID)
		}
	}
	operations, err := f.Desk.Store.OperationsOfPayments(ctx, rows)
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

func (f *Files) say(format string, args ...any) {
	if f.Say != nil {
		f.Say(format, args...)
	}
}
