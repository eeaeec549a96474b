package batch

import (
	"fmt"
	"io"
	"strings"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/money"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// mostFindings is how many findings people get to see; JSON has them all.
const mostFindings = 50

// printBuilt prints a batch with what its check found. did is the edit, if any.
func printBuilt(a *app.App, built clerk.Built, did string) error {
	b, r := built.Batch, built.Report
	// The report is of this moment, also where nothing could be stored.
	b.Rows, b.Errors, b.Warnings = r.Rows, r.Errors, r.Warnings
	v := view.BatchBuilt{Batch: view.NewBatch(b), BatchCheck: view.NewBatchCheck(r), Did: did}
	err := a.Result(v, func(w io.Writer) error {
		if did != "" {
			fmt.Fprintf(w, "%s\n", text.Clean(did))
		}
		if err := findings(w, r.Findings); err != nil {
			return err
		}
		return app.Facts(w, append([][2]string{{"batch", b.Title()}, {"state", string(b.State)}, {"from", b.Source}}, sums(r)...)...)
	})
	return ended(err, r)
}

// ended gives the exit code of a check.
func ended(err error, r batch.Report) error {
	if err == nil && (r.Errors > 0 || r.Blocked()) {
		return app.Outcome(app.ExitFindings)
	}
	return err
}

// findings prints what a check found, the first of many.
func findings(w io.Writer, found []batch.Finding) error {
	if len(found) == 0 {
		return nil
	}
	t := out.NewTable(out.Column{Title: "LINE", Right: true}, out.Column{Title: "COLUMN"}, out.Column{Title: "CODE"}, out.Column{Title: "IS"}, out.Column{Title: "MESSAGE"})
	for _, f := range found[:min(len(found), mostFindings)] {
		line := "file"
		if f.Line > 0 {
			line = fmt.Sprint(f.Line)
		} else if f.N > 0 {
			line = fmt.Sprintf("row %d", f.N)
		}
		t.Add(line, f.Column, string(f.Code), string(f.Severity), f.Message)
	}
	if err := t.Write(w); err != nil {
		return err
	}
	if more := len(found) - mostFindings; more > 0 {
		fmt.Fprintf(w, "… and %s more; --json gives them all\n", out.Group(int64(more)))
	}
	_, err := fmt.Fprintln(w)
	return err
}

// sums gives the counts and, for each currency, what the rows add up to.
func sums(r batch.Report) [][2]string {
	counts := fmt.Sprintf("%s: %s without an error, %s with errors, %s only doubtful", out.Group(r.Rows), out.Group(r.OK), out.Group(r.Errors), out.Group(r.Warnings))
	lines := [][2]string{{"rows", counts}}
	for _, t := range r.Totals {
		lines = append(lines, [2]string{"total", total(t)})
	}
	for _, t := range r.Good {
		lines = append(lines, [2]string{"estimated need", total(t) + " without an error; fees not counted"})
	}
	if r.Files > 1 {
		lines = append(lines, [2]string{"files", fmt.Sprint(r.Files)})
	}
	return lines
}

func total(t batch.Total) string {
	return fmt.Sprintf("%s in %s", money.New(t.Amount, t.Currency), rows(t.Rows))
}

func totals(list []batch.Total) string {
	all := make([]string, len(list))
	for i, t := range list {
		all[i] = total(t)
	}
	return strings.Join(all, ", ")
}

func rows(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return out.Group(n) + " rows"
}

// printBatch prints a batch as it stands.
func printBatch(a *app.App, b batch.Batch) error {
	return a.Result(view.NewBatch(b), func(w io.Writer) error { return app.Facts(w, facts(b)...) })
}

// facts says what a batch is and where it stands.
func facts(b batch.Batch) [][2]string {
	lines := [][2]string{{"batch", b.Title()}, {"state", string(b.State)}, {"from", b.Source}, {"rows", out.Group(b.Rows)}, {"by", b.Operator}, {"made", app.Clock(b.CreatedAt)},
		{"number", b.Number}, {"starts", app.Clock(b.StartsAt)}, {"why", b.Why}}
	if b.Parent != 0 {
		lines = append(lines, [2]string{"repeats", batch.Ref(b.Parent)})
	}
	return lines
}
