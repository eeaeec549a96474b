package checkout_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox/checkout"
)

var now = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func secretOf(project int64) (string, bool) { return "secret", project == 120 }

// good are the documents' sufficient data.
func good() map[string]string {
	return map[string]string{"project_id": "120", "payment_id": "580", "payment_amount": "1000", "payment_currency": "KRW", "customer_id": "customer1"}
}

// query signs the parameters.
func query(t testing.TB, parameters map[string]string) string {
	doc, err := json.Marshal(parameters)
	require.NoError(t, err)
	signature, err := gate.Signature("secret", doc)
	require.NoError(t, err)
	values := url.Values{"signature": {signature}}
	for name, text := range parameters {
		values.Set(name, text)
	}
	return values.Encode()
}

func TestALinkSaysAllThatThePageNeeds(t *testing.T) {
	l, err := checkout.Read(query(t, good()), secretOf, now)
	require.NoError(t, err)
	require.Equal(t, checkout.Link{Project: 120, PaymentID: "580", Amount: money.Amount{Minor: 1000, Currency: "KRW"}, CustomerID: "customer1"}, l)

	more := good()
	for name, text := range map[string]string{
		"force_payment_method": "kakaopay-wallet", "payment_description": "주문 580 <b>", "merchant_callback_url": "https://shop.example/back",
		"redirect_success_url": "https://shop.example/paid", "merchant_success_url": "https://shop.example/other",
		"merchant_fail_url": "http://shop.example/not", "best_before": "2025-11-20T19:00:00+09", "language_code": "ko", "x:y": "z",
	} {
		more[name] = text
	}
	l, err = checkout.Read(query(t, more), secretOf, now)
	require.NoError(t, err)
	require.Equal(t, []any{"kakaopay-wallet", "주문 580 <b>", "https://shop.example/back", "https://shop.example/paid", "http://shop.example/not", true},
		[]any{l.Method, l.Description, l.CallbackURL, l.Success, l.Decline, l.BestBefore.Equal(now.Add(time.Hour))})

	more["best_before"] = "2025-12-20T09:00:01Z"
	l, err = checkout.Read(query(t, more), secretOf, now)
	require.NoError(t, err)
	require.Zero(t, l.BestBefore, "more than thirty days ahead is ignored")
}

func TestLinksThatOpenNothingNameTheirParameter(t *testing.T) {
	for name, c := range map[string]struct{ parameter, text, want string }{
		"no project":        {"project_id", "", "project_id: It must be a number."},
		"another project":   {"project_id", "121", "project_id: There is no such project."},
		"no payment id":     {"payment_id", "", "payment_id: It is missing."},
		"blank around":      {"payment_id", " 580", "payment_id: It must not start or end with white space."},
		"long payment id":   {"payment_id", strings.Repeat("x", 256), "payment_id: It is longer than 255 characters."},
		"semicolon":         {"payment_id", "5;80", "payment_id: It must not contain a semicolon."},
		"no customer":       {"customer_id", "", "customer_id: It is missing."},
		"no amount":         {"payment_amount", "", "payment_amount: It is missing."},
		"amount of zero":    {"payment_amount", "0", "payment_amount: It must be a whole number of the smallest units, above zero."},
		"amount in majors":  {"payment_amount", "10.00", "payment_amount: It must be a whole number of the smallest units, above zero."},
		"too large":         {"payment_amount", "10000000000001", "payment_amount: It must be a whole number of the smallest units, above zero."},
		"no currency":       {"payment_currency", "", "payment_currency: It is missing."},
		"small letters":     {"payment_currency", "krw", "payment_currency: It must be a code such as KRW."},
		"a payout":          {"mode", "payout", "mode: The stand-in has purchases only."},
		"other method":      {"force_payment_method", "card", "force_payment_method: The stand-in has kakaopay-wallet only."},
		"hostile address":   {"redirect_success_url", "javascript:alert(1)", "redirect_success_url: It must be an address that begins with http:// or https://."},
		"time of no form":   {"best_before", "tomorrow", "best_before: It must be a date such as 2026-10-31T18:00:00+00:00."},
		"hostile callbacks": {"merchant_callback_url", "file:///etc/passwd", "merchant_callback_url: It must be an address that begins with http:// or https://."},
	} {
		t.Run(name, func(t *testing.T) {
			bad := good()
			bad[c.parameter] = c.text
			_, err := checkout.Read(query(t, bad), secretOf, now)
			require.EqualError(t, err, c.want)
		})
	}
	euros := good()
	euros["payment_currency"] = "EUR"
	_, err := checkout.Read(query(t, euros), secretOf, now)
	require.NoError(t, err)
	euros["force_payment_method"] = checkout.KakaoPay
	_, err = checkout.Read(query(t, euros), secretOf, now)
	require.EqualError(t, err, "payment_currency: KakaoPay takes KRW only.")
}

