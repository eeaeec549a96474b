package page

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/task"
)

// Work does what a person asked for beside the program, one thing at a time, and
// goes on when it is done.
type Work struct {
	Host *Host

	id     uint64 // the task that runs, 0 for none
	sealed bool   // it cannot be cancelled
}

// Busy says why nothing else can be begun now, empty when it can.
func (w *Work) Busy() string {
	switch {
	case w.id == 0:
		return ""
	case w.sealed:
		return "the last one is still being stored; a moment"
	}
	return "something is under way: Esc cancels it"
}

// Running is what runs, with its progress; ok is false when nothing does.
func (w *Work) Running() (task.Info, bool) {
	if w.id != 0 {
		for _, j := range w.Host.Tasks.Jobs() {
			if j.ID == w.id {
				return j, true
			}
		}
	}
	return task.Info{}, false
}

// Cancel asks what runs to give up, and tells whether there was anything to cancel.
func (w *Work) Cancel() bool {
	return w.id != 0 && !w.sealed && w.Host.Tasks.Cancel(w.id)
}

// Do runs fn as a task. then is called on the program's loop with what it brought.
func Do[T any](w *Work, title string, fn func(ctx context.Context, report func(task.Progress)) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	id, cmd := task.Run(w.Host.Tasks, title, fn)
	w.id, w.sealed = id, false
	w.Host.Follow(&ending[T]{w, id, then})
	return cmd
}

// Store is Do for what is one transaction and is not cancelled; a failure is shown.
func Store[T any](w *Work, title string, fn func(ctx context.Context) (T, error), then func(T) tea.Cmd) tea.Cmd {
	cmd := Do(w, title, func(ctx context.Context, _ func(task.Progress)) (T, error) { return fn(context.WithoutCancel(ctx)) },
		func(v T, err error) tea.Cmd {
			if err != nil {
				return w.Host.Fail(err)
			}
			return then(v)
		})
	w.sealed = true
	return cmd
}

// ending waits for the end of one task.
type ending[T any] struct {
	w    *Work
	id   uint64
	then func(T, error) tea.Cmd
}

// Follow goes on once the task ended.
func (e *ending[T]) Follow(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(task.DoneMsg[T])
	if !ok || m.ID != e.id {
		return nil, false
	}
	if e.w.id == e.id {
		e.w.id, e.w.sealed = 0, false
	}
	return e.then(m.Value, m.Err), true
}
