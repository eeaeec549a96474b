package outbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/clock"
	"contra/core/sandbox/outbox"
)

var start = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

type receiver struct {
	mu     sync.Mutex
	bodies []string
	status func(n int) int
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bodies = append(r.bodies, string(body))
	if status := r.status(len(r.bodies)); status != 0 {
		w.WriteHeader(status)
		return
	}
	panic(http.ErrAbortHandler)
}

func setUp(t *testing.T, status func(n int) int) (*clock.Virtual, *outbox.Outbox, string, *[]outbox.Attempt) {
	server := httptest.NewServer(&receiver{status: status})
	t.Cleanup(server.Close)
	v := clock.NewVirtual(start)
	var attempts []outbox.Attempt
	x := outbox.New(outbox.Options{
		Scheduler: clock.NewScheduler(v.After), Now: v.Now,
		Report: func(a outbox.Attempt) { attempts = append(attempts, a) },
	})
	t.Cleanup(x.Close)
	return v, x, server.URL, &attempts
}

// The documented schedule: six gaps of ten seconds, 120 attempts, eleven days.
func TestRetriesFollowTheDocumentedSchedule(t *testing.T) {
	v, x, url, attempts := setUp(t, func(n int) int { return []int{500, 404, 201, 302, 0}[n%5] })
	x.Send(outbox.Message{URL: url, Body: []byte(`{"n":1}`)})
	for v.Step() {
		require.LessOrEqual(t, len(*attempts), 200)
	}
	list := *attempts
	require.Len(t, list, 120)
	require.Zero(t, x.Waiting())
	at := func(n int) time.Duration { return list[n-1].At.Sub(start) }
	for n := 1; n <= 6; n++ {
		require.Equal(t, 10*time.Second, at(n+1)-at(n), "gap %d", n)
	}
	require.Equal(t, 84*time.Second, at(8)-at(7), "70 + 10·1.12³")
	for n := 8; n < 120; n++ {
		require.GreaterOrEqual(t, at(n+1)-at(n), at(n)-at(n-1), "gaps never shrink")
		require.LessOrEqual(t, at(n+1)-at(n), 4*time.Hour)
	}
	require.Less(t, at(69)-at(68), 4*time.Hour)
	require.Equal(t, 4*time.Hour, at(70)-at(69), "the cap is reached at attempt 69")
	require.InDelta(t, 25, at(21).Minutes(), 0.2, "the first twenty gaps")
	require.InDelta(t, 2.2, at(41).Hours(), 0.05, "the first forty gaps")
	require.InDelta(t, 10.24, (at(120)+outbox.Gap(120)).Hours()/24, 0.005, "all gaps")
	require.LessOrEqual(t, at(120), 11*24*time.Hour)
}

func TestOnlyHTTP200EndsTheRetries(t *testing.T) {
	v, x, url, attempts := setUp(t, func(n int) int {
		if n < 4 {
			return 204
		}
		return 200
	})
	x.Send(outbox.Message{URL: url, Body: []byte("{}")})
	require.Equal(t, 1, x.Waiting())
	for v.Step() {
	}
	require.Len(t, *attempts, 4)
	require.True(t, (*attempts)[3].Delivered())
	require.Equal(t, 30*time.Second, (*attempts)[3].At.Sub(start))
}

func TestAMessageForOnceIsNotTriedAgain(t *testing.T) {
	v, x, url, attempts := setUp(t, func(int) int { return 400 })
	x.Send(outbox.Message{URL: url, Body: []byte("{}"), Once: true})
	require.False(t, v.Step())
	require.Len(t, *attempts, 1)
}

func TestAnUnreachableReceiverIsTriedAgain(t *testing.T) {
	v, x, _, attempts := setUp(t, func(int) int { return 200 })
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	x.Send(outbox.Message{URL: dead.URL, Body: []byte("{}")})
	require.True(t, v.Step())
	require.Len(t, *attempts, 2)
	require.Zero(t, (*attempts)[1].HTTP)
	require.NotEmpty(t, (*attempts)[1].Error)
	x.Close()
	require.True(t, v.Step())
	require.Len(t, *attempts, 2, "a closed outbox reports nothing more")
	require.False(t, v.Step(), "and tries no more")
}
