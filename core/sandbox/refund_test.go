package sandbox_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox"
)

func TestAnAcceptedRefundEndsLaterAndTellsTwice(t *testing.T) {
	r := newRig(t, "")
	a := r.refund("pay-1", 300, "r-1")
	require.NoError(t, a.err)
	require.Equal(t, []any{200, "success", "PAY-1"}, []any{a.http, a.Status, a.ID})
	require.Regexp(t, `^[0-9a-f]{40}-\d{8}$`, a.Req)
	require.NotContains(t, a.raw, "signature", "an answer that accepts is not signed")
	require.Zero(t, r.refunded("PAY-1"), "accepted means nothing more")
	require.Empty(t, r.callbacks())

	r.clock.Advance(delay / 2)
	require.Equal(t, []string{"refund processing 1000"}, r.told())
	r.clock.Advance(delay / 2)
	require.Equal(t, []string{"refund processing 1000", "refund success 700"}, r.told())
	require.Equal(t, int64(300), r.refunded("PAY-1"))
	require.NoError(t, r.p.Drain(t.Context()))

	m := r.callbacks()[1]
	c := m.body
	require.True(t, m.good)
	require.Equal(t, "partially refunded", c.Payment.Status)
	require.Equal(t, []string{"PAY-1", "purchase", "kakaopay", "test refund"}, []string{c.Payment.ID, c.Payment.Type, c.Payment.Method, c.Payment.Description})
	require.Equal(t, "customer1", c.Customer.ID)
	require.Equal(t, money2{300, "KRW"}, c.Operation.Initial)
	require.Equal(t, a.Req, c.Operation.RequestID)
	require.Len(t, c.Operation.ID.String(), 16)
	require.Equal(t, "2025-11-20T09:00:00+0000", c.Operation.CreatedDate)
	require.Equal(t, "2025-11-20T09:00:10+0000", c.Operation.Date)
	require.Contains(t, string(m.raw), `"code":"0","message":"Success"`)
	require.NotContains(t, string(m.raw), "merchant_refund_id")
	require.Regexp(t, regexp.MustCompile(`"signature":"[A-Za-z0-9+/]{86}=="\}$`), string(m.raw), "at the top level")

	o, found := r.p.Books().ByMerchantRefundID(project, "r-1")
	require.True(t, found)
	require.Equal(t, c.Operation.ID.String(), fmt.Sprint(o.ID))
}

func TestAFullRefundWithoutAmount(t *testing.T) {
	r := newRig(t, "")
	a := r.post(path, r.signed(`{"general":{"project_id":1234,"payment_id":"PAY-1"},"payment":{"description":"x"}}`))
	require.Equal(t, "success", a.Status)
	r.wait()
	require.Equal(t, "refund success 0", r.told()[1])
	require.Equal(t, "refunded", r.callbacks()[1].body.Payment.Status)
}

