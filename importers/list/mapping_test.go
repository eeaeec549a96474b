package list

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPropose(t *testing.T) {
	for _, c := range []struct {
		header []string
		want   Mapping
		sure   bool
	}{
		{[]string{"payment_id", "amount", "currency"}, Mapping{PaymentID: 0, Amount: 1, Currency: 2}, true},
		{[]string{"x", " Payment_ID "}, Mapping{PaymentID: 1}, false}, // x may be the amount
		{[]string{"general.payment_id", "payment.amount", "method", "operation_type"}, Mapping{PaymentID: 0, MinorAmount: 1, Method: 2, Type: 3}, true},
		{[]string{"project_id", "payment_id", "status", "method", "amount", "operation_id", "operation_type"}, Mapping{ProjectID: 0, PaymentID: 1, Amount: 4}, true},
		{[]string{"Order ID", "Amount (KRW)", "Reason"}, Mapping{PaymentID: 0, Amount: 1, Description: 2}, true},
		{[]string{"주문 번호", "환불금액(원)", "통화", "사유"}, Mapping{PaymentID: 0, Amount: 1, Currency: 2, Description: 3}, true},
		{[]string{"결제번호", "금액"}, Mapping{PaymentID: 0, Amount: 1}, true},
		{[]string{"ID платежа", "Сумма, руб.", "Валюта"}, Mapping{PaymentID: 0, Amount: 1, Currency: 2}, true},
		{[]string{"ＰＡＹＭＥＮＴ＿ＩＤ"}, Mapping{PaymentID: 0}, true},
		{[]string{"payment_id", "Order ID"}, Mapping{PaymentID: 0}, true},
		{[]string{"payment_id", "Amount (minor units)"}, Mapping{PaymentID: 0, MinorAmount: 1}, true},
		{[]string{"Payment ID", "Order ID"}, Mapping{PaymentID: 0}, false},
		{[]string{"payment_id", "general.payment_id"}, Mapping{PaymentID: 0}, false},
		{[]string{"payment_id", "amount", "payment.amount"}, Mapping{PaymentID: 0, Amount: 1, MinorAmount: 2}, false},
		{[]string{"payment_id", "amount", "Refund amount"}, Mapping{PaymentID: 0, Amount: 1}, false},
		{[]string{"payment_id", "Reason", "Note"}, Mapping{PaymentID: 0, Description: 1}, false},
		{[]string{"transaction id", "payment amount", "결제금액"}, Mapping{}, false},
		{[]string{"amount"}, Mapping{Amount: 0}, false},
		{nil, Mapping{}, false},
	} {
		m, sure := Propose(c.header)
		require.Equal(t, c.want, m, "%q", c.header)
		require.Equal(t, c.sure, sure, "%q", c.header)
	}
}

func TestMappingIsRememberedByName(t *testing.T) {
	header := []string{"Ref", "x", "Sum", "x"}
	m := Mapping{PaymentID: 0, Amount: 2, Description: 3}
	data, err := m.Encode(header)
	require.NoError(t, err)
	require.JSONEq(t, `{"payment_id":{"column":"Ref"},"amount":{"column":"Sum"},"description":{"column":"x","nth":2}}`, string(data))
	got, err := DecodeMapping(data, header)
	require.NoError(t, err)
	require.Equal(t, m, got)
	got, err = DecodeMapping(data, []string{"x", "SUM", "ref ", "new", "X"})
	require.NoError(t, err)
	require.Equal(t, Mapping{PaymentID: 2, Amount: 1, Description: 4}, got)

	for _, c := range []struct {
		data   string
		header []string
	}{
		{string(data), []string{"Ref", "Sum", "x"}}, {"{", header}, {`{"what":{"column":"Ref"}}`, header}, {`{"amount":{"column":"Ref"}}`, header},
	} {
		_, err = DecodeMapping([]byte(c.data), c.header)
		require.Error(t, err, c.data)
	}
}

func TestCheck(t *testing.T) {
	header := []string{"a", "b"}
	require.NoError(t, Mapping{PaymentID: 0, Amount: 1}.Check(header))
	for _, m := range []Mapping{{}, {Amount: 0}, {PaymentID: 2}, {PaymentID: -1}, {PaymentID: 0, Amount: 0}, {PaymentID: 0, Amount: 1, MinorAmount: 1}} {
		require.Error(t, m.Check(header))
		_, err := m.Encode(header)
		require.Error(t, err)
	}
}

func TestFingerprint(t *testing.T) {
	a := Fingerprint([]string{"Payment  ID", "금액"})
	require.Equal(t, a, Fingerprint([]string{" payment id ", "금액"}))
	require.NotEqual(t, a, Fingerprint([]string{"금액", "Payment ID"}))
	require.NotEqual(t, Fingerprint([]string{"a b"}), Fingerprint([]string{"a", "b"}))
	require.Len(t, a, 64)
}

func TestEveryRoleHasATitle(t *testing.T) {
	require.Contains(t, Describe(Amount), "major units")
	require.Contains(t, Describe(MinorAmount), "minor units")
	for _, r := range Roles() {
		require.NotEqual(t, string(r), Describe(r))
	}
}
