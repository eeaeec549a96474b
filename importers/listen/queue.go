package listen

import (
	"context"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/importers/callbacks"
)

// mostTogether is how many messages share one commit.
const mostTogether = 256

var errStopped = errors.New("the listener has stopped")

// queue stores messages: those that wait while others are stored share the next
// commit, and one that finds nobody waiting is stored at once.
type queue struct {
	sink callbacks.Sink
	ctx  context.Context
	in   chan waiting
	quit chan struct{}
	done chan struct{}
}

type waiting struct {
	message ledger.Inbound
	stored  chan error
}

func newQueue(ctx context.Context, sink callbacks.Sink) *queue {
	q := &queue{sink: sink, ctx: ctx, in: make(chan waiting, mostTogether), quit: make(chan struct{}), done: make(chan struct{})}
	go q.run()
	return q
}

// store returns once the message is stored, or why it is not.
func (q *queue) store(m ledger.Inbound) error {
	w := waiting{m, make(chan error, 1)}
	select {
	case q.in <- w:
	case <-q.quit:
		return errStopped
	}
	select {
	case err := <-w.stored:
		return err
	case <-q.done:
		select {
		case err := <-w.stored:
			return err
		default:
			return errStopped
		}
	}
}

// stop ends the queue and tells whether it ended in time.
func (q *queue) stop(patience time.Duration) bool {
	close(q.quit)
	select {
	case <-q.done:
		return true
	case <-time.After(patience):
		return false
	}
}

func (q *queue) run() {
	defer close(q.done)
	for {
		select {
		case first := <-q.in:
			q.together(first)
		case <-q.quit:
			return
		}
	}
}

func (q *queue) together(first waiting) {
	all := []waiting{first}
	for more := true; more && len(all) < mostTogether; {
		select {
		case w := <-q.in:
			all = append(all, w)
		default:
			more = false
		}
	}
	batch := make([]ledger.Inbound, len(all))
	for i, w := range all {
		batch[i] = w.message
	}
	err := q.sink.Store(q.ctx, batch)
	if err != nil && len(all) > 1 && q.ctx.Err() == nil {
		q.apart(all)
		return
	}
	for _, w := range all {
		w.stored <- err
	}
}

// apart stores messages one by one, so that one which the ledger cannot take does not
// hold up the others. Two failures mean that the fault is not the message's.
func (q *queue) apart(all []waiting) {
	var err error
	for i, failures := 0, 0; i < len(all); i++ {
		if failures < 2 {
			if err = q.sink.Store(q.ctx, []ledger.Inbound{all[i].message}); err != nil {
				failures++
			}
		}
		all[i].stored <- err
	}
}
