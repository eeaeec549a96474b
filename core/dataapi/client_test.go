package dataapi

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
)

func page(rows ...string) string { return `{"operations":[` + strings.Join(rows, ",") + `]}` }

func TestAQuestionSaysAllThatItMust(t *testing.T) {
	c, _, all := serve(t, says(200, page()))
	_, err := c.Operations(context.Background(), Query{Projects: []int64{120, 35}, From: aDay.From, To: aDay.To.Add(time.Nanosecond), Zone: "Asia/Seoul", Limit: 125, Offset: 1000,
		Types: []string{"refund", "reversal"}, Statuses: []string{"success"}, Fields: []string{"operation_id"}})
	require.NoError(t, err)
	got := (*all)[0]
	require.Equal(t, "/v1/operations/get", got.path, "and it is signed with the token's secret")
	delete(got.body, "signature")
	require.Equal(t, map[string]any{
		"token": token, "project_id": []any{120.0, 35.0}, "interval": map[string]any{"from": "2026-03-01 09:00:00", "to": "2026-03-02 09:00:01"}, "tz": "Asia/Seoul",
		"limit": 125.0, "offset": 1000.0, "operation_type": []any{"refund", "reversal"}, "operation_status": []any{"success"}, "fields": []any{"operation_id"},
	}, got.body)
}

func TestEveryCallGoesToItsPath(t *testing.T) {
	c, clock, all := serve(t, signs(t, secret, page(goodRow)), signs(t, secret, `{"financial_operations":[`+goodRow+`]}`),
		says(200, `{"operations":[{"operation_id":"7","operation_type":"refund","amount":"300","currency":"KRW","operation_created_at":"2026-03-01T10:00:00+00:00"}]}`),
		signs(t, secret, `{"balance":[{"name":"Main","EUR":"113128","KRW":-500},{"name":"Other","project_id":120,"KRW":7}]}`))
	c.URL += "/v1/"
	ctx := context.Background()
	p, err := c.Operations(ctx, aDay)
	require.NoError(t, err)
	require.True(t, p.Signed)
	require.Nil(t, p.Rows[0].Fault)
	p, err = c.FinancialOperations(ctx, aDay)
	require.NoError(t, err)
	require.Nil(t, p.Rows[0].Fault)
	p, err = c.OperationsOf(ctx, "580")
	require.NoError(t, err)
	require.Nil(t, p.Rows[0].Fault)
	require.Equal(t, "580", p.Rows[0].Operation.PaymentID)
	require.Equal(t, money.New(300, "KRW"), p.Rows[0].Operation.Amount)
	balances, err := c.Balances(ctx)
	require.NoError(t, err)
	require.Equal(t, []Balance{{Name: "Main", Amount: money.New(113128, "EUR"), At: clock.now}, {Name: "Main", Amount: money.New(-500, "KRW"), At: clock.now},
		{Project: 120, Name: "Other", Amount: money.New(7, "KRW"), At: clock.now}}, balances)
	var paths []string
	for _, a := range *all {
		paths = append(paths, a.path)
	}
	require.Equal(t, []string{"/v1/operations/get", "/v1/financial-reporting/operations", "/v1/operations/get-by-payment", "/v1/balance/get"}, paths)
}

func TestAnAnswerIsBelievedWithoutASignatureAndNeverWithAWrongOne(t *testing.T) {
	c, _, _ := serve(t, says(200, page(goodRow)))
	p, err := c.Operations(context.Background(), aDay)
	require.NoError(t, err)
	require.False(t, p.Signed)
	require.Len(t, p.Rows, 1)

	forged := signs(t, "another secret", page(goodRow))
	c, clock, all := serve(t, forged, signs(t, secret, page(goodRow)))
	p, err = c.Operations(context.Background(), aDay)
	require.NoError(t, err, "the next answer is a good one")
	require.True(t, p.Signed)
	require.Len(t, *all, 2)
	require.Len(t, clock.slept, 1)

	c, _, all = serve(t, forged)
	p, err = c.Operations(context.Background(), aDay)
	require.ErrorIs(t, err, gate.ErrBadSignature)
	require.Empty(t, p.Rows)
	require.Len(t, *all, defaultAttempts)
}

