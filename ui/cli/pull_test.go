package cli_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox"
)

type pullDoc struct {
	Kind                string
	From, To, Next      string
	Resumed             bool
	Windows, Pages      int64
	Read, Stored        int64
	Duplicate, Rejected int64
	Waited              int64 `json:"waited_seconds"`
	Moved               int   `json:"refunds_moved"`
	Purchases           int   `json:"purchases_moved"`
	Rejections          []struct {
		Source, Reason, Detail string
		Line                   int
	}
	Truncated bool
	Error     *problem
}

type pullStatusDoc struct {
	Covered []struct {
		Kind    string
		Project int64 `json:"project_id"`
		Spans   []struct{ From, To string }
	}
	Items []struct {
		ID                                int64 `json:"pull_id"`
		Kind                              string
		Projects                          []int64
		From, To, Next                    string
		State, Why                        string
		Read, Stored, Duplicate, Rejected int64
		Waited                            int64 `json:"waited_seconds"`
		Operator                          string
		Started                           string  `json:"started_at"`
		Ended                             *string `json:"ended_at"`
	}
	Total     int64
	Truncated bool
}

type balancesDoc struct {
	Items []struct {
		Name     string
		Project  *int64 `json:"project_id"`
		Amount   int64
		Currency string
		At       string
	}
	Total int64
}

// dataWorld is a world whose token of the Data API is known.
func dataWorld(t *testing.T, settings string) *world {
	t.Helper()
	w := newWorld(t, "", settings)
	w.env["CONTRA_DATA_TOKEN"], w.env["CONTRA_DATA_SECRET"] = dataToken, dataSecret
	return w
}

// yesterday is when the payments of these tests were made.
var yesterday = time.Now().UTC().AddDate(0, 0, -1)

func date(t time.Time) string { return t.Format(time.DateOnly) }

// unheard puts n payments into the platform's books, and no callback into the ledger.
func (w *world) unheard(n int) {
	w.t.Helper()
	at := time.Date(yesterday.Year(), yesterday.Month(), yesterday.Day(), 10, 0, 0, 0, time.UTC)
	for i := range n {
		amount := money.New(int64(1000+i), "KRW")
		require.NoError(w.t, w.platform.AddPayment(sandbox.Payment{Project: project, ID: fmt.Sprintf("SOLD-%d", i), Method: "kakaopay", CustomerID: "customer1", Amount: amount, CreatedAt: at,
			Operations: []sandbox.Operation{{Type: "sale", Status: "success", Amount: amount, Code: "0", CreatedAt: at, Date: at}}}))
	}
}

func (w *world) pull(args ...string) (d pullDoc) {
	w.t.Helper()
	w.run(append([]string{"pull", "--json"}, args...)...).exits(0).into(&d)
	require.Equal(w.t, d.Read, d.Stored+d.Duplicate+d.Rejected)
	return d
}

func TestPullBringsWhatNoCallbackTold(t *testing.T) {
	w := dataWorld(t, "")
	w.run("pull", "--json").fails(2, "usage")
	w.unheard(12)
	first := w.pull("--from", date(yesterday))
	require.Equal(t, []int64{12, 12, 0}, []int64{first.Read, first.Stored, first.Duplicate})
	isUTC(t, first.Next)
	require.Equal(t, first.To, first.Next)
	p := w.payment("SOLD-3")
	require.Equal(t, []any{"success", "kakaopay", int64(1003), int64(1003)}, []any{p.Status, p.Method, p.Amount, p.Refundable})
	require.Equal(t, "succeeded", w.run("refund", "SOLD-3", "--amount", "300", "--yes", "--json").refund().State)
	w.catchUp("SOLD-4")
	again := w.pull()
	require.EqualValues(t, 1, again.Stored+again.Duplicate, "the refund, which the status told of or which the pull brought")
	require.EqualValues(t, 703, w.payment("SOLD-3").Refundable)
	text := w.run("pull", "--from", date(yesterday)).exits(0).out
	require.Contains(t, text, "13 read, 0 stored, 13 duplicate, 0 rejected")

	var status pullStatusDoc
	w.run("pull", "status", "--json").exits(0).into(&status)
	require.EqualValues(t, 3, status.Total)
	require.Len(t, status.Covered, 2, "two projects are configured")
	require.Len(t, status.Covered[0].Spans, 1)
	require.Equal(t, []string{"done", "tester"}, []string{status.Items[0].State, status.Items[0].Operator})
	require.Contains(t, w.run("pull", "status").exits(0).out, "WHOLE FROM")
	for _, said := range w.said {
		require.NotContains(t, said, dataToken)
		require.NotContains(t, said, dataSecret)
	}
}

func TestWhatWasPulledIsComparedWithTheLedger(t *testing.T) {
	w := dataWorld(t, "")
	w.unheard(20)
	for i := range 18 { // two callbacks never came
		w.catchUp(fmt.Sprintf("SOLD-%d", i))
	}
	days := []string{"--from", date(yesterday), "--to", date(yesterday)}
	w.run(append([]string{"reconcile", "--pulled", "--json"}, days...)...).fails(1, "not_found")
	w.pull(append([]string{"--financial"}, days...)...)
	r := w.run(append([]string{"reconcile", "--pulled", "--json"}, days...)...).exits(3)
	var doc reconciledDoc
	r.into(&doc)
	require.EqualValues(t, 18, doc.Matched)
	require.Equal(t, map[string]int64{"MISSING_LOCAL": 2}, doc.Counts, "what is kept as a report is no event")
	require.Contains(t, r.err, "final word")
	w.pull(days...)
	r = w.run(append([]string{"reconcile", "--pulled", "--json"}, days...)...).exits(0)
	r.into(&doc)
	require.EqualValues(t, 20, doc.Matched)
	require.Contains(t, w.run("reconcile", "--pulled", "x.csv", "--month", "2026-10", "--json").fails(2, "usage").out, "leave out REPORT")
	w.run("reconcile", "--pulled", "--json").fails(2, "usage")
}

