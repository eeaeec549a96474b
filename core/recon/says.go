package recon

import "contra/core/ledger"

// Says compares what two rows about the same operation say, an earlier and a
// later one: nothing new, how an open operation went on, or something else.
func Says(earlier, later *Item) Difference {
	switch {
	case earlier.Amount != later.Amount, earlier.Currency != later.Currency, oneKind[earlier.Type] != oneKind[later.Type],
		earlier.Pay != 0 && later.Pay != 0 && earlier.Pay != later.Pay, earlier.Project != 0 && later.Project != 0 && earlier.Project != later.Project:
		return Contradicts
	case earlier.Status == later.Status:
		return Repeats
	}
	if final, _ := ledger.OperationFinal(StatusName(earlier.Status)); !final {
		return GoesOn
	}
	if final, _ := ledger.OperationFinal(StatusName(later.Status)); !final && later.Status != OtherName {
		return Repeats // older news of the same
	}
	return Contradicts
}

// Difference is how two rows about one operation differ.
type Difference int

const (
	Repeats Difference = iota
	GoesOn
	Contradicts
)
