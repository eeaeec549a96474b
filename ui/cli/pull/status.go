package pull

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/dataapi/pull"
	"contra/core/store/pulls"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func statusCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show of which time all operations were pulled, and the latest pulls",
		Long: `status shows for each project of which time all operations were pulled, with the gaps, and the
latest pulls. Nothing is asked.`,
		Example: "  contra pull status\n  contra pull status --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return status(cmd.Context(), a, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "pulls")
	return cmd
}

func status(ctx context.Context, a *app.App, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	s, err := d.Pulls.Status(ctx, -1)
	if err != nil {
		return err
	}
	v := view.PullStatus{Covered: view.Each(s.Coverage, view.NewCovered), Total: int64(len(s.Runs))}
	if limit >= 0 {
		s.Runs = s.Runs[:min(limit, len(s.Runs))]
	}
	v.Items = view.Each(s.Runs, view.NewPullRun)
	v.Truncated = int64(len(v.Items)) < v.Total
	return a.Result(v, func(w io.Writer) error {
		if v.Total == 0 {
			_, err := fmt.Fprintln(w, "nothing was pulled yet: contra pull --from DAY")
			return err
		}
		if err := covered(s.Coverage).Write(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
		if err := table(s.Runs).Write(w); err != nil || !v.Truncated {
			return err
		}
		_, err := fmt.Fprintf(w, "%s of %s shown; --limit -1 shows all\n", out.Group(int64(len(v.Items))), out.Group(v.Total))
		return err
	})
}

func covered(all []pull.Coverage) *out.Table {
	t := out.NewTable(out.Column{Title: "PROJECT"}, out.Column{Title: "LIST"}, out.Column{Title: "WHOLE FROM (UTC)"}, out.Column{Title: "TO (UTC)"}, out.Column{Title: "NOT PULLED (UTC)"})
	for i := range all {
		c := &all[i]
		var gaps []string
		for n := 1; n < len(c.Spans); n++ {
			gaps = append(gaps, app.Clock(c.Spans[n-1].To)+" to "+app.Clock(c.Spans[n].From))
		}
		t.Add(fmt.Sprint(c.Project), string(c.Kind), app.Clock(c.Spans[0].From), app.Clock(c.Until()), strings.Join(gaps, ", "))
	}
	return t
}

func table(runs []pulls.Run) *out.Table {
	t := out.NewTable(out.Column{Title: "PULL", Right: true}, out.Column{Title: "LIST"}, out.Column{Title: "FROM (UTC)"}, out.Column{Title: "TO (UTC)"}, out.Column{Title: "STATE"},
		out.Column{Title: "READ", Right: true}, out.Column{Title: "STORED", Right: true}, out.Column{Title: "REJECTED", Right: true}, out.Column{Title: "TOOK", Right: true}, out.Column{Title: "WHY"})
	for i := range runs {
		x := &runs[i]
		took := ""
		if !x.EndedAt.IsZero() {
			took = x.EndedAt.Sub(x.StartedAt).Round(time.Second).String()
		}
		t.Add(fmt.Sprint(x.ID), string(x.Kind), app.Clock(x.From), app.Clock(x.To), string(x.State), out.Group(x.Read), out.Group(x.Stored), out.Group(x.Rejected), took, x.Why)
	}
	return t
}
