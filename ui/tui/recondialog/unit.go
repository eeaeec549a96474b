package recondialog

import (
	"context"

	corereport "contra/core/report"
	"contra/importers/reading"
	"contra/importers/report"
)

// findUnit holds a table's amounts against the ledger; a unit that it finds is told.
func (i *importing) findUnit(ctx context.Context, o *report.Opened) error {
	h, err := reading.FindUnit(ctx, i.w.h.Desk, o)
	if i.unit = ""; h.Unit != corereport.UnitUnknown {
		i.unit = "Amounts are " + h.String() + "."
	}
	return err
}
