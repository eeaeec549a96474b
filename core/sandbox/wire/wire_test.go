package wire_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/wire"
)

var at = time.Date(2020, 12, 15, 11, 15, 54, 0, time.FixedZone("KST", 9*3600))

func event() books.Event {
	won := money.Amount{Minor: 1000, Currency: "KRW"}
	return books.Event{
		Payment: books.Payment{Project: 1234, ID: "ABC<123>", Method: "kakaopay", Amount: won, CustomerID: "고객42", Description: "order"},
		Status:  "refunded", Sum: 0,
		Operation: books.Operation{
			ID: 5028800010128225, Type: books.Refund, Status: books.Success, Amount: won, RequestID: "74e1-00000001", MerchantRefundID: "m-1",
			Description: "refund", Code: "0", Message: "Success", CreatedAt: at, Date: at.Add(4 * time.Second), ProviderID: 3456,
		},
	}
}

func TestACallbackHasTheDocumentedShape(t *testing.T) {
	const want = `{"project_id":1234,` +
		`"payment":{"id":"ABC<123>","type":"purchase","status":"refunded","date":"2020-12-15T02:15:58+0000","method":"kakaopay",` +
		`"sum":{"amount":0,"currency":"KRW"},"description":"refund"},"customer":{"id":"고객42"},` +
		`"operation":{"id":5028800010128225,"type":"refund","status":"success","date":"2020-12-15T02:15:58+0000",` +
		`"created_date":"2020-12-15T02:15:54+0000","request_id":"74e1-00000001","sum_initial":{"amount":1000,"currency":"KRW"},` +
		`"sum_converted":{"amount":1000,"currency":"KRW"},"code":"0","message":"Success",` +
		`"provider":{"id":3456,"payment_id":"","auth_code":""}}}`
	require.Equal(t, want, string(wire.Callback(event(), false)))
	require.Equal(t, strings.Replace(want, `"description":"refund"`, `"description":"refund","merchant_refund_id":"m-1"`, 1), string(wire.Callback(event(), true)))
	sale := event()
	sale.Operation.Type = books.Sale
	require.Contains(t, string(wire.Callback(sale, true)), `"description":"order"`)
}

func TestAnswersHaveTheDocumentedShape(t *testing.T) {
	require.Equal(t, `{"status":"success","request_id":"r","project_id":210,"payment_id":"p"}`, string(wire.Accepted("r", 210, "p")))
	require.Equal(t, `{"status":"error","request_id":"r","project_id":210,"payment_id":"p","code":"3283","message":"Refund amount more than init amount",`+
		`"errors":[{"code":"3283","message":"Refund amount more than init amount","description":"","field":"payment.amount"}]}`,
		string(wire.Rejected("r", wire.Request{Project: 210, PaymentID: "p"}, books.Refuse("3283", "payment.amount", ""))))
}

func TestParseReadsAllThatARefundCanSay(t *testing.T) {
	r, refusal := wire.Parse([]byte(`{"general":{"project_id":4294967295,"payment_id":"test_payment","signature":"s","merchant_callback_url":"http://x/y","referrer_url":"z"},
		"payment":{"description":"d","amount":10000000000000,"currency":"KRW","merchant_refund_id":"m"},"customer":{"ip_address":"192.0.2.0"},
		"callback":{"delay":600,"force_disable":1},"interface_type":{"id":1}}`))
	require.Nil(t, refusal)
	amount, currency, description := int64(10_000_000_000_000), "KRW", "d"
	require.Equal(t, wire.Request{
		Project: 4294967295, PaymentID: "test_payment", Signature: "s", CallbackURL: "http://x/y", Amount: &amount, Currency: &currency,
		Description: &description, MerchantRefundID: "m", CallbackDelay: 10 * time.Minute, CallbackOff: true,
	}, r)
}

func TestParseIsStrict(t *testing.T) {
	for body, field := range map[string]string{
		`{"general":[]}`:                              "general",
		`{"General":{"project_id":1}}`:                "general.project_id",
		`{"general":{"project_id":4294967296}}`:       "general.project_id",
		`{"general":{"project_id":1e3}}`:              "general.project_id",
		`{"general":{"project_id":1}}`:                "general.payment_id",
		`{"general":{"project_id":1,"payment_id":5}}`: "general.payment_id",
		`{"general":{"project_id":1,"payment_id":"p"},"payment":{"amount":10000000000001}}`: "payment.amount",
		`{"general":{"project_id":1,"payment_id":"p"},"payment":{"amount":null}}`:           "payment.amount",
		`{"general":{"project_id":1,"payment_id":"p"},"payment":{"currency":7}}`:            "payment.currency",
		`{"general":{"project_id":1,"payment_id":"p"},"payment":{"merchant_refund_id":1}}`:  "payment.merchant_refund_id",
		`{"general":{"project_id":1,"payment_id":"p"},"callback":{"delay":601}}`:            "callback.delay",
	} {
		_, refusal := wire.Parse([]byte(body))
		require.NotNil(t, refusal, body)
		require.Equal(t, field, refusal.Field, body)
	}
}

func TestEndpointsServeTheirMethods(t *testing.T) {
	for path, c := range map[string]struct {
		verb, method string
		serves       bool
	}{
		"/v2/payment/wallet/kakaopay/refund":      {"refund", "kakaopay", true},
		"/v2/payment/wallet/paypal/refund":        {"refund", "kakaopay", false},
		"/v2/payment/refund":                      {"refund", "kakaopay", true},
		"/v2/payment/card/refund":                 {"refund", "card", true},
		"/v2/payment/applepay/refund":             {"refund", "etoken", true},
		"/v2/payment/applepay/refund/":            {"", "etoken", false},
		"/v2/payment/online-banking/ideal/refund": {"refund", "ideal", true},
		"/v2/payment/banks/brazil/refund":         {"refund", "whatever", true},
		"/v2/payment/banks/korea/refund":          {"refund", "korea", false},
		"/v2/payment/status":                      {"status", "", true},
	} {
		e, verb, ok := wire.ParsePath(path)
		require.True(t, ok)
		require.Equal(t, c.verb, verb, path)
		require.Equal(t, c.serves, e.Serves(c.method), path)
	}
	_, _, ok := wire.ParsePath("/v1/payment/refund")
	require.False(t, ok)
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"general":{"project_id":210,"payment_id":"p","signature":"s"},"payment":{"amount":1000,"currency":"KRW"}}`))
	f.Add([]byte(`{"general":null,"payment":{"amount":-1}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, refusal := wire.Parse(body)
		if refusal == nil {
			require.Positive(t, r.Project)
			require.NotEmpty(t, r.PaymentID)
			require.True(t, r.Amount == nil || *r.Amount > 0)
		} else {
			require.True(t, json.Valid(wire.Rejected("", r, refusal)))
			require.NotEmpty(t, refusal.Code)
		}
	})
}
