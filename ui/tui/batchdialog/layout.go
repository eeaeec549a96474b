package batchdialog

import (
	"context"
	"fmt"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/importers/dashfile"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// layouting waits for a layout that is read or stored.
type layouting struct {
	h    *page.Host
	task uint64
	then func(batch.Layout) tea.Cmd
}

// Layout asks how the Dashboard's files are to be written from now on.
func Layout(h *page.Host) tea.Cmd {
	return layout(h, "Reading the layout", h.Desk.Batches.Layout, func(now batch.Layout) tea.Cmd {
		other, ends := "LF", "CR LF"
		if now.LF {
			other, ends = ends, other
		}
		items := []dialog.Item{
			{ID: "template", Title: "Like a template downloaded from the Dashboard…"},
			{ID: "standard", Title: "As the platform's documents say"},
			{ID: "end", Title: "End lines with " + other, Detail: "now " + ends},
		}
		title := fmt.Sprintf("Layout of files: %s, %d columns", text.Clean(now.Name), len(now.Columns))
		h.Dialogs.Open(dialog.NewPicker("batch-layout", title, items, func(id string) tea.Cmd {
			switch id {
			case "template":
				return pathdialog.Open(h, "Template", "a mass refund template from the Dashboard, .csv", func(path string) tea.Cmd {
					return adopt(h, func() (batch.Layout, error) { return template(path) })
				})
			case "standard":
				return adopt(h, func() (batch.Layout, error) { return batch.Standard(), nil })
			}
			now.LF = !now.LF
			return adopt(h, func() (batch.Layout, error) { return now, nil })
		}))
		return nil
	})
}

func template(path string) (batch.Layout, error) {
	data, err := slurp(path)
	if err != nil {
		return batch.Layout{}, err
	}
	return dashfile.Template(filepath.Base(path), data)
}

// adopt stores a layout and says what it is.
func adopt(h *page.Host, read func() (batch.Layout, error)) tea.Cmd {
	store := func(ctx context.Context) (batch.Layout, error) {
		l, err := read()
		if err == nil {
			err = h.Desk.Batches.SetLayout(ctx, l)
		}
		return l, err
	}
	return layout(h, "Storing the layout", store, func(l batch.Layout) tea.Cmd {
		ends := "CR LF"
		if l.LF {
			ends = "LF"
		}
		return h.Say(toast.Success, "Files are written in the layout %s from now on: %d columns, lines end with %s.", text.Clean(l.Name), len(l.Columns), ends)
	})
}

func layout(h *page.Host, title string, fn func(context.Context) (batch.Layout, error), then func(batch.Layout) tea.Cmd) tea.Cmd {
	l := &layouting{h: h, then: then}
	var cmd tea.Cmd
	l.task, cmd = task.Run(h.Tasks, title, func(ctx context.Context, _ func(task.Progress)) (batch.Layout, error) { return fn(ctx) })
	h.Follow(l)
	return cmd
}

// Follow goes on once the layout is there.
func (l *layouting) Follow(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(task.DoneMsg[batch.Layout])
	if !ok || m.ID != l.task {
		return nil, false
	}
	if m.Err != nil {
		return l.h.Fail(m.Err), true
	}
	return l.then(m.Value), true
}
