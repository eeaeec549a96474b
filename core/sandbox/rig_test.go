package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/clock"
)

const (
	project = int64(1234)
	secret  = "a secret of the project"
	path    = "/v2/payment/wallet/kakaopay/refund"
	delay   = 10 * time.Second
)

var start = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

// rig is a platform on loopback HTTP, a merchant's listener, and a virtual clock.
type rig struct {
	*testing.T
	p      *sandbox.Platform
	clock  *clock.Virtual
	url    string
	client *http.Client

	listener string

	mu     sync.Mutex
	inbox  []message
	refuse func(n int) int // HTTP status for the nth callback
}

type message struct {
	at   time.Time
	raw  []byte
	good bool // the signature holds
	body callback
}

type callback struct {
	Project int64 `json:"project_id"`
	Payment struct {
		ID, Status, Method, Type, Description string
		MerchantRefundID                      string `json:"merchant_refund_id"`
		Sum                                   money2
	}
	Customer  struct{ ID string }
	Operation op
	Errors    []struct{ Code string }
	Ops       []op                                 `json:"operations"`
	Display   []struct{ Type, Title, Data string } `json:"display_data"`
}

type money2 struct {
	Amount   int64
	Currency money.Currency
}

type op struct {
	ID               json.Number
	Type, Status     string
	Date, Code       string
	CreatedDate      string `json:"created_date"`
	RequestID        string `json:"request_id"`
	MerchantRefundID string `json:"merchant_refund_id"`
	Message          string
	Initial          money2 `json:"sum_initial"`
	Converted        money2 `json:"sum_converted"`
}

// answer is what a refund request brought.
type answer struct {
	http   int
	err    error
	raw    string
	Status string `json:"status"`
	Code   string `json:"code"`
	ID     string `json:"payment_id"`
	Req    string `json:"request_id"`
	Errors []struct{ Code, Field string }
}

func newRig(t *testing.T, faults string, change ...func(*sandbox.Options)) *rig {
	r := &rig{T: t, clock: clock.NewVirtual(start), client: &http.Client{Transport: &http.Transport{}}}
	listener := httptest.NewServer(http.HandlerFunc(r.receive))
	script, err := sandbox.ParseScript(faults)
	require.NoError(t, err)
	o := sandbox.Options{
		Projects: map[int64]string{project: secret, 210: "another secret"}, CallbackURL: listener.URL,
		Faults: script, Seed: 1, Delay: delay, Now: r.clock.Now, After: r.clock.After,
	}
	for _, f := range change {
		f(&o)
	}
	r.p = sandbox.New(o)
	server := httptest.NewServer(r.p.Handler())
	r.url, r.listener = server.URL, listener.URL
	t.Cleanup(func() {
		r.p.Close()
		r.client.CloseIdleConnections()
		server.Close()
		listener.Close()
	})
	r.add("PAY-1", 1000)
	return r
}

func (r *rig) add(id string, minor int64) {
	require.NoError(r, r.p.AddPayment(sandbox.Payment{Project: project, ID: id, CustomerID: "customer1", Amount: money.Amount{Minor: minor, Currency: "KRW"}}))
}

func (r *rig) receive(w http.ResponseWriter, q *http.Request) {
	raw, _ := io.ReadAll(q.Body)
	m := message{at: r.clock.Now(), raw: raw}
	_ = json.Unmarshal(raw, &m.body) // a body that cannot be read fails the test's comparison
	_, err := gate.Verify(secret, raw)
	m.good = err == nil
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inbox = append(r.inbox, m)
	if r.refuse != nil {
		w.WriteHeader(r.refuse(len(r.inbox)))
	}
}

func (r *rig) callbacks() []message {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]message(nil), r.inbox...)
}

// told gives each callback as "type status left", in the order of arrival.
func (r *rig) told() []string {
	var all []string
	for _, m := range r.callbacks() {
		o := m.body.Operation
		all = append(all, fmt.Sprintf("%s %s %d", o.Type, o.Status, m.body.Payment.Sum.Amount))
	}
	return all
}

func (r *rig) post(path string, body []byte) answer {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return r.postWithin(ctx, path, body)
}

func (r *rig) postWithin(ctx context.Context, path string, body []byte) (a answer) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+path, bytes.NewReader(body))
	require.NoError(r, err)
	resp, err := r.client.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	a.http, a.err, a.raw = resp.StatusCode, err, string(raw)
	if err == nil {
		a.err = json.Unmarshal(raw, &a)
	}
	return a
}

// abandon sends a request that gets no whole answer, and goes away once seen holds.
func (r *rig) abandon(body []byte, seen func() bool) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan answer, 1)
	go func() { done <- r.postWithin(ctx, path, body) }()
	require.Eventually(r, seen, 10*time.Second, time.Millisecond)
	cancel()
	require.ErrorIs(r, (<-done).err, context.Canceled)
}

func (r *rig) signed(body string) []byte {
	raw, err := gate.Sign(secret, []byte(body), gate.AtGeneral)
	require.NoError(r, err)
	return raw
}

func body(id string, minor int64, refundID string) string {
	return fmt.Sprintf(`{"general":{"project_id":%d,"payment_id":%q},"payment":{"description":"test refund","amount":%d,"currency":"KRW","merchant_refund_id":%q}}`,
		project, id, minor, refundID)
}

func (r *rig) refund(id string, minor int64, refundID string) answer {
	return r.post(path, r.signed(body(id, minor, refundID)))
}

// wait lets the clock run until every refund has ended and told so.
func (r *rig) wait() { r.clock.Advance(2 * delay) }

func (r *rig) status(id string) (answer, callback) {
	a := r.post("/v2/payment/status", r.signed(fmt.Sprintf(`{"general":{"project_id":%d,"payment_id":%q}}`, project, id)))
	var c callback
	if a.raw != "" {
		_ = json.Unmarshal([]byte(a.raw), &c) // a spoiled answer stays empty
	}
	return a, c
}

func (r *rig) refunded(id string) int64 { return r.p.Books().Refunded(project, id) }
