package statement

import (
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// share is what a matched row counts in the total of what is matched: the
// report's amount, signed by its type, if it succeeded within the period. What the row does
// not say itself, its operation says; the rules translate the report's words as in the comparison.
func (v *view) share(r *Result) money.Amount {
	row := &r.Report
	if row.Money.Currency == "" || row.Reject != "" || !v.Run.Period.Contains(row.When) {
		return money.New(0, row.Money.Currency)
	}
	kind, status := translated(v.Run.Rules.Types, row.Type()), translated(v.Run.Rules.Statuses, row.Status())
	if kind == "" {
		kind = r.Local.Type()
	}
	if status == "" {
		status = r.Local.Status()
	}
	if _, success := ledger.OperationFinal(status); !success {
		return money.New(0, row.Money.Currency)
	}
	return money.New(recon.Sign(kind)*row.Money.Minor, row.Money.Currency)
}

func translated(words map[string]string, normal string) string {
	if to, ok := words[normal]; ok {
		return ledger.Normal(to)
	}
	return normal
}
