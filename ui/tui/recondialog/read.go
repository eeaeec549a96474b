package recondialog

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
)

// Read reads something and goes on with it; a failure is shown.
func Read[T any](w *Work, title string, fn func(ctx context.Context) (T, error), then func(T) tea.Cmd) tea.Cmd {
	return page.Do(&w.act, title, func(ctx context.Context, _ func(task.Progress)) (T, error) { return fn(ctx) }, func(v T, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		return then(v)
	})
}

// Open shows a dialog that was asked for at a time and had to be prepared.
func (w *Work) Open(asked timestamp, d dialog.Dialog) tea.Cmd { return w.open(asked, d) }
