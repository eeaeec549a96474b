package browse

import (
	"context"
	"io"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/query"
	"contra/core/store"
	"contra/exporters/atomic"
	"contra/exporters/sheet"
	"contra/ui/cli/app"
)

// exportPayments writes all payments that the filter finds to a CSV file, page
// by page, so that it needs the same memory for any number of them.
func exportPayments(ctx context.Context, a *app.App, d *desk.Desk, path string, filter query.Filter, order query.Sort) error {
	const page = 1000
	var items int64
	var anchor *ledger.Payment
	err := atomic.WriteFile(path, func(w io.Writer) error {
		return sheet.Payments(w, func() ([]ledger.Payment, error) {
			found, err := d.Store.Payments(ctx, store.Window{Filter: filter, Sort: order, Anchor: anchor, Limit: page})
			if len(found) > 0 {
				anchor = &found[len(found)-1]
			}
			items += int64(len(found))
			return found, err
		})
	})
	if err != nil {
		return err
	}
	return a.Written(path, items, "payments")
}
