package statementtest

import (
	"context"
	"strconv"

	"contra/core/money"
	"contra/core/recon"
	"contra/exporters/statement"
)

// Big is a run in which n rows match, of three currencies, made as they are asked for.
func Big(n int) statement.Statement {
	b := builder{}
	s := b.statement()
	totals := map[money.Currency]int64{}
	currencies := []money.Currency{"EUR", "KRW", "KWD"}
	each := func(row func(recon.Record) error) error {
		for i := range n {
			kind := "sale"
			if i%7 == 0 {
				kind = "refund"
			}
			r := Record("payment-"+strconv.Itoa(i/2), strconv.Itoa(900_000_000+i), kind, "success", int64(100+i%9973), currencies[i%3], Day(1+i%28, i%24))
			if err := row(onLine(r, i+2)); err != nil {
				return err
			}
		}
		return nil
	}
	each(func(r recon.Record) error {
		totals[r.Money.Currency] += r.Signed()
		return nil
	})
	sum := &s.Run.Summary
	sum.Matched, sum.Joined, sum.Rows = int64(n), int64(n), recon.Rows{Read: int64(n), Accepted: int64(n)}
	sum.Totals = nil
	for _, c := range currencies {
		sum.Totals = append(sum.Totals, recon.Total{Currency: c, Report: totals[c], Local: totals[c], Matched: totals[c]})
	}
	sum.Checks = (&recon.Result{Totals: sum.Totals}).Checks(sum.Rows)
	sum.Ignored = nil
	s.Rejects, s.Ignored, s.Close, s.Late = nil, nil, nil, nil
	s.Results = func(ctx context.Context, row func(statement.Result) error) error {
		return each(func(r recon.Record) error {
			return row(statement.Result{Report: r, Local: local(r, r.OperationID), By: recon.ByOperation})
		})
	}
	return s
}
