package page

import (
	"context"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/task"
)

// Sending counts what must not be interrupted: a refund whose bytes may be on
// their way. An answer that nobody records would leave a doubt for no reason.
type Sending struct {
	mu   sync.Mutex
	n    int
	idle chan struct{} // closed when n falls to 0
}

// Begin notes that something is on its way.
func (s *Sending) Begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n == 0 {
		s.idle = make(chan struct{})
	}
	s.n++
}

// End notes that its answer is stored.
func (s *Sending) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n--; s.n == 0 {
		close(s.idle)
	}
}

// Count is how many are on their way.
func (s *Sending) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

// Wait returns once nothing is on its way, or when ctx ends.
func (s *Sending) Wait(ctx context.Context) {
	s.mu.Lock()
	idle, n := s.idle, s.n
	s.mu.Unlock()
	if n == 0 {
		return
	}
	select {
	case <-idle:
	case <-ctx.Done():
	}
}

// Send runs work as a task that is not cancelled and that leaving the desktop waits for.
func Send[T any](h *Host, title string, fn func(ctx context.Context) (T, error)) (uint64, tea.Cmd) {
	return task.Run(h.Tasks, title, func(ctx context.Context, _ func(task.Progress)) (T, error) {
		h.Sending.Begin()
		defer h.Sending.End()
		return fn(context.WithoutCancel(ctx))
	})
}
