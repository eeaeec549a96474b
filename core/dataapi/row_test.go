package dataapi

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

var seoul = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Seoul")
	if err != nil {
		panic(err)
	}
	return zone
}()

func TestARowIsReadWithEveryField(t *testing.T) {
	r := ReadRow(Operations, []byte(goodRow), seoul)
	require.Nil(t, r.Fault)
	require.Equal(t, Operation{
		Project: 120, PaymentID: "580", ID: "5028800010128225", Type: "sale", Status: "success", PaymentStatus: "success", Method: "kakaopay", MethodName: "KakaoPay",
		Description: "Order 580", CustomerID: "customer1", ProviderPaymentID: "T1", Amount: money.New(1000, "KRW"), Converted: &money.Amount{Minor: 70, Currency: "EUR"},
		CreatedAt: time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC), CompletedAt: time.Date(2026, 3, 1, 1, 0, 8, 0, time.UTC), RRN: "012345678901", BalanceID: "77",
	}, r.Operation)
	e := r.Operation.Event(ledger.NewMethods())
	require.Equal(t, "5028800010128225/success", ledger.CallbackIdentity(e.Operation.ID, e.Operation.Status, nil), "a callback of it is the same message")
	require.Equal(t, r.Operation.CompletedAt, e.Operation.Date)
	require.Equal(t, []string{"580", "success", "kakaopay", "T1"}, []string{e.PaymentID, e.PaymentStatus, e.Method, e.Operation.ProviderPaymentID})
}

func TestEveryWayToWriteADate(t *testing.T) {
	want := time.Date(2026, 3, 1, 1, 2, 3, 0, time.UTC)
	for _, s := range []string{"2026-03-01 10:02:03", "2026-03-01T10:02:03", "2026-03-01T01:02:03Z", "2026-03-01T01:02:03+00:00", "2026-03-01T01:02:03+0000",
		"2026-03-01T10:02:03+09:00", "2026-03-01 10:02:03+0900", "2026-02-28T20:02:03-05:00", "2026-03-01T10:02:03+09", "2026-03-01 10:02:03 +09:00"} {
		got, ok := parseTime(s, seoul)
		require.True(t, ok, s)
		require.Equal(t, want, got, s)
	}
	got, ok := parseTime("2026-03-01T01:02:03.4567Z", seoul)
	require.True(t, ok)
	require.Equal(t, want.Add(456*time.Millisecond), got)
	for _, s := range []string{"", "2026-03-01", "01.03.2026 10:02:03", "2026-02-30 10:02:03", "2026-03-01 24:00:00", "1772359323", "1970-01-01 00:00:00", "2026-03-01 10:02:03 KST", "12026-03-01 10:02:03"} {
		_, ok := parseTime(s, seoul)
		require.False(t, ok, s)
	}
}

func TestARowThatCannotBeReadNamesItsField(t *testing.T) {
	for _, c := range []struct {
		from, to string
		field    string
		reason   ledger.Reason
	}{
		{`"amount":1000`, `"amount":10.5`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":"1e3"`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":1e3`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":"1 000"`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":-1000`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":99999999999999999999`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":true`, "sum_initial.amount", ledger.BadField},
		{`"amount":1000`, `"amount":null`, "sum_initial.amount", ledger.MissingField},
		{`"currency":"KRW"`, `"currency":"ZZZ"`, "sum_initial.currency", ledger.BadField},
		{`"currency":"KRW"`, `"currency":"krw"`, "sum_initial.currency", ledger.BadField},
		{`"currency":"KRW"`, `"x":1`, "sum_initial.currency", ledger.MissingField},
		{`"sum_initial":{"amount":1000,"currency":"KRW"}`, `"sum_initial":1000`, "sum_initial", ledger.BadField},
		{`"sum_initial":{"amount":1000,"currency":"KRW"}`, `"sum_initial":[]`, "sum_initial", ledger.MissingField},
		{`"amount":"70"`, `"amount":"0.70"`, "sum_converted.amount", ledger.BadField},
		{`"project_id":120`, `"project_id":"one"`, "project_id", ledger.BadField},
		{`"project_id":120`, `"project_id":0`, "project_id", ledger.BadField},
		{`"project_id":120`, `"project_id":4294967296`, "project_id", ledger.BadField},
		{`"project_id":120,`, ``, "project_id", ledger.MissingField},
		{`5028800010128225`, `5028800010128225.5`, "operation_id", ledger.BadField},
		{`5028800010128225`, `{}`, "operation_id", ledger.MissingField},
		{`"payment_id":"580"`, `"payment_id":""`, "payment_id", ledger.MissingField},
		{`"payment_id":"580"`, `"payment_id":["580"]`, "payment_id", ledger.BadField},
		{`"operation_type":"sale"`, `"operation_type":null`, "operation_type", ledger.MissingField},
		{`"operation_status":"success"`, `"operation_status":false`, "operation_status", ledger.BadField},
		{`2026-03-01 10:00:00`, `yesterday`, "operation_created_at", ledger.BadField},
	} {
		raw := strings.Replace(goodRow, c.from, c.to, 1)
		require.NotEqual(t, goodRow, raw, c.from)
		r := ReadRow(Operations, []byte(raw), time.UTC)
		require.NotNil(t, r.Fault, c.to)
		require.Equal(t, c.field, r.Fault.Field, c.to)
		require.Equal(t, c.reason, r.Fault.Reason, c.to)
		require.Equal(t, raw, string(r.Raw), "nothing of it is lost")
	}
}

