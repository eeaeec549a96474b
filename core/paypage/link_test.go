package paypage_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/paypage"
)

// vector is a message of the Payment Page with the signature that is published for it.
type vector struct {
	Name, Secret, Signature string
	Message                 json.RawMessage
}

// link is the vector as the platform's own libraries write it.
func (v vector) link(t *testing.T) string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(v.Message))
	d.UseNumber()
	var message map[string]any
	require.NoError(t, d.Decode(&message))
	query := url.Values{"signature": {v.Signature}}
	for name, value := range message {
		switch value := value.(type) {
		case string:
			query.Set(name, value)
		case json.Number:
			query.Set(name, value.String())
		case bool:
			query.Set(name, map[bool]string{true: "true", false: "false"}[value])
		default:
			t.Fatalf("%s: %T in a link", name, value)
		}
	}
	return paypage.DefaultURL + "?" + query.Encode()
}

func vectors(t *testing.T) map[string]vector {
	t.Helper()
	data, err := os.ReadFile("../../testdata/signatures.json")
	require.NoError(t, err)
	var all []vector
	require.NoError(t, json.Unmarshal(data, &all))
	found := map[string]vector{}
	for _, v := range all {
		if strings.HasSuffix(v.Name, "-payment-page") || strings.HasSuffix(v.Name, "-url") {
			found[v.Name] = v
		}
	}
	require.Len(t, found, len(expressed)+len(read))
	return found
}

// won is what the method's own page shows as enough for a purchase.
func won() paypage.Params {
	return paypage.Params{Project: 120, PaymentID: "580", Amount: money.Amount{Minor: 1000, Currency: "KRW"}, CustomerID: "customer1"}
}

// expressed are those vectors that our parameters can say to the letter.
var expressed = map[string]paypage.Params{
	"kakaopay-payment-page": won(),
	"go-payment-page-url": {Project: 11, PaymentID: "test_payment_id", Amount: money.Amount{Minor: 1000, Currency: "EUR"},
		Extra: map[string]string{"interface_type": `{"id": 20}`, "some_future_bool_param": "true"}},
	"php-payment-page-url": {Project: 100, PaymentID: "test payment id", Description: "B&W", Extra: map[string]string{"interface_type": `{"id":23}`}},
	"doc-E1-payment-page": {Project: 12345, PaymentID: "X03936", Amount: money.Amount{Minor: 2035, Currency: "USD"}, CustomerID: "user007", Description: "Guyliner purchase",
		Extra: map[string]string{"customer_first_name": "Jack", "customer_last_name": "Sparrow", "customer_phone": "02081234567", "close_on_missclick": "true"}},
}

// read are those whose moment is written in a form that we only read.
var read = map[string]paypage.Params{
	"py-payment-page-url": {Project: 1, PaymentID: "test-payment", BestBefore: time.Date(2055, 5, 5, 0, 0, 0, 0, time.UTC),
		Extra: map[string]string{"interface_type": `{"id": 24}`}},
	"java-payment-page-url": {Project: 60481, PaymentID: "test_payment", BestBefore: time.Date(2200, 12, 12, 9, 12, 12, 0, time.UTC),
		Extra: map[string]string{"interface_type": `{"id": 21}`}},
	"thirdparty-O1-unicode-url": {Project: 12345, PaymentID: "pay_0001", Amount: money.Amount{Minor: 17900, Currency: "RUB"}, CustomerID: "c_9f2a", Method: "sbp-qr",
		Description: "Подписка 30 дней", BestBefore: time.Date(2026, 10, 2, 13, 0, 0, 0, time.UTC), CallbackURL: "https://shop.example/pay/etoplatezhi/webhook"},
}

func TestLinksAgreeWithThePublishedSignatures(t *testing.T) {
	all := vectors(t)
	for name, p := range expressed {
		v, ok := all[name]
		require.True(t, ok, name)
		link, err := paypage.Link(p, "", v.Secret)
		require.NoError(t, err, name)
		ours, err := url.Parse(link)
		require.NoError(t, err)
		theirs, err := url.Parse(v.link(t))
		require.NoError(t, err)
		require.Equal(t, theirs.Query(), ours.Query(), name)
	}
}

