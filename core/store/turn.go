package store

import (
	"context"
	"sync"
	"time"
)

// A process that waits for the write lock looks for it every 100 ms at least,
// so an import that leaves only moments between its transactions could keep it
// out for ever. Whoever has held the lock for long gives way for one such look.
const (
	turnLasts = 2 * time.Second
	giveWay   = 120 * time.Millisecond
)

type turns struct {
	mu    sync.Mutex
	taken time.Duration // time under the lock since it was last free for long enough
	freed time.Time
}

// wait is called before a transaction begins.
func (t *turns) wait(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	free := time.Since(t.freed)
	if free < giveWay && t.taken < turnLasts {
		return nil
	}
	t.taken = 0
	if free >= giveWay {
		return nil
	}
	pause := time.NewTimer(giveWay - free)
	defer pause.Stop()
	select {
	case <-pause.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// held is called when a transaction that began at a time has ended.
func (t *turns) held(began time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.freed = time.Now()
	t.taken += t.freed.Sub(began)
}
