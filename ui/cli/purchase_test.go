package cli_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/paypage"
	"contra/core/sandbox"
)

// asks is what every purchase of the tests says.
func asks(more ...string) []string {
	return append([]string{"--project", "1234", "--customer", "customer1"}, more...)
}

func (w *world) link(more ...string) ran { return w.run(append([]string{"link"}, asks(more...)...)...) }

func (w *world) buy(more ...string) ran {
	return w.run(append([]string{"purchase", "--ip", "192.0.2.0", "--yes"}, asks(more...)...)...)
}

func TestALinkIsSignedKeptAndFollowed(t *testing.T) {
	w := newWorld(t, "", "")
	p := w.link("--amount", "1000", "--payment", "580", "--language", "ko", "--set", "customer_first_name=Mina", "--success-url", "https://shop.example/done",
		"--expires", "30m", "--json").exits(0).purchase()
	require.Equal(t, []any{"waiting", "link", "580", int64(1000), "KRW", "kakaopay", 0}, []any{p.State, p.Via, p.Payment, p.Amount, p.Currency, p.Method, p.Attempts})
	require.True(t, strings.HasPrefix(p.Link, w.url+"/payment?"), p.Link)
	said, err := paypage.Parse(p.Link, secret)
	require.NoError(t, err)
	require.Equal(t, []string{"580", "customer1", "kakaopay-wallet", "ko", "https://shop.example/done"}, []string{said.PaymentID, said.CustomerID, said.Method, said.Language, said.SuccessURL})
	require.Equal(t, map[string]string{"customer_first_name": "Mina"}, said.Extra)
	require.NotNil(t, p.Expires)
	require.Empty(t, w.platform.Requests(), "nothing is sent")
	require.Equal(t, p, w.purchased(p.ID).purchaseDoc)

	r := w.link("--amount", "1000", "--payment", "580", "--json").fails(4, "wrong_state")
	require.Contains(t, r.out, "payment id 580 is used already")
	w.pay("ABC123", 1000, "KRW")
	w.link("--amount", "1000", "--payment", "abc123", "--json").fails(4, "wrong_state")

	r = w.run("show", "580", "--json").fails(1, "not_found")
	require.Contains(t, r.out, "payment 580 of project 1234 was asked for and is not paid yet")
	require.Contains(t, r.out, "contra purchases show "+p.ID)

	var list purchasesDoc
	w.run("purchases", "--state", "waiting", "--json").exits(0).into(&list)
	require.Equal(t, 1, list.Total)
	require.Equal(t, p.ID, list.Items[0].ID)
	w.run("purchases", "--state", "gone", "--json").fails(2, "usage")
}

func TestAllThatIsWrongWithALinkIsToldAtOnce(t *testing.T) {
	w := newWorld(t, "", "")
	r := w.run("link", "--amount", "10.5", "--project", "1234", "--payment", "5;8", "--language", "?", "--set", "style_id=x", "--json").fails(2, "bad_amount")
	for _, part := range []string{"--amount: ", "payment_id", "customer_id", "language_code", "style_id"} {
		require.Contains(t, r.out, part)
	}
	require.NotContains(t, r.out, "payment_amount", "once is enough")
	w.link("--json").fails(2, "usage")
	require.Contains(t, w.link("--amount", "10", "--currency", "EUR", "--json").fails(4, "wrong_currency").out, "KRW")
	w.link("--amount", "1000", "--set", "x", "--json").fails(2, "usage")
	w.link("--amount", "1000", "--set", "payment_amount=1", "--json").fails(2, "usage")
	w.link("--amount", "1000", "--method", "nothing", "--json").exits(4)
	var list purchasesDoc
	w.run("purchases", "--json").exits(0).into(&list)
	require.Zero(t, list.Total, "nothing was kept")
}

func TestALinkComesAsTextAndAsPictures(t *testing.T) {
	w := newWorld(t, "", "")
	png1, svg := filepath.Join(w.folder, "a.png"), filepath.Join(w.folder, "a.svg")
	r := w.link("--amount", "1000", "--qr", "--png", png1, "--svg", svg).exits(0)
	first, rest, _ := strings.Cut(r.out, "\n")
	_, err := paypage.Parse(first, secret)
	require.NoError(t, err, "the first line is the link alone")
	require.Greater(t, strings.Count(rest, "\n"), 20, "and then the QR code")
	require.Contains(t, r.err, "purchase ")
	raw, err := os.ReadFile(png1)
	require.NoError(t, err)
	_, err = png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	require.FileExists(t, svg)
	w.link("--amount", "1000", "--png", png1, "--json").fails(2, "usage")
	w.link("--amount", "1000", "--png", filepath.Join(w.folder, "b.jpg"), "--json").fails(2, "usage")
	require.Equal(t, 1, strings.Count(w.link("--amount", "1000").exits(0).out, "\n"))
}

func TestAPurchaseIsLookedAtBeforeItIsSent(t *testing.T) {
	w := newWorld(t, "", "")
	var plan purchasePlanDoc
	w.buy("--amount", "1000", "--payment", "580", "--dry-run", "--json").exits(0).into(&plan)
	require.Equal(t, []any{"planned", "gate", "580", int64(1000)}, []any{plan.State, plan.Via, plan.Payment, plan.Amount})
	w.run(append([]string{"purchase", "--amount", "1000", "--ip", "192.0.2.0", "--json"}, asks()...)...).fails(2, "usage")
	w.run(append([]string{"purchase", "--amount", "1000", "--yes", "--json"}, asks()...)...).fails(2, "usage")
	w.run("--read-only", "purchase", "--amount", "1000", "--customer", "c", "--yes", "--json").fails(4, "read_only")
	require.Empty(t, w.platform.Requests())
}

