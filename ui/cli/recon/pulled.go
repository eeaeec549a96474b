package recon

import (
	"context"

	"contra/core/dataapi"
	"contra/core/desk"
	"contra/core/recon/run"
	"contra/core/report"
	"contra/importers/pulled"
	"contra/ui/cli/app"
)

// pulledRequest compares with what was pulled from the Data API.
func (o *options) pulledRequest(ctx context.Context, a *app.App, d *desk.Desk, zone string) (run.Request, error) {
	q, err := o.period(zone)
	if err != nil {
		return q, err
	}
	if q.Period.To.IsZero() {
		q.Period.To = d.Store.Now()
	}
	var projects []int64
	if o.Project != 0 {
		projects = []int64{o.Project}
	}
	rows, err := d.Pulls.AsReport(ctx, q.Period.From, q.Period.To, projects)
	if err != nil {
		return q, err
	}
	q.Period.CutOff = rows.To // what is later may not have been pulled
	body, err := pulled.Body(ctx, rows, nil)
	if err != nil {
		return q, err
	}
	q.Bodies = []*report.Body{body}
	if rows.Kind == dataapi.Financial {
		a.Say("Compared with the platform's financial list, its final word, as pulled until %s UTC.", app.Clock(rows.To))
	} else {
		a.Say("Compared with the platform's list for watching, as pulled until %s UTC; its final word is what contra pull --financial brings.", app.Clock(rows.To))
	}
	return q, nil
}
