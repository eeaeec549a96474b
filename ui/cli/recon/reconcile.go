// Package recon holds the command that compares reports with the ledger, and the
// list of what was compared.
package recon

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/exporters/papers"
	"contra/ui/cli/app"
	"contra/ui/cli/reading"
	"contra/ui/cli/view"
)

// options are how a comparison was asked for.
type options struct {
	reading.Options
	from, to, zone, month string
	tolerance             []string
	pulled, dry, all      bool
	folder                string
	limit                 int
}

// Reconcile is contra reconcile.
func Reconcile(a *app.App) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "reconcile REPORT...",
		Short: "Compare reports with the ledger and explain every difference",
		Long: `reconcile compares the rows of reports with the operations of the ledger. REPORT is a CSV
file of any usual kind, a folder, .gz, .zip, or - for stdin; with --month and without a REPORT
it takes all reports of the ledger that have rows of that month; with --pulled what was pulled
from the Data API.

--from and --to are days, both included; rows outside are ignored. Without them, the months are
compared that the reports touch. The reports and what was found are stored together, or nothing
is. When nothing has changed since an earlier comparison, that one is given.

Exit 3 when there are breaks or rejected rows. What is not due in a report yet is expected and
is no break.`,
		Example: `  contra reconcile report-2026-10.csv
  contra reconcile october/*.csv.gz --from 2026-10-01 --to 2026-10-31 --zone Asia/Seoul
  contra reconcile --month 2026-10 --out october
  contra reconcile --pulled --month 2026-10
  contra reconcile report.csv --tolerance EUR=0.01 --dry-run --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(cmd, args); err != nil {
				return err
			}
			return reconcile(cmd, a, args, o)
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *options) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	reading.Flags(cmd, &o.Options)
	f.StringVar(&o.from, "from", "", "the first `day`, such as 2026-10-01")
	f.StringVar(&o.to, "to", "", "the last `day`, such as 2026-10-31")
	f.StringVar(&o.month, "month", "", "a `month` instead, such as 2026-10")
	f.StringVar(&o.zone, "zone", "", "the time `zone` of days and months, such as Asia/Seoul (default the configuration's, else UTC)")
	f.BoolVar(&o.pulled, "pulled", false, "compare with what contra pull brought, the financial list where there is one")
	f.StringSliceVar(&o.tolerance, "tolerance", nil, "by how much amounts may differ, in major units, as `CURRENCY=AMOUNT` such as EUR=0.01 (default the configuration's)")
	f.BoolVar(&o.dry, "dry-run", false, "store nothing")
	f.BoolVar(&o.all, "all", false, "show every break, and what was matched by more than an operation id")
	f.StringVar(&o.folder, "out", "", "write breaks, results, a statement and the evidence into this `folder`")
	f.IntVar(&o.limit, "limit", shownBreaks, "how many breaks to `show` at most; -1 shows all, as --json does unless this is given")
	cmd.MarkFlagDirname("out")
}

// shownBreaks is how many breaks a person is shown unless --limit says otherwise.
const shownBreaks = 20

func (o *options) check(cmd *cobra.Command, args []string) error {
	if err := app.CheckLimit(cmd, o.limit); err != nil {
		return err
	}
	switch {
	case o.pulled && len(args) > 0:
		return app.Usage(cmd, "--pulled compares what was pulled: leave out REPORT")
	case o.pulled && o.month == "" && o.from == "":
		return app.Usage(cmd, "--pulled needs a period: --month, or --from")
	case len(args) == 0 && o.month == "" && !o.pulled:
		return app.Usage(cmd, "REPORT is missing; with --month it is taken from the ledger, with --pulled from the Data API")
	case o.month != "" && (o.from != "" || o.to != ""):
		return app.Usage(cmd, "--month is a period by itself: leave out --from and --to")
	case len(args) == 0 && (o.Profile != "" || o.Unit != "" || o.Project != 0 && !o.pulled):
		return app.Usage(cmd, "--profile, --unit and --project say how a REPORT is read, and there is none")
	case o.folder != "" && o.dry:
		return app.Usage(cmd, "--out writes what was stored: leave out --dry-run")
	}
	return nil
}

func reconcile(cmd *cobra.Command, a *app.App, args []string, o options) error {
	ctx := cmd.Context()
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if o.folder != "" {
		if err := papers.Free(o.folder); err != nil {
			return err
		}
	}
	req, left, err := o.request(ctx, a, d, args)
	if err != nil {
		return err
	}
	x, err := Compare(a, func(p run.Progress) (archive.Run, error) { return d.Runs.Run(ctx, req, p) })
	if err != nil {
		return err
	}
	p := printing{limit: o.limit, pairs: o.all, left: left, bodies: req.Bodies}
	if o.all || a.JSON && !cmd.Flags().Changed("limit") {
		p.limit = -1
	}
	if o.folder != "" {
		if p.files, err = write(ctx, a, d, x, o.folder); err != nil {
			return err
		}
	}
	return p.print(ctx, a, d, x)
}

// request reads the reports and says what is compared.
func (o *options) request(ctx context.Context, a *app.App, d *desk.Desk, paths []string) (q run.Request, left []view.Ignored, err error) {
	zone := o.zone
	if zone == "" {
		zone = d.Config.Reconcile.Zone
	}
	switch {
	case o.pulled:
		q, err = o.pulledRequest(ctx, a, d, zone)
	case len(paths) == 0:
		q, err = d.Runs.MonthRequest(ctx, o.month, zone)
	default:
		q, err = o.period(zone)
	}
	if err != nil {
		return q, nil, err
	}
	q.Dry = o.dry
	if q.Rules, err = rules(d.Config.Reconcile.Rules, o.tolerance); err != nil || len(paths) == 0 {
		return q, nil, err
	}
	files, err := reading.Open(ctx, a, d, paths, o.Options)
	if err != nil {
		return q, nil, err
	}
	defer files.Close()
	err = files.Each(ctx, func(r reading.Read) error {
		if r.Known != nil {
			q.Reports = append(q.Reports, r.Known.ID)
			return nil
		}
		q.Bodies = append(q.Bodies, r.Body)
		return nil
	})
	return q, files.LeftOut, err
}

// period is the period that was asked for.
func (o *options) period(zone string) (q run.Request, err error) {
	q.Zone, q.Month = zone, o.month
	if o.month != "" {
		q.Period, err = run.Month(o.month, zone)
	} else {
		q.Period, err = run.Days(o.from, o.to, zone)
	}
	return q, err
}

// write writes the papers of a run.
func write(ctx context.Context, a *app.App, d *desk.Desk, x archive.Run, folder string) ([]string, error) {
	if x.ID == 0 {
		return nil, ledger.Errorf(ledger.ErrReadOnly, "--out writes what was stored, and --read-only stores nothing").WithHint("leave out --read-only")
	}
	s, err := papers.Of(ctx, d, x)
	if err != nil {
		return nil, err
	}
	bar := a.Bar()
	defer bar.Clear()
	return papers.Write(ctx, filepath.Clean(folder), s, func(name string, done, total int) {
		bar.Show("files, writing "+name, int64(done), int64(done), int64(total))
	})
}
