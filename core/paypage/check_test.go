package paypage_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/paypage"
)

func kakao(t *testing.T) ledger.Method {
	t.Helper()
	m, ok := ledger.NewMethods().Lookup("kakaopay")
	require.True(t, ok)
	return m
}

func TestAGoodPurchaseHasNoProblem(t *testing.T) {
	p := won()
	require.Empty(t, paypage.Check(p, kakao(t)))
	require.Empty(t, paypage.Check(p, ledger.Method{}))
	p.Method, p.Language, p.CustomerEmail, p.Description = kakao(t).PayPage, "ko", "kim@shop.example", "커피 한 잔"
	p.BestBefore = time.Date(2026, 10, 2, 13, 0, 0, 0, time.UTC)
	p.SuccessURL, p.FailURL, p.ReturnURL, p.CallbackURL = "https://shop.example/a", "http://shop.example/b?c=d", "https://상점.example/", "https://shop.example:8443/cb"
	p.Extra = map[string]string{
		"baseUrl": "https://page.shop.example", "billing_country": "KR", "booking_info": "eyJpZCI6IjgzIn0", "receipt_data": "eyAicG9zaXRpb25zIjpbXSB9Cg==",
		"close_on_missclick": "true", "recurring_register": "0", "customer_day_of_birth": "12-12-1990", "customer_phone": "+82 (10) 1234-5678", "hide": "card, paypal-wallet",
		"interface_type": `{"id": 7}`, "merchant_success_enabled": "2", "merchant_success_redirect_mode": "parent_page", "mode": "purchase", "operation_type": "auth", "style_id": "6123",
	}
	require.Empty(t, paypage.Check(p, kakao(t)))
}

