package recondialog

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// Compare compares what a run compared once more, with everything that came in
// since. While another comparison is under way it follows that one.
func (w *Work) Compare(x archive.Run) tea.Cmd {
	if x.Month != "" {
		return w.CompareMonths([]string{x.Month}, x.Zone)
	}
	d := w.h.Desk
	return w.compare("Comparing "+prose.Name(&x), true, func(ctx context.Context, progress run.Progress) ([]archive.Run, error) {
		out, err := d.Runs.Again(ctx, x.ID, progress)
		return []archive.Run{out}, err
	})
}

// CompareMonths compares months, one after the other, each with all reports that
// have rows of it, and shows the last of them.
func (w *Work) CompareMonths(months []string, zone string) tea.Cmd {
	return w.compareMonths(months, zone, true)
}

func (w *Work) compareMonths(months []string, zone string, show bool) tea.Cmd {
	d := w.h.Desk
	title := "Comparing " + prose.Month(months[0])
	if len(months) > 1 {
		title = fmt.Sprintf("Comparing %d months", len(months))
	}
	return w.compare(title, show, func(ctx context.Context, progress run.Progress) (all []archive.Run, err error) {
		for _, m := range months {
			q, err := d.Runs.MonthRequest(ctx, m, zone)
			if err != nil {
				return all, err
			}
			x, err := d.Runs.Run(ctx, q, progress)
			if err != nil {
				return all, err
			}
			all = append(all, x)
		}
		return all, nil
	})
}

// compare runs a comparison, or remembers it while another one runs. show goes to
// its breaks when it is done.
func (w *Work) compare(title string, show bool, fn func(ctx context.Context, progress run.Progress) ([]archive.Run, error)) tea.Cmd {
	begin := func() tea.Cmd {
		return page.Do(&w.long, title, func(ctx context.Context, report func(task.Progress)) ([]archive.Run, error) {
			return fn(ctx, stages(report))
		},
			func(all []archive.Run, err error) tea.Cmd { return w.compared(all, show, err) })
	}
	if w.long.Busy() != "" {
		w.next = begin
		return nil
	}
	return begin()
}

// stages tells how far a comparison is.
func stages(report func(task.Progress)) run.Progress {
	return func(stage run.Stage, done, total int64) {
		report(task.Progress{Done: done, Total: total, Note: string(stage)})
	}
}

// compared tells what was found and may show it, or begins what was asked for meanwhile.
func (w *Work) compared(all []archive.Run, show bool, err error) tea.Cmd {
	if next := w.next; next != nil {
		w.next = nil
		return next()
	}
	if err != nil {
		return w.h.Fail(err)
	}
	cmds := make([]tea.Cmd, 0, len(all)+1)
	for i := range all {
		level, said := told(&all[i])
		cmds = append(cmds, w.h.Say(level, "%s", said))
	}
	if n := len(all); show && n > 0 && all[n-1].ID != 0 {
		cmds = append(cmds, w.h.ShowRun(all[n-1].ID))
	}
	return tea.Batch(cmds...)
}

// told says what a comparison found.
func told(x *archive.Run) (toast.Level, string) {
	s := x.Summary
	said := fmt.Sprintf("%s: %s of %s agree, %s.", prose.Name(x), page.Count(s.Matched), page.Things(s.Rows.Accepted, "row", "rows"), page.Things(x.Breaks, "break", "breaks"))
	if x.Reused {
		said = prose.Name(x) + ": nothing has changed since it was compared."
	}
	for _, c := range s.Checks {
		if !c.Holds {
			return toast.Error, said + " A sum does not add up: " + c.Words + "."
		}
	}
	switch {
	case x.Reused:
		return toast.Info, said
	case x.Breaks > 0:
		return toast.Warning, said
	}
	return toast.Success, said
}
