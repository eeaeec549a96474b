package paypage_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/paypage"
)

// words draws a text that a parameter may have, or none.
func words(most int) *rapid.Generator[string] {
	return rapid.Map(rapid.StringN(0, most, -1), func(s string) string {
		s = strings.Map(func(r rune) rune {
			if r == ';' || unicode.IsControl(r) {
				return '_'
			}
			return r
		}, s)
		return strings.TrimSpace(s)
	})
}

func params(t *rapid.T) paypage.Params {
	web := rapid.SampledFrom([]string{"", "https://shop.example/ok?a=1&b=%20#c", "http://상점.example/결제"})
	p := paypage.Params{
		Project:     rapid.Int64Range(1, 1<<62).Draw(t, "project"),
		PaymentID:   words(255).Draw(t, "payment"),
		CustomerID:  words(255).Draw(t, "customer"),
		Description: words(255).Draw(t, "description"),
		Method:      rapid.SampledFrom([]string{"", "kakaopay-wallet", "card"}).Draw(t, "method"),
		Language:    rapid.SampledFrom([]string{"", "ko", "zh-Hant", "pt_BR"}).Draw(t, "language"),
		SuccessURL:  web.Draw(t, "success"),
		FailURL:     web.Draw(t, "fail"),
		ReturnURL:   web.Draw(t, "return"),
		CallbackURL: web.Draw(t, "callback"),
	}
	if rapid.Bool().Draw(t, "with amount") {
		p.Amount = money.Amount{Minor: rapid.Int64Range(1, 1<<53-1).Draw(t, "amount"), Currency: rapid.SampledFrom([]money.Currency{"KRW", "EUR", "XQZ"}).Draw(t, "currency")}
	}
	if rapid.Bool().Draw(t, "with time") {
		p.BestBefore = time.Unix(rapid.Int64Range(0, 250_000_000_000).Draw(t, "time"), 0).UTC()
	}
	for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"merchant_data", "customer_first_name", "future", "future2", "future10", "baseUrlX"}), rapid.ID).Draw(t, "names") {
		if value := rapid.OneOf(words(40), rapid.Just("true"), rapid.Just("false"), rapid.Just("null")).Draw(t, name); value != "" {
			if p.Extra == nil {
				p.Extra = map[string]string{}
			}
			p.Extra[name] = value
		}
	}
	return p
}

func TestWhatALinkSaysIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := params(t)
		link, err := paypage.Link(p, "", "비밀")
		if err != nil {
			require.ErrorContains(t, err, "more than a browser may be sent")
			return
		}
		got, err := paypage.Parse(link, "비밀")
		require.NoError(t, err)
		require.Equal(t, p, got)
		_, err = paypage.Parse(link, "other")
		require.ErrorIs(t, err, gate.ErrBadSignature)
	})
}

// Every change to the query of a link must show.
func TestATamperedLinkDoesNotHold(t *testing.T) {
	p := won()
	p.Description, p.Extra = "커피", map[string]string{"redirect": "true"}
	link, err := paypage.Link(p, "", "secret")
	require.NoError(t, err)
	start := strings.IndexByte(link, '?') + 1
	for i := start; i < len(link); i++ {
		for _, c := range []byte("0aZ%&=;+") {
			if link[i] == c {
				continue
			}
			got, err := paypage.Parse(link[:i]+string(c)+link[i+1:], "secret")
			if err == nil {
				// Another spelling of the same, such as %ea for %EA.
				require.Equal(t, p, got, "%c at %d", c, i-start)
			}
		}
	}
	for _, part := range strings.Split(link[start:], "&") {
		_, err := paypage.Parse(strings.Replace(strings.Replace(link, part, "", 1), "&&", "&", 1), "secret")
		require.Error(t, err, "%s cut out", part)
	}
}