func TestAPullThatIsRefusedOrCancelledSaysSo(t *testing.T) {
	w := dataWorld(t, "")
	w.unheard(3)
	w.env["CONTRA_DATA_SECRET"] = "a wrong one"
	w.run("pull", "--from", date(yesterday), "--json").fails(1, "config")
	var status pullStatusDoc
	w.run("pull", "status", "--json").exits(0).into(&status)
	require.Equal(t, "failed", status.Items[0].State)
	delete(w.env, "CONTRA_DATA_SECRET")
	w.run("pull", "--from", date(yesterday), "--json").fails(1, "no_secret")
	w.env["CONTRA_DATA_SECRET"] = dataSecret
	w.run("pull", "--from", "yesterday", "--json").fails(2, "usage")
	w.run("pull", "--project", "99", "--from", date(yesterday), "--json").fails(2, "usage")
	w.run("pull", "--read-only", "--from", date(yesterday), "--json").fails(4, "read_only")
	w.run("pull", "elsewhere", "--json").fails(2, "usage")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.runWith(ctx, "", "pull", "--from", date(yesterday), "--json").fails(130, "cancelled")
	require.EqualValues(t, 3, w.pull("--from", date(yesterday)).Stored)
}

// dataServer answers the Data API's calls with fixed texts, by path.
func dataServer(t *testing.T, answers map[string]string) string {
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		signed, err := gate.Sign(dataSecret, []byte(answers[r.URL.Path]), gate.AtTop)
		if err != nil {
			out.WriteHeader(http.StatusNotFound)
			return
		}
		out.Write(signed)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestARejectedRowIsAFindingAndHidesItsCard(t *testing.T) {
	row := `{"project_id":1234,"operation_id":"7","payment_id":"P7","operation_type":"sale","operation_status":"success","sum_initial":{"amount":"10.50","currency":"EUR"},"payment_description":"card 4111111111111111"}`
	url := dataServer(t, map[string]string{"/v1/operations/get": `{"operations":[` + row + `,` + strings.NewReplacer("10.50", "1050", `"7"`, `"8"`, "P7", "P8").Replace(row) + `]}`})
	w := dataWorld(t, "[data_api]\nurl = \""+url+"\"\ntimeout = \"5s\"\n")
	var d pullDoc
	w.run("pull", "--from", date(yesterday), "--to", date(yesterday), "--json").exits(3).into(&d)
	require.Equal(t, []int64{2, 1, 1}, []int64{d.Read, d.Stored, d.Rejected})
	require.Equal(t, "bad_field", d.Rejections[0].Reason)
	require.Contains(t, d.Rejections[0].Detail, "sum_initial.amount")
	require.Contains(t, w.run("pull", "--from", date(yesterday), "--to", date(yesterday)).exits(3).out, "bad_field")
	var replayed importDoc
	w.run("import", "replay", "--json").exits(3).into(&replayed)
	require.Equal(t, "bad_field", replayed.Rejections[0].Reason, "a row is tried again as a row, not as a callback")
	data, err := os.ReadFile(w.ledger)
	require.NoError(t, err)
	wal, _ := os.ReadFile(w.ledger + "-wal")
	require.NotContains(t, string(data)+string(wal), "4111111111111111")
	require.EqualValues(t, 1050, w.payment("P8").Amount)
	require.NotContains(t, w.run("show", "P8", "--json").exits(0).out, "4111111111111111")
}

func TestBalancesWarnBeforeABatch(t *testing.T) {
	url := dataServer(t, map[string]string{"/v1/balance/get": `{"balance":[{"name":"Main","KRW":"500"},{"name":"Main","EUR":-7}]}`})
	w := dataWorld(t, "[data_api]\nurl = \""+url+"\"\n")
	w.pay("ORD-1", 1000, "KRW")
	var d balancesDoc
	w.run("balances", "--known", "--json").exits(0).into(&d)
	require.Empty(t, d.Items)
	w.run("balances", "--json").exits(0).into(&d)
	require.EqualValues(t, 2, d.Total)
	require.Equal(t, []any{"Main", int64(500), "KRW"}, []any{d.Items[0].Name, d.Items[0].Amount, d.Items[0].Currency})
	require.Nil(t, d.Items[0].Project)
	isUTC(t, d.Items[0].At)
	require.Contains(t, w.run("balances", "--known", "--read-only").exits(0).out, "500 KRW")
	list := filepath.Join(w.folder, "list.csv")
	require.NoError(t, os.WriteFile(list, []byte("payment_id,amount\nORD-1,600\n"), 0o600))
	require.Contains(t, w.run("batch", "build", "--from", list, "--json").exits(0).out, `"funds_short"`)
	out := w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "a.csv"), "--json").exits(0)
	require.Contains(t, out.err, "600 KRW are to be refunded, and the balances in KRW held 500 KRW")
}
