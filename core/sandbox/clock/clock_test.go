package clock_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/clock"
)

var start = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func TestVirtualRunsInOrderOfTimeAlsoWhatIsSetOnTheWay(t *testing.T) {
	v := clock.NewVirtual(start)
	var seen []string
	note := func(name string) func() {
		return func() { seen = append(seen, name+" "+v.Now().Sub(start).String()) }
	}
	v.After(3*time.Second, note("c"))
	v.After(time.Second, func() {
		note("a")()
		v.After(time.Second, note("b"))
	})
	v.After(time.Hour, note("far"))
	stop := v.After(2*time.Second, note("stopped"))
	stop()
	v.Advance(10 * time.Second)
	require.Equal(t, []string{"a 1s", "b 2s", "c 3s"}, seen)
	require.Equal(t, start.Add(10*time.Second), v.Now())
	require.True(t, v.Step())
	require.Equal(t, start.Add(time.Hour), v.Now())
	require.False(t, v.Step())
}

func TestWaitWaitsForWhatIsAwaitedOnly(t *testing.T) {
	v := clock.NewVirtual(start)
	s := clock.NewScheduler(v.After)
	s.Later(time.Hour, func() {})
	require.NoError(t, s.Wait(context.Background()))

	s.Go(time.Second, func() { s.Go(time.Second, func() {}) })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, s.Wait(ctx), context.Canceled)
	v.Advance(time.Second)
	require.ErrorIs(t, s.Wait(ctx), context.Canceled, "what was set on the way is awaited too")
	v.Advance(time.Second)
	require.NoError(t, s.Wait(ctx))
}

func TestCloseCallsOffAndWaitsForWhatRuns(t *testing.T) {
	s := clock.NewScheduler(nil)
	began, finish := make(chan struct{}), make(chan struct{})
	ended := false
	s.Go(0, func() {
		close(began)
		<-finish
		ended = true
	})
	s.Go(time.Hour, func() { t.Error("called off, and ran") })
	<-began
	closed := make(chan struct{})
	go func() {
		s.Close()
		close(closed)
	}()
	close(finish)
	<-closed
	require.True(t, ended)
	require.NoError(t, s.Wait(context.Background()))
	s.Go(0, func() { t.Error("set after the end, and ran") })
	s.Close()
}
