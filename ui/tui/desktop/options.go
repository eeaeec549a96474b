// Package desktop is the program on the screen: menus, pages, dialogs, what goes
// on in the background, and how it starts and ends.
package desktop

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	xterm "github.com/charmbracelet/x/term"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/importers/callbacks"
	"contra/ui/tui/clock"
	"contra/ui/tui/term"
)

// Options says what the desktop works on. Only Desk and Secrets are needed.
type Options struct {
	Desk     *desk.Desk
	Secrets  callbacks.Secrets
	Practice bool              // Gate is a stand-in on this machine: no money moves
	Title    string            // instead of the projects' names
	Theme    string            // "auto", "dark", "light", "contrast" or "mono"
	Demo     *sandbox.Platform // the stand-in of the demo, which a menu then plays with; else nil

	WatchEvery time.Duration // from one look into watched folders to the next; 0: watch.DefaultEvery

	In     io.Reader           // nil: standard input
	Out    io.Writer           // nil: standard output
	Getenv func(string) string // nil: the process's
	Clock  clock.Clock         // nil: the machine's
	Look   term.Look           // Run finds it out; New takes it as it is
}

func (o *Options) defaults() {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Clock == nil {
		o.Clock = clock.Real()
	}
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
}

// Run shows the desktop until the person leaves it or ctx ends. A refund that is
// on its way then is waited for: its answer must be stored.
func Run(ctx context.Context, o Options) error {
	o.defaults()
	in, inFile := o.In.(*os.File)
	out, outFile := o.Out.(*os.File)
	if inFile && outFile {
		if !xterm.IsTerminal(in.Fd()) || !xterm.IsTerminal(out.Fd()) {
			return ledger.Errorf(ledger.ErrUsage, "the desktop needs a terminal").WithHint("contra --help lists the commands, which work without one")
		}
		var keyboard *term.Input
		o.Look, keyboard = term.Detect(ctx, in, out, o.Getenv, o.Theme)
		o.In = keyboard
	}
	m, err := New(ctx, o)
	if err != nil {
		return err
	}
	io.WriteString(o.Out, term.NoWrap)
	_, err = tea.NewProgram(m, tea.WithContext(ctx), tea.WithAltScreen(), tea.WithMouseCellMotion(), tea.WithoutSignalHandler(),
		tea.WithInput(o.In), tea.WithOutput(o.Out)).Run()
	io.WriteString(o.Out, term.Wrap)
	m.finish(o.Out)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("the desktop: %w", err)
	}
	return nil
}

// finish ends what still runs once the screen is gone.
func (m *Model) finish(out io.Writer) {
	m.unwatch(out)
	m.deafen()
	m.h.Tasks.CancelAll()
	limit := m.patience()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	soon, stop := context.WithTimeout(ctx, 300*time.Millisecond)
	defer stop()
	m.h.Sending.Wait(soon)
	m.quiet.Wait(soon)
	if m.h.Sending.Count()+m.quiet.Count() > 0 {
		fmt.Fprintf(out, "Waiting for the platform's answer to a refund, at most %s…\n", limit)
	}
	m.h.Sending.Wait(ctx)
	m.quiet.Wait(ctx)
}