func TestTheSignatureProtectsEveryParameter(t *testing.T) {
	link := query(t, good())
	for _, forged := range []string{
		strings.Replace(link, "payment_amount=1000", "payment_amount=1", 1), link + "&best_before=2030-01-01T00:00:00Z",
		strings.Replace(link, "customer_id=customer1&", "", 1), strings.Replace(link, "signature=", "signature=A", 1),
		link[:strings.Index(link, "&signature")], strings.Replace(link, "580", "%ff", 1), "project_id=120",
	} {
		_, err := checkout.Read(forged, secretOf, now)
		require.Error(t, err, forged)
		require.NotContains(t, err.Error(), "missing")
	}
	for query, want := range map[string]string{
		link + "&payment_id=581": "payment_id: It is there more than once.",
		"project_id=%zz":         "The link cannot be read.",
		link + "&x=%ff":          "The link is not in UTF-8.",
	} {
		_, err := checkout.Read(query, secretOf, now)
		require.EqualError(t, err, want)
	}
}

// The published links of the platform's own libraries, with their signatures,
// pass; what some of them lack is noticed afterwards.
func TestPublishedLinksAreSignedWell(t *testing.T) {
	raw, err := os.ReadFile("../../../testdata/signatures.json")
	require.NoError(t, err)
	var vectors []struct {
		Name, Secret, Place, Signature string
		Message                        map[string]any
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	require.NoError(t, d.Decode(&vectors))
	seen := 0
	for _, v := range vectors {
		if v.Place != "outside" || !(strings.Contains(v.Name, "payment-page") || strings.Contains(v.Name, "url")) {
			continue
		}
		seen++
		values := url.Values{"signature": {v.Signature}}
		for name, value := range v.Message {
			values.Set(name, fmt.Sprint(value))
		}
		known := func(int64) (string, bool) { return v.Secret, true }
		_, err := checkout.Read(values.Encode(), known, now)
		var problem *checkout.Problem
		if errors.As(err, &problem) {
			require.NotEqual(t, "signature", problem.Parameter, v.Name)
		}
		values.Set("payment_id", "another")
		_, err = checkout.Read(values.Encode(), known, now)
		require.EqualError(t, err, "signature: It does not match the parameters.", v.Name)
	}
	require.GreaterOrEqual(t, seen, 6)
}

func FuzzRead(f *testing.F) {
	f.Add("project_id=120&payment_id=580&payment_amount=1000&payment_currency=KRW&customer_id=c&signature=x")
	f.Add("project_id=120&signature=%41&best_before=+&redirect_success_url=http://x")
	f.Fuzz(func(t *testing.T, raw string) {
		_, err := checkout.Read(raw, secretOf, now)
		require.Error(t, err, "nobody guesses a signature")
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		parameters := good()
		for name := range values {
			if name != "signature" && utf8.ValidString(name) && utf8.ValidString(values.Get(name)) {
				parameters[name] = values.Get(name)
			}
		}
		parameters["project_id"] = "120"
		l, err := checkout.Read(query(t, parameters), secretOf, now)
		if err == nil {
			require.Positive(t, l.Amount.Minor)
			require.Equal(t, parameters["payment_id"], l.PaymentID)
			require.NotEmpty(t, l.CustomerID)
		}
	})
}
