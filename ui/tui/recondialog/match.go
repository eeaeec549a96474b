package recondialog

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// Match puts the two sides of breaks together by hand, with a note, and compares again.
func (w *Work) Match(run int64, all []archive.Finding, then func() tea.Cmd) tea.Cmd {
	d := w.h.Desk
	numbers := make([]int64, len(all))
	var report, local []recon.Record
	for i := range all {
		numbers[i] = all[i].N
		report = append(report, all[i].Break.Report...)
		local = append(append(local, all[i].Break.Local...), all[i].Break.Near...)
	}
	lines := append([]dialog.Line{strong("The report")}, sideLines(report)...)
	lines = append(append(lines, strong("The ledger")), sideLines(local)...)
	lines = append(lines, warn(difference(report, local)), dialog.Line{})
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "match", Title: "Match by hand", Submit: "Match", Trigger: w.h.LastKey, Quick: true,
		Fields: []dialog.Field{notes(lines...), noteField("Why do they belong together")}},
		func(v dialog.Values) tea.Cmd {
			note := strings.TrimSpace(v["note"])
			return w.change("Matching by hand", run, func(ctx context.Context) (string, error) {
				_, err := d.Breaks.Match(ctx, run, numbers, note)
				return "matched by hand; u takes it back", err
			}, then)
		})
}

// Unmatch keeps the two sides of a pair apart, with a note, and compares again.
func (w *Work) Unmatch(f archive.Finding) tea.Cmd {
	d := w.h.Desk
	lines := append([]dialog.Line{strong("The report")}, sideLines(f.Pair.Report)...)
	lines = append(append(lines, strong("The ledger")), sideLines(f.Pair.Local)...)
	lines = append(lines, muted("Matched because of "+prose.By(f.Pair.By)+"."), dialog.Line{})
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "apart", Title: "Keep apart", Submit: "Keep apart", Trigger: w.h.LastKey, Quick: true,
		Fields: []dialog.Field{notes(lines...), noteField("Why do they not belong together")}},
		func(v dialog.Values) tea.Cmd {
			note := strings.TrimSpace(v["note"])
			return w.change("Keeping apart", f.Run, func(ctx context.Context) (string, error) {
				_, err := d.Breaks.Unmatch(ctx, f.Run, f.N, note)
				return "kept apart; u takes it back", err
			}, nil)
		})
}

// Adopt takes what only the report has into the ledger, with a note that says who
// made it, and compares again.
func (w *Work) Adopt(f archive.Finding) tea.Cmd {
	d := w.h.Desk
	lines := append([]dialog.Line{strong(string(f.Code) + "  " + f.PaymentID)}, sideLines(f.Break.Report)...)
	lines = append(lines, muted("The platform is asked first. When it cannot tell, the row of the report itself goes into the ledger."), dialog.Line{})
	return w.form(w.h.Clock.Now(), dialog.FormSpec{ID: "take-in", Title: "Take into the ledger", Submit: "Take in", Trigger: w.h.LastKey, Quick: true,
		Fields: []dialog.Field{notes(lines...), noteField("Who made it, and why")}},
		func(v dialog.Values) tea.Cmd {
			note := strings.TrimSpace(v["note"])
			return w.change("Taking operation "+text.Clean(f.OperationID)+" in", f.Run, func(ctx context.Context) (string, error) {
				p, err := d.Breaks.Adopt(ctx, f.Run, f.N, note)
				return "payment " + text.Clean(p.ID) + " has the operation now", err
			}, nil)
		})
}

// change does what takes effect in the next comparison, and begins that.
func (w *Work) change(title string, run int64, fn func(ctx context.Context) (string, error), then func() tea.Cmd) tea.Cmd {
	d := w.h.Desk
	type done struct {
		said string
		run  archive.Run
	}
	return page.Store(&w.act, title, func(ctx context.Context) (out done, err error) {
		if out.said, err = fn(ctx); err == nil {
			out.run, err = runs.Get(ctx, d.Store, run)
		}
		return out, err
	}, func(x done) tea.Cmd {
		cmds := []tea.Cmd{w.h.Say(toast.Success, "%s", page.Sentence(x.said)), w.Compare(x.run)}
		if then != nil {
			cmds = append(cmds, then())
		}
		return tea.Batch(cmds...)
	})
}

// mostLines is how many records of a side a dialog shows.
const mostLines = 5

func sideLines(all []recon.Record) (lines []dialog.Line) {
	for i := range all {
		if i == mostLines {
			return append(lines, muted(fmt.Sprintf("  and %d more", len(all)-i)))
		}
		r := &all[i]
		words := strings.Join(strings.Fields(strings.Join([]string{r.StatusName, r.TypeName, r.Money.String(), r.PaymentID, r.OperationID}, " ")), " ")
		if r.Line > 0 {
			words += fmt.Sprintf(", line %d", r.Line)
		}
		lines = append(lines, plain("  "+words))
	}
	if len(all) == 0 {
		lines = append(lines, muted("  has nothing"))
	}
	return lines
}

// difference says by how much two sides differ that are put together all the same.
func difference(report, local []recon.Record) string {
	if len(report) == 1 && len(local) == 1 {
		a, b := report[0].Money, local[0].Money
		switch off, err := a.Sub(b); {
		case err != nil:
			return "The amounts are in different currencies."
		case off.Minor != 0:
			return "The amounts differ by " + prose.Signed(off) + "."
		case ledger.Normal(report[0].StatusName) != ledger.Normal(local[0].StatusName):
			return "The amounts are equal, the statuses are not."
		}
		return "The amounts are equal."
	}
	return "They are put together whatever their values."
}
