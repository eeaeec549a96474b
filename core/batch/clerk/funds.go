package clerk

import (
	"context"
	"slices"

	"contra/core/batch"
	"contra/core/dataapi/balance"
	"contra/core/store/pulls"
)

// funds warns of currencies in which the platform's balances, as far as they are
// known, do not cover the rows that can go out.
func (c *Clerk) funds(ctx context.Context, report *batch.Report) error {
	known, err := pulls.Balances(ctx, c.Store)
	if err != nil {
		return err
	}
	var found []batch.Finding
	for _, w := range balance.Short(report.Good, known) {
		found = append(found, batch.Finding{Code: batch.FundsShort, Severity: batch.Warning, Message: w.String()})
	}
	report.Findings = slices.Concat(found, report.Findings)
	return nil
}
