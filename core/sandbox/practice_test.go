package sandbox_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/sandbox"
)

func (r *rig) get(path string) string {
	resp, err := r.client.Get(r.url + path)
	require.NoError(r, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(r, err)
	require.Equal(r, 200, resp.StatusCode, string(raw))
	return string(raw)
}

type shelf struct {
	Items []struct {
		Project    int64  `json:"project_id"`
		PaymentID  string `json:"payment_id"`
		Status     string
		Refunded   int64
		Remainder  int64
		Disputed   bool
		Outcome    string
		Operations []struct {
			ID       string `json:"operation_id"`
			Type     string
			Status   string
			Origin   string
			RefundID string `json:"merchant_refund_id"`
		}
	}
	Total int
}

func (r *rig) shelf(path string) (s shelf) {
	require.NoError(r, json.Unmarshal([]byte(r.get(path)), &s))
	return s
}

// A clerk, or a script in another process, acts and looks over HTTP alone.
func TestPracticeOverHTTP(t *testing.T) {
	r := newRig(t, "pending@HELD")
	r.add("HELD", 500)
	r.refund("PAY-1", 300, "r-1")
	r.wait()
	done := func(path, body string) { require.Equal(t, "done", r.post(path, []byte(body)).Status) }
	refused := func(path, body, part string) {
		a := r.post(path, []byte(body))
		require.Equal(t, 409, a.http)
		require.Contains(t, a.raw, part)
	}
	done("/dashboard/refund", `{"project_id":1234,"payment_id":"pay-1","amount":200}`)
	refused("/dashboard/refund", `{"project_id":1234,"payment_id":"pay-1","amount":501}`, "3283")
	refused("/dashboard/refund", `{"project_id":1234,"payment_id":"none","amount":1}`, "3061")
	done("/dashboard/refund", `{"project_id":1234,"payment_id":"pay-1"}`)

	book := r.shelf("/books?payment_id=pay-1&project_id=1234")
	require.Equal(t, 1, book.Total)
	one := book.Items[0]
	require.Equal(t, []any{"refunded", int64(1000), int64(0), 4}, []any{one.Status, one.Refunded, one.Remainder, len(one.Operations)})
	require.Equal(t, []string{"gate", "r-1"}, []string{one.Operations[1].Origin, one.Operations[1].RefundID})
	require.Equal(t, []string{"dashboard", ""}, []string{one.Operations[2].Origin, one.Operations[2].RefundID})
	require.Zero(t, r.shelf("/books?payment_id=pay-1&project_id=99").Total)
	require.Equal(t, 2, r.shelf("/books").Total)

	done("/dashboard/reverse", `{"operation_id":"`+one.Operations[2].ID+`"}`)
	refused("/dashboard/reverse", `{"operation_id":`+one.Operations[2].ID+`}`, "already")
	require.Equal(t, "partially refunded", r.shelf("/books?payment_id=PAY-1").Items[0].Status)
	r.clock.Advance(0)
	told := r.told()
	require.Equal(t, "refund reverse success 200", told[len(told)-1])

	r.refund("HELD", 500, "r-2")
	r.wait()
	held := r.shelf("/books?payment_id=HELD").Items[0].Operations[1]
	require.Equal(t, "processing", held.Status)
	done("/dashboard/settle", `{"operation_id":"`+held.ID+`","code":"20504"}`)
	require.Equal(t, "decline", r.shelf("/books?payment_id=HELD").Items[0].Operations[1].Status)
	done("/dashboard/dispute", `{"project_id":1234,"payment_id":"HELD"}`)
	require.True(t, r.shelf("/books?payment_id=HELD").Items[0].Disputed)
	require.Equal(t, 404, r.post("/dashboard/rob", []byte(`{}`)).http)
	require.Equal(t, 400, r.post("/dashboard/refund", []byte(`{`)).http)

	require.Equal(t, 2, r.shelf("/requests").Total, "practice calls are not the platform's")
	require.Equal(t, "answered", r.shelf("/requests?payment_id=held").Items[0].Outcome)
}

func TestThePastCanBeDownloaded(t *testing.T) {
	r := newRig(t, "")
	r.p.Plant(sandbox.PlantOptions{Count: 30})
	lines := strings.Split(strings.TrimSpace(r.get("/callbacks")), "\n")
	require.Greater(t, len(lines), 31)
	for _, line := range lines {
		key := secret
		if strings.HasPrefix(line, `{"project_id":210,`) {
			key = "another secret"
		}
		_, err := gate.Verify(key, []byte(line))
		require.NoError(t, err)
	}
	require.Equal(t, 1, strings.Count(r.get("/callbacks?payment_id=PAY-1"), "\n"))
	help := r.get("/")
	for _, f := range sandbox.Faults() {
		require.Contains(t, help, f.Text)
	}
}
