package batch

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/money"
	"contra/core/store/batches"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func showCmd(a *app.App) *cobra.Command {
	var limit int
	var which string
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show a batch: its progress, files and rows",
		Long: `show tells how far a batch has come and what became of its rows. The findings are those
of the latest check; contra batch check ID looks again.`,
		Example: "  contra batch show B1\n  contra batch show B1 --rows wrong\n  contra batch show B1 --rows failed --limit -1 --json",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			w, err := choose(cmd, "rows", which)
			if err != nil {
				return err
			}
			return show(cmd.Context(), a, id, w, limit)
		}),
	}
	cmd.Flags().StringVar(&which, "rows", string(batches.All), "only these `rows`: "+strings.Join(choices, ", "))
	completeChoices(cmd, "rows")
	app.LimitFlag(cmd, &limit, "rows")
	return cmd
}

func show(ctx context.Context, a *app.App, id int64, which batches.Which, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	b, err := batches.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	p, err := batches.Progress(ctx, d.Store, id)
	if err != nil {
		return err
	}
	files, err := batches.FilesOf(ctx, d.Store, id)
	if err != nil {
		return err
	}
	found, err := batches.Views(ctx, d.Store, id, batches.Window{Which: which, Limit: limit})
	if err != nil {
		return err
	}
	count, err := batches.CountViews(ctx, d.Store, id, which)
	if err != nil {
		return err
	}
	all, err := batches.Findings(ctx, d.Store, id, -1, -1)
	if err != nil {
		return err
	}
	of := map[int64][]batch.Finding{}
	for _, f := range all {
		of[f.N] = append(of[f.N], f)
	}
	v := view.BatchShow{Batch: view.NewBatch(b), Progress: view.NewBatchProgress(p), Files: view.Each(files, view.NewBatchFile),
		Findings: append([]batch.Finding{}, of[0]...), Total: count, Truncated: int64(len(found)) < count,
		Items: view.Each(found, func(r batches.View) view.BatchRow { return view.NewBatchRow(r, of[r.N]) })}
	return a.Result(v, func(w io.Writer) error {
		if err := app.Facts(w, slices.Concat(facts(b), progress(p), fileLines(files))...); err != nil {
			return err
		}
		if err := findings(w, of[0]); err != nil {
			return err
		}
		fmt.Fprintln(w)
		if err := rowTable(found, of).Write(w); err != nil {
			return err
		}
		if v.Truncated {
			a.Say("%s of %s shown; --limit -1 shows all", out.Group(int64(len(found))), out.Group(count))
		}
		return nil
	})
}

// progress says how far a batch has come.
func progress(p batch.Progress) [][2]string {
	var states []string
	for s, n := range p.States {
		states = append(states, fmt.Sprintf("%s %s", out.Group(n), s))
	}
	slices.Sort(states)
	if p.Wait > 0 {
		states = append(states, out.Group(p.Wait)+" no refund yet")
	}
	lines := [][2]string{{"rows are", strings.Join(states, ", ")}}
	if p.Held > 0 {
		lines = append(lines, [2]string{"attention", rows(p.Held) + " need a person: contra batch show --rows held"})
	}
	for _, t := range p.Totals {
		lines = append(lines, totalLine(view.NewBatchTotal(t)))
	}
	return lines
}

// totalLine says what became of one currency's amounts; it is left out when there are none.
func totalLine(t view.BatchTotal) [2]string {
	if t.Asked == 0 {
		return [2]string{}
	}
	line := money.New(t.Asked, t.Currency).String()
	for _, part := range []struct {
		minor int64
		name  string
	}{{t.Succeeded, "succeeded"}, {t.Declined, "not refunded"}, {t.Pending, "open"}} {
		if part.minor != 0 {
			line += fmt.Sprintf(", %s %s", part.name, money.New(part.minor, t.Currency))
		}
	}
	return [2]string{"asked for", line}
}

func fileLines(files []batches.File) (lines [][2]string) {
	for _, f := range files {
		state := "to be written"
		switch {
		case !f.UploadedAt.IsZero():
			state = "uploaded " + app.Clock(f.UploadedAt)
			if f.Number != "" {
				state += " as " + f.Number
			}
		case f.Written:
			state = "not marked as uploaded"
		}
		lines = append(lines, [2]string{fmt.Sprintf("file %d of %d", f.Part, f.Of), fmt.Sprintf("%s, %s, SHA-256 %s, %s", f.Path, rows(f.Rows), f.SHA256, state)})
	}
	return lines
}

func rowTable(found []batches.View, of map[int64][]batch.Finding) *out.Table {
	t := out.NewTable(out.Column{Title: "ROW", Right: true}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATE"}, out.Column{Title: "REFUND"}, out.Column{Title: "NOTE"})
	for _, r := range found {
		note := strings.TrimSpace(r.Code + " " + r.Message)
		switch {
		case r.Hold != "":
			note = r.Hold
		case r.Refusal != "":
			note = r.Refusal
		case r.State == "" && len(of[r.N]) > 0:
			note = r.First
			if more := len(of[r.N]) - 1; more > 0 {
				note += fmt.Sprintf(" (and %d more)", more)
			}
		}
		line := ""
		if r.Line > 0 {
			line = fmt.Sprint(r.Line)
		}
		amount := r.Amount.String()
		if r.Amount.IsZero() {
			amount = "?"
		}
		t.Add(fmt.Sprint(r.N), line, r.PaymentID, fmt.Sprint(r.Project), amount, string(r.State), r.RefundID, note)
	}
	return t
}