func TestAPurchaseWaitsForItsCustomer(t *testing.T) {
	w := newWorld(t, "", "")
	p := w.buy("--amount", "1000", "--payment", "580", "--wait", "0", "--json").exits(5).purchase()
	require.Equal(t, []any{"waiting", 1}, []any{p.State, p.Attempts})
	require.NotEmpty(t, p.Request)
	w.buy("--amount", "1000", "--payment", "580", "--wait", "0", "--json").fails(4, "wrong_state")

	require.NoError(t, w.platform.Drain(t.Context()))
	require.NoError(t, w.platform.Scan("580", sandbox.Pay))
	require.NoError(t, w.platform.Drain(t.Context()))
	var s settleDoc
	w.run("settle", "--json").exits(0).into(&s)
	require.Equal(t, []int{0, 0, 1}, []int{s.Checked, s.Settled, len(s.Purchases)}, "the counts are of refunds")
	require.Equal(t, "succeeded", s.Purchases[0].State)
	require.Equal(t, "0", s.Purchases[0].Code)
	require.EqualValues(t, 1000, w.payment("580").Refundable)
	w.run("refund", "580", "--yes", "--json").exits(0)
	require.Contains(t, w.run("purchases").exits(0).out, "succeeded")
}

func TestAPaymentIsShownWithThePurchaseThatAskedForIt(t *testing.T) {
	w := newWorld(t, "", "")
	w.heard()
	w.pay("OTHER", 1000, "KRW")
	p := w.link("--amount", "1000", "--payment", "Ord-580", "--json").exits(0).purchase()
	shop := &customer{t: t}
	shop.open(p.Link)
	shop.press("pay")
	require.NoError(t, w.platform.Scan(shop.part("data"), sandbox.Pay))
	w.settled()
	var doc showDoc
	w.run("show", "ord-580", "--json").exits(0).into(&doc)
	story := w.purchased(p.ID)
	require.Equal(t, []purchaseDoc{story.purchaseDoc}, doc.Purchases)
	require.Equal(t, []string{"succeeded", doc.Operations[0].ID}, []string{doc.Purchases[0].State, doc.Purchases[0].Operation})
	text := w.run("show", "ord-580").exits(0).out
	require.Regexp(t, `our purchase +`+p.ID+`, via link, succeeded, by tester`, text)
	require.Regexp(t, `our purchase: link +1,000 KRW +waiting`, text)
	require.Regexp(t, `our purchase: callback +succeeded`, text)

	doc = showDoc{}
	w.run("show", "OTHER", "--json").exits(0).into(&doc)
	require.Equal(t, []purchaseDoc{}, doc.Purchases, "an empty list, and never null")
	require.NotContains(t, w.run("show", "OTHER").exits(0).out, "our purchase")
}

func TestTheCodeToScanIsShownWithTheTimeThatIsLeft(t *testing.T) {
	w := newWorld(t, "", "")
	w.heard()
	out, said, end := w.serve(append([]string{"purchase", "--ip", "192.0.2.0", "--yes", "--amount", "1000", "--payment", "580", "--expires", "5m", "--wait", "60s"}, asks()...)...)
	shown := said.after("The customer scans the QR code to pay 1,000 KRW, ")
	left, address, _ := strings.Cut(shown, " left until ")
	require.Regexp(t, `^(5m0s|4m\d+s)$`, left)
	_, address, _ = strings.Cut(address, " UTC: ")
	require.NoError(t, w.platform.Scan(address, sandbox.Pay))
	require.Equal(t, "succeeded", out.after("state "))
	require.Equal(t, 0, end())
}

func TestHowAPurchaseEndsDecidesTheExitCode(t *testing.T) {
	w := newWorld(t, "decline=20105@NO;expire=10ms@LATE;error=2004@BAD;reset_before@LOST", "")
	for id, want := range map[string]struct {
		exit        int
		state, code string
	}{
		"NO":   {1, "declined", "20105"},
		"LATE": {1, "expired", ""},
		"BAD":  {1, "rejected", "2004"},
		"LOST": {5, "in_doubt", ""},
	} {
		wait := "20s"
		if id == "LOST" {
			wait = "0"
		}
		p := w.buy("--amount", "1000", "--payment", id, "--wait", wait, "--json").exits(want.exit).purchase()
		require.Equal(t, want.state, p.State, id)
		if want.code != "" {
			require.Equal(t, want.code, p.Code, id)
		}
		text := w.run("purchases", "show", p.ID).exits(0).out
		require.Contains(t, text, map[bool]string{true: "do not ask again by hand", false: "nothing was paid; a new try needs a new payment id"}[want.exit == 5])
	}
}

func TestAPersonGivesUpALinkAndWritesNotes(t *testing.T) {
	w := newWorld(t, "", "")
	p := w.link("--amount", "1000", "--json").exits(0).purchase()
	w.run("purchases", "note", p.ID, "the customer called", "--json").exits(0)
	w.run("purchases", "withdraw", p.ID, "--json").fails(2, "usage")
	require.Equal(t, "cancelled", w.run("purchases", "withdraw", p.ID, "--yes", "--note", "a mistake", "--json").exits(0).purchase().State)
	story := w.purchased(p.ID)
	require.Equal(t, "tester: the customer called", story.Steps[1].Detail)
	require.Contains(t, story.Steps[2].Detail, "a mistake")
	w.run("purchases", "not-taken", p.ID, "--yes", "--json").fails(2, "usage")
	w.run("purchases", "show", "nothing", "--json").fails(1, "not_found")
}
