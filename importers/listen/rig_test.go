package listen

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/ledger"
)

type keys struct{}

var key = gate.NewKey("secret")

func (keys) Key(project int64) (*gate.Key, ledger.Reason) {
	switch project {
	case 1234:
		return key, ""
	case 77:
		return nil, ledger.NoSecret
	}
	return nil, ledger.UnknownProject
}

func message(t testing.TB, payment string, operation int) string {
	t.Helper()
	id, err := json.Marshal(payment)
	require.NoError(t, err)
	signed, err := gate.Sign("secret", fmt.Appendf(nil, `{"project_id":1234,"payment":{"id":%s,"type":"purchase","status":"success","method":"kakaopay","sum":{"amount":1000,"currency":"KRW"}},"operation":{"id":%d,"type":"sale","status":"success","date":"2020-12-10T10:44:49+0000","sum_initial":{"amount":1000,"currency":"KRW"},"code":"0"}}`, id, operation), gate.AtTop)
	require.NoError(t, err)
	return string(signed)
}

// recorder is a sink that keeps what it is given. before may refuse, or wait.
type recorder struct {
	mu     sync.Mutex
	parts  [][]ledger.Inbound
	before func(ctx context.Context, batch []ledger.Inbound) error
}

func (r *recorder) Store(ctx context.Context, batch []ledger.Inbound) error {
	if r.before != nil {
		if err := r.before(ctx, batch); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.parts = append(r.parts, batch)
	return nil
}

func (r *recorder) all() (out []ledger.Inbound) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.parts {
		out = append(out, p...)
	}
	return out
}

// rig is a running listener.
type rig struct {
	url   string
	sink  *recorder
	stop  context.CancelFunc
	ended chan error
	mu    sync.Mutex
	lines []string
}

func start(t *testing.T, o Options, sink *recorder) *rig {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &rig{sink: sink, stop: cancel, ended: make(chan error, 1)}
	ready := make(chan string, 1)
	o.Addr, o.Secrets, o.Sink = "127.0.0.1:0", keys{}, sink
	o.Ready = func(addr string) { ready <- addr }
	o.Log = func(line string) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.lines = append(r.lines, line)
	}
	go func() { r.ended <- Listen(ctx, o) }()
	select {
	case addr := <-ready:
		r.url = "http://" + addr
	case err := <-r.ended:
		require.NoError(t, err)
	}
	t.Cleanup(cancel)
	return r
}

func (r *rig) log() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.lines...)
}

// client has connections of its own, so that tests do not share any.
func client(t *testing.T) *http.Client {
	tr := &http.Transport{}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: time.Minute}
}

type answer struct {
	status int
	body   string
	header http.Header
}

func (r *rig) do(t *testing.T, method, path, body string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequest(method, r.url+path, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := client(t).Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return answer{resp.StatusCode, string(text), resp.Header}
}

func (r *rig) post(t *testing.T, body string, header ...string) answer {
	t.Helper()
	return r.do(t, http.MethodPost, "/callbacks", body, header...)
}
