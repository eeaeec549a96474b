// Contra refunds payments and reconciles them, for merchants on the ecommpay
// platform: a desktop in the terminal, and the same use cases as commands.
package main

import (
	_ "contra/ui/tui/term/guard" // before bubbletea, see there

	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // the methods' business days, where the system has no zones

	"contra/ui/cli"
	"contra/ui/tui/desktop"
)

func main() {
	// A reader that has seen enough must not kill a refund that is on its way:
	// writing to it then fails like any other write.
	signal.Ignore(syscall.SIGPIPE)
	// What is large here, rows to compare, holds no pointers: collecting often costs
	// little, and keeps a million rows within the memory of a small machine.
	debug.SetGCPercent(40)
	ctx, stop := signal.NotifyContext(context.Background(), ending()...)
	// The first signal asks to end in good order, a second one kills.
	context.AfterFunc(ctx, stop)
	os.Exit(cli.Run(ctx, os.Args[1:], cli.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Desktop: openDesktop,
	}))
}

// ending lists the signals that ask to end. A closed terminal is none for what
// was started to outlive it, as with nohup.
func ending() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

func openDesktop(ctx context.Context, o cli.DesktopOptions) error {
	return desktop.Run(ctx, desktop.Options{Desk: o.Desk, Practice: o.Practice, Title: o.Title, Theme: o.Theme, Demo: o.Demo, Secrets: o.Secrets})
}
