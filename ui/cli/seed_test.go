package cli_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/paypage"
)

// message is a callback as the platform's documents write it.
type message struct {
	Project int64 `json:"project_id"`
	Payment struct {
		ID, Type, Status, Date, Method, Description string
		Sum                                         sum
	}
	Customer  struct{ ID string }
	Operation struct {
		ID            json.Number
		Type, Status  string
		Date          string
		Created       string `json:"created_date"`
		Request       string `json:"request_id"`
		Initial       sum    `json:"sum_initial"`
		Converted     sum    `json:"sum_converted"`
		Code, Message string
		Provider      map[string]any
	}
	Signature string
}

type sum struct {
	Amount   int64
	Currency string
}

// sample reads a sample message of the documents. Their signatures are cut short.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "seed", name+".json"))
	require.NoError(t, err)
	return raw
}

// moment writes a date of the documents as contra does.
func moment(t *testing.T, text string) string {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05-0700", text)
	require.NoError(t, err)
	return at.UTC().Format(time.RFC3339)
}

// Every callback of the documents is refused with the signature that is printed
// there, and shown field by field once it is signed with our secret.
func TestEverySampleCallbackIsShownFieldByField(t *testing.T) {
	for name, left := range map[string]int64{"page-purchase": 1000, "page-purchase-declined": 0, "purchase": 1000, "purchase-declined": 0, "refund": 0, "refund-declined": 0} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "", "")
			raw := sample(t, name)
			var printed importDoc
			w.run("import", "callbacks", w.file("printed.json", string(raw)), "--json").exits(3).into(&printed)
			require.Equal(t, "bad_signature", printed.Rejections[0].Reason)

			signed, err := gate.Sign(secret, raw, gate.AtTop)
			require.NoError(t, err)
			var taken importDoc
			w.run("import", "callbacks", w.file("signed.json", string(signed)), "--json").exits(0).into(&taken)
			require.EqualValues(t, 1, *taken.Stored)

			var m message
			require.NoError(t, json.Unmarshal(signed, &m))
			var doc showDoc
			w.run("show", m.Payment.ID, "--project", "1234", "--json").exits(0).into(&doc)
			p, o := doc.Payment, doc.Operations
			require.Equal(t, []any{m.Project, m.Payment.ID, m.Payment.Status, m.Payment.Method, m.Customer.ID, m.Payment.Sum.Currency},
				[]any{p.Project, p.ID, p.Status, p.Method, p.Customer, p.Currency})
			require.Equal(t, left, p.Refundable)
			require.Len(t, o, 1)
			created, completed := moment(t, m.Operation.Created), moment(t, m.Operation.Date)
			require.Equal(t, operationDoc{ID: m.Operation.ID.String(), Type: m.Operation.Type, Status: m.Operation.Status, Amount: m.Operation.Initial.Amount, Currency: m.Operation.Initial.Currency,
				Request: m.Operation.Request, Code: m.Operation.Code, Message: m.Operation.Message, Created: &created, Completed: &completed}, o[0])
			require.Equal(t, m.Operation.Initial, m.Operation.Converted)
			require.Len(t, doc.Callbacks, 1)
			require.Equal(t, moment(t, m.Operation.Date), doc.Callbacks[0].Date)
			require.JSONEq(t, string(signed), string(doc.Callbacks[0].Raw), "nothing of the message is lost, the provider's data neither")
		})
	}
}

// The documents print display_data without its text: such a callback is taken in, and
// there is nothing to show yet.
func TestTheSampleOfDisplayDataIsTakenIn(t *testing.T) {
	w := newWorld(t, "", "")
	p := w.buy("--amount", "1000", "--payment", "ABC123", "--wait", "0", "--json").exits(5).purchase()
	var doc, display map[string]any
	require.NoError(t, json.Unmarshal(sample(t, "purchase"), &doc))
	require.NoError(t, json.Unmarshal(sample(t, "display-data"), &display))
	doc["payment"].(map[string]any)["status"], doc["operation"].(map[string]any)["status"] = "awaiting customer", "awaiting customer"
	doc["display_data"] = display["display_data"]
	raw, err := json.Marshal(doc)
	require.NoError(t, err)
	signed, err := gate.Sign(secret, raw, gate.AtTop)
	require.NoError(t, err)
	w.run("import", "callbacks", w.file("display.json", string(signed)), "--json").exits(0)
	story := w.purchased(p.ID)
	require.Equal(t, "waiting", story.State)
	require.Empty(t, story.Display)
	w.run("purchases", "show", p.ID, "--qr", "--json").fails(1, "not_found")
}

// What we send is what the documents call sufficient, but for what protects us.
func TestOurRequestsAreTheSampleRequests(t *testing.T) {
	w := newWorld(t, "", "customer_ip = \"192.0.2.0\"")
	same := func(name, paymentID, body string, ours ...string) {
		t.Helper()
		_, err := gate.Verify(secret, []byte(body))
		require.NoError(t, err)
		var want, got map[string]map[string]any
		require.NoError(t, json.Unmarshal(sample(t, name), &want))
		require.NoError(t, json.Unmarshal([]byte(body), &got))
		want["general"]["project_id"], want["general"]["payment_id"] = float64(project), paymentID
		delete(want["general"], "signature")
		delete(got["general"], "signature")
		for _, field := range ours {
			require.NotEmpty(t, got["payment"][field])
			delete(got["payment"], field)
		}
		require.Equal(t, want, got)
	}
	w.run("purchase", "--project", "1234", "--amount", "1000", "--payment", "test_payment", "--customer", "customer123", "--expires", "0", "--yes", "--wait", "0",
		"--success-url", "http://example.com/success", "--fail-url", "http://example.com/decline", "--return-url", "http://example.com/return", "--json").exits(5)
	requests := w.platform.Requests()
	require.Equal(t, "/v2/payment/wallet/kakaopay/sale", requests[len(requests)-1].Path)
	same("purchase-request", "test_payment", requests[len(requests)-1].Body)

	w.pay("paid", 1000, "KRW")
	w.run("refund", "paid", "--description", "test refund", "--yes", "--wait", "0", "--json")
	for _, r := range w.platform.Requests() {
		if r.Path == "/v2/payment/wallet/kakaopay/refund" {
			same("refund-request", "paid", r.Body, "merchant_refund_id")
		}
	}
	require.Equal(t, 1, w.requests())
}

func TestOurLinkHoldsTheSampleParameters(t *testing.T) {
	w := newWorld(t, "", "")
	p := w.run("link", "--project", "1234", "--amount", "1000", "--payment", "580", "--customer", "customer1", "--expires", "0", "--json").exits(0).purchase()
	_, err := paypage.Parse(p.Link, secret)
	require.NoError(t, err)
	address, err := url.Parse(p.Link)
	require.NoError(t, err)
	var want map[string]any
	require.NoError(t, json.Unmarshal(sample(t, "page-request"), &want))
	got := address.Query()
	require.Equal(t, "1234", got.Get("project_id"), "ours instead of the sample's 120")
	for _, name := range []string{"payment_id", "payment_currency", "customer_id"} {
		require.Equal(t, want[name], got.Get(name))
	}
	require.Equal(t, "1000", got.Get("payment_amount"))
	require.Equal(t, "kakaopay-wallet", got.Get("force_payment_method"))
	require.NotEmpty(t, got.Get("signature"))
}
