package gate

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

var refund = RefundRequest{
	Project: 210, PaymentID: "test_payment", Description: "test refund", MerchantRefundID: "r-1_A",
	Amount: money.Amount{Minor: 1000, Currency: "KRW"},
}

func TestRefundBytes(t *testing.T) {
	b, err := refund.Bytes("secret")
	require.NoError(t, err)
	sig, err := Signature("secret", b)
	require.NoError(t, err)
	require.Equal(t, `{"general":{"project_id":210,"payment_id":"test_payment","signature":"`+sig+`"},`+
		`"payment":{"amount":1000,"currency":"KRW","description":"test refund","merchant_refund_id":"r-1_A"}}`, string(b))
	order, err := Verify("secret", b)
	require.NoError(t, err)
	require.Equal(t, Natural, order)
	again, err := refund.Bytes("secret")
	require.NoError(t, err)
	require.Equal(t, b, again)
}

func TestRefundBytesEscapeWhatTheyMust(t *testing.T) {
	r := refund
	r.Description = "\"환불\" \\ </script>\n\x01😀\u2028"
	r.CustomerIP = "2001:db8::1"
	b, err := r.Bytes("secret")
	require.NoError(t, err)
	d, err := Decode(b)
	require.NoError(t, err)
	_, err = d.Verify("secret")
	require.NoError(t, err)
	require.Equal(t, r.Description, d.Nodes[d.Child(d.Child(0, "payment"), "description")].Text)
	require.Equal(t, r.CustomerIP, d.Nodes[d.Child(d.Child(0, "customer"), "ip_address")].Text)
}

func TestRefundBytesRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*RefundRequest)
		code   ledger.Code
	}{
		"no project":        {func(r *RefundRequest) { r.Project = 0 }, ledger.ErrUsage},
		"no payment":        {func(r *RefundRequest) { r.PaymentID = "" }, ledger.ErrUsage},
		"blank at the end":  {func(r *RefundRequest) { r.PaymentID = "a " }, ledger.ErrUsage},
		"NUL in front":      {func(r *RefundRequest) { r.PaymentID = "\x00a" }, ledger.ErrUsage},
		"long payment id":   {func(r *RefundRequest) { r.PaymentID = strings.Repeat("a", 256) }, ledger.ErrUsage},
		"payment not UTF-8": {func(r *RefundRequest) { r.PaymentID = "\xff" }, ledger.ErrUsage},
		"no description":    {func(r *RefundRequest) { r.Description = " \t" }, ledger.ErrUsage},
		"long description":  {func(r *RefundRequest) { r.Description = strings.Repeat("환", 256) }, ledger.ErrUsage},
		"text not UTF-8":    {func(r *RefundRequest) { r.Description = "a\xff" }, ledger.ErrUsage},
		"no refund id":      {func(r *RefundRequest) { r.MerchantRefundID = "" }, ledger.ErrUsage},
		"long refund id":    {func(r *RefundRequest) { r.MerchantRefundID = strings.Repeat("a", 37) }, ledger.ErrUsage},
		"refund id charset": {func(r *RefundRequest) { r.MerchantRefundID = "a[b" }, ledger.ErrUsage},
		"zero":              {func(r *RefundRequest) { r.Amount.Minor = 0 }, ledger.ErrBadAmount},
		"negative":          {func(r *RefundRequest) { r.Amount.Minor = -1 }, ledger.ErrBadAmount},
		"no currency":       {func(r *RefundRequest) { r.Amount.Currency = "" }, ledger.ErrCurrency},
		"currency":          {func(r *RefundRequest) { r.Amount.Currency = "krw" }, ledger.ErrCurrency},
		"address":           {func(r *RefundRequest) { r.CustomerIP = "192.0.2" }, ledger.ErrUsage},
	} {
		r := refund
		c.change(&r)
		_, err := r.Bytes("secret")
		var e *ledger.Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, c.code, e.Code, name)
	}
	_, err := refund.Bytes("")
	require.ErrorIs(t, err, ErrEmptySecret)
	r := refund
	r.Description = strings.Repeat("환", 255)
	r.MerchantRefundID = strings.Repeat("A", 36)
	_, err = r.Bytes("secret")
	require.NoError(t, err, "the limits count characters")
}

func TestStatusRequest(t *testing.T) {
	b, err := StatusRequest(12345, "pay_0001", "secret")
	require.NoError(t, err)
	for _, v := range vectors(t) {
		if v.Name == "thirdparty-O2-status-request" {
			require.Equal(t, `{"general":{"project_id":12345,"payment_id":"pay_0001","signature":"`+v.Signature+`"}}`, string(b))
			return
		}
	}
	require.Fail(t, "the vector is gone")
}
