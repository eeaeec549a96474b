package sandbox_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox"
)

// On real time: many clients at once, some that nobody answers, a listener that
// fails now and then; then the end of the context leaves nothing behind.
func TestServeUnderLoadEndsCleanly(t *testing.T) {
	before := runtime.NumGoroutine()
	var mu sync.Mutex
	told := map[string]int{}
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		raw, _ := io.ReadAll(q.Body)
		mu.Lock()
		defer mu.Unlock()
		told[fmt.Sprint(jsonOf(t, raw)["payment"].(map[string]any)["id"])]++
	}))
	script, err := sandbox.ParseScript("timeout_after@SLOW*;callback_first:0.2;cut_json:0.2;decline:0.2;callback_dup:0.1")
	require.NoError(t, err)
	p := sandbox.New(sandbox.Options{Projects: map[int64]string{project: secret}, CallbackURL: listener.URL, Faults: script, Seed: 3})
	ctx, stop := context.WithCancel(context.Background())
	url, wait, err := p.Serve(ctx, "127.0.0.1:0")
	require.NoError(t, err)

	const payments, slow = 60, 4
	client := &http.Client{Transport: &http.Transport{}}
	post := func(ctx context.Context, id string) {
		raw, err := gate.Sign(secret, []byte(body(id, 100, "r-"+id)), gate.AtGeneral)
		require.NoError(t, err)
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+path, bytes.NewReader(raw))
		require.NoError(t, err)
		if resp, err := client.Do(req); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body) // the answer may be cut
			resp.Body.Close()
		}
	}
	var answered, hanging sync.WaitGroup
	for i := range payments + slow {
		id, group := fmt.Sprint("P", i), &answered
		if i >= payments {
			id, group = fmt.Sprint("SLOW", i), &hanging
		}
		require.NoError(t, p.AddPayment(sandbox.Payment{Project: project, ID: id, Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
		group.Go(func() { post(ctx, id) })
		group.Go(func() { post(ctx, id) })
	}
	answered.Wait()
	for i := range slow {
		require.Eventually(t, func() bool {
			return len(p.Books().Refunds(project, fmt.Sprint("SLOW", payments+i))) == 1
		}, 10*time.Second, time.Millisecond)
	}
	require.NoError(t, p.Drain(context.Background()))
	require.NoError(t, p.Books().Check())
	mu.Lock()
	require.Len(t, told, payments+slow, "everyone was told")
	mu.Unlock()
	for _, payment := range p.Books().Payments() {
		require.Len(t, p.Books().Refunds(project, payment.ID), 1, "the second request is a duplicate")
		require.Zero(t, payment.Pending())
	}

	stop()
	hanging.Wait()
	require.NoError(t, wait())
	client.CloseIdleConnections()
	listener.Close()
	// The question itself is asked in a goroutine of its own.
	if !assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, 10*time.Second, 10*time.Millisecond) {
		stacks := make([]byte, 1<<20)
		t.Fatalf("left behind:\n%s", stacks[:runtime.Stack(stacks, true)])
	}
	_, err = http.Get(url)
	require.Error(t, err)
}

func TestServeSaysWhyItCannotListen(t *testing.T) {
	p := sandbox.New(sandbox.Options{})
	defer p.Close()
	_, _, err := p.Serve(t.Context(), "127.0.0.1:99999")
	require.ErrorContains(t, err, "99999")
}

func TestOtherMethodsAndLongBodiesAreTurnedAway(t *testing.T) {
	r := newRig(t, "")
	resp, err := r.client.Get(r.url + path)
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, http.StatusMethodNotAllowed, resp.StatusCode)
	resp, err = r.client.Post(r.url+path, "application/json", strings.NewReader(strings.Repeat(" ", 2<<20)))
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, http.StatusRequestEntityTooLarge, resp.StatusCode)
}
