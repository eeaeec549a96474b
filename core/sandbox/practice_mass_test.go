package sandbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
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
)

type uploaded struct {
	ID, Status string
	Operations int
	Error      struct {
		Code, Message string
		Messages      []string
	}
}

func sendFile(t *testing.T, url, name string, data []byte) (status int, got uploaded) {
	// The type that curl gives unless it is told another.
	resp, err := http.Post(url+"/dashboard/mass-refunds?name="+name, "application/x-www-form-urlencoded", bytes.NewReader(data))
	require.NoError(t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &got), string(raw))
	return resp.StatusCode, got
}

func TestMassRefundsOverHTTP(t *testing.T) {
	r := newRig(t, "")
	require.NoError(t, r.p.AddPayment(sandbox.Payment{Project: 99, ID: "THEIRS", Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
	status, got := sendFile(t, r.url, "refunds.csv", bytes.ReplaceAll(mass("PAY-1 300 KRW", "A 0 KRW"), []byte("refund;1234;wallet/kakaopay;A"), []byte("refund;99;kakaopay;A")))
	require.Equal(t, 422, status)
	require.Equal(t, "file_refused", got.Error.Code)
	require.Equal(t, []string{"Specified project_id does not belong to specified merchant account (line# 3)",
		"Payment method is not available (line# 3)", "Incorrect Amount (line# 3)"}, got.Error.Messages)
	require.JSONEq(t, `{"items":[],"total":0}`, r.get("/dashboard/mass-refunds"))
	r.wait()
	require.Zero(t, r.refunded("PAY-1"), "one bad row keeps the whole file out")

	status, got = sendFile(t, r.url, "", mass("PAY-1 300 KRW"))
	require.Equal(t, []any{422, []string{"Incorrect file format"}}, []any{status, got.Error.Messages})
	status, got = sendFile(t, r.url, "r.csv", nil)
	require.Equal(t, []any{422, []string{"File is empty"}}, []any{status, got.Error.Messages})

	file := mass("PAY-1 300 KRW", "NOWHERE 1 KRW")
	status, got = sendFile(t, r.url, `C:%5Cfiles%5Crefunds.csv`, file)
	require.Equal(t, []any{202, "processing", 2}, []any{status, got.Status, got.Operations})
	require.Regexp(t, `^[0-9]+$`, got.ID)
	r.wait()
	want := fmt.Sprintf(`{"id":%q,"name":"refunds.csv","project_ids":[1234],"status":"done","operations":2,"succeeded":1,"declined":1,`+
		`"created_at":"2025-11-20T09:00:20Z","sha256":"%x"}`, got.ID, sha256.Sum256(file))
	require.JSONEq(t, want, r.get("/dashboard/mass-refunds/"+got.ID))
	require.JSONEq(t, `{"items":[`+want+`],"total":1}`, r.get("/dashboard/mass-refunds"))
	resp, err := http.Get(r.url + "/dashboard/mass-refunds/17")
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, 404, resp.StatusCode)
	require.Equal(t, "batch", r.shelf("/books?payment_id=PAY-1").Items[0].Operations[1].Origin)
	require.Contains(t, r.get("/"), "/dashboard/mass-refunds?name=")
}

// On real time and without delays: several clerks upload at once, others look
// at the list; every operation is told, signed, and Drain waits for all of it.
func TestManyMassRefundsAtOnce(t *testing.T) {
	var mu sync.Mutex
	ended := map[string]string{}
	listener := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		raw, _ := io.ReadAll(q.Body)
		var c callback
		_, bad := gate.Verify(secret, raw)
		mu.Lock()
		defer mu.Unlock()
		if bad == nil && json.Unmarshal(raw, &c) == nil && c.Operation.Status != "processing" {
			ended[c.Operation.ID.String()] = c.Operation.Status
		}
	}))
	defer listener.Close()
	p := sandbox.New(sandbox.Options{Projects: map[int64]string{project: secret}, CallbackURL: listener.URL, Seed: 5})
	ctx, stop := context.WithCancel(t.Context())
	url, wait, err := p.Serve(ctx, "127.0.0.1:0")
	require.NoError(t, err)
	const payments, clerks = 60, 3
	var rows []string
	for i := range payments {
		require.NoError(t, p.AddPayment(sandbox.Payment{Project: project, ID: fmt.Sprint("P", i), Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
		rows = append(rows, fmt.Sprintf("P%d 400 KRW", i))
	}
	var group sync.WaitGroup
	codes := make([]int, clerks)
	for n := range clerks {
		group.Go(func() {
			resp, err := http.Post(url+"/dashboard/mass-refunds?name=r.csv", "text/csv", bytes.NewReader(mass(rows...)))
			if err == nil {
				codes[n] = resp.StatusCode
				resp.Body.Close()
			}
			p.MassRefunds()
		})
	}
	group.Wait()
	require.Equal(t, []int{202, 202, 202}, codes)
	limit, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	require.NoError(t, p.Drain(limit))
	require.NoError(t, p.Books().Check())
	succeeded, declined := 0, 0
	for _, m := range p.MassRefunds() {
		require.Equal(t, "done", m.Status)
		succeeded, declined = succeeded+m.Succeeded, declined+m.Declined
	}
	require.Equal(t, []int{2 * payments, payments}, []int{succeeded, declined}, "1,000 KRW hold 400 KRW twice")
	mu.Lock()
	require.Len(t, ended, clerks*payments)
	mu.Unlock()
	for _, payment := range p.Books().Payments() {
		require.Equal(t, int64(800), payment.Refunded())
	}
	stop()
	require.NoError(t, wait())
}
