// Package desktest sets a desk on a real ledger file beside the stand-in
// platform on loopback HTTP. Only tests import it.
package desktest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/config"
	"contra/core/desk"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/report"
	"contra/core/sandbox"
)

// Project and Secret are the rig's one project.
const (
	Project = int64(1234)
	Secret  = "practice secret of project 1234"
)

// Rig is a desk and the platform that it talks to.
type Rig struct {
	T        testing.TB
	Desk     *desk.Desk
	Platform *sandbox.Platform
	Gate     *httptest.Server
	Ledger   string
	Config   config.Config
	files    batch.Files
	reports  report.Reader
}

// Options change a rig. The zero value is a platform that settles at once and sends no callbacks.
type Options struct {
	Faults   string
	Delay    time.Duration
	Listen   bool // the platform's callbacks are stored as they come
	Timeout  time.Duration
	ReadOnly bool
	Files    batch.Files // writes mass refund files
	Batch    config.Batch
	Reports  report.Reader // reads rows of reports again
}

// Sale is a successful KakaoPay purchase.
func Sale(id string, krw int64) sandbox.Payment {
	at := time.Now().UTC().Add(-24 * time.Hour).Truncate(time.Second)
	amount := money.Amount{Minor: krw, Currency: "KRW"}
	return sandbox.Payment{Project: Project, ID: id, Method: "kakaopay", Amount: amount, CustomerID: "고객 " + id, Description: "주문", CreatedAt: at,
		Operations: []sandbox.Operation{{Type: "sale", Status: "success", Amount: amount, Code: "0", CreatedAt: at, Date: at}}}
}

// New makes a rig whose platform and ledger both know the payments.
func New(t testing.TB, o Options, payments ...sandbox.Payment) *Rig {
	t.Helper()
	script, err := sandbox.ParseScript(o.Faults)
	require.NoError(t, err)
	r := &Rig{T: t, Ledger: filepath.Join(t.TempDir(), "ledger.db")}
	r.Platform = sandbox.New(sandbox.Options{Projects: map[int64]string{Project: Secret}, Faults: script, Delay: o.Delay})
	t.Cleanup(r.Platform.Close)
	r.Gate = httptest.NewServer(r.Platform.Handler())
	t.Cleanup(func() { r.Platform.Close(); r.Gate.CloseClientConnections(); r.Gate.Close() })
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	r.Config = config.Config{Projects: []config.Project{{ID: Project, Name: "Shop KR"}},
		Gate:     config.Gate{URL: r.Gate.URL, Timeout: o.Timeout, Description: "Refund", ReturnURL: "https://shop.example/"},
		Purchase: config.Purchase{Window: 15 * time.Minute}}
	r.files, r.reports, r.Config.Batch = o.Files, o.Reports, o.Batch
	for _, p := range payments {
		require.NoError(t, r.Platform.AddPayment(p))
	}
	r.Desk = r.Open("desk1", nil)
	for _, p := range payments {
		r.Import(r.Platform.Callbacks(p.ID)...)
	}
	if o.Listen {
		listener := httptest.NewServer(http.HandlerFunc(r.listen))
		t.Cleanup(listener.Close)
		r.Platform.SetCallbackURL(listener.URL)
	}
	return r
}

// Open opens the rig's ledger once more, as another operator or another process would.
func (r *Rig) Open(operator string, probe func(string)) *desk.Desk {
	r.T.Helper()
	d, err := desk.Open(context.Background(), desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: operator, Files: r.files, Reports: r.reports,
		Cards: func(raw []byte) []byte { return raw }, Probe: probe})
	require.NoError(r.T, err)
	d.Secrets.Put(Project, Secret)
	r.T.Cleanup(func() { d.Close() })
	return d
}

// Import takes signed messages into the ledger.
func (r *Rig) Import(messages ...[]byte) {
	r.T.Helper()
	batch := make([]ledger.Inbound, len(messages))
	for i, raw := range messages {
		batch[i] = Inbound(r.T, i+1, raw)
	}
	in := r.Desk.Intake("test")
	require.NoError(r.T, in.Store(context.Background(), batch))
	require.NoError(r.T, in.Finish(context.Background(), nil))
}

// Inbound verifies and reads one message.
func Inbound(t testing.TB, line int, raw []byte) ledger.Inbound {
	t.Helper()
	doc, err := gate.Decode(raw)
	require.NoError(t, err)
	_, err = doc.Verify(Secret)
	require.NoError(t, err, "the platform signs its callbacks")
	events, err := doc.Events()
	require.NoError(t, err)
	return ledger.Inbound{Source: "test", Line: line, Raw: raw, Events: events}
}

func (r *Rig) listen(w http.ResponseWriter, req *http.Request) {
	raw, err := io.ReadAll(req.Body)
	if err == nil {
		err = r.Desk.Intake("listen").Store(req.Context(), []ledger.Inbound{Inbound(r.T, 1, raw)})
	}
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// Payment looks a payment up by its id.
func (r *Rig) Payment(id string) ledger.Payment {
	r.T.Helper()
	p, err := r.Desk.Lookup(context.Background(), 0, id)
	require.NoError(r.T, err)
	return p
}

// KRW is an amount of won.
func KRW(won int64) *money.Amount { return &money.Amount{Minor: won, Currency: "KRW"} }
