package recondialog

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/recon"
	corereport "contra/core/report"
	"contra/core/store/reports"
)

// MendRow lets a person correct the rejected row that a break is about, without a look
// for it among the reports.
func (w *Work) MendRow(r recon.Record) tea.Cmd {
	s := w.h.Desk.Store
	type rejected struct {
		info corereport.Info
		row  corereport.StoredReject
	}
	return Read(w, "Reading the row", func(ctx context.Context) (x rejected, err error) {
		if x.info, err = reports.Get(ctx, s, r.Report); err != nil {
			return x, err
		}
		all, err := reports.Rejects(ctx, s, r.Report, false)
		if err != nil {
			return x, err
		}
		at := slices.IndexFunc(all, func(j corereport.StoredReject) bool { return j.Line == r.Line })
		switch {
		case at < 0:
			return x, ledger.Errorf(ledger.ErrNotFound, "line %d is no rejected row of its report", r.Line)
		case all[at].Mended != 0:
			return x, ledger.Errorf(ledger.ErrState, "line %d is mended already", r.Line).WithHint("r compares again")
		case x.info.Replaced != 0:
			return x, ledger.Errorf(ledger.ErrState, "the report was read in another way since").WithHint("r compares again")
		}
		x.row = all[at]
		return x, nil
	}, func(x rejected) tea.Cmd { return w.Mend(x.info, x.row) })
}
