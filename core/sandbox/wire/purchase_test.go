package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/wire"
)

func TestTheCallbackThatAwaitsTheCustomerBringsTheCode(t *testing.T) {
	e := event()
	e.Status, e.Sum = "awaiting customer", 1000
	e.Operation.Type, e.Operation.Status, e.Operation.Code, e.Operation.Message = books.Sale, books.AwaitingCustomer, "9999", "Awaiting processing"
	e.Operation.Display = "https://qr.example/<1>"
	const shown = `,"display_data":[{"type":"qr_img","title":"QR code","data":"https://qr.example/<1>"}]}`
	body := string(wire.Callback(e, false))
	require.True(t, strings.HasSuffix(body, shown), body)
	require.Contains(t, body, `"status":"awaiting customer","date"`)
	require.Contains(t, body, `"status":"awaiting customer action","date"`)
	e.Operation.Status = books.Success
	require.NotContains(t, string(wire.Callback(e, false)), "display_data", "nobody scans it any more")
}

const sufficient = `{"general":{"project_id":210,"payment_id":"test_payment","signature":"x"},"payment":{"amount":1000,"currency":"KRW","best_before":"2020-12-15T11:15:54+09"},
	"customer":{"id":"customer123","ip_address":"192.0.2.0"},
	"return_url":{"decline":"http://example.com/decline","success":"http://example.com/success","return":"http://example.com/return"}}`

func TestParsePurchaseReadsTheDocumentsSample(t *testing.T) {
	r, refusal := wire.Parse([]byte(sufficient))
	require.Nil(t, refusal)
	p, refusal := wire.ParsePurchase([]byte(sufficient), r)
	require.Nil(t, refusal)
	require.Equal(t, []any{money.Amount{Minor: 1000, Currency: "KRW"}, "customer123", "192.0.2.0", "http://example.com/success", "http://example.com/decline", "http://example.com/return"},
		[]any{p.Sum, p.CustomerID, p.IP, p.Success, p.Decline, p.Return})
	require.True(t, p.BestBefore.Equal(at))
	require.Equal(t, "test_payment", p.PaymentID)
	require.Equal(t, []string{"kakaopay", ""}, []string{wire.Endpoint("wallet/kakaopay").Wallet(), wire.Endpoint("card").Wallet()})
}

func TestDatesComeInManyForms(t *testing.T) {
	for _, text := range []string{"2020-12-15T02:15:54+0000", "2020-12-15T11:15:54+09:00", "2020-12-15T02:15:54Z", "2020-12-15T02:15:54+00", "2020-12-15T02:15:54"} {
		got, ok := wire.ParseDate(text)
		require.True(t, ok && got.Equal(at), text)
	}
	for _, text := range []string{"", "2020-12-15", "15.12.2020 02:15:54", "1607998554"} {
		_, ok := wire.ParseDate(text)
		require.False(t, ok, text)
	}
}

func TestWebAddresses(t *testing.T) {
	for text, ok := range map[string]bool{
		"http://example.com/a": true, "https://example.com": true, "javascript:alert(1)": false, "//example.com": false, "/back": false,
		"http://": false, "": false, "ftp://example.com": false, "http://exa mple.com": false,
	} {
		require.Equal(t, ok, wire.IsWebAddress(text), text)
	}
}

func FuzzParsePurchase(f *testing.F) {
	f.Add([]byte(sufficient))
	f.Add([]byte(`{"general":{"project_id":1,"payment_id":"p"},"payment":{"amount":1,"currency":"KRW"},"customer":[],"return_url":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, refusal := wire.Parse(body)
		if refusal != nil {
			return
		}
		p, refusal := wire.ParsePurchase(body, r)
		if refusal != nil {
			require.NotEmpty(t, refusal.Code)
			return
		}
		require.Positive(t, p.Sum.Minor)
		require.Len(t, string(p.Sum.Currency), 3)
		require.NotEmpty(t, p.CustomerID)
		for _, address := range []string{p.Success, p.Decline, p.Return} {
			require.True(t, wire.IsWebAddress(address))
		}
	})
}