func TestWhatMayPassIsAskedAgain(t *testing.T) {
	reset := func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		w.Write([]byte(`{"operations":[`))
	}
	for name, bad := range map[string]http.HandlerFunc{"500": says(500, "{}"), "502": says(502, "<html>"), "408": says(408, ""), "reset": reset, "time-out": slow, "cut off": cut,
		"HTML": says(200, "<html>"), "half": says(200, `{"operations":[{`), "no list": says(200, `{"status":"ok"}`), "a list twice": says(200, `{"a":[],"b":[]}`)} {
		t.Run(name, func(t *testing.T) {
			c, clock, all := serve(t, bad, bad, signs(t, secret, page(goodRow)))
			c.Timeout = 50 * time.Millisecond
			if name != "time-out" {
				c.Timeout = 0
			}
			p, err := c.Operations(context.Background(), aDay)
			require.NoError(t, err)
			require.Len(t, p.Rows, 1)
			require.Len(t, *all, 3)
			require.Len(t, clock.slept, 2)
			require.Greater(t, clock.slept[1], clock.slept[0], "pauses grow")
		})
	}
	c, _, _ := serve(t, says(200, `{"name":"Unauthorized","message":"no such token","status":401}`))
	_, err := c.Operations(context.Background(), aDay)
	require.ErrorContains(t, err, "no such token", "whatever is wrong, what the platform said is shown")
	c, clock, all := serve(t, says(503, `{"message":"down for `+token+` now","status":503}`))
	_, err = c.Operations(context.Background(), aDay)
	said := failed(t, err)
	require.Equal(t, ledger.ErrNetwork, said.Code)
	require.Contains(t, said.Message, "503")
	require.Contains(t, said.Message, "down for *** now")
	require.Len(t, *all, defaultAttempts)
	require.Len(t, clock.slept, defaultAttempts-1)
}

func TestTooManyQuestionsAreWaitedFor(t *testing.T) {
	ok := signs(t, secret, page())
	for _, c := range []struct {
		header string
		least  time.Duration
		most   time.Duration
	}{{"", 3 * time.Second, 3 * time.Second}, {"1", 3 * time.Second, 3 * time.Second}, {"17", 17 * time.Second, 17 * time.Second}, {"soon", 3 * time.Second, 3 * time.Second},
		{"999999999", mostAsked, mostAsked}, {"Sat, 21 Nov 2026 12:00:40 GMT", 40 * time.Second, 40 * time.Second}, {"-5", 3 * time.Second, 3 * time.Second}} {
		client, clock, _ := serve(t, says(429, `{"message":"slow down"}`, "Retry-After", c.header), ok)
		var told []time.Duration
		_, err := client.Operations(WithWait(context.Background(), func(d time.Duration, why string) {
			require.NotEmpty(t, why)
			told = append(told, d)
		}), aDay)
		require.NoError(t, err)
		require.Len(t, clock.slept, 1, c.header)
		require.GreaterOrEqual(t, clock.slept[0], c.least)
		require.LessOrEqual(t, clock.slept[0], c.most)
		require.Equal(t, clock.slept, told)
	}
	client, clock, all := serve(t, says(429, ""))
	_, err := client.Operations(context.Background(), aDay)
	require.Equal(t, ledger.ErrNetwork, failed(t, err).Code)
	require.Len(t, *all, mostRefusals)
	for _, d := range clock.slept {
		require.GreaterOrEqual(t, d, leastPause)
	}
}

func TestADefiniteNoIsNotAskedAgain(t *testing.T) {
	for code, want := range map[int]ledger.Code{400: ledger.ErrUsage, 401: ledger.ErrConfig, 403: ledger.ErrConfig, 404: ledger.ErrConfig, 302: ledger.ErrConfig, 204: ledger.ErrConfig} {
		c, clock, all := serve(t, says(code, `{"name":"Bad","message":"project is not \u001b[31mallowed, `+secret+`","code":0,"status":`+http.StatusText(code)+`}`, "Location", "http://127.0.0.1:1/steal"))
		q := aDay
		q.Fields = []string{"operation_id"}
		_, err := c.Operations(context.Background(), q)
		said := failed(t, err)
		require.Equal(t, want, said.Code)
		require.NotEmpty(t, said.Hint)
		require.Len(t, *all, 1, code)
		require.Empty(t, clock.slept)
		require.NotContains(t, err.Error(), secret)
		require.NotContains(t, err.Error(), "\x1b")
	}
}