func TestALinkThatCouldBeReadInTwoWaysIsRefused(t *testing.T) {
	const secret = "secret"
	signed := func(doc, query string) string {
		s, err := gate.Signature(secret, []byte(doc))
		require.NoError(t, err)
		return "https://pay.example/?" + query + "&signature=" + url.QueryEscape(s)
	}
	good := signed(`{"project_id":1,"payment_id":"a"}`, "project_id=1&payment_id=a")
	_, err := paypage.Parse(good, secret)
	require.NoError(t, err)
	for name, link := range map[string]string{
		"a parameter twice":             strings.Replace(good, "&payment_id=a", "&payment_id=a&payment_id=a", 1),
		"a parameter within another":    signed(`{"a":"x;payment_id:b","project_id":1}`, "a=x%3Bpayment_id%3Ab&project_id=1"),
		"a bare semicolon":              signed(`{"a":"x;b"}`, "a=x;b"),
		"a list":                        signed(`{"a":["1"]}`, "a[0]=1"),
		"frame_mode, which is unsigned": good + "&frame_mode=popup",
		"no parameters":                 "https://pay.example/",
		"an empty part":                 good + "&",
		"no value":                      good + "&x",
		"a broken escape":               good + "&x=%zz",
		"not UTF-8":                     signed(`{"a":"\ufffd"}`, "a=%ff"),
		"no address":                    "https://pay.example/%zz?a=1",
		"a number with a sign":          signed(`{"payment_amount":"+1"}`, "payment_amount=%2B1"),
		"a number with a zero before":   signed(`{"payment_amount":"01"}`, "payment_amount=01"),
		"a negative amount":             signed(`{"payment_amount":"-1"}`, "payment_amount=-1"),
		"no project":                    signed(`{"project_id":"0"}`, "project_id=0"),
		"a fraction":                    signed(`{"payment_amount":"1.5"}`, "payment_amount=1.5"),
		"no currency":                   signed(`{"payment_currency":"krw"}`, "payment_currency=krw"),
		"no moment":                     signed(`{"best_before":"tomorrow"}`, "best_before=tomorrow"),
		"a moment with a fraction":      signed(`{"best_before":"2026-10-02T13:00:00.5Z"}`, "best_before=2026-10-02T13:00:00.5Z"),
	} {
		_, err := paypage.Parse(link, secret)
		var e *ledger.Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, ledger.ErrUsage, e.Code, name)
		require.NotErrorIs(t, err, gate.ErrBadSignature, name)
	}
	_, err = paypage.Parse("https://pay.example/?project_id=1", secret)
	require.ErrorIs(t, err, gate.ErrNoSignature)
	_, err = paypage.Parse(good, "")
	require.ErrorIs(t, err, gate.ErrEmptySecret)
}

func FuzzParse(f *testing.F) {
	for _, p := range expressed {
		link, err := paypage.Link(p, "", "secret")
		require.NoError(f, err)
		_, query, _ := strings.Cut(link, "?")
		query, _, _ = strings.Cut(query, "&signature=")
		f.Add(query)
	}
	f.Add("payment_amount=5&payment_currency=KRW&best_before=2026-10-02T13:00:00-12&x=true&y=")
	f.Fuzz(func(t *testing.T, query string) {
		_, err := paypage.Parse(query, "secret")
		require.Error(t, err, "nobody signed it")
		// Signed by hand, so that what stands behind the signature is reached.
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		message := map[string]any{}
		for name, list := range values {
			message[name] = list[0]
			if list[0] == "true" || list[0] == "false" {
				message[name] = list[0] == "true"
			}
		}
		doc, err := json.Marshal(message)
		require.NoError(t, err)
		signature, err := gate.Signature("secret", doc)
		if err != nil {
			return // names that are not UTF-8
		}
		link := "https://pay.example/?" + query + "&signature=" + url.QueryEscape(signature)
		p, err := paypage.Parse(link, "secret")
		if err != nil {
			var e *ledger.Error
			require.ErrorAs(t, err, &e)
			return
		}
		again, err := paypage.Link(p, "", "secret")
		if err != nil {
			return // read, but not as we would write it
		}
		same, err := paypage.Parse(again, "secret")
		require.NoError(t, err)
		require.Equal(t, p, same)
	})
}
