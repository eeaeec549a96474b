package clerk

import (
	"context"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
)

// amendable are the columns in the order in which they are understood: another
// payment takes its own project and method unless they are given too.
var amendable = []string{batch.ColType, batch.ColPayment, batch.ColProject, batch.ColMethod, batch.ColOperation, batch.ColCurrency, batch.ColAmount}

// Amend gives several columns of one row other values at once, as a person types
// them. It is one edit, so that it is taken back as one.
func (c *Clerk) Amend(ctx context.Context, id, n int64, values map[string]string) (batch.Batch, error) {
	what := func(int) string { return "edit 1 row" }
	return c.edit(ctx, id, Pick{Rows: []int64{n}}, what, func(rows []batch.Row) ([]batch.Row, error) {
		if len(rows) != 1 {
			return nil, ledger.Errorf(ledger.ErrNotFound, "row %d of batch %s is gone", n, batch.Ref(id))
		}
		old := rows[0]
		w := wish(&old)
		if _, given := values[batch.ColCurrency]; given && w.Amount != "" { // the person sees major units
			w.Amount, w.Minor = old.Amount.Plain(), false
		}
		others := 0
		for _, column := range amendable {
			text, given := values[column]
			if !given {
				continue
			}
			if err := put(&w, column, text); err != nil {
				return nil, err
			}
			old.Mend(column)
			if column == batch.ColPayment {
				old.Mend(batch.ColProject)
			}
			others++
		}
		row := old
		if others > 0 {
			fresh, err := c.Resolve(ctx, []batch.Wish{w}, "")
			if err != nil {
				return nil, err
			}
			row = fresh[0]
			row.N, row.Description = old.N, old.Description
			keepFaults(&row, &old, "")
		}
		if text, given := values[batch.ColDescription]; given {
			row.Description = strings.ReplaceAll(text, "{payment_id}", row.PaymentID)
			row.Mend(batch.ColDescription)
		}
		return []batch.Row{row}, nil
	})
}
