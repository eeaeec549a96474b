package run

import (
	"context"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store/reports"
	"contra/core/store/runs"
)

// Again compares the reports of a stored run once more, as the ledger, the
// decisions and the mended rows are now.
func (r *Runner) Again(ctx context.Context, id int64, progress Progress) (archive.Run, error) {
	x, err := runs.Get(ctx, r.Store, id)
	if err != nil {
		return x, err
	}
	q := Request{Zone: x.Zone, Rules: &x.Rules}
	if !x.Summary.Inferred {
		q.Period = x.Period
		q.Period.CutOff = q.Period.To
	}
	for _, s := range x.Summary.Reports {
		q.Reports = append(q.Reports, s.ID)
	}
	return r.Run(ctx, q, progress)
}

// MonthRequest asks for the comparison of a month with all reports that have rows of it.
func (r *Runner) MonthRequest(ctx context.Context, month, zone string) (Request, error) {
	p, err := Month(month, zone)
	if err != nil {
		return Request{}, err
	}
	q := Request{Period: p, Zone: zone, Month: month}
	all, err := reports.Between(ctx, r.Store, p.From.UnixMilli(), p.To.UnixMilli())
	for _, i := range all {
		q.Reports = append(q.Reports, i.ID)
	}
	if err == nil && len(all) == 0 {
		err = ledger.Errorf(ledger.ErrNotFound, "no report has rows of %s", month).WithHint("import one: contra report import FILE")
	}
	return q, err
}
