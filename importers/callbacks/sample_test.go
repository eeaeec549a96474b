package callbacks

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/ledger"
)

// keys are the projects 1234 (secret "secret") and 77 (configured without a secret).
type keys struct {
	mu    sync.Mutex
	asked map[int64]int
}

var key = gate.NewKey("secret")

func (k *keys) Key(project int64) (*gate.Key, ledger.Reason) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.asked == nil {
		k.asked = map[int64]int{}
	}
	k.asked[project]++
	switch project {
	case 1234:
		return key, ""
	case 77:
		return nil, ledger.NoSecret
	}
	return nil, ledger.UnknownProject
}

// body is a KakaoPay callback without its signature; %d is the operation.
const body = `{"project_id":1234,"payment":{"id":"ABC%[1]d","type":"purchase","status":"success","date":"2020-12-10T10:44:49+0000","method":"kakaopay","sum":{"amount":1000,"currency":"KRW"},"description":""},"customer":{"id":"customer1"},"operation":{"id":502880001%07[1]d,"type":"sale","status":"success","date":"2020-12-10T10:44:49+0000","created_date":"2020-12-10T10:44:41+0000","request_id":"46d13cf06a05f023ab53dd2d3d5c266a310001","sum_initial":{"amount":1000,"currency":"KRW"},"sum_converted":{"amount":1000,"currency":"KRW"},"code":"0","message":"Success","provider":{"id":12345,"payment_id":"ABC12345","auth_code":""}}}`

func sign(t testing.TB, message string) string {
	t.Helper()
	signed, err := gate.Sign("secret", []byte(message), gate.AtTop)
	require.NoError(t, err)
	return string(signed)
}

func callback(t testing.TB, n int) string {
	t.Helper()
	return sign(t, fmt.Sprintf(body, n))
}

// recorder is a sink that keeps what it is given.
type recorder struct {
	mu    sync.Mutex
	parts [][]ledger.Inbound
	store func(ctx context.Context, n int) error // may be nil; n counts parts from 1
}

func (r *recorder) Store(ctx context.Context, batch []ledger.Inbound) error {
	r.mu.Lock()
	n := len(r.parts) + 1
	r.mu.Unlock()
	if r.store != nil {
		if err := r.store(ctx, n); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.parts = append(r.parts, batch)
	return nil
}

func (r *recorder) all() (out []ledger.Inbound) {
	for _, p := range r.parts {
		out = append(out, p...)
	}
	return out
}

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func lines(t testing.TB, from, to int) string {
	t.Helper()
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteString(callback(t, i))
		b.WriteByte('\n')
	}
	return b.String()
}
