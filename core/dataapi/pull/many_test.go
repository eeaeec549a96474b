package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store"
)

const token, secret = "0123456789abcdefghijklmnopqrst", "the token's own secret"

// web is the platform's list behind HTTP, with the limits of the real one.
type web struct {
	list  []entry // in the order of their time
	fault func() (status int, header string)
	clock *jumping

	mu     sync.Mutex
	times  []time.Time
	faults int
}

func (w *web) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var q struct {
		Token    string
		Interval struct{ From, To string }
		Limit    int
		Offset   int
	}
	if _, err := gate.Verify(secret, raw); err != nil || json.Unmarshal(raw, &q) != nil || q.Token != token {
		out.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.mu.Lock()
	w.times = append(w.times, w.clock.Now())
	status, header := w.fault()
	if status != 0 {
		w.faults++
	}
	w.mu.Unlock()
	switch {
	case status == http.StatusGatewayTimeout: // no answer at all
		<-r.Context().Done()
		return
	case status == http.StatusTeapot: // an answer that breaks off
		panic(http.ErrAbortHandler)
	case status != 0:
		if header != "" {
			out.Header().Set("Retry-After", header)
		}
		out.WriteHeader(status)
		return
	}
	from, _ := time.Parse(time.DateTime, q.Interval.From)
	to, _ := time.Parse(time.DateTime, q.Interval.To)
	var b strings.Builder
	b.WriteString(`{"operations":[`)
	for i, e := range cutOut(w.list, dataapi.Query{From: from, To: to, Limit: min(q.Limit, 1000), Offset: q.Offset}) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(e.text())
	}
	signed, _ := gate.Sign(secret, []byte(b.String()+"]}"), gate.AtTop)
	out.Write(signed)
}

// jumping is a clock on which nobody waits.
type jumping struct {
	mu  sync.Mutex
	now time.Time
}

func (c *jumping) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *jumping) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

func TestAHundredThousandOperationsComeInWhateverTheNetworkDoes(t *testing.T) {
	const n = 100_000
	list := sales(n, 31)
	chance := rand.New(rand.NewPCG(1, 2))
	clock := &jumping{now: day(31)}
	platform := &web{list: list, clock: clock, fault: func() (int, string) {
		switch chance.IntN(16) {
		case 0:
			return http.StatusTooManyRequests, ""
		case 1:
			return http.StatusTooManyRequests, "7"
		case 2:
			return http.StatusGatewayTimeout, ""
		case 3:
			return http.StatusTeapot, ""
		case 4:
			return http.StatusBadGateway, ""
		}
		return 0, ""
	}}
	server := httptest.NewServer(platform)
	defer server.Close()
	s, err := store.Open(bg, filepath.Join(t.TempDir(), "ledger.db"), store.Options{Now: clock.Now})
	require.NoError(t, err)
	defer s.Close()
	// Only what never answers takes real time.
	client := &dataapi.Client{URL: server.URL, Token: token, Secret: secret, Clock: clock, Attempts: 20, HTTP: &http.Client{Transport: &impatient{}}}
	r := &pull.Runner{Store: s, API: func() (pull.API, error) { return client, nil }, Methods: ledger.NewMethods(), Projects: []int64{project}, Owner: refund.Self()}
	report, err := r.Run(bg, pull.Options{From: day(0)})
	require.NoError(t, err)
	require.Equal(t, []int64{n, n, 0, 0}, []int64{report.Read, report.Stored, report.Duplicate, report.Rejected}, "none lost, none twice")
	require.Positive(t, report.Waited)

	sum, want := int64(0), int64(0)
	rows, err := s.Query(bg, "SELECT operation_id, amount FROM operations")
	ids := map[string]bool{}
	_, err = store.Collect(rows, err, func(r store.Scanner) (none struct{}, err error) {
		var id string
		var amount int64
		err = r.Scan(&id, &amount)
		ids[id], sum = true, sum+amount
		return none, err
	})
	require.NoError(t, err)
	for _, e := range list {
		require.True(t, ids[fmt.Sprint(e.id)])
		want += e.minor
	}
	require.Len(t, ids, n)
	require.Equal(t, want, sum)
	require.Greater(t, platform.faults, 20)
	for i := 60; i < len(platform.times); i++ {
		require.Greater(t, platform.times[i].Sub(platform.times[i-60]), time.Minute, "the platform's pace is kept")
	}
	asReport, err := r.AsReport(bg, day(0), day(31), nil)
	require.NoError(t, err)
	require.Len(t, asReport.All, n)
	t.Logf("%d operations, %d questions, %d faults, %s waited on a clock that jumps", n, len(platform.times), platform.faults, report.Waited)
}

// impatient gives up on an answer that does not begin soon, as the client's own
// time-out does after minutes.
type impatient struct{ http.Transport }

func (i *impatient) RoundTrip(r *http.Request) (*http.Response, error) {
	i.ResponseHeaderTimeout = 150 * time.Millisecond
	return i.Transport.RoundTrip(r)
}
