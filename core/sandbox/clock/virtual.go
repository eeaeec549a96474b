// Package clock is the stand-in platform's time: a scheduler that can be
// waited for and stopped, and a virtual clock on which eleven days pass in a
// moment.
package clock

import (
	"sort"
	"sync"
	"time"
)

// Virtual is a clock that moves only when it is told to. Its Now and After fit
// the hooks of the platform. Functions run one after another in the goroutine
// that advances the clock, so a test sees the same order every time.
type Virtual struct {
	mu     sync.Mutex
	now    time.Time
	seq    int
	timers []*timer
}

type timer struct {
	at  time.Time
	seq int
	f   func()
}

// NewVirtual starts a clock at t.
func NewVirtual(t time.Time) *Virtual { return &Virtual{now: t.UTC()} }

// Now is the clock's own time, in UTC.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// After has f run once the clock has moved by d. The returned function calls
// it off and does nothing when f already ran.
func (v *Virtual) After(d time.Duration, f func()) (stop func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.seq++
	t := &timer{at: v.now.Add(max(0, d)), seq: v.seq, f: f}
	v.timers = append(v.timers, t)
	return func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		for i, other := range v.timers {
			if other == t {
				v.timers = append(v.timers[:i], v.timers[i+1:]...)
				return
			}
		}
	}
}

// Advance moves the clock by d and runs all that falls due on the way, also
// what is set by what runs.
func (v *Virtual) Advance(d time.Duration) {
	end := v.Now().Add(d)
	for {
		f, ok := v.due(end)
		if !ok {
			break
		}
		f()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now.Before(end) {
		v.now = end
	}
}

// Step moves the clock to the next function that is set and runs it. It
// returns false when nothing is set.
func (v *Virtual) Step() bool {
	f, ok := v.due(time.Time{})
	if ok {
		f()
	}
	return ok
}

// due takes the earliest function, no later than end unless end is zero.
func (v *Virtual) due(end time.Time) (func(), bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.timers) == 0 {
		return nil, false
	}
	sort.Slice(v.timers, func(i, j int) bool {
		a, b := v.timers[i], v.timers[j]
		if !a.at.Equal(b.at) {
			return a.at.Before(b.at)
		}
		return a.seq < b.seq
	})
	first := v.timers[0]
	if !end.IsZero() && first.at.After(end) {
		return nil, false
	}
	v.timers = v.timers[1:]
	if v.now.Before(first.at) {
		v.now = first.at
	}
	return first.f, true
}
