package task_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/tuitest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// host shows the newest task and remembers how tasks ended.
type host struct {
	runner *task.Runner
	st     *theme.Styles
	ended  []task.DoneMsg[int]
	draws  int
}

func (m *host) Init() tea.Cmd { return nil }

func (m *host) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.draws++
	cmd := m.runner.Update(msg)
	switch msg := msg.(type) {
	case start:
		_, run := task.Run(m.runner, msg.title, msg.fn)
		return m, tea.Batch(cmd, run)
	case later:
		return m, msg.cmd
	case task.DoneMsg[int]:
		m.ended = append(m.ended, msg)
	}
	return m, cmd
}

func (m *host) View() string {
	jobs := m.runner.Jobs()
	if len(jobs) == 0 {
		return "idle"
	}
	return task.Line(m.st, jobs[len(jobs)-1], 100)
}

type start struct {
	title string
	fn    func(context.Context, func(task.Progress)) (int, error)
}

// later has a command run by the program.
type later struct{ cmd tea.Cmd }

func begin(t *testing.T) (*tuitest.Driver, *host, *tuitest.Clock) {
	st, err := theme.New(theme.Options{})
	require.NoError(t, err)
	clock := tuitest.NewClock(noon)
	m := &host{runner: task.NewRunner(context.Background(), clock), st: st}
	return tuitest.New(t, m, 100, 1, clock), m, clock
}

func TestTaskGivesItsValue(t *testing.T) {
	d, m, clock := begin(t)
	d.Send(start{"Import", func(context.Context, func(task.Progress)) (int, error) { return 42, nil }})
	require.Equal(t, []task.DoneMsg[int]{{ID: 1, Title: "Import", Value: 42}}, m.ended)
	require.False(t, m.runner.Running())
	d.Advance(time.Second)
	require.Zero(t, clock.Waiting(), "no tick while nothing runs")
	require.Equal(t, "idle", d.Frame())
}

func TestFailureAndPanicAreErrors(t *testing.T) {
	d, m, _ := begin(t)
	broken := errors.New("disk full")
	d.Send(start{"Import", func(context.Context, func(task.Progress)) (int, error) { return 7, broken }})
	require.ErrorIs(t, m.ended[0].Err, broken)
	require.Equal(t, 7, m.ended[0].Value, "what was done before is still told")
	d.Send(start{"Import", func(context.Context, func(task.Progress)) (int, error) { panic("boom") }})
	var p *task.PanicError
	require.ErrorAs(t, m.ended[1].Err, &p)
	require.Contains(t, p.Error(), "boom")
	require.Contains(t, string(p.Stack), "task_test.go")
	require.False(t, m.runner.Running())
}

func TestCancelReachesTheWork(t *testing.T) {
	d, m, _ := begin(t)
	d.Hold()
	d.Send(start{"Import", func(ctx context.Context, _ func(task.Progress)) (int, error) { return 3, ctx.Err() }})
	require.True(t, m.runner.Running())
	require.True(t, m.runner.CancelLast())
	require.False(t, m.runner.CancelLast(), "only once")
	d.RequireShows("cancelling…")
	d.Release()
	require.True(t, m.ended[0].Cancelled())
	require.Equal(t, 3, m.ended[0].Value)
	require.False(t, m.runner.Cancel(99))
}

func TestCancelAllOnLeaving(t *testing.T) {
	d, m, _ := begin(t)
	d.Hold()
	for range 3 {
		d.Send(start{"Import", func(ctx context.Context, _ func(task.Progress)) (int, error) { return 0, ctx.Err() }})
	}
	m.runner.CancelAll()
	d.Release()
	require.Len(t, m.ended, 3)
	for _, e := range m.ended {
		require.True(t, e.Cancelled())
	}
}

// The work may report a million times from several goroutines; the screen is
// drawn ten times a second.
func TestProgressIsThrottled(t *testing.T) {
	st, err := theme.New(theme.Options{})
	require.NoError(t, err)
	clock := tuitest.NewClock(noon)
	r := task.NewRunner(context.Background(), clock)
	reported, release := make(chan struct{}), make(chan struct{})
	_, cmd := task.Run(r, "Import 고객.csv", func(_ context.Context, report func(task.Progress)) (int, error) {
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				for i := range int64(100_000) {
					report(task.Progress{Done: i + 1, Total: 400_000, Unit: "rows"})
				}
			})
		}
		wg.Wait()
		close(reported)
		<-release
		return 1, nil
	})
	cmds := cmd().(tea.BatchMsg)
	require.Len(t, cmds, 2, "the tick and the work")
	done := make(chan tea.Msg, 1)
	go func() { done <- cmds[1]() }()
	<-reported
	require.Zero(t, r.Jobs()[0].Progress.Done, "nothing is shown before the tick")
	m := &host{runner: r, st: st}
	d := tuitest.New(t, m, 100, 1, clock)
	d.Send(later{cmds[0]})
	d.Advance(2 * time.Second)
	require.LessOrEqual(t, m.draws, 25, "ten a second")
	require.Equal(t, int64(100_000), r.Jobs()[0].Progress.Done)
	d.RequireShows("Import 고객.csv", "█████░░░░░░░░░░░░░░░", "25%", "100,000 of 400,000 rows", "50,000/s", "6s left")
	require.Equal(t, 100, text.Width(d.Frame()))
	close(release)
	d.Send(<-done)
	require.Equal(t, 1, m.ended[0].Value)
	d.Advance(time.Second)
	require.Zero(t, clock.Waiting())
}

func TestLineFitsAnyWidth(t *testing.T) {
	st, err := theme.New(theme.Options{Dark: true, Depth: theme.Ansi256})
	require.NoError(t, err)
	for _, p := range []task.Progress{{}, {Done: 5}, {Done: -3, Total: 2}, {Done: 9e17, Total: 9e18, Unit: "rows", Note: "a\x1b[2J고객"}, {Done: 3, Total: 1}} {
		for _, e := range []time.Duration{0, time.Second, 100 * time.Hour, -time.Second} {
			for w := -3; w < 140; w++ {
				line := task.Line(st, task.Info{Title: "가져오기", Progress: p, Elapsed: e}, w)
				require.Equal(t, max(w, 0), text.Width(line))
			}
		}
	}
}