func TestPublishedLinksAreRead(t *testing.T) {
	for _, list := range []map[string]paypage.Params{expressed, read} {
		for name, want := range list {
			v, ok := vectors(t)[name]
			require.True(t, ok, name)
			got, err := paypage.Parse(v.link(t), v.Secret)
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
			_, err = paypage.Parse(strings.Replace(v.link(t), "project_id=", "project_id=9", 1), v.Secret)
			require.ErrorIs(t, err, gate.ErrBadSignature, name)
		}
	}
}

func TestALinkIsTheSameToTheLetterEachTime(t *testing.T) {
	p := won()
	p.Method, p.Description, p.Language, p.CustomerEmail = "kakaopay-wallet", "커피 & 빵", "ko", "a@b.example"
	p.BestBefore = time.Date(2026, 10, 2, 22, 0, 0, 999, time.FixedZone("Seoul", 9*3600))
	p.SuccessURL, p.CallbackURL = "https://shop.example/ok?a=1&b=2", "https://shop.example/cb"
	p.Extra = map[string]string{"region_code": "KR", "hide": "card, paypal-wallet", "redirect": "1"}
	const want = paypage.DefaultURL + "?project_id=120&payment_id=580&payment_amount=1000&payment_currency=KRW&customer_id=customer1&force_payment_method=kakaopay-wallet" +
		"&payment_description=%EC%BB%A4%ED%94%BC+%26+%EB%B9%B5&language_code=ko&customer_email=a%40b.example&best_before=2026-10-02T13%3A00%3A00%2B00%3A00" +
		"&merchant_success_url=https%3A%2F%2Fshop.example%2Fok%3Fa%3D1%26b%3D2&merchant_callback_url=https%3A%2F%2Fshop.example%2Fcb" +
		"&hide=card%2C+paypal-wallet&redirect=1&region_code=KR&signature="
	for range 20 {
		link, err := paypage.Link(p, "", "secret")
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(link, want), link)
	}
}

func TestThePageCanBeElsewhere(t *testing.T) {
	link, err := paypage.Link(won(), "http://127.0.0.1:8080/payment", "secret")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(link, "http://127.0.0.1:8080/payment?project_id=120&"), link)
	got, err := paypage.Parse(link, "secret")
	require.NoError(t, err)
	require.Equal(t, won(), got)
	for _, base := range []string{"pay", "ftp://pay.example/", "https://pay.example/?a=1", "https://pay.example/?", "https://pay.example/#x", "https://u:p@pay.example/", "https://pay.example/ "} {
		_, err := paypage.Link(won(), base, "secret")
		var e *ledger.Error
		require.ErrorAs(t, err, &e, base)
		require.Equal(t, ledger.ErrConfig, e.Code)
	}
}

func TestWhatIsMalformedIsNotSigned(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*paypage.Params)
		code   ledger.Code
	}{
		"negative":        {func(p *paypage.Params) { p.Amount.Minor = -1 }, ledger.ErrBadAmount},
		"zero":            {func(p *paypage.Params) { p.Amount.Minor = 0 }, ledger.ErrBadAmount},
		"no currency":     {func(p *paypage.Params) { p.Amount.Currency = "" }, ledger.ErrCurrency},
		"semicolon":       {func(p *paypage.Params) { p.Description = "a;b" }, ledger.ErrUsage},
		"blank":           {func(p *paypage.Params) { p.PaymentID = "580 " }, ledger.ErrUsage},
		"signature":       {func(p *paypage.Params) { p.Extra = map[string]string{"signature": "x"} }, ledger.ErrUsage},
		"payout":          {func(p *paypage.Params) { p.Extra = map[string]string{"mode": "payout"} }, ledger.ErrUsage},
		"not UTF-8":       {func(p *paypage.Params) { p.CustomerID = "\xff" }, ledger.ErrUsage},
		"longer than 8 K": {func(p *paypage.Params) { p.Extra = map[string]string{"merchant_data": strings.Repeat("a", 8000)} }, ledger.ErrUsage},
	} {
		p := won()
		c.change(&p)
		_, err := paypage.Link(p, "", "secret")
		var e *ledger.Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, c.code, e.Code, name)
	}
	_, err := paypage.Link(won(), "", "")
	require.ErrorIs(t, err, gate.ErrEmptySecret)
}
