package cli_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The sequences of the documents, step by step: every request and every callback
// goes over HTTP, and what people see is what the commands print.

// heard starts contra listen and has the platform send its callbacks there.
func (w *world) heard() {
	_, said, _ := w.serve("listen", "--addr", "127.0.0.1:0", "--json")
	w.platform.SetCallbackURL(said.after("listening for callbacks on "))
}

// settled waits until the platform has sent all that it has to say.
func (w *world) settled() {
	w.t.Helper()
	require.NoError(w.t, w.platform.Drain(w.t.Context()))
}

// customer is somebody with a browser that runs no scripts.
type customer struct {
	t    *testing.T
	at   *url.URL // of the page that is open
	http int
	page string
}

func (c *customer) see(r *http.Response, err error) {
	c.t.Helper()
	require.NoError(c.t, err)
	defer r.Body.Close()
	raw, err := io.ReadAll(r.Body)
	require.NoError(c.t, err)
	c.at, c.http, c.page = r.Request.URL, r.StatusCode, string(raw)
}

func (c *customer) open(address string) {
	c.t.Helper()
	c.see(http.Get(address))
}

// press sends the page's form by one of its buttons.
func (c *customer) press(button string) {
	c.t.Helper()
	action := c.at
	if found := regexp.MustCompile(`<form [^>]*action="([^"]*)"`).FindStringSubmatch(c.page); found != nil {
		relative, err := url.Parse(html.UnescapeString(found[1]))
		require.NoError(c.t, err)
		action = c.at.ResolveReference(relative)
	}
	form := url.Values{}
	for _, f := range regexp.MustCompile(`<input[^>]*name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(c.page, -1) {
		form.Set(f[1], html.UnescapeString(f[2]))
	}
	pressed := regexp.MustCompile(`<button[^>]*id="` + button + `"([^>]*)>`).FindStringSubmatch(c.page)
	require.NotNil(c.t, pressed, "the page has no button %s: %s", button, c.page)
	if f := regexp.MustCompile(`name="(\w+)" value="([^"]*)"`).FindStringSubmatch(pressed[1]); f != nil {
		form.Set(f[1], f[2])
	}
	c.see(http.PostForm(action.String(), form))
}

