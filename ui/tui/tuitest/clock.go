package tuitest

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Clock stands still until Driver.Advance moves it.
type Clock struct {
	now    time.Time
	timers []timer
}

type timer struct {
	at  time.Time
	msg tea.Msg
}

// NewClock makes a clock that shows at.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now is the time of the test.
func (c *Clock) Now() time.Time { return c.now }

// Set changes the time without firing timers.
func (c *Clock) Set(at time.Time) { c.now = at }

// Waiting is how many timers wait: none while the program is idle.
func (c *Clock) Waiting() int { return len(c.timers) }

// After delivers msg once the test has moved the clock by d.
func (c *Clock) After(d time.Duration, msg tea.Msg) tea.Cmd {
	t := timer{c.now.Add(d), msg}
	return func() tea.Msg { return t }
}

// due takes the earliest timer that falls due until end.
func (c *Clock) due(end time.Time) (timer, bool) {
	best := -1
	for i, t := range c.timers {
		if !t.at.After(end) && (best < 0 || t.at.Before(c.timers[best].at)) {
			best = i
		}
	}
	if best < 0 {
		return timer{}, false
	}
	t := c.timers[best]
	c.timers = slices.Delete(c.timers, best, best+1)
	return t, true
}
