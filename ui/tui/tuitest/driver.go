// Package tuitest drives a program of the desktop in tests: keys, mouse and
// sizes go in, frames come out, commands run one after the other on the test's
// own goroutine, and time stands still until the test moves it. Only tests
// import it.
package tuitest

import (
	"reflect"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// TB is what the driver needs of a *testing.T.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

const (
	maxMessages = 10_000           // a program that never comes to rest is a failure
	patience    = 20 * time.Second // a command that never returns too
)

// Driver runs one model.
type Driver struct {
	t        TB
	model    tea.Model
	w, h     int
	queue    []tea.Cmd
	held     bool
	pick     func(n int) int // which of n commands is run next; nil is the oldest
	quit     bool
	clock    *Clock
	asserted string
}

// New starts a model at a size and lets it come to rest. clock is the one that
// the model was made with; nil when it needs none.
func New(t TB, model tea.Model, w, h int, clock *Clock) *Driver {
	t.Helper()
	d := &Driver{t: t, model: model, clock: clock}
	d.enqueue(model.Init())
	d.Resize(w, h)
	return d
}

// Model is the model as it is now.
func (d *Driver) Model() tea.Model { return d.model }

// Quit tells whether the program asked to end.
func (d *Driver) Quit() bool { return d.quit }

// Send gives the model a message and lets it come to rest.
func (d *Driver) Send(msg tea.Msg) {
	d.t.Helper()
	d.update(msg)
	d.Drain()
}

func (d *Driver) update(msg tea.Msg) {
	m, cmd := d.model.Update(msg)
	d.model = m
	d.enqueue(cmd)
}

func (d *Driver) enqueue(cmd tea.Cmd) {
	if cmd != nil {
		d.queue = append(d.queue, cmd)
	}
}

// Hold keeps commands back until Release, to look at what lies between.
func (d *Driver) Hold() { d.held = true }

// Release runs the commands that were held back.
func (d *Driver) Release() {
	d.t.Helper()
	d.held = false
	d.Drain()
}

// Shuffle runs commands in another order from here on, as they may come to an end in a
// terminal: pick says which of n is next. Sequences lose their order too.
func (d *Driver) Shuffle(pick func(n int) int) { d.pick = pick }

// Drain runs commands, and those they lead to, until none is left.
func (d *Driver) Drain() {
	d.t.Helper()
	for n := 0; len(d.queue) > 0 && !d.held; n++ {
		if n > maxMessages {
			d.t.Fatalf("the program does not come to rest: %d commands and still %d to run", n, len(d.queue))
		}
		at := 0
		if d.pick != nil {
			at = d.pick(len(d.queue))
		}
		cmd := d.queue[at]
		d.queue = slices.Delete(d.queue, at, at+1)
		d.deliver(d.run(cmd))
	}
}

// run waits for one command; a panic in it belongs to the test.
func (d *Driver) run(cmd tea.Cmd) tea.Msg {
	d.t.Helper()
	type result struct {
		msg tea.Msg
		p   any
	}
	ch := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			r.p = recover()
			ch <- r
		}()
		r.msg = cmd()
	}()
	stop := time.NewTimer(patience)
	defer stop.Stop()
	select {
	case r := <-ch:
		if r.p != nil {
			d.t.Fatalf("a command panicked: %v", r.p)
		}
		return r.msg
	case <-stop.C:
		d.t.Fatalf("a command did not return within %v", patience)
	}
	return nil
}

// deliver gives a command's message to the model; batches and sequences run in
// the order in which they were written, timers wait for Advance.
func (d *Driver) deliver(msg tea.Msg) {
	switch m := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			d.enqueue(c)
		}
	case tea.QuitMsg:
		d.quit = true
	case timer:
		if d.clock == nil {
			d.t.Fatalf("a timer was set: New needs the clock that the model was made with")
			return
		}
		d.clock.timers = append(d.clock.timers, m)
	default:
		if cmds, ok := sequence(msg); ok {
			d.queue = append(cmds, d.queue...)
			return
		}
		d.update(msg)
	}
}

// sequence opens bubbletea's message for a sequence, whose type has no name.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	cmd := reflect.TypeFor[tea.Cmd]()
	if v.Kind() != reflect.Slice || v.Type().Elem() != cmd {
		return nil, false
	}
	var out []tea.Cmd
	for i := range v.Len() {
		if c, ok := v.Index(i).Interface().(tea.Cmd); ok && c != nil {
			out = append(out, c)
		}
	}
	return out, true
}

// Resize changes the size of the terminal.
func (d *Driver) Resize(w, h int) {
	d.t.Helper()
	d.w, d.h = w, h
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Advance moves the clock and fires the timers that fall due, in their order.
func (d *Driver) Advance(by time.Duration) {
	d.t.Helper()
	if d.clock == nil {
		d.t.Fatalf("Advance needs the clock that the model was made with")
	}
	end := d.clock.now.Add(by)
	for {
		next, ok := d.clock.due(end)
		if !ok {
			break
		}
		d.clock.now = next.at
		d.Send(next.msg)
	}
	d.clock.now = end
}
