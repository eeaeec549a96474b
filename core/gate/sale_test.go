package gate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

func sale() SaleRequest {
	return SaleRequest{Project: 210, PaymentID: "test_payment", Amount: money.Amount{Minor: 1000, Currency: "KRW"}, CustomerID: "customer123", CustomerIP: "192.0.2.0",
		SuccessURL: "http://example.com/success", DeclineURL: "http://example.com/decline", ReturnURL: "http://example.com/return"}
}

func TestASaleIsTheDocumentsRequest(t *testing.T) {
	body, err := sale().Bytes("secret")
	require.NoError(t, err)
	_, err = Verify("secret", body)
	require.NoError(t, err)
	var got map[string]map[string]any
	require.NoError(t, json.Unmarshal(body, &got))
	require.NotEmpty(t, got["general"]["signature"])
	delete(got["general"], "signature")
	require.Equal(t, map[string]map[string]any{
		"general":    {"project_id": 210.0, "payment_id": "test_payment"},
		"payment":    {"amount": 1000.0, "currency": "KRW"},
		"customer":   {"id": "customer123", "ip_address": "192.0.2.0"},
		"return_url": {"decline": "http://example.com/decline", "success": "http://example.com/success", "return": "http://example.com/return"},
	}, got)

	full := sale()
	full.Description, full.BestBefore = "주문 \"580\"", time.Date(2026, 10, 31, 18, 0, 0, 0, time.UTC)
	body, err = full.Bytes("secret")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(body, &got))
	require.Equal(t, []any{"주문 \"580\"", "2026-10-31T18:00:00+00:00"}, []any{got["payment"]["description"], got["payment"]["best_before"]})
}

func TestASaleThatThePlatformWouldRefuseIsNotSigned(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*SaleRequest)
		want  ledger.Code
	}{
		"project":     {func(r *SaleRequest) { r.Project = 0 }, ledger.ErrUsage},
		"id":          {func(r *SaleRequest) { r.PaymentID = " x" }, ledger.ErrUsage},
		"amount":      {func(r *SaleRequest) { r.Amount.Minor = 0 }, ledger.ErrBadAmount},
		"currency":    {func(r *SaleRequest) { r.Amount.Currency = "won" }, ledger.ErrCurrency},
		"customer":    {func(r *SaleRequest) { r.CustomerID = "" }, ledger.ErrUsage},
		"ip":          {func(r *SaleRequest) { r.CustomerIP = "" }, ledger.ErrUsage},
		"address":     {func(r *SaleRequest) { r.ReturnURL = "shop.example" }, ledger.ErrUsage},
		"description": {func(r *SaleRequest) { r.Description = strings.Repeat("x", 256) }, ledger.ErrUsage},
	} {
		r := sale()
		c.spoil(&r)
		_, err := r.Bytes("secret")
		var said *ledger.Error
		require.True(t, errors.As(err, &said), name)
		require.Equal(t, c.want, said.Code, name)
	}
}

// Only a complete answer about this payment, with codes that are a definite no,
// refuses a purchase; that the payment id exists refuses nothing.
func TestJudgeSale(t *testing.T) {
	answer := func(code string) string {
		return `{"status":"error","project_id":210,"payment_id":"test_payment","code":"` + code + `","message":"m"}`
	}
	for _, c := range []struct {
		name  string
		reply Reply
		want  Verdict
	}{
		{"accepted", Reply{HTTP: 200, Body: []byte(accepted)}, TookIt},
		{"definite", Reply{HTTP: 400, Body: []byte(answer("2004"))}, Refused},
		{"currency", Reply{HTTP: 200, Body: []byte(answer("3119"))}, Refused},
		{"id taken", Reply{HTTP: 400, Body: []byte(answer("3041"))}, Exists},
		{"payment has a history", Reply{HTTP: 400, Body: []byte(answer("3060"))}, Unknown},
		{"payment not known", Reply{HTTP: 400, Body: []byte(answer("3061"))}, Unknown},
		{"refund's code", Reply{HTTP: 400, Body: []byte(answer("3230"))}, Unknown},
		{"locked", Reply{HTTP: 400, Body: []byte(answer("2147"))}, Unknown},
		{"never seen", Reply{HTTP: 400, Body: []byte(answer("2999"))}, Unknown},
		{"server error", Reply{HTTP: 500, Body: []byte(answer("2004"))}, Unknown},
		{"no answer", Reply{Err: errors.New("timed out")}, Unknown},
		{"cut off", Reply{HTTP: 400, Body: []byte(answer("2004")), Truncated: true}, Unknown},
		{"another payment", Reply{HTTP: 400, Body: []byte(strings.Replace(answer("2004"), "test_payment", "other", 1))}, Unknown},
		{"wrong signature", Reply{HTTP: 200, Body: []byte(signedAnswer(accepted))}, Unknown},
		{"doubt beside a no", Reply{HTTP: 400, Body: []byte(`{"status":"error","payment_id":"test_payment","code":"2004","errors":[{"code":"2147"}]}`)}, Unknown},
	} {
		j := JudgeSale(c.reply, sale(), "another secret")
		require.Equal(t, c.want, j.Verdict, c.name)
		require.NotEmpty(t, j.Why, c.name)
	}
}

func TestACallbackSaysWhatTheCustomerIsShown(t *testing.T) {
	const message = `{"project_id":210,"payment":{"id":"p","type":"purchase","status":"%P","method":"kakaopay","sum":{"amount":1000,"currency":"KRW"}},` +
		`"operation":{"id":1,"type":"sale","status":"%O","date":"2026-01-31T23:59:59+0000","sum_initial":{"amount":1000,"currency":"KRW"}},"display_data":%D}`
	const code = `[{"type":"qr_img","title":"QR code","data":"https://x/1"}]`
	for _, c := range []struct {
		payment, operation, display string
		want                        []ledger.Display
	}{
		{"awaiting customer", "awaiting customer action", code, []ledger.Display{{Type: "qr_img", Title: "QR code", Data: "https://x/1"}}},
		{"processing", "awaiting customer", code, []ledger.Display{{Type: "qr_img", Title: "QR code", Data: "https://x/1"}}},
		{"success", "success", code, nil},
		{"awaiting customer", "awaiting customer action", `[]`, nil},
		{"awaiting customer", "awaiting customer action", `"soon"`, nil},
		{"awaiting customer", "awaiting customer action", `[7,{"type":"qr_img","data":""}]`, nil},
	} {
		doc, err := Decode([]byte(strings.NewReplacer("%P", c.payment, "%O", c.operation, "%D", c.display).Replace(message)))
		require.NoError(t, err)
		events, err := doc.Events()
		require.NoError(t, err)
		require.Len(t, events, 1)
		require.Equal(t, c.want, events[0].Display, c)
	}
}