// part is the text of the page's element with this id.
func (c *customer) part(id string) string {
	found := regexp.MustCompile(`id="` + id + `"[^>]*>([^<]*)<`).FindStringSubmatch(c.page)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

func TestAPurchaseByPaymentPageStepByStep(t *testing.T) {
	for button, end := range map[string]struct{ state, code, shown, back string }{
		"pay":     {"succeeded", "0", "Paid", "https://shop.example/done"},
		"decline": {"declined", "20000", "Declined", "https://shop.example/sorry"},
	} {
		t.Run(button, func(t *testing.T) {
			w := newWorld(t, "", "")
			w.heard()
			// 1, 2: the customer wants to buy, and gets the link.
			p := w.link("--amount", "1000", "--payment", "ABC123", "--description", "order 580", "--json",
				"--set", "redirect_success_url=https://shop.example/done", "--set", "redirect_fail_url=https://shop.example/sorry").exits(0).purchase()
			// 3, 4: the platform checks the parameters and the signature.
			forger := &customer{t: t}
			forger.open(strings.Replace(p.Link, "payment_amount=1000", "payment_amount=1", 1))
			require.Equal(t, 400, forger.http)
			shop := &customer{t: t}
			shop.open(p.Link)
			require.Equal(t, 200, shop.http)
			// 5, 6: the page is shown, with the method chosen.
			require.Equal(t, []string{"1,000 KRW", "ABC123"}, []string{shop.part("amount"), shop.part("payment")})
			require.Contains(t, shop.page, "order 580")
			require.Contains(t, shop.page, " checked")
			w.run("status", "ABC123", "--project", "1234", "--json").fails(1, "not_found")
			require.Equal(t, "waiting", w.purchased(p.ID).State)
			// 7 to 13: the customer pays with it, and sees what to scan.
			shop.press("pay")
			require.Equal(t, 200, shop.http)
			require.Contains(t, shop.page, "<svg")
			scan, instructions := shop.part("data"), shop.at.String()
			require.Equal(t, "awaiting customer", w.standing(3, "ABC123", "--project", "1234").Status)
			w.settled()
			require.Equal(t, "waiting", w.purchased(p.ID).State, "no callback before the end")
			// 14, 15: the customer acts in the wallet.
			phone := &customer{t: t}
			phone.open(scan)
			require.Equal(t, "1,000 KRW", phone.part("amount"))
			phone.press(button)
			// 16, 17: the callback brings the result.
			w.settled()
			story := w.purchased(p.ID)
			require.Equal(t, []string{end.state, end.code}, []string{story.State, story.Code})
			require.NotEmpty(t, story.Operation)
			require.Equal(t, "callback", story.Steps[len(story.Steps)-1].Kind)
			require.Len(t, w.platform.Callbacks("ABC123"), 1)
			// 18, 19: the page shows it to the customer.
			shop.open(instructions)
			require.Equal(t, end.shown, shop.part("result"))
			require.Contains(t, shop.page, `href="`+end.back+`"`)
			var all showDoc
			w.run("show", "ABC123", "--json").exits(0).into(&all)
			require.Equal(t, []any{"customer1", "kakaopay", "sale"}, []any{all.Payment.Customer, all.Payment.Method, all.Operations[0].Type})
			require.Equal(t, map[string]int64{"pay": 1000, "decline": 0}[button], all.Payment.Refundable)
			require.True(t, w.standing(0, "ABC123").Agrees)
		})
	}
}

func TestAPurchaseByGateStepByStep(t *testing.T) {
	for button, end := range map[string]struct{ state, code string }{"pay": {"succeeded", "0"}, "decline": {"declined", "20000"}} {
		t.Run(button, func(t *testing.T) {
			w := newWorld(t, "", "")
			w.heard()
			// 1 to 5: the request is sent, and Gate says that it has it.
			p := w.buy("--amount", "1000", "--payment", "ABC123", "--return-url", "https://shop.example/", "--wait", "0", "--json").exits(5).purchase()
			require.Equal(t, []any{"waiting", 1}, []any{p.State, p.Attempts})
			require.NotEmpty(t, p.Request)
			sent := w.platform.Requests()[0]
			require.Equal(t, "/v2/payment/wallet/kakaopay/sale", sent.Path)
			// 6 to 9: the intermediate callback brings what to show.
			w.settled()
			waiting := w.purchased(p.ID)
			require.Equal(t, "waiting", waiting.State)
			require.Len(t, waiting.Display, 1)
			require.Equal(t, []string{"qr_img", "QR code"}, []string{waiting.Display[0].Type, waiting.Display[0].Title})
			// 10: it is shown to the customer as a QR code.
			text := w.run("purchases", "show", p.ID, "--qr", "--svg", filepath.Join(w.folder, "scan.svg")).exits(0).out
			require.Contains(t, text, waiting.Display[0].Data)
			require.Greater(t, strings.Count(text, "█"), 20)
			require.FileExists(t, filepath.Join(w.folder, "scan.svg"))
			// 11, 12: the customer scans it and acts.
			phone := &customer{t: t}
			phone.open(waiting.Display[0].Data)
			require.Equal(t, []string{"1,000 KRW", "ABC123"}, []string{phone.part("amount"), phone.part("payment")})
			phone.press(button)
			// 13, 14: the final callback.
			w.settled()
			require.Len(t, w.platform.Callbacks("ABC123"), 2)
			story := w.purchased(p.ID)
			require.Equal(t, []string{end.state, end.code}, []string{story.State, story.Code})
			kinds := make([]string, len(story.Steps))
			for i, s := range story.Steps {
				kinds[i] = s.Kind
			}
			require.Subset(t, kinds, []string{"intent", "send", "answer", "callback"})
			// 15: the result is there to be told.
			require.Contains(t, w.run("purchases", "show", p.ID).exits(0).out, end.state)
			require.Equal(t, map[string]int64{"pay": 1000, "decline": 0}[button], w.payment("ABC123").Refundable)
			again := w.buy("--amount", "1000", "--payment", "ABC123", "--json")
			require.Equal(t, 4, again.code, "a payment id is used once")
		})
	}
}

func TestARefundByGateStepByStep(t *testing.T) {
	for name, c := range map[string]struct {
		faults, state, code string
		left                int64
	}{"success": {"", "succeeded", "0", 700}, "decline": {"decline=20000@ABC123", "declined", "20000", 1000}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.faults, "")
			w.heard()
			w.pay("ABC123", 1000, "KRW")
			// 1 to 5: the request is sent, and Gate says that it has it.
			f := w.run("refund", "ABC123", "--amount", "300", "--yes", "--wait", "0", "--json").refund()
			require.NotEmpty(t, f.Request)
			require.Equal(t, 1, w.requests())
			require.Equal(t, "/v2/payment/wallet/kakaopay/refund", w.platform.Requests()[0].Path)
			// 6 to 9: the refund is carried out, and the callback tells of it.
			w.settled()
			var doc showDoc
			w.run("show", "ABC123", "--json").exits(0).into(&doc)
			require.Len(t, doc.Operations, 2)
			require.Equal(t, []any{"refund", c.code, int64(300)}, []any{doc.Operations[1].Type, doc.Operations[1].Code, doc.Operations[1].Amount})
			require.NotEqual(t, "processing", doc.Operations[1].Status)
			// 10: the result is there to be told.
			require.Equal(t, []string{c.state, c.code}, []string{doc.Refunds[0].State, doc.Refunds[0].Code})
			require.Equal(t, c.left, doc.Payment.Refundable)
			require.Zero(t, doc.Payment.InFlight)
		})
	}
}

