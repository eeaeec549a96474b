package explain

import (
	"fmt"

	"contra/core/money"
	"contra/core/recon"
)

// Pair says why records were matched: what settled it, and how they compare
// otherwise. The words describe the row, as seen from the ledger.
func Pair(p recon.Pair, rules recon.Rules) []Line {
	if len(p.Report) != 1 || len(p.Local) != 1 {
		return []Line{settled(p), sums(p)}
	}
	c := compared{&p.Report[0], &p.Local[0], &p.Local[0], &p.Report[0], &rules}
	return append([]Line{settled(p)}, c.lines()...)
}

// settled is the rule that a match rests on.
func settled(p recon.Pair) Line {
	switch p.By {
	case recon.ByOperation:
		return Line{Operation, Pass, "the same operation id, which nothing else has"}
	case recon.ByValues:
		return Line{Payment, Pass, "the same payment, type, amount and currency; one side has no operation id"}
	case recon.ByReference:
		return Line{Reference, Pass, "the same reference and type; one side has no operation id"}
	case recon.ByRefund:
		return Line{Payment, Pass, "our only refund without an operation that fits, and the only row that fits it"}
	case recon.ByWhole:
		return Line{Sum, Pass, "parts of a declared whole that add up"}
	case recon.ByHand:
		return Line{Decision, Pass, "matched by hand: " + p.Note}
	}
	return Line{Decision, Unknown, string(p.By)}
}

// sums compares the two sides as wholes.
func sums(p recon.Pair) Line {
	report, local := sum(p.Report), sum(p.Local)
	words := fmt.Sprintf("%d in the report: %s; %d in the ledger: %s", len(p.Report), report, len(p.Local), local)
	if report != local {
		return Line{Sum, Fail, words}
	}
	return Line{Sum, Pass, words}
}

// sum adds up amounts, each currency by itself.
func sum(records []recon.Record) string {
	var totals money.Totals
	for _, r := range records {
		if totals.Add(r.Money) != nil {
			return "too much to add up"
		}
	}
	return totals.String()
}
