// Package task runs slow work beside the program: cancellable, with progress,
// and with every panic turned into an error. It is the only place of the
// desktop that starts such work.
package task

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/clock"
)

// tick is how often progress is shown: at most ten times a second, and only
// while something runs.
const tick = 100 * time.Millisecond

// Progress is how far a task has come.
type Progress struct {
	Done  int64
	Total int64  // 0 when it is not known
	Unit  string // what is counted, e.g. "rows"
	Note  string // what is being done, e.g. a file name
	Paced bool   // its pace is told elsewhere: no rate and no time left here
}

// Info is the state of a running task.
type Info struct {
	ID         uint64
	Title      string
	Progress   Progress
	Started    time.Time
	Elapsed    time.Duration
	Cancelling bool
}

// DoneMsg says that a task ended. Err is context.Canceled when it was cancelled
// and gave up; Value is what the work returned, also beside an error.
type DoneMsg[T any] struct {
	ID    uint64
	Title string
	Value T
	Err   error
}

func (m DoneMsg[T]) taskID() uint64 { return m.ID }

// Cancelled tells whether the task gave up because it was cancelled.
func (m DoneMsg[T]) Cancelled() bool { return errors.Is(m.Err, context.Canceled) }

// PanicError is a panic of the work, as an error.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v", e.Value) }

type tickMsg struct{ r *Runner }

// Runner holds what runs. It belongs to the root, which passes every message to
// Update and the same messages on to the pages.
type Runner struct {
	ctx     context.Context
	clock   clock.Clock
	jobs    []*job
	last    uint64
	ticking bool
}

type job struct {
	id         uint64
	title      string
	started    time.Time
	cancel     context.CancelFunc
	cancelling bool

	mu       sync.Mutex
	progress Progress // written by the work at any rate
	shown    Progress // taken over by the tick
}

// NewRunner makes a runner whose tasks end when ctx does.
func NewRunner(ctx context.Context, c clock.Clock) *Runner { return &Runner{ctx: ctx, clock: c} }

// Run starts fn and gives the task's number and the command to return from
// Update. The end comes as a DoneMsg[T], exactly once, also after a cancel, which
// fn sees in its context. report may be called at any rate and from any goroutine.
func Run[T any](r *Runner, title string, fn func(ctx context.Context, report func(Progress)) (T, error)) (uint64, tea.Cmd) {
	ctx, cancel := context.WithCancel(r.ctx)
	r.last++
	j := &job{id: r.last, title: title, started: r.clock.Now(), cancel: cancel}
	r.jobs = append(r.jobs, j)
	work := func() (msg tea.Msg) {
		done := DoneMsg[T]{ID: j.id, Title: title}
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				done.Err = &PanicError{p, debug.Stack()}
				msg = done
			}
		}()
		done.Value, done.Err = fn(ctx, j.report)
		return done
	}
	return j.id, tea.Batch(r.tick(), work)
}

func (j *job) report(p Progress) {
	j.mu.Lock()
	j.progress = p
	j.mu.Unlock()
}

func (r *Runner) tick() tea.Cmd {
	if r.ticking {
		return nil
	}
	r.ticking = true
	return r.clock.After(tick, tickMsg{r})
}

// Update takes the runner's own messages; others are ignored.
func (r *Runner) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tickMsg:
		if m.r != r {
			return nil
		}
		r.ticking = false
		for _, j := range r.jobs {
			j.mu.Lock()
			j.shown = j.progress
			j.mu.Unlock()
		}
		if len(r.jobs) > 0 {
			return r.tick()
		}
	case interface{ taskID() uint64 }:
		r.jobs = slices.DeleteFunc(r.jobs, func(j *job) bool { return j.id == m.taskID() })
	}
	return nil
}

// Running tells whether anything runs.
func (r *Runner) Running() bool { return len(r.jobs) > 0 }

// Jobs lists what runs, the newest last.
func (r *Runner) Jobs() []Info {
	out := make([]Info, len(r.jobs))
	for i, j := range r.jobs {
		out[i] = Info{j.id, j.title, j.shown, j.started, r.clock.Now().Sub(j.started), j.cancelling}
	}
	return out
}

// Cancel asks a task to give up; its DoneMsg still comes.
func (r *Runner) Cancel(id uint64) bool {
	for _, j := range r.jobs {
		if j.id == id {
			j.cancelling = true
			j.cancel()
			return true
		}
	}
	return false
}

// CancelLast cancels the newest task that is not being cancelled yet.
func (r *Runner) CancelLast() bool {
	for _, j := range slices.Backward(r.jobs) {
		if !j.cancelling {
			return r.Cancel(j.id)
		}
	}
	return false
}

// CancelAll cancels everything: on leaving the program.
func (r *Runner) CancelAll() {
	for _, j := range r.jobs {
		r.Cancel(j.id)
	}
}