func TestAMassRefundInTheDashboardStepByStep(t *testing.T) {
	w := newWorld(t, "decline=20000@NO", "")
	w.heard()
	w.pay("YES", 1000, "KRW")
	w.pay("NO", 500, "KRW")
	// The file is prepared, and its rows are reserved.
	list := w.file("wanted.csv", "payment_id,amount\nYES,300\nNO,500\n")
	w.run("batch", "build", "--from", list, "--json").exits(0)
	file := filepath.Join(w.folder, "refunds.csv")
	w.run("batch", "export", "B1", "--out", file, "--json").exits(0)
	require.EqualValues(t, 300, w.payment("YES").InFlight)
	// It is uploaded and sent.
	broken, err := http.Post(w.url+"/dashboard/mass-refunds?name=broken.csv", "text/csv", strings.NewReader("a;b\n1;2\n"))
	require.NoError(t, err)
	require.NoError(t, broken.Body.Close())
	require.Equal(t, 422, broken.StatusCode, "a file that is not as it must be is refused whole")
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(data), "refund;1234;wallet/kakaopay;YES;300;KRW;")
	status, answer := w.upload(file)
	require.Equal(t, 202, status, "%v", answer)
	w.run("batch", "uploaded", "B1", "--number", answer["id"].(string), "--json").exits(0)
	// The callbacks tell how each row ended.
	w.settled()
	s := w.run("batch", "follow", "B1", "--wait", "30s", "--json").exits(1).sending()
	require.Equal(t, []int64{1, 1, 0}, []int64{s.Succeeded, s.Declined, s.Open})
	require.EqualValues(t, 700, w.payment("YES").Refundable)
	require.EqualValues(t, 500, w.payment("NO").Refundable, "a declined row gives its amount back")
	result := filepath.Join(w.folder, "result.csv")
	w.run("batch", "result", "B1", "--out", result, "--json").exits(0)
	text, err := os.ReadFile(result)
	require.NoError(t, err)
	require.Contains(t, string(text), "20000")
}
