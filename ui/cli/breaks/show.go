package breaks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

func showCmd(a *app.App) *cobra.Command {
	var number int64
	cmd := &cobra.Command{
		Use:   "show RUN/N",
		Short: "Show one break: both sides, the row as written, why, and what was decided",
		Long: `show gives everything about one thing that a run found, named by its number in the run: N alone is
one of the latest run, RUN --n N as the other commands write it. It shows the row as it was written, what else may be its other side and why it
was not matched, and every decision about it, also those that were taken back.`,
		Example: "  contra breaks show 12/3\n  contra breaks show 2026-10/3 --json",
		Args:    app.Want("RUN/N"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, n, err := args[0], number, error(nil)
			switch given := cmd.Flags().Changed("n"); {
			case given && n <= 0:
				return app.Usage(cmd, "%d is no break: they are numbered from 1", n)
			case !given:
				if run, n, err = one(cmd, args[0]); err != nil {
					return err
				}
			}
			return show(cmd.Context(), a, run, n)
		},
	}
	cmd.Flags().Int64Var(&number, "n", 0, "this break, by its `number` in the run")
	return cmd
}

func show(ctx context.Context, a *app.App, name string, n int64) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	f, err := runs.Finding(ctx, d.Store, x.ID, n)
	if err != nil {
		return err
	}
	report, local := f.Break.Report, f.Break.Local
	if f.Kind == archive.Paired {
		report, local = f.Pair.Report, f.Pair.Local
	}
	about := f.Code.About()
	v := view.BreakShow{RunID: view.RunID(x.ID), Kind: f.Kind, Break: view.NewBreak(&f, x.Summary.Reports), Meaning: about.Meaning, Next: about.Next,
		ReportRecords: view.NewRecords(report), LocalRecords: view.NewRecords(local)}
	if f.Kind == archive.Paired {
		p := view.NewPair(&f)
		v.Pair = &p
	}
	v.Explain = compared(&f, x.Rules)
	if v.Raw, err = raw(ctx, d, x, report); err != nil {
		return err
	}
	if v.Candidates, err = candidates(ctx, d, x, f); err != nil {
		return err
	}
	decisions, err := runs.Decisions(ctx, d.Store, f.Key)
	if err != nil {
		return err
	}
	v.Decisions = view.Each(decisions, view.NewDecision)
	return a.Result(v, func(w io.Writer) error { return writeBreak(w, &v) })
}

// raw gives the rows as they were written.
func raw(ctx context.Context, d *desk.Desk, x archive.Run, rows []recon.Record) ([]view.RawRow, error) {
	all := make([]view.RawRow, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		id, file := view.SourceOf(r.Report, x.Summary.Reports)
		header, cells, line, err := d.Runs.Raw(ctx, id, r.Line)
		var known *ledger.Error
		if errors.As(err, &known) && known.Code == ledger.ErrNotFound {
			continue // a rejected row that was mended since
		}
		if err != nil {
			return nil, err
		}
		all = append(all, view.RawRow{ReportID: id, File: file, Line: r.Line, Header: header, Cells: append([]string{}, cells...), Raw: line})
	}
	return all, nil
}

func writeBreak(w io.Writer, v *view.BreakShow) error {
	b := &v.Break
	due := ""
	if b.Due != nil {
		due = app.Clock(time.Time(*b.Due))
	}
	err := app.Facts(w, [2]string{"finding", fmt.Sprintf("%s/%d", v.RunID, b.N)}, [2]string{"code", string(b.Code)}, [2]string{"means", v.Meaning}, [2]string{"why", b.Reason},
		[2]string{"payment", b.PaymentID}, [2]string{"operation", b.OperationID}, [2]string{"at stake", compare.Amount(b.Stake.Amount, b.Stake.Currency)}, [2]string{"due", due},
		[2]string{"since", app.Clock(time.Time(b.Since))}, [2]string{"next", v.Next})
	if err != nil {
		return err
	}
	if v.Pair != nil {
		if err := app.Facts(w, [2]string{"matched by", string(v.Pair.By)}, [2]string{"note", v.Pair.Note}); err != nil {
			return err
		}
	}
	tables := []*out.Table{records(v), lines(v.Explain), alternatives(v.Candidates), decisionTable(v.Decisions)}
	for _, t := range tables {
		if t.Len() == 0 {
			continue
		}
		fmt.Fprintln(w)
		if err := t.Write(w); err != nil {
			return err
		}
	}
	for _, r := range v.Raw {
		if _, err := fmt.Fprintf(w, "\n%s line %d:\n", text.Clean(r.File), r.Line); err != nil {
			return err
		}
		if len(r.Cells) != len(r.Header) {
			fmt.Fprintln(w, text.Clean(r.Raw))
			continue
		}
		lines := make([][2]string, len(r.Cells))
		for i, name := range r.Header {
			lines[i] = [2]string{text.Clean(name), r.Cells[i]}
		}
		if err := app.Facts(w, lines...); err != nil {
			return err
		}
	}
	return nil
}

// records lists both sides, one record a line.
func records(v *view.BreakShow) *out.Table {
	t := out.NewTable(out.Column{Title: "SIDE"}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATUS"}, out.Column{Title: "TYPE"},
		out.Column{Title: "AT (UTC)"}, out.Column{Title: "OPERATION"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "OURS"}, out.Column{Title: "REFERENCES"})
	for _, side := range []struct {
		name string
		list []view.Record
	}{{"report", v.ReportRecords}, {"local", v.LocalRecords}, {"candidate", v.Break.Near}} {
		for i := range side.list {
			r := &side.list[i]
			if r.Reject != "" {
				t.Add(side.name, number(r.Line), "", "rejected", "", "", r.OperationID, r.PaymentID, "", r.Reject)
				continue
			}
			t.Add(side.name, number(r.Line), amount(r), r.Status, r.Type, app.Clock(time.Time(r.At)), r.OperationID, r.PaymentID, strings.TrimSpace(r.RefundID+" "+r.RefundState), refs(r))
		}
	}
	return t
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func amount(r *view.Record) string {
	s := compare.Amount(r.Amount, r.Currency)
	if r.Fee != nil {
		s += ", fee " + compare.Amount(r.Fee.Amount, r.Fee.Currency)
	}
	if r.Net != nil {
		s += ", net " + compare.Amount(r.Net.Amount, r.Net.Currency)
	}
	return s
}

func refs(r *view.Record) string {
	var all []string
	for _, x := range []struct{ name, id string }{{"provider", r.Provider}, {"ARN", r.ARN}, {"RRN", r.RRN}, {"batch", r.Batch}} {
		if x.id != "" {
			all = append(all, x.name+" "+x.id)
		}
	}
	return strings.Join(all, ", ")
}

func decisionTable(all []view.Decision) *out.Table {
	t := out.NewTable(out.Column{Title: "DECISION", Right: true}, out.Column{Title: "ACT", Right: true}, out.Column{Title: "AS"}, out.Column{Title: "NOTE"}, out.Column{Title: "BY"}, out.Column{Title: "AT (UTC)"}, out.Column{Title: "TAKEN BACK"})
	for _, d := range all {
		back := ""
		if d.UndoneAt != nil {
			back = d.Undone + ", " + app.Clock(time.Time(*d.UndoneAt))
		}
		t.Add(fmt.Sprint(d.ID), fmt.Sprint(d.Act), string(d.As), d.Note, d.Operator, app.Clock(time.Time(d.At)), back)
	}
	return t
}