func TestEachProblemIsFound(t *testing.T) {
	extra := func(name, value string) func(*paypage.Params) {
		return func(p *paypage.Params) { p.Extra = map[string]string{name: value} }
	}
	for _, c := range []struct {
		change func(*paypage.Params)
		field  string
		code   ledger.Code
		text   string
	}{
		{func(p *paypage.Params) { p.Project = 0 }, "project_id", ledger.ErrUsage, "project_id is missing"},
		{func(p *paypage.Params) { p.Project = -5 }, "project_id", ledger.ErrUsage, "project_id is no project: its number is above zero"},
		{func(p *paypage.Params) { p.PaymentID = "" }, "payment_id", ledger.ErrUsage, "payment_id is missing"},
		{func(p *paypage.Params) { p.PaymentID = strings.Repeat("주", 256) }, "payment_id", ledger.ErrUsage, "payment_id has 256 characters; the platform takes at most 255"},
		{func(p *paypage.Params) { p.PaymentID = " 580" }, "payment_id", ledger.ErrUsage, "payment_id begins or ends with a blank"},
		{func(p *paypage.Params) { p.PaymentID = "580\u00a0" }, "payment_id", ledger.ErrUsage, "payment_id begins or ends with a blank"},
		{func(p *paypage.Params) { p.PaymentID = "5;8" }, "payment_id", ledger.ErrUsage, "payment_id has a semicolon, which the platform does not allow"},
		{func(p *paypage.Params) { p.PaymentID = "5\n8" }, "payment_id", ledger.ErrUsage, "payment_id has a control character, such as a line break"},
		{func(p *paypage.Params) { p.PaymentID = "5\xff8" }, "payment_id", ledger.ErrUsage, "payment_id is not UTF-8 text"},
		{func(p *paypage.Params) { p.Amount.Minor = 0 }, "payment_amount", ledger.ErrBadAmount, "payment_amount is zero: a purchase is of one minor unit at least"},
		{func(p *paypage.Params) { p.Amount.Minor = -1 }, "payment_amount", ledger.ErrBadAmount, "payment_amount is negative"},
		{func(p *paypage.Params) { p.Amount.Minor = 1 << 53 }, "payment_amount", ledger.ErrBadAmount, "payment_amount is too large to be a payment"},
		{func(p *paypage.Params) { p.Amount.Minor = -1 << 63 }, "payment_amount", ledger.ErrBadAmount, "payment_amount is negative"},
		{func(p *paypage.Params) { p.Amount.Currency = "" }, "payment_currency", ledger.ErrCurrency, "payment_currency is missing"},
		{func(p *paypage.Params) { p.Amount.Currency = "EUR" }, "payment_currency", ledger.ErrCurrency, "KakaoPay takes KRW only, not EUR"},
		{func(p *paypage.Params) { p.CustomerID = "" }, "customer_id", ledger.ErrUsage, "customer_id is missing"},
		{func(p *paypage.Params) { p.Method = "kakaopay" }, "force_payment_method", ledger.ErrUnknownMethod, "force_payment_method opens kakaopay, but KakaoPay is kakaopay-wallet on the Payment Page"},
		{func(p *paypage.Params) { p.Description = strings.Repeat("a", 256) }, "payment_description", ledger.ErrUsage, "payment_description has 256 characters; the platform takes at most 255"},
		{func(p *paypage.Params) { p.Language = "korean" }, "language_code", ledger.ErrUsage, "language_code is no language: write its code, such as ko or en"},
		{func(p *paypage.Params) { p.CustomerEmail = "kim" }, "customer_email", ledger.ErrUsage, "customer_email is no e-mail address"},
		{func(p *paypage.Params) { p.BestBefore = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) }, "best_before", ledger.ErrUsage, "best_before is too far away to be written"},
		{func(p *paypage.Params) { p.SuccessURL = "javascript:alert(1)" }, "merchant_success_url", ledger.ErrUsage, "merchant_success_url is no address of the web: write it whole, such as https://shop.example/done"},
		{func(p *paypage.Params) { p.FailURL = "shop.example/fail" }, "merchant_fail_url", ledger.ErrUsage, "merchant_fail_url is no address of the web: write it whole, such as https://shop.example/done"},
		{func(p *paypage.Params) { p.ReturnURL = "https://" }, "merchant_return_url", ledger.ErrUsage, "merchant_return_url is no address of the web: write it whole, such as https://shop.example/done"},
		{func(p *paypage.Params) { p.CallbackURL = "https://user:pass@shop.example/" }, "merchant_callback_url", ledger.ErrUsage, "merchant_callback_url is no address of the web: write it whole, such as https://shop.example/done"},
		{extra("signature", "x"), "signature", ledger.ErrUsage, "signature is made from the other parameters: leave it out"},
		{extra("Signature", "x"), "Signature", ledger.ErrUsage, "Signature is made from the other parameters: leave it out"},
		{extra("frame_mode", "popup"), "frame_mode", ledger.ErrUsage, "frame_mode is for pages inside of a shop's own page and is not signed: leave it out"},
		{extra("recipient_pan", "4314220000000056"), "recipient_pan", ledger.ErrUsage, "recipient_pan is a card's full number, which may not stand in a link"},
		{extra("payment_amount", "1"), "payment_amount", ledger.ErrUsage, "payment_amount has a field of its own"},
		{extra("Payment_ID", "1"), "Payment_ID", ledger.ErrUsage, "Payment_ID has a field of its own"},
		{extra("baseurl", "https://page.example"), "baseurl", ledger.ErrUsage, "baseurl is spelled baseUrl"},
		{extra("a b", "1"), "a b", ledger.ErrUsage, `"a b" is no parameter's name: use A-Z, a-z, 0-9 and _`},
		{extra("style_id", ""), "style_id", ledger.ErrUsage, "style_id is empty: leave it out"},
		{extra("style_id", "1.5"), "style_id", ledger.ErrUsage, "style_id is no whole number"},
		{extra("redirect", "yes"), "redirect", ledger.ErrUsage, "redirect is neither on nor off: write 1 or 0"},
		{extra("operation_type", "capture"), "operation_type", ledger.ErrUsage, "operation_type is none of sale, auth"},
		{extra("mode", "payout"), "mode", ledger.ErrUsage, "mode is not purchase: links are made to purchases only"},
		{extra("billing_country", "kr"), "billing_country", ledger.ErrUsage, "billing_country is no country: write the two capital letters of ISO 3166, such as KR"},
		{extra("customer_day_of_birth", "1990-12-12"), "customer_day_of_birth", ledger.ErrUsage, "customer_day_of_birth is no day written as DD-MM-YYYY"},
		{extra("customer_phone", "call me"), "customer_phone", ledger.ErrUsage, "customer_phone has 0 digits; a telephone number has 4 to 24"},
		{extra("customer_zip", "12345678901"), "customer_zip", ledger.ErrUsage, "customer_zip has 11 characters; the platform takes at most 10"},
		{extra("force_payment_group", "open banking"), "force_payment_group", ledger.ErrUsage, "force_payment_group is no method's name on the Payment Page, such as kakaopay-wallet"},
		{extra("hide", "card,,blik"), "hide", ledger.ErrUsage, "hide is no list of methods' names on the Payment Page: put commas between them"},
		{extra("interface_type", "7"), "interface_type", ledger.ErrUsage, "interface_type is no JSON object"},
		{extra("booking_info", `{"id":"83"}`), "booking_info", ledger.ErrUsage, "booking_info is no JSON object in Base64"},
	} {
		p := won()
		c.change(&p)
		got := paypage.Check(p, kakao(t))
		require.Equal(t, []paypage.Problem{{Field: c.field, Code: c.code, Text: c.text}}, got)
	}
}

