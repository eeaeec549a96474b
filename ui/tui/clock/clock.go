// Package clock is the desktop's only source of time and of timers, so that
// tests can hold it still.
package clock

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Clock tells the time and wakes the program up later.
type Clock interface {
	Now() time.Time
	// After gives a command that delivers msg once d has passed.
	After(d time.Duration, msg tea.Msg) tea.Cmd
}

// Real is the clock of the machine.
func Real() Clock { return real{} }

type real struct{}

func (real) Now() time.Time { return time.Now() }

func (real) After(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}
