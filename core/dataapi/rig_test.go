package dataapi

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
)

const (
	token  = "0123456789abcdefghijklmnopqrst"
	secret = "the token's own secret"
)

// jumping is a clock on which nobody waits.
type jumping struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
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
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// asked is one request as the platform saw it.
type asked struct {
	path string
	body map[string]any
}

// serve answers each request in turn by the next of the given functions, the
// last one for ever.
func serve(t *testing.T, answers ...http.HandlerFunc) (*Client, *jumping, *[]asked) {
	t.Helper()
	var mu sync.Mutex
	var all []asked
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		a := asked{path: r.URL.Path}
		json.Unmarshal(raw, &a.body)
		if _, err := gate.Verify(secret, raw); err != nil {
			a.path = "unsigned: " + a.path
		}
		mu.Lock()
		n := len(all)
		all = append(all, a)
		mu.Unlock()
		answers[min(n, len(answers)-1)](w, r)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	clock := &jumping{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	return &Client{URL: server.URL, Token: token, Secret: secret, Clock: clock}, clock, &all
}

// says answers with HTTP code and text.
func says(code int, text string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		io.WriteString(w, text)
	}
}

// signs answers with a signed text.
func signs(t *testing.T, with, text string) http.HandlerFunc {
	signed, err := gate.Sign(with, []byte(text), gate.AtTop)
	require.NoError(t, err)
	return says(200, string(signed))
}

var aDay = Query{From: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}

const goodRow = `{"project_id":120,"operation_id":5028800010128225,"payment_id":"580","operation_type":"sale","operation_status":"success",
"operation_created_at":"2026-03-01 10:00:00","operation_completed_at":"2026-03-01 10:00:08","sum_initial":{"amount":1000,"currency":"KRW"},
"sum_converted":{"amount":"70","currency":"EUR"},"transaction_status":"success","payment_method_type":"kakaopay","payment_method_name":"KakaoPay",
"payment_description":"Order 580","customer_id":"customer1","provider_payment_id":"T1","arn":null,"rrn":"012345678901","balance_id":77,"news":{"a":[1,2]}}`
