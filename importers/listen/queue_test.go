package listen

import (
	"context"
	"errors"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// storeAll stores n messages at the same time, the first alone, and gives what each was told.
func storeAll(t *testing.T, n int, before func(batch []ledger.Inbound) error) (sink *recorder, told []error) {
	t.Helper()
	entered, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	sink = &recorder{before: func(_ context.Context, batch []ledger.Inbound) error {
		once.Do(func() {
			close(entered)
			<-release
		})
		return before(batch)
	}}
	q := newQueue(t.Context(), sink)
	told = make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { told[i] = q.store(ledger.Inbound{Line: i, Raw: []byte(strconv.Itoa(i))}) })
		if i == 0 {
			<-entered
		}
	}
	require.Eventually(t, func() bool { return len(q.in) == n-1 }, 10*time.Second, time.Millisecond)
	close(release)
	wg.Wait()
	require.True(t, q.stop(time.Minute))
	require.ErrorIs(t, q.store(ledger.Inbound{}), errStopped)
	return sink, told
}

func TestThoseThatWaitShareOneCommit(t *testing.T) {
	sink, told := storeAll(t, 101, func([]ledger.Inbound) error { return nil })
	require.Len(t, sink.parts, 2)
	require.Len(t, sink.parts[0], 1)
	require.Len(t, sink.parts[1], 100)
	for _, err := range told {
		require.NoError(t, err)
	}
}

func TestOneBadMessageDoesNotHoldUpTheOthers(t *testing.T) {
	bad := errors.New("cannot be stored")
	sink, told := storeAll(t, 21, func(batch []ledger.Inbound) error {
		for _, m := range batch {
			if m.Line == 7 {
				return bad
			}
		}
		return nil
	})
	for i, err := range told {
		if i == 7 {
			require.ErrorIs(t, err, bad)
		} else {
			require.NoError(t, err)
		}
	}
	require.Len(t, sink.all(), 20)
}

func TestAFaultOfTheLedgerIsNotTriedForEach(t *testing.T) {
	calls := 0
	sink, told := storeAll(t, 101, func([]ledger.Inbound) error {
		calls++
		return errors.New("disk full")
	})
	for _, err := range told {
		require.Error(t, err)
	}
	require.Empty(t, sink.all())
	require.Equal(t, 4, calls, "the first, the rest together, and two alone")
}

func TestConnectionsAreLimited(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l := limit(inner, 1)
	accepted := make(chan net.Conn)
	go func() {
		defer close(accepted)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c
		}
	}()
	dial := func() {
		c, err := net.Dial("tcp", inner.Addr().String())
		require.NoError(t, err)
		t.Cleanup(func() { c.Close() })
	}
	dial()
	dial()
	first := <-accepted
	select {
	case <-accepted:
		require.Fail(t, "two connections are open")
	default:
	}
	require.NoError(t, first.Close())
	second := <-accepted
	require.NoError(t, l.Close())
	_, open := <-accepted
	require.False(t, open, "closing ends an Accept that waits for room")
	second.Close()
	l.Close()
}