// The platform's own libraries sort lists of more than ten in different orders.
func TestAQuestionThatIsRefusedForItsSignatureIsAskedWithFewFields(t *testing.T) {
	c, _, all := serve(t, says(401, ""), says(200, page()))
	for range 2 {
		_, err := c.Operations(context.Background(), aDay)
		require.NoError(t, err)
	}
	var fields []int
	for _, a := range *all {
		fields = append(fields, len(a.body["fields"].([]any)))
	}
	require.Equal(t, []int{len(DefaultFields()), safeFields, safeFields}, fields)

	c, _, all = serve(t, says(401, ""))
	_, err := c.Operations(context.Background(), aDay)
	require.Equal(t, ledger.ErrConfig, failed(t, err).Code)
	require.Len(t, *all, 2)
}

func TestACancelledQuestionSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c, _, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := c.Operations(ctx, aDay)
	require.Equal(t, ledger.ErrCancelled, failed(t, err).Code)
}

func TestCardDataIsHiddenBeforeARowIsRead(t *testing.T) {
	c, _, _ := serve(t, says(200, page(strings.Replace(goodRow, "Order 580", "4111111111111111", 1), `5`)))
	c.Mask = func(raw []byte) []byte {
		return []byte(strings.ReplaceAll(string(raw), "4111111111111111", "411111******1111"))
	}
	p, err := c.Operations(context.Background(), aDay)
	require.NoError(t, err)
	require.Equal(t, "411111******1111", p.Rows[0].Operation.Description)
	require.NotContains(t, string(p.Rows[0].Raw), "4111111111111111")
	require.Equal(t, ledger.BadJSON, p.Rows[1].Fault.Reason, "one that is no object is a row all the same")
}

func TestABalanceThatCannotBeReadSpoilsTheAnswer(t *testing.T) {
	for _, text := range []string{`{"balance":[{"name":"a","EUR":"1.5"}]}`, `{"balance":[{"name":"a","EUR":{}, "KRW":true}]}`, `{"balance":[{"ZZZ":1}]}`, `{"balance":5}`, `{"balance":[5]}`, `{}`,
		`{"balance":[{"EUR":"99999999999999999999"}]}`, `[]`} {
		c, _, _ := serve(t, says(200, text))
		_, err := c.Balances(context.Background())
		require.Equal(t, ledger.ErrNetwork, failed(t, err).Code, text)
	}
	c, _, _ := serve(t, says(200, `{"balance":[]}`))
	all, err := c.Balances(context.Background())
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestAQuestionThatMakesNoSenseIsNotAsked(t *testing.T) {
	c, _, all := serve(t, says(200, page()))
	for _, q := range []Query{{}, {From: aDay.To, To: aDay.From}, {From: aDay.From, To: aDay.To, Limit: 1001}, {From: aDay.From, To: aDay.To, Limit: -1}, {From: aDay.From, To: aDay.To, Offset: -1},
		{From: aDay.From, To: aDay.To, Zone: "Mars/Base"}, {From: aDay.From, To: aDay.To, Zone: "Local"}} {
		_, err := c.Operations(context.Background(), q)
		require.Equal(t, ledger.ErrUsage, failed(t, err).Code)
	}
	_, err := c.OperationsOf(context.Background(), "")
	require.Equal(t, ledger.ErrUsage, failed(t, err).Code)
	require.Empty(t, *all)
	c.Secret = ""
	_, err = c.Balances(context.Background())
	require.Equal(t, ledger.ErrNoSecret, failed(t, err).Code)
}

func failed(t *testing.T, err error) *ledger.Error {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said
}

// Whatever an answer holds, it is read as rows or refused as a whole.
func FuzzReadPage(f *testing.F) {
	for _, s := range []string{page(goodRow), page(), `{"operations":{}}`, `{"data":[1,"x",null,{}]}`, `[]`, `{"operations":[[[[`, page(goodRow, goodRow)} {
		f.Add([]byte(s))
	}
	key := gate.NewKey(secret)
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := readPage(Operations, text, key, time.UTC, func(raw []byte) []byte { return raw })
		if err != nil {
			require.Empty(t, p.Rows)
			return
		}
		require.False(t, p.Signed, "nobody guesses a signature")
		for i := range p.Rows {
			require.NotEmpty(t, p.Rows[i].Raw)
		}
		readBalances(text, key, time.Time{})
	})
}
