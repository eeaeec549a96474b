package gate

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

// refundCallback is a whole callback about a partial refund.
const refundCallback = `{
	"project_id": 1234,
	"payment": {"id": "ABC123", "type": "purchase", "status": "partially refunded", "date": "2020-12-15T11:15:58+0000",
		"method": "kakaopay", "sum": {"amount": 700, "currency": "KRW"}, "description": "refund", "merchant_refund_id": "r-1"},
	"customer": {"id": "customer1"},
	"operation": {"id": 5028800010128225, "type": "refund", "status": "success", "date": "2020-12-15T20:15:58+0900",
		"created_date": "2020-12-15T11:15:54+0000", "request_id": "74e1b0af-0001",
		"sum_initial": {"amount": 300, "currency": "KRW"}, "sum_converted": {"amount": 21, "currency": "EUR"},
		"code": "0", "message": "Success", "provider": {"id": 3456, "payment_id": "P9", "auth_code": ""}},
	"signature": "-"}`

func events(doc string) ([]ledger.Event, error) {
	d, err := Decode([]byte(doc))
	if err != nil {
		return nil, err
	}
	return d.Events()
}

// swap replaces what must be there exactly once.
func swap(t *testing.T, doc string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		require.Equal(t, 1, strings.Count(doc, pairs[i]), pairs[i])
		doc = strings.Replace(doc, pairs[i], pairs[i+1], 1)
	}
	return doc
}

func TestEventsReadACallback(t *testing.T) {
	signed, err := Sign("secret", []byte(refundCallback), AtTop)
	require.NoError(t, err)
	d, err := Decode(signed)
	require.NoError(t, err)
	_, err = d.Verify("secret")
	require.NoError(t, err)
	got, err := d.Events()
	require.NoError(t, err)
	done := time.Date(2020, 12, 15, 11, 15, 58, 0, time.UTC)
	require.Equal(t, []ledger.Event{{
		Project: 1234, PaymentID: "ABC123", PaymentType: "purchase", PaymentStatus: "partially refunded",
		Method: "kakaopay", Description: "refund", CustomerID: "customer1",
		Left: &money.Amount{Minor: 700, Currency: "KRW"}, SignedOrder: "natural",
		Operation: ledger.Operation{
			Project: 1234, ID: "5028800010128225", Type: "refund", Status: "success",
			Amount: money.Amount{Minor: 300, Currency: "KRW"}, RequestID: "74e1b0af-0001", MerchantRefundID: "r-1",
			Code: "0", Message: "Success", ProviderPaymentID: "P9",
			CreatedAt: time.Date(2020, 12, 15, 11, 15, 54, 0, time.UTC), CompletedAt: done, Date: done,
		},
	}}, got)
}

func TestEventsOfPublishedCallbacks(t *testing.T) {
	for name, want := range map[string]OpOutcome{
		"kakaopay-callback-purchase-success": Success,
		"kakaopay-callback-refund-success":   Success,
		"kakaopay-callback-refund-decline":   No,
	} {
		got, err := events(string(sample(t, name)))
		require.NoError(t, err, name)
		require.Len(t, got, 1)
		require.Equal(t, want, OutcomeOf(got[0].Operation.Status))
		require.Equal(t, int64(1000), got[0].Operation.Amount.Minor)
		require.Empty(t, got[0].SignedOrder, "nothing was verified")
	}
}

func TestEventsAcceptVariants(t *testing.T) {
	first := func(pairs ...string) ledger.Event {
		got, err := events(swap(t, refundCallback, pairs...))
		require.NoError(t, err, pairs)
		require.Len(t, got, 1)
		return got[0]
	}
	op := func(pairs ...string) ledger.Operation { return first(pairs...).Operation }

	require.Equal(t, "123", op("5028800010128225", `"000123"`).ID)
	require.Equal(t, "92233720368547758079", op("5028800010128225", "92233720368547758079").ID)
	require.Empty(t, op(`"id": 5028800010128225, `, "").ID, "error callbacks can lack the id")
	require.Equal(t, "20000", op(`"code": "0"`, `"code": 20000`).Code)
	require.Equal(t, int64(300), op(`"amount": 300`, `"amount": "300"`).Amount.Minor)
	require.Equal(t, money.Currency("XQX"), op(`"amount": 300, "currency": "KRW"`, `"amount": 300, "currency": "XQX"`).Amount.Currency)
	require.Equal(t, int64(9223372036854775807), op(`"amount": 300`, `"amount": 9223372036854775807`).Amount.Minor)
	require.Equal(t, "r-2", op(`"request_id"`, `"merchant_refund_id": "r-2", "request_id"`).MerchantRefundID)
	require.Empty(t, op(`{"id": 3456, "payment_id": "P9", "auth_code": ""}`, `[]`).ProviderPaymentID)
	require.Equal(t, int64(1234), first(`"project_id": 1234`, `"project_id": "1234"`).Project)
	require.Equal(t, int64(1234), first(`"project_id": 1234`, `"general": {"project_id": 1234}`).Project)
	require.Equal(t, "Q7", first(`"id": "ABC123"`, `"id": null`, `"project_id": 1234`, `"project_id": 1, "general": {"payment_id": "Q7"}`).PaymentID)
	require.Equal(t, "42", first(`"ABC123"`, "42").PaymentID)
	require.Nil(t, first(`"sum": {"amount": 700, "currency": "KRW"}, `, "").Left)
	require.Nil(t, first(`{"amount": 700, "currency": "KRW"}`, "[]").Left)
	require.Zero(t, first(`{"amount": 700,`, `{"amount": 0,`).Left.Minor)
	require.Empty(t, first(`{"id": "customer1"}`, "[]").CustomerID)
	require.Empty(t, first(`"description": "refund"`, `"description": {"a":1}`).Description, "words only shown to people may be anything")

	pending := op(`"status": "success"`, `"status": "a word never seen before"`)
	require.True(t, pending.CompletedAt.IsZero())
	require.False(t, pending.Date.IsZero())
	bare := op(`"date": "2020-12-15T20:15:58+0900"`, `"date": ""`, `"created_date": "2020-12-15T11:15:54+0000"`, `"created_date": null`)
	require.True(t, bare.Date.IsZero() && bare.CompletedAt.IsZero() && bare.CreatedAt.IsZero())
}

func TestEventsOfAList(t *testing.T) {
	got, err := events(`{"project_id":1,"payment":{"id":"p","status":"refunded"},"operations":[
		{"id":1,"type":"sale","status":"success","sum":{"amount":5,"currency":"EUR"}},
		{"id":"2","type":"refund","status":"decline","code":"20000"}]}`)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, money.Amount{Minor: 5, Currency: "EUR"}, got[0].Operation.Amount)
	require.Equal(t, "2", got[1].Operation.ID)
	require.Equal(t, "p", got[1].PaymentID)
}

func TestEventsTakeTheCodeFromErrors(t *testing.T) {
	const doc = `{"project_id":1,"payment":{"id":"p"},"operation":{"type":"refund","status":"error"},"errors":%}`
	for errors, want := range map[string][2]string{
		`[{"code":"3283","message":"too much","description":["x",{"y":1}]}]`: {"3283", "too much"},
		`[{"code":2004}]`: {"2004", ""},
		`[]`:              {},
		`"[38] errors"`:   {},
	} {
		got, err := events(strings.Replace(doc, "%", errors, 1))
		require.NoError(t, err, errors)
		require.Equal(t, want, [2]string{got[0].Operation.Code, got[0].Operation.Message}, errors)
	}
}