func TestARowIsReadHoweverItsNumbersAreWritten(t *testing.T) {
	want := ReadRow(Operations, []byte(goodRow), time.UTC).Operation
	for from, to := range map[string]string{`"amount":1000`: `"amount":"1000"`, `5028800010128225`: `"005028800010128225"`, `"project_id":120`: `"project_id":"120"`,
		`"balance_id":77`: `"balance_id":"77"`, `"arn":null`: `"arn":""`, `"payment_id":"580"`: `"payment_id":580`, `"amount":"70"`: `"amount":70`} {
		raw := strings.Replace(goodRow, from, to, 1)
		require.NotEqual(t, goodRow, raw)
		r := ReadRow(Operations, []byte(raw), time.UTC)
		require.Nil(t, r.Fault, to)
		require.Equal(t, want, r.Operation, to)
	}
}

func TestOnlyWhatMovesNoMoneyMayLackItsSum(t *testing.T) {
	bare := strings.Replace(goodRow, `"sum_initial":{"amount":1000,"currency":"KRW"},`, ``, 1)
	for _, c := range []struct {
		kind, status string
		may          bool
	}{
		{"sale", "decline", true}, {"refund", "expired", true}, {"recurring cancel", "success", true}, {"account verification", "processing", true},
		{"sale", "success", false}, {"sale", "processing", false}, {"refund", "processing", false}, {"reversal", "success", false}, {"refund reverse", "success", false},
		{"teleport", "success", false}, {"sale", "a new word", false},
	} {
		raw := strings.NewReplacer(`"sale"`, `"`+c.kind+`"`, `"operation_status":"success"`, `"operation_status":"`+c.status+`"`).Replace(bare)
		r := ReadRow(Operations, []byte(raw), time.UTC)
		require.Equal(t, c.may, r.Fault == nil, "%s %s", c.kind, c.status)
	}
}

func TestTheMethodIsTheOneThatTheLedgerKnows(t *testing.T) {
	methods := ledger.NewMethods()
	for _, c := range [][3]string{{"kakaopay", "KakaoPay", "kakaopay"}, {"wallet", "KakaoPay", "kakaopay"}, {"KAKAOPAY", "", "kakaopay"}, {"moonpay", "MoonPay", "moonpay"}, {"", "MoonPay", "MoonPay"}} {
		o := Operation{Method: c[0], MethodName: c[1]}
		require.Equal(t, c[2], o.Event(methods).Method)
	}
}

// Whatever the platform sends, a row is read or has a fault that names a field,
// and no money comes out of it that is not written in it.
func FuzzReadRow(f *testing.F) {
	for _, s := range []string{goodRow, "", "[]", "null", `{"operation_id":1}`, strings.Replace(goodRow, "1000", `"1000"`, 1), strings.Replace(goodRow, "580", `\u0000\u202e`, 2),
		`{"operation_id":"1","operation_type":"refund","amount":"5","currency":"KRW","fee":{"amount":1,"currency":"KRW"}}`} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(1))
	}
	f.Fuzz(func(t *testing.T, raw []byte, n uint8) {
		kind := []Kind{Operations, Financial, byPayment}[n%3]
		r := ReadRow(kind, raw, seoul)
		require.Equal(t, raw, r.Raw)
		if r.Fault != nil {
			require.NotEmpty(t, r.Fault.Field)
			require.NotEmpty(t, r.Fault.Reason)
			require.NotEmpty(t, r.Fault.Problem)
			return
		}
		o := r.Operation
		require.GreaterOrEqual(t, o.Amount.Minor, int64(0))
		if o.Amount.Currency != "" {
			_, known := o.Amount.Currency.Exponent()
			require.True(t, known)
		}
		if kind == Operations {
			require.NotZero(t, o.Project)
			require.NotEmpty(t, o.ID)
			require.NotEmpty(t, o.PaymentID)
			again := ReadRow(kind, raw, seoul)
			require.Equal(t, r, again)
		}
	})
}
