package page

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// Latest reads one thing at a time in the background. What is asked for while it
// reads waits, and only the newest wish is read then: holding a key down can
// neither pile up reads nor show an old answer.
type Latest[K, V any] struct {
	Ctx  context.Context
	Read func(ctx context.Context, key K) (V, error)
	// Hasty gives up what is being read as soon as something else is asked for.
	Hasty bool

	seq    uint64
	busy   bool
	cancel context.CancelFunc
	next   *K
}

// Answer is what was read.
type Answer[K, V any] struct {
	Key   K
	Value V
	Err   error

	from *Latest[K, V]
	seq  uint64
}

// Ask wants key.
func (l *Latest[K, V]) Ask(key K) tea.Cmd {
	if l.busy {
		l.next = &key
		if l.Hasty {
			l.cancel()
		}
		return nil
	}
	return l.start(key)
}

// Forget drops what is being read and what waits.
func (l *Latest[K, V]) Forget() {
	if l.busy {
		l.cancel()
	}
	l.seq++
	l.busy, l.next = false, nil
}

// Busy tells whether something is being read.
func (l *Latest[K, V]) Busy() bool { return l.busy }

func (l *Latest[K, V]) start(key K) tea.Cmd {
	l.seq++
	seq := l.seq
	ctx, cancel := context.WithCancel(l.Ctx)
	l.busy, l.cancel, l.next = true, cancel, nil
	read := l.Read
	return func() tea.Msg {
		defer cancel()
		v, err := read(ctx, key)
		return Answer[K, V]{key, v, err, l, seq}
	}
}

// Update takes an answer; ok tells that it is the newest one wanted.
func (l *Latest[K, V]) Update(msg tea.Msg) (a Answer[K, V], cmd tea.Cmd, ok bool) {
	a, ok = msg.(Answer[K, V])
	if !ok || a.from != l || a.seq != l.seq {
		return a, nil, false
	}
	l.busy = false
	if l.next != nil {
		return a, l.start(*l.next), false
	}
	return a, nil, true
}
