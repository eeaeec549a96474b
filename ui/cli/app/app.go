// Package app is what all commands share: the global flags, the settings in
// force, the ledger, what goes to stdout and stderr, and exit codes.
package app

import (
	"context"
	"io"
	"sync"

	"github.com/mattn/go-isatty"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/importers/callbacks"
)

// Env is what the process gives the commands.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	// Desktop opens the terminal desktop and returns when the person leaves it.
	// It is handed in, so that the commands do not carry the desktop's libraries.
	Desktop func(context.Context, DesktopOptions) error
}

// DesktopOptions is what the desktop works on.
type DesktopOptions struct {
	Desk     *desk.Desk
	Practice bool              // Gate is a stand-in on this machine: no money moves
	Title    string            // shown in the bar, such as the project's name
	Theme    string            // "auto", "dark", "light", "contrast" or "mono"
	Demo     *sandbox.Platform // the stand-in of the demo, else nil
	Secrets  callbacks.Secrets // for replaying rejected callbacks
}

// App is one run of the program.
type App struct {
	Env Env

	// The global flags, as given.
	Ledger, ConfigFile, Gate, Operator string
	JSON, ReadOnly                     bool
	Theme                              string

	printed bool // stdout has its document
	saying  sync.Mutex
}

// IsTerminal tells whether a person sits at the other end.
func IsTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// ErrNoTerminal: the desktop cannot be drawn here.
var ErrNoTerminal = ledger.Errorf(ledger.ErrUsage, "the desktop needs a terminal").
	WithHint("contra --help lists the commands for scripts")

// HasTerminal tells whether the desktop can be drawn.
func (a *App) HasTerminal() bool {
	return !a.JSON && IsTerminal(a.Env.Stdin) && IsTerminal(a.Env.Stdout)
}

// AsksJSON finds --json even when the command line cannot be understood.
func AsksJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--json", "--json=true", "--json=1", "--json=t", "--json=T", "--json=TRUE", "--json=True":
			return true
		case "--":
			return false
		}
	}
	return false
}
