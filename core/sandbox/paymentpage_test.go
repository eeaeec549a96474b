package sandbox_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/sandbox"
)

// browser is a customer who looks at pages.
type browser struct {
	*rig
	at   string // the address of the page
	http int
	page string
}

func (r *rig) browser() *browser { return &browser{rig: r} }

func (b *browser) see(resp *http.Response, err error) {
	require.NoError(b, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(b, err)
	b.at, b.http, b.page = resp.Request.URL.RequestURI(), resp.StatusCode, string(raw)
}

func (b *browser) open(path string) { b.see(b.client.Get(b.url + path)) }

func (b *browser) submit(path string, form url.Values) { b.see(b.client.PostForm(b.url+path, form)) }

// part is the text of the element with this id.
func (b *browser) part(id string) string {
	found := regexp.MustCompile(`id="` + id + `"[^>]*>([^<]*)<`).FindStringSubmatch(b.page)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

// pay presses the button of the Payment Page.
func (b *browser) pay() {
	form := url.Values{}
	for _, field := range regexp.MustCompile(`name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	b.submit("/payment", form)
}

// act presses a button of the wallet.
func (b *browser) act(button string) { b.submit(b.at, url.Values{"act": {button}}) }

// link signs a link for a payment, with more parameters or other ones.
func (r *rig) link(id string, more ...string) string {
	values := url.Values{
		"project_id": {fmt.Sprint(project)}, "payment_id": {id}, "payment_amount": {"1000"},
		"payment_currency": {"KRW"}, "customer_id": {"customer1"},
	}
	for i := 0; i < len(more); i += 2 {
		values.Set(more[i], more[i+1])
	}
	parameters := map[string]string{}
	for name := range maps.Keys(values) {
		parameters[name] = values.Get(name)
	}
	doc, err := json.Marshal(parameters)
	require.NoError(r, err)
	signature, err := gate.Signature(secret, doc)
	require.NoError(r, err)
	values.Set("signature", signature)
	return "/payment?" + values.Encode()
}

var ends = []string{"redirect_success_url", "https://shop.example/paid?a=1&b=2", "redirect_fail_url", "https://shop.example/not"}

// The documents' nineteen steps of a purchase through the Payment Page, from the
// link on.
func TestAPurchaseOnThePaymentPageStepByStep(t *testing.T) {
	r := newRig(t, "")
	b := r.browser()
	b.open(r.link("주문 <580>", append(ends, "force_payment_method", "kakaopay-wallet", "payment_description", "커피 & \"원두\"")...))
	require.Equal(t, 200, b.http)
	require.Equal(t, []string{"1,000 KRW", "주문 <580>"}, []string{b.part("amount"), b.part("payment")})
	require.Contains(t, b.page, "커피 &amp; &#34;원두&#34;")
	require.Contains(t, b.page, " checked", "the method is chosen")
	require.Equal(t, "error", r.said("주문 <580>"), "nothing is made by looking")

	b.pay()
	require.Equal(t, 200, b.http)
	require.Contains(t, b.page, "<svg")
	require.Equal(t, "15:00", b.part("left"))
	data, instructions := b.part("data"), b.at
	require.Equal(t, waits, r.said("주문 <580>"))
	require.Equal(t, data, r.p.Awaiting()[0].Data)

	phone := r.browser()
	phone.open(strings.TrimPrefix(data, r.url))
	require.Equal(t, "1,000 KRW", phone.part("amount"))
	phone.act("pay")
	require.Equal(t, "One moment, please", phone.part("result"))
	b.open(instructions)
	require.Equal(t, "One moment, please", b.part("result"))
	require.Contains(t, b.page, `http-equiv="refresh"`)
	require.Empty(t, r.callbacks())

	r.clock.Advance(delay / 2)
	require.Equal(t, []string{"success / success 0"}, r.heard("주문 <580>"), "no callback comes before the result")
	m := r.callbacks()[0]
	require.True(t, m.good)
	require.Equal(t, []string{"kakaopay", "customer1", "sale", `커피 & "원두"`}, []string{m.body.Payment.Method, m.body.Customer.ID, m.body.Operation.Type, m.body.Payment.Description})
	b.open(instructions)
	require.Equal(t, "Paid", b.part("result"))
	require.Contains(t, b.page, `href="https://shop.example/paid?a=1&amp;b=2"`)
	phone.open(phone.at)
	require.Equal(t, "Paid", phone.part("result"))
	require.Contains(t, phone.page, `href="`+instructions+`"`, "the phone leads back to the payment")

	b.open(r.link("주문 <580>", ends...))
	require.Equal(t, "Already paid", b.part("result"))
	require.Equal(t, int64(1000), r.p.Books().Totals()["KRW"].Captured-1000)
	require.Len(t, r.p.Callbacks("주문 <580>"), 1)
	for _, raw := range r.p.Callbacks("주문 <580>") {
		r.verified(raw)
	}
}

func TestPaymentPagesThatDoNotEndWell(t *testing.T) {
	for name, c := range map[string]struct {
		faults, result string
		act            func(r *rig, phone *browser)
		heard          []string
	}{
		"declined by the customer": {"", "Declined", func(r *rig, phone *browser) {
			phone.act("decline")
			r.clock.Advance(delay / 2)
		}, []string{"decline / decline 20000"}},
		"declined by the provider": {"decline=20105@p", "Declined", func(r *rig, phone *browser) {
			r.clock.Advance(delay / 2)
		}, []string{"decline / decline 20105"}},
		"too late": {"", "The time is over", func(r *rig, phone *browser) {
			r.clock.Advance(15 * time.Minute)
			phone.act("pay")
		}, []string{"expired / expired 20602"}},
		"nobody is told": {"callback_lost", "Declined", func(r *rig, phone *browser) {
			phone.act("decline")
			r.clock.Advance(delay / 2)
		}, nil},
		"no such act": {"", "", func(r *rig, phone *browser) { phone.act("steal") }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, c.faults)
			b, phone := r.browser(), r.browser()
			b.open(r.link("P", ends...))
			require.NotContains(t, b.page, " checked")
			b.pay()
			phone.open(strings.TrimPrefix(b.part("data"), r.url))
			c.act(r, phone)
			b.open(b.at)
			require.Equal(t, c.result, b.part("result"))
			require.Equal(t, c.heard, r.heard("P"))
			require.NoError(t, r.p.Drain(t.Context()))
			if c.result != "" {
				require.Contains(t, b.page, `href="https://shop.example/not"`)
				b.open(r.link("P"))
				require.Equal(t, c.result, b.part("result"), "the link shows how it went")
			}
		})
	}
}

func TestLinksThatOpenNothing(t *testing.T) {
	r := newRig(t, "")
	b := r.browser()
	good := r.link("P")
	for name, c := range map[string]struct {
		link string
		http int
		text string
	}{
		"forged":         {strings.Replace(good, "amount=1000", "amount=1", 1), 400, "signature: It does not match"},
		"not signed":     {good[:strings.Index(good, "&signature")], 400, "signature: It does not match"},
		"no parameters":  {"/payment", 400, "project_id"},
		"dollars":        {r.link("P", "payment_currency", "USD", "force_payment_method", "kakaopay-wallet"), 400, "KakaoPay takes KRW only"},
		"over":           {r.link("P", "best_before", "2025-11-20T09:00:00+00:00"), 410, "The time for this payment is over"},
		"paid otherwise": {r.link("pay-1"), 200, "Already paid"},
	} {
		b.open(c.link)
		require.Equal(t, c.http, b.http, name)
		require.Contains(t, b.page, c.text, name)
		require.NotContains(t, b.page, "<form", name)
		query := strings.TrimPrefix(c.link, "/payment?")
		b.submit("/payment", url.Values{"link": {query}, "method": {"kakaopay-wallet"}})
		require.Equal(t, c.http, b.http, "%s: pressing the button anyway", name)
	}
	b.open(r.link("P", "payment_currency", "EUR"))
	require.Equal(t, 200, b.http)
	require.NotContains(t, b.page, "<form")
	b.submit("/payment", url.Values{"link": {strings.TrimPrefix(r.link("P", "payment_currency", "EUR"), "/payment?")}, "method": {"kakaopay-wallet"}})
	require.Equal(t, 400, b.http)
	b.submit("/payment", url.Values{"link": {strings.TrimPrefix(good, "/payment?")}, "method": {"card"}})
	require.Equal(t, 400, b.http)
	b.see(r.client.Post(r.url+"/payment", "application/x-www-form-urlencoded", strings.NewReader("link=%zz")))
	require.Equal(t, 400, b.http)
	for _, path := range []string{"/payment/0123", "/wallet/0123"} {
		b.open(path)
		require.Equal(t, 404, b.http)
	}
	b.submit("/wallet/0123", url.Values{"act": {"pay"}})
	require.Equal(t, 404, b.http)
	require.Equal(t, "error", r.said("P"), "nothing was made")
	require.Len(t, r.p.Books().Payments(), 1)

	require.Equal(t, "success", r.buy("G", 1000).Status)
	b.open(r.link("G"))
	require.Equal(t, []any{409, "This payment id is used already"}, []any{b.http, b.part("result")})
}

func TestALinkOpenedAgainGoesOnWhereItWas(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.PayTime = time.Minute })
	b := r.browser()
	b.open(r.link("P"))
	form := *b
	b.pay()
	first := b.at
	b.open(r.link("P"))
	require.Equal(t, first, b.at)
	form.pay()
	require.Equal(t, first, form.at, "the button is pressed twice")
	require.Equal(t, "1:00", form.part("left"))
	require.Equal(t, "3041", r.buy("P", 1000).Code)
	require.Len(t, r.p.Awaiting(), 1)
}

func TestALinkSaysUntilWhenAndWhereTo(t *testing.T) {
	other := newRig(t, "")
	r := newRig(t, "")
	b := r.browser()
	b.open(r.link("P", "best_before", "2025-11-20T18:01:00+09", "merchant_callback_url", other.listener))
	b.pay()
	require.Equal(t, "1:00", b.part("left"))
	r.clock.Advance(time.Minute)
	b.open(b.at)
	require.Equal(t, "The time is over", b.part("result"))
	require.Empty(t, r.callbacks())
	require.Equal(t, []string{"expired / expired 20602"}, other.heard("P"))
}

func TestNoOtherSitePaysForACustomer(t *testing.T) {
	r := newRig(t, "")
	b := r.browser()
	b.open(r.link("P"))
	b.pay()
	for _, path := range []string{"/payment", strings.TrimPrefix(b.part("data"), r.url)} {
		req, err := http.NewRequest(http.MethodPost, r.url+path, strings.NewReader("act=pay"))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "https://evil.example")
		resp, err := r.client.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, http.StatusForbidden, resp.StatusCode)
	}
	require.Len(t, r.p.Awaiting(), 1)
}

// The wallet serves purchases through Gate as well; it leads back to the shop.
func TestTheWalletOfAPurchaseThroughGate(t *testing.T) {
	r := newRig(t, "")
	phone := r.browser()
	phone.open(strings.TrimPrefix(r.bought("P", 2500), r.url))
	require.Equal(t, "2,500 KRW", phone.part("amount"))
	phone.open(strings.Replace(phone.at, "/wallet/", "/payment/", 1))
	require.Equal(t, 404, phone.http, "there is no Payment Page")
	phone.open(strings.TrimPrefix(r.p.Awaiting()[0].Data, r.url))
	phone.act("pay")
	r.clock.Advance(delay)
	phone.open(phone.at)
	require.Equal(t, "Paid", phone.part("result"))
	require.Contains(t, phone.page, `href="http://example.com/success"`)
	require.Equal(t, []string{waits, "success / success 0"}, r.heard("P"))
}
