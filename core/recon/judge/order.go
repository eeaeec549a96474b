package judge

import (
	"cmp"
	"slices"
	"strings"

	"contra/core/recon"
)

// ordered gives the places of records in an order that depends on what they say
// alone: by date, and among equals by where they stand.
func ordered(records []recon.Record) []int32 {
	type place struct {
		ms int64
		n  int32
	}
	places := make([]place, len(records))
	for i := range records {
		places[i] = place{moment(records[i].When), int32(i)}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.ms != b.ms {
			return cmp.Compare(a.ms, b.ms)
		}
		return compare(&records[a.n], &records[b.n])
	})
	order := make([]int32, len(places))
	for i, p := range places {
		order[i] = p.n
	}
	return order
}

func compare(a, b *recon.Record) int {
	if c := cmp.Compare(a.Money.Minor, b.Money.Minor); c != 0 {
		return c
	}
	if c := strings.Compare(a.PaymentID, b.PaymentID); c != 0 {
		return c
	}
	if c := strings.Compare(a.OperationID, b.OperationID); c != 0 {
		return c
	}
	return cmp.Or(
		a.When.Compare(b.When),
		cmp.Compare(a.Money.Currency, b.Money.Currency),
		cmp.Compare(a.Project, b.Project),
		cmp.Compare(a.TypeName, b.TypeName),
		cmp.Compare(a.StatusName, b.StatusName),
		cmp.Compare(a.Refs.Provider, b.Refs.Provider),
		cmp.Compare(a.Refs.ARN, b.Refs.ARN),
		cmp.Compare(a.Refs.RRN, b.Refs.RRN),
		cmp.Compare(a.RefundID, b.RefundID),
		cmp.Compare(a.Report, b.Report),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Operation, b.Operation),
		cmp.Compare(a.Ref, b.Ref),
	)
}
