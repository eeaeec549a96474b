// Package months holds the commands about months: how they stand, signing them
// and taking a signature back, what lies at their edges, and the evidence of it all.
package months

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/core/report"
	"contra/core/store/reports"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Months is contra months.
func Months(a *app.App) *cobra.Command {
	var limit int
	var zone string
	cmd := &cobra.Command{
		Use:   "months",
		Short: "List the months: what was compared, what is open, who signed",
		Long: `months lists every month that a report, a comparison or a signature is about, newest first. A
signed month into which something came afterwards is stale, and what came is listed.`,
		Example: "  contra months\n  contra months --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return list(cmd.Context(), a, zone, limit)
		},
	}
	zoneFlag(cmd, &zone)
	app.LimitFlag(cmd, &limit, "months")
	return cmd
}

func zoneFlag(cmd *cobra.Command, zone *string) {
	cmd.Flags().StringVar(zone, "zone", "", "the time `zone` in which months are counted, such as Asia/Seoul (default the configuration's, else UTC)")
}

// zoneOf is the zone that was asked for, else the configured one.
func zoneOf(d *desk.Desk, zone string) string {
	if zone != "" {
		return zone
	}
	return d.Config.Reconcile.Zone
}

func list(ctx context.Context, a *app.App, zone string, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := gather(ctx, d, zoneOf(d, zone))
	if err != nil {
		return err
	}
	total := int64(len(all))
	if limit >= 0 {
		all = all[:min(limit, len(all))]
	}
	t := out.NewTable(out.Column{Title: "MONTH"}, out.Column{Title: "STANDS"}, out.Column{Title: "BY"}, out.Column{Title: "AT (UTC)"}, out.Column{Title: "RUN", Right: true},
		out.Column{Title: "BREAKS", Right: true}, out.Column{Title: "OPEN", Right: true}, out.Column{Title: "REPORTS"}, out.Column{Title: "NOTE"})
	for i := range all {
		m := &all[i]
		t.Add(m.Month, string(m.Standing), m.By, app.Clock(time.Time(m.At)), m.RunID, count(m.RunID, m.Breaks), count(m.RunID, m.Open), strings.Join(m.Reports, ", "), note(m))
	}
	if err := app.List(a, all, total, t); err != nil || a.JSON {
		return err
	}
	for i := range all {
		for _, l := range all[i].Late {
			a.Say("%s, late: %s", all[i].Month, late(l))
		}
	}
	return nil
}

func note(m *view.Month) string {
	if m.Why != "" {
		return m.Why
	}
	return m.Note
}

// late tells what came after a signature.
func late(l view.Late) string {
	s := fmt.Sprintf("%s, %s ", app.Clock(time.Time(l.At)), l.What)
	if l.Was != "" {
		return s + "was " + l.Was + ", is " + l.Now
	}
	return s + l.Now
}

// count leaves out what nobody counted.
func count(run string, n int64) string {
	if run == "" {
		return ""
	}
	return out.Group(n)
}

// gather puts together what is known of each month, newest first.
func gather(ctx context.Context, d *desk.Desk, zone string) ([]view.Month, error) {
	all := map[string]*view.Month{}
	of := func(name string) *view.Month {
		if all[name] == nil {
			all[name] = &view.Month{Month: name, Zone: zone, Reports: []string{}, Late: []view.Late{}}
		}
		return all[name]
	}
	if err := signatures(ctx, d, of); err != nil {
		return nil, err
	}
	if err := compared(ctx, d, of); err != nil {
		return nil, err
	}
	list, err := reports.List(ctx, d.Store, 0, -1)
	if err != nil {
		return nil, err
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, ledger.Errorf(ledger.ErrUsage, "there is no time zone %q", zone).WithHint("write it like Asia/Seoul or UTC")
	}
	for _, r := range slices.Backward(list) {
		for _, name := range touched(r, loc) {
			m := of(name)
			m.Reports = append(m.Reports, r.Name)
		}
	}
	names := slices.Sorted(maps.Keys(all))
	slices.Reverse(names)
	months := make([]view.Month, len(names))
	for i, name := range names {
		months[i] = *all[name]
	}
	return months, nil
}

// touched names the months between the first and the last row of a report.
func touched(r report.Info, loc *time.Location) (names []string) {
	if r.Replaced != 0 || r.FirstAt.IsZero() {
		return nil
	}
	first, last := r.FirstAt.In(loc), r.LastAt.In(loc)
	for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, loc); !m.After(last); m = m.AddDate(0, 1, 0) {
		names = append(names, m.Format("2006-01"))
	}
	return names
}

// signatures fills in the signature in force of each month, else the last one that was taken back.
func signatures(ctx context.Context, d *desk.Desk, of func(string) *view.Month) error {
	closes, err := runs.Closes(ctx, d.Store, true)
	if err != nil {
		return err
	}
	for i := range closes {
		c := &closes[i]
		m := of(c.Month)
		if m.Standing != "" && (c.Standing == archive.Reopened || m.Standing != archive.Reopened) {
			continue
		}
		m.Standing, m.By, m.At, m.Why, m.Note, m.Zone = c.Standing, c.Operator, view.Time(c.At), c.Why, c.Note, c.Zone
		came, err := runs.Late(ctx, d.Store, c.ID)
		if err != nil {
			return err
		}
		m.Late = view.Each(came, view.NewLate)
	}
	return nil
}

// compared fills in the latest run of each month.
func compared(ctx context.Context, d *desk.Desk, of func(string) *view.Month) error {
	list, err := runs.List(ctx, d.Store, 0, -1)
	if err != nil {
		return err
	}
	for i := range list {
		x := &list[i]
		if x.Month == "" {
			continue
		}
		m := of(x.Month)
		if m.RunID != "" {
			continue
		}
		m.RunID, m.RunAt, m.Breaks, m.Expected = view.RunID(x.ID), view.Time(x.EndedAt), x.Breaks, x.Expected
		sums, err := runs.Sums(ctx, d.Store, x.ID)
		if err != nil {
			return err
		}
		for _, s := range sums {
			m.Open += s.Open
		}
	}
	return nil
}

// checkMonth refuses what is no month before anything is read.
func checkMonth(cmd *cobra.Command, month string) error {
	if _, err := run.Month(month, ""); err != nil {
		var known *ledger.Error
		if errors.As(err, &known) {
			return app.Usage(cmd, "%s: %s", known.Message, known.Hint)
		}
		return err
	}
	return nil
}