func TestAParameterThatIsNotDocumentedIsAWarning(t *testing.T) {
	p := won()
	p.Amount.Currency = "XQZ"
	p.Extra = map[string]string{"some_future_param": "x"}
	got := paypage.Check(p, ledger.Method{})
	require.Len(t, got, 2)
	require.Equal(t, "payment_currency", got[0].Field)
	require.Equal(t, paypage.Problem{Field: "some_future_param", Code: ledger.ErrUsage, Text: "some_future_param is not among the documented parameters", Warning: true}, got[1])
	_, err := paypage.Link(p, "", "secret")
	require.NoError(t, err, "warnings do not stop a link")
}

func TestAllProblemsComeAtOnceInTheOrderOfALink(t *testing.T) {
	p := paypage.Params{
		PaymentID: " 5;8 ", Amount: money.Amount{Minor: -5, Currency: "eur"}, Method: "Kakao Pay", Language: "?", CallbackURL: "x",
		Extra: map[string]string{"zzz": "1", "style_id": "x;", "": "1", "_plugin": "1"},
	}
	var fields []string
	for _, problem := range paypage.Check(p, kakao(t)) {
		require.NotEmpty(t, problem.Text)
		require.NotEmpty(t, problem.Code)
		fields = append(fields, problem.Field)
	}
	require.Equal(t, []string{
		"project_id", "payment_id", "payment_id", "payment_amount", "payment_currency", "payment_currency", "customer_id", "force_payment_method", "force_payment_method",
		"language_code", "merchant_callback_url", "", "_plugin", "style_id", "style_id", "zzz",
	}, fields)
}

func TestThePageIsOpenForThirtyDaysAtMost(t *testing.T) {
	now := time.Date(2026, 10, 2, 13, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]int{time.Second: 0, 30 * 24 * time.Hour: 0, 0: 1, -time.Hour: 1, 30*24*time.Hour + time.Second: 1} {
		require.Len(t, paypage.CheckTime(paypage.Params{BestBefore: now.Add(left)}, now), want, left)
	}
	require.Empty(t, paypage.CheckTime(paypage.Params{}, now))
}

func TestDocumentedParametersAreListedOnce(t *testing.T) {
	names := paypage.Documented()
	require.Greater(t, len(names), 80)
	require.IsIncreasing(t, names)
	require.Contains(t, names, "redirect")
	require.NotContains(t, names, "payment_id")
	for _, name := range names {
		p := won()
		p.Extra = map[string]string{name: "?"}
		for _, problem := range paypage.Check(p, kakao(t)) {
			require.False(t, problem.Warning, name)
		}
	}
}
