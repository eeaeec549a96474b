package report

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

func listCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the reports in the ledger, newest first",
		Example: "  contra report list\n  contra report list --limit 5 --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return list(cmd.Context(), a, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "reports")
	return cmd
}

func list(ctx context.Context, a *app.App, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := reports.List(ctx, d.Store, 0, limit)
	if err != nil {
		return err
	}
	total, err := reports.Counts(ctx, d.Store)
	if err != nil {
		return err
	}
	if a.JSON {
		return app.List(a, view.Each(found, view.NewReport), total, nil)
	}
	t := out.NewTable(out.Column{Title: "REPORT", Right: true}, out.Column{Title: "IMPORTED (UTC)"}, out.Column{Title: "NAME"}, out.Column{Title: "PROFILE"}, out.Column{Title: "ACCEPTED", Right: true},
		out.Column{Title: "REJECTED", Right: true}, out.Column{Title: "IGNORED", Right: true}, out.Column{Title: "CHANGED", Right: true}, out.Column{Title: "FROM (UTC)"}, out.Column{Title: "TO (UTC)"}, out.Column{Title: "BY"}, out.Column{Title: "NOTE"})
	for _, i := range found {
		t.Add(fmt.Sprint(i.ID), app.Clock(i.ImportedAt), i.Name, i.Profile.Name, out.Group(i.Accepted), out.Group(i.Rejected), out.Group(i.Ignored), out.Group(i.Changed),
			app.Clock(i.FirstAt), app.Clock(i.LastAt), i.Operator, note(i))
	}
	return app.List(a, found, total, t)
}

func note(i corereport.Info) string {
	var all []string
	if i.Mends != 0 {
		all = append(all, fmt.Sprintf("mends report %d", i.Mends))
	}
	if i.Replaced != 0 {
		all = append(all, fmt.Sprintf("replaced by report %d", i.Replaced))
	}
	return strings.Join(all, ", ")
}

func showCmd(a *app.App) *cobra.Command {
	var most int
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show a report: how it was read, and its first rows",
		Example: "  contra report show 3\n  contra report show 3 --rows -1 --json",
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := idOf(cmd, args[0])
			if err != nil {
				return err
			}
			if most < -1 {
				return app.Usage(cmd, "--rows is a count, or -1 for all")
			}
			return show(cmd.Context(), a, id, most)
		},
	}
	cmd.Flags().IntVar(&most, "rows", 10, "how many accepted rows to `show` at most; -1 shows all")
	return cmd
}

func show(ctx context.Context, a *app.App, id int64, most int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	info, err := reports.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	v := view.ReportShow{Report: view.NewReport(info), Profile: info.Profile, Header: info.Header, Ignored: []view.IgnoredRows{}, Rows: []view.ReportRow{}, Total: info.Accepted}
	ignored, err := reports.Ignored(ctx, d.Store, id)
	if err != nil {
		return err
	}
	for _, i := range ignored {
		v.Ignored = append(v.Ignored, view.IgnoredRows{Rule: i.Rule, Rows: len(i.Lines), Lines: i.Lines})
	}
	waiting, err := reports.Rejects(ctx, d.Store, id, true)
	if err != nil {
		return err
	}
	v.Waiting = len(waiting)
	err = reports.Rows(ctx, d.Store, d.Runs.Reader, info, most, func(row corereport.Row, raw string) error {
		v.Rows = append(v.Rows, view.NewReportRow(info, &row, raw))
		return nil
	})
	if err != nil {
		return err
	}
	v.Truncated = int64(len(v.Rows)) < v.Total
	return a.Result(v, func(w io.Writer) error { return writeReport(w, &v, info) })
}

func writeReport(w io.Writer, v *view.ReportShow, i corereport.Info) error {
	lines := [][2]string{{"report", fmt.Sprintf("%d, %s", i.ID, i.Name)}, {"imported", app.Clock(i.ImportedAt) + " by " + i.Operator}, {"note", note(i)},
		{"rows", fmt.Sprintf("%s read: %s accepted, %s rejected, %s ignored", out.Group(i.Read), out.Group(i.Accepted), out.Group(i.Rejected), out.Group(i.Ignored))}}
	for _, g := range v.Ignored {
		lines = append(lines, [2]string{"ignored", fmt.Sprintf("%d %s, from line %d on", g.Rows, g.Rule, g.Lines[0])})
	}
	if v.Waiting > 0 {
		lines = append(lines, [2]string{"to mend", fmt.Sprintf("%d rows: contra report rejects %d", v.Waiting, i.ID)})
	}
	lines = append(lines, [2]string{"known", out.Group(i.Known) + " rows that an earlier report has too"}, [2]string{"changed", out.Group(i.Changed) + " rows of which an earlier report said something else"},
		[2]string{"dated", app.Clock(i.FirstAt) + " to " + app.Clock(i.LastAt)}, [2]string{"SHA-256", i.SHA256})
	if err := app.Facts(w, append(lines, facts(i.Profile)...)...); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	if err := rowTable(v.Rows).Write(w); err != nil {
		return err
	}
	if v.Truncated {
		fmt.Fprintf(w, "… %s of %s rows shown; --rows -1 shows all\n", out.Group(int64(len(v.Rows))), out.Group(v.Total))
	}
	return nil
}

// facts says how a layout is understood.
func facts(p corereport.Profile) [][2]string {
	name := p.Name
	if p.Version > 0 {
		name = fmt.Sprintf("%s, version %d", p.Name, p.Version)
	}
	lines := [][2]string{{"profile", name}, {"title", p.Title}}
	for _, f := range corereport.Fields() {
		if column := p.Columns[f]; column != "" {
			lines = append(lines, [2]string{string(f), text.Clean(column)})
		}
		if value := p.Defaults[f]; value != "" {
			lines = append(lines, [2]string{string(f), fmt.Sprintf("always %s", value)})
		}
	}
	unit := string(p.Unit)
	if unit == "" {
		unit = "not known: found out from the ledger, or asked for"
	}
	lines = append(lines, [2]string{"amounts in", unit + " units"}, [2]string{"times in", p.Zone}, [2]string{"decimal mark", p.Decimal}, [2]string{"thousands mark", p.Grouping},
		[2]string{"signs", string(p.Sign)}, [2]string{"delimiter", p.Delimiter}, [2]string{"encoding", p.Encoding}, [2]string{"words", words(p)})
	for _, r := range p.Ignore {
		lines = append(lines, [2]string{"ignores", fmt.Sprintf("%s: %s is %s", r.Rule, r.Column, strings.Join(r.Values, ", "))})
	}
	return lines
}
