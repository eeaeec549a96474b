// Package pull holds the commands that ask the platform's Data API: pulling
// operations, how much was pulled, and the balances.
package pull

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/run"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// options are how a pull was asked for.
type options struct {
	from, to, zone string
	projects       []int64
	financial      bool
	limit          int
}

// Pull is contra pull.
func Pull(a *app.App) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "pull",
		Short: "Pull operations from the platform's Data API",
		Long: `pull asks the platform for all operations that were last acted on in an interval, and takes
them into the ledger like callbacks: payments, refunds and their states move along, and
what is known already changes nothing.

--from and --to are days, both included. Without --from it goes on where the last pull ended,
with some overlap; without --to it goes on until now. Ctrl-C keeps what is stored, and the
same command goes on from there. A row that cannot be read is kept, with the reason.

With --financial it pulls the platform's list for final reconciliation, which has fees. Its rows
are kept as a report and change no payment. contra reconcile --pulled compares what was pulled
with the ledger, by that list where it was pulled for all of the time: the other one is for
watching, and most of the ledger may come from it.

The token comes from CONTRA_DATA_TOKEN and its own secret from CONTRA_DATA_SECRET, else from the
OS keyring, else from files; contra config --init tells which. The platform takes 60 questions
a minute and may need minutes for an answer. Exit 3 when rows were rejected.`,
		Example: `  contra pull --from 2026-10-01
  contra pull --from 2026-10-01 --to 2026-10-31 --project 1234 --json
  contra pull --financial --from 2026-10-01 --to 2026-10-31
  contra pull status`,
		Args: app.CommandOnly, SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, o.limit); err != nil {
				return err
			}
			return do(cmd, a, o)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.from, "from", "", "the first `day`, such as 2026-10-01 (default where the last pull ended)")
	f.StringVar(&o.to, "to", "", "the last `day`, such as 2026-10-31 (default until now)")
	f.StringVar(&o.zone, "zone", "UTC", "the time `zone` of the days, such as Asia/Seoul")
	f.Int64SliceVar(&o.projects, "project", nil, "the `id` of a project; repeat it for more (default all that are configured)")
	f.BoolVar(&o.financial, "financial", false, "the list for final reconciliation, with fees")
	app.LimitFlag(cmd, &o.limit, "rejections")
	cmd.AddCommand(statusCmd(a))
	return cmd
}

func do(cmd *cobra.Command, a *app.App, o options) error {
	days, err := run.Days(o.from, o.to, o.zone)
	if err != nil {
		return app.Usage(cmd, "%v", err)
	}
	ctx := cmd.Context()
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	kind := dataapi.Operations
	if o.financial {
		kind = dataapi.Financial
	}
	bar := a.Bar()
	report, err := d.Pulls.Run(ctx, pull.Options{From: days.From, To: days.To, Projects: o.projects, Kind: kind, Progress: func(p pull.Progress) { show(bar, p) }})
	bar.Clear()
	return end(ctx, a, d, report, o.limit, app.Coded(err))
}

// show draws how far a pull has come.
func show(bar *out.Bar, p pull.Progress) {
	if p.Waiting > 0 {
		bar.Note(fmt.Sprintf("%s operations, waiting %s: %s", out.Group(p.Read), p.Waiting.Round(time.Second), p.Why))
		return
	}
	bar.Show("operations", p.Read, int64(p.At.Sub(p.From)/time.Second), int64(p.To.Sub(p.From)/time.Second))
}

// end prints what a pull brought, also when it stopped early.
func end(ctx context.Context, a *app.App, d *desk.Desk, report pull.Report, limit int, failed error) error {
	if failed != nil && report.Pages == 0 {
		return failed
	}
	v := view.NewPull(report)
	if report.Rejected > 0 {
		waiting, err := d.Store.Rejections(context.WithoutCancel(ctx), report.Import, 0, limit)
		if err != nil {
			return err
		}
		v.Rejections = view.Each(waiting, func(r ledger.Rejection) view.Rejection {
			return view.Rejection{Source: r.Source, Line: r.Line, Reason: r.Reason, Detail: r.Detail}
		})
		v.Truncated = int64(len(waiting)) < report.Rejected
	}
	if failed != nil {
		e := view.NewError(failed)
		v.Error = &e
	}
	if err := a.Result(v, func(w io.Writer) error { return write(w, v, report) }); err != nil {
		return err
	}
	var over app.Outcome
	switch {
	case errors.As(failed, &over):
		return over
	case failed != nil:
		if !a.JSON {
			a.Complain(failed)
		}
		return app.Outcome(app.ExitOf(failed))
	case report.Rejected > 0:
		return app.Outcome(app.ExitFindings)
	}
	return nil
}

func write(w io.Writer, v view.Pull, r pull.Report) error {
	t := out.NewTable(out.Column{Title: "REASON"}, out.Column{Title: "DETAIL"})
	for _, x := range v.Rejections {
		t.Add(string(x.Reason), x.Detail)
	}
	if err := t.Write(w); err != nil {
		return err
	}
	lines := [][2]string{{"pulled", fmt.Sprintf("%s, %s to %s UTC", r.Kind, app.Clock(r.From), app.Clock(r.To))}}
	if r.Next.Before(r.To) {
		lines = append(lines, [2]string{"whole until", app.Clock(r.Next) + " UTC; the same command goes on from there"})
	}
	if r.Resumed {
		lines = append(lines, [2]string{"went on", "where an earlier pull had broken off"})
	}
	lines = append(lines, [2]string{"operations", fmt.Sprintf("%s read, %s stored, %s duplicate, %s rejected", out.Group(r.Read), out.Group(r.Stored), out.Group(r.Duplicate), out.Group(r.Rejected))})
	if len(r.Moved) > 0 {
		lines = append(lines, [2]string{"refunds", out.Group(int64(len(r.Moved))) + " of ours moved along"})
	}
	if len(r.Purchases) > 0 {
		lines = append(lines, [2]string{"purchases", out.Group(int64(len(r.Purchases))) + " of ours moved along"})
	}
	if r.Waited >= time.Second {
		lines = append(lines, [2]string{"waited", r.Waited.Round(time.Second).String()})
	}
	return app.Facts(w, lines...)
}
