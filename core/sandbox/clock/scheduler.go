package clock

import (
	"context"
	"sync"
	"time"
)

// After sets f to run once d has passed and returns what calls it off. It must
// return before f runs.
type After func(d time.Duration, f func()) (stop func())

// Real is the machine's own time.
func Real(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}

// Scheduler runs functions later, can be waited for, and leaves nothing behind
// when it is closed.
type Scheduler struct {
	after After

	mu     sync.Mutex
	next   int
	set    map[int]*entry // what is set and did not begin to run
	busy   int            // awaited functions that are set, and all that run
	idle   chan struct{}  // closed while busy is 0
	closed bool
	wg     sync.WaitGroup
}

type entry struct {
	stop    func() // nil until the timer is known
	awaited bool
}

// NewScheduler makes a scheduler on the given time; nil means Real.
func NewScheduler(after After) *Scheduler {
	if after == nil {
		after = Real
	}
	s := &Scheduler{after: after, set: map[int]*entry{}, idle: make(chan struct{})}
	close(s.idle)
	return s
}

// Go sets f to run once d has passed; Wait waits for it.
func (s *Scheduler) Go(d time.Duration, f func()) { s.add(d, true, f) }

// Later sets f to run once d has passed; Wait waits for it only while it runs.
func (s *Scheduler) Later(d time.Duration, f func()) { s.add(d, false, f) }

func (s *Scheduler) add(d time.Duration, awaited bool, f func()) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.next++
	id, e := s.next, &entry{awaited: awaited}
	s.set[id] = e // known before the timer is, which may fire at once
	if awaited {
		s.enter()
	}
	s.mu.Unlock()

	stop := s.after(d, func() { s.run(id, f) })

	s.mu.Lock()
	e.stop = stop
	closed := s.closed
	s.mu.Unlock()
	if closed {
		stop()
	}
}

func (s *Scheduler) run(id int, f func()) {
	s.mu.Lock()
	e := s.set[id]
	if e == nil {
		s.mu.Unlock()
		return
	}
	delete(s.set, id)
	if !e.awaited {
		s.enter()
	}
	s.wg.Add(1)
	s.mu.Unlock()

	defer func() {
		s.mu.Lock()
		s.leave()
		s.mu.Unlock()
		s.wg.Done()
	}()
	f()
}

func (s *Scheduler) enter() {
	if s.busy == 0 {
		s.idle = make(chan struct{})
	}
	s.busy++
}

func (s *Scheduler) leave() {
	s.busy--
	if s.busy == 0 {
		close(s.idle)
	}
}

// Wait returns once nothing awaited is set and nothing runs, or with the
// context's error.
func (s *Scheduler) Wait(ctx context.Context) error {
	for {
		s.mu.Lock()
		idle, busy := s.idle, s.busy
		s.mu.Unlock()
		if busy == 0 {
			return nil
		}
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Close calls off what is set and waits for what runs. Nothing can be set
// afterwards. It must not be called from a function that the scheduler runs.
func (s *Scheduler) Close() {
	s.mu.Lock()
	s.closed = true
	for _, e := range s.set {
		if e.stop != nil {
			e.stop()
		}
		if e.awaited {
			s.leave()
		}
	}
	clear(s.set)
	s.mu.Unlock()
	s.wg.Wait()
}