func TestRequestsThatArriveWrongAreRefused(t *testing.T) {
	r := newRig(t, "")
	good := body("PAY-1", 100, "r-1")
	require.NoError(t, r.p.AddPayment(sandbox.Payment{Project: project, ID: "EUR-1", Method: "card", Amount: money.Amount{Minor: 100, Currency: "EUR"}}))
	tampered := strings.Replace(string(r.signed(good)), `"amount":100`, `"amount":999`, 1)
	alien, err := gate.Sign("another secret", []byte(good), gate.AtGeneral)
	require.NoError(t, err)
	top, err := gate.Sign(secret, []byte(good), gate.AtTop)
	require.NoError(t, err)
	edit := func(from, to string) string {
		require.Contains(t, good, from)
		return string(r.signed(strings.Replace(good, from, to, 1)))
	}
	for name, c := range map[string]struct {
		path, body, code string
		http             int
	}{
		"not JSON":              {path, `{"general":`, "2003", 400},
		"a list":                {path, `[1]`, "2003", 400},
		"no signature":          {path, good, "3262", 400},
		"empty signature":       {path, strings.Replace(good, `{"project`, `{"signature":"","project`, 1), "3262", 400},
		"signature elsewhere":   {path, string(top), "3262", 400},
		"tampered":              {path, tampered, "3261", 400},
		"another's secret":      {path, string(alien), "3261", 400},
		"no project":            {path, edit(`"project_id":1234,`, ""), "2442", 400},
		"unknown project":       {path, edit(`"project_id":1234`, `"project_id":99`), "2442", 400},
		"project as text":       {path, edit(`"project_id":1234`, `"project_id":"1234"`), "2442", 400},
		"no payment id":         {path, edit(`"payment_id":"PAY-1"`, `"payment_id":""`), "2004", 200},
		"payment id in blanks":  {path, edit(`"payment_id":"PAY-1"`, `"payment_id":"PAY-1 "`), "502", 200},
		"unknown payment":       {path, edit("PAY-1", "PAY-2"), "3061", 200},
		"amount as text":        {path, edit(`"amount":100`, `"amount":"100"`), "502", 200},
		"amount with a point":   {path, edit(`"amount":100`, `"amount":100.0`), "502", 200},
		"amount zero":           {path, edit(`"amount":100`, `"amount":0`), "502", 200},
		"amount below zero":     {path, edit(`"amount":100`, `"amount":-100`), "502", 200},
		"no currency":           {path, edit(`"currency":"KRW",`, ""), "3287", 200},
		"no amount":             {path, edit(`"amount":100,`, ""), "3286", 200},
		"wrong currency":        {path, edit("KRW", "JPY"), "3284", 200},
		"empty currency":        {path, edit("KRW", ""), "3284", 200},
		"no description":        {path, edit(`"description":"test refund",`, ""), "2004", 200},
		"long description":      {path, edit("test refund", strings.Repeat("가", 256)), "502", 200},
		"too much":              {path, edit(`"amount":100`, `"amount":1001`), "3283", 200},
		"another method's path": {"/v2/payment/wallet/paypal/refund", string(r.signed(good)), "2541", 200},
		"a path unheard of":     {"/v2/payment/wallet/kakaopay/refunds", string(r.signed(good)), "2541", 200},
		"kakaopay at card":      {"/v2/payment/card/refund", string(r.signed(good)), "2541", 200},
		"card at kakaopay":      {path, string(r.signed(strings.ReplaceAll(strings.ReplaceAll(good, "PAY-1", "EUR-1"), "KRW", "EUR"))), "2541", 200},
	} {
		a := r.post(c.path, []byte(c.body))
		require.NoError(t, a.err, name)
		require.Equal(t, "error", a.Status, name)
		require.Equal(t, c.code, a.Code, "%s: %s", name, a.raw)
		require.Equal(t, c.http, a.http, name)
		require.Equal(t, c.code, a.Errors[0].Code, name)
	}
	r.wait()
	require.Empty(t, r.callbacks(), "no operation was created")
	require.Empty(t, r.p.Books().Refunds(project, "PAY-1"))
	log := r.p.Requests()
	require.Len(t, log, 28)
	for _, q := range log {
		require.False(t, q.Applied)
		require.Equal(t, "answered", q.Outcome)
		require.NotEmpty(t, q.Code)
	}
}

func TestTheStatusOfRefusalsIsAnOption(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.RuleErrorStatus, o.FormErrorStatus = 422, 403 })
	require.Equal(t, 422, r.refund("PAY-1", 1001, "r").http)
	require.Equal(t, 403, r.post(path, []byte(body("PAY-1", 1, "r"))).http)
}

func TestTheSameMerchantRefundIDIsAppliedOnce(t *testing.T) {
	r := newRig(t, "")
	first := r.signed(body("PAY-1", 300, "r-1"))
	require.Equal(t, "success", r.post(path, first).Status)
	for range 5 {
		require.Equal(t, "3230", r.post(path, first).Code)
		r.wait()
	}
	require.Equal(t, "3230", r.refund("PAY-1", 1, "r-1").Code)
	require.Equal(t, int64(300), r.refunded("PAY-1"))
	require.Len(t, r.callbacks(), 2)
}

func TestRulesOfTimeAndDispute(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.Block = time.Minute })
	require.Equal(t, "success", r.refund("PAY-1", 1, "a").Status)
	require.Equal(t, "3285", r.refund("PAY-1", 1, "b").Code)
	r.clock.Advance(time.Minute)
	require.Equal(t, "success", r.refund("PAY-1", 1, "b").Status)
	require.NoError(t, r.p.Dispute(project, "pay-1"))
	require.Equal(t, "3288", r.refund("PAY-1", 1, "c").Code)
	require.Error(t, r.p.Dispute(project, "none"))
}

func TestARequestCanSteerItsCallbacks(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.CallbackURL = "http://127.0.0.1:1/nobody"; o.EchoRefundID = true })
	other := newRig(t, "")
	general := fmt.Sprintf(`"general":{"project_id":1234,"payment_id":"PAY-1","merchant_callback_url":%q}`, other.listener)
	require.Equal(t, "success", r.post(path, r.signed(`{`+general+`,"payment":{"description":"x","amount":1,"currency":"KRW","merchant_refund_id":"m"},"callback":{"delay":30}}`)).Status)
	require.Equal(t, "success", r.post(path, r.signed(`{`+general+`,"payment":{"description":"x","amount":2,"currency":"KRW"},"callback":{"force_disable":1}}`)).Status)
	r.clock.Advance(delay)
	require.Empty(t, other.callbacks())
	r.clock.Advance(30 * time.Second)
	require.Equal(t, []string{"refund processing 1000", "refund success 999"}, other.told())
	require.Equal(t, "m", other.callbacks()[1].body.Payment.MerchantRefundID)
}
