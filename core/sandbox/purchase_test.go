package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/books"
)

const waits = "awaiting customer / awaiting customer action 9999"

// The documents' fifteen steps of a purchase through Gate, as far as the
// platform and the customer take them.
func TestAPurchaseThroughGateStepByStep(t *testing.T) {
	r := newRig(t, "")
	a := r.buy("580", 1000)
	require.NoError(t, a.err)
	require.Equal(t, []any{200, "success", "580"}, []any{a.http, a.Status, a.ID})
	require.Regexp(t, `^[0-9a-f]{40}-\d{8}$`, a.Req)
	require.Empty(t, r.callbacks())
	require.Equal(t, "processing / processing 9999", r.said("580"))

	r.clock.Advance(delay / 2)
	require.Len(t, r.callbacks(), 1)
	m := r.callbacks()[0]
	require.True(t, m.good)
	require.Equal(t, []string{waits}, r.heard("580"))
	require.Equal(t, waits, r.said("580"))
	require.Equal(t, []string{"purchase", "kakaopay", "order 580", "customer123", "sale", a.Req},
		[]string{m.body.Payment.Type, m.body.Payment.Method, m.body.Payment.Description, m.body.Customer.ID, m.body.Operation.Type, m.body.Operation.RequestID})
	require.Len(t, m.body.Display, 1)
	require.Equal(t, []string{"qr_img", "QR code"}, []string{m.body.Display[0].Type, m.body.Display[0].Title})
	data := m.body.Display[0].Data
	require.Regexp(t, "^"+r.url+"/wallet/[0-9a-f]{32}$", data)
	require.Equal(t, []sandbox.Awaited{{Project: project, PaymentID: "580", Amount: 1000, Currency: "KRW", Data: data, Until: start.Add(15 * time.Minute)}},
		unlinked(r.p.Awaiting()))

	require.NoError(t, r.p.Scan(data, sandbox.Pay))
	require.Equal(t, "processing / processing 9999", r.said("580"))
	require.Error(t, r.p.Scan(data, sandbox.Decline), "the customer has acted")
	require.Empty(t, r.p.Awaiting())
	r.clock.Advance(delay / 2)
	require.Equal(t, []string{waits, "success / success 0"}, r.heard("580"))
	require.Equal(t, "success / success 0", r.said("580"))
	last := r.callbacks()[1]
	require.True(t, last.good)
	require.Empty(t, last.body.Display)
	require.Equal(t, money2{1000, "KRW"}, last.body.Operation.Initial)
	require.Equal(t, m.body.Operation.ID, last.body.Operation.ID)
	require.NoError(t, r.p.Drain(t.Context()))

	require.Equal(t, "success", r.refund("580", 300, "r-1").Status, "a purchase can be refunded like any other")
	r.wait()
	require.Equal(t, int64(300), r.refunded("580"))
	for _, raw := range r.p.Callbacks("580") {
		r.verified(raw)
	}
	require.Len(t, r.p.Callbacks("580"), 4, "the history is what was told")
}

// unlinked leaves out what only the platform compares.
func unlinked(list []sandbox.Awaited) []sandbox.Awaited {
	var all []sandbox.Awaited
	for _, a := range list {
		all = append(all, sandbox.Awaited{Project: a.Project, PaymentID: a.PaymentID, Amount: a.Amount, Currency: a.Currency, Data: a.Data, Until: a.Until})
	}
	return all
}

func TestPurchasesThatDoNotEndWell(t *testing.T) {
	for name, c := range map[string]struct {
		faults string
		act    func(r *rig, data string)
		heard  []string
	}{
		"declined by the customer": {"", func(r *rig, data string) {
			require.NoError(t, r.p.Scan("p", sandbox.Decline))
			r.clock.Advance(delay / 2)
		}, []string{waits, "decline / decline 20000"}},
		"declined by the provider": {"decline=20105", func(r *rig, data string) {
			require.NoError(t, r.p.Scan(data, sandbox.Pay))
			r.clock.Advance(delay / 2)
		}, []string{waits, "decline / decline 20105"}},
		"declined before the customer acts": {"decline@p", func(r *rig, data string) {
			r.clock.Advance(delay / 2)
			require.Error(t, r.p.Scan(data, sandbox.Pay))
		}, []string{waits, "decline / decline 20000"}},
		"too late": {"", func(r *rig, data string) {
			r.clock.Advance(15*time.Minute - delay/2 - time.Second)
			require.Len(t, r.p.Awaiting(), 1)
			r.clock.Advance(time.Second)
			require.ErrorContains(t, r.p.Scan(data, sandbox.Pay), "no purchase waits")
			require.ErrorContains(t, r.p.Scan("P", sandbox.Pay), "payment P is expired")
		}, []string{waits, "expired / expired 20602"}},
		"too late soon": {"expire=30s@P", func(r *rig, data string) {
			require.Equal(t, start.Add(35*time.Second), r.p.Awaiting()[0].Until)
			r.clock.Advance(30 * time.Second)
		}, []string{waits, "expired / expired 20602"}},
		"too late at once": {"expire", func(r *rig, data string) { r.clock.Advance(delay / 2) }, []string{waits, "expired / expired 20602"}},
		"still running": {"pending;expire", func(r *rig, data string) {
			require.Zero(t, r.p.Awaiting()[0].Until)
			require.NoError(t, r.p.Scan(data, sandbox.Pay))
			r.clock.Advance(24 * time.Hour)
			require.Equal(t, "processing / processing 9999", r.said("P"))
		}, []string{waits}},
		"settled by hand": {"", func(r *rig, data string) {
			p, _ := r.p.Books().Payment(project, "P")
			require.NoError(t, r.p.Settle(p.Operations[0].ID, "20504"))
			require.Error(t, r.p.Scan(data, sandbox.Pay))
			r.clock.Advance(time.Hour)
		}, []string{waits, "decline / decline 20504"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, c.faults)
			c.act(r, r.bought("P", 1000))
			require.Equal(t, c.heard, r.heard("P"))
			require.NoError(t, r.p.Drain(t.Context()))
			if len(c.heard) > 1 {
				require.Equal(t, c.heard[1], r.said("P"))
				require.Equal(t, "3060", r.refund("P", 1000, "r").Code, "nothing was captured")
				require.Equal(t, "3041", r.buy("P", 1000).Code, "the id is used up")
			}
		})
	}
}

func TestPurchasesThatAreRefused(t *testing.T) {
	r := newRig(t, "")
	long := strings.Repeat("가", 256)
	for name, c := range map[string]struct {
		path, from, to, code, field string
	}{
		"id in use":        {salePath, `"P"`, `"pay-1"`, "3041", "general.payment_id"},
		"no amount":        {salePath, `"amount":1000,`, "", "2004", "payment.amount"},
		"no currency":      {salePath, `"currency":"KRW",`, "", "2004", "payment.currency"},
		"amount as text":   {salePath, `"amount":1000`, `"amount":"1000"`, "502", "payment.amount"},
		"amount of zero":   {salePath, `"amount":1000`, `"amount":0`, "502", "payment.amount"},
		"not won":          {salePath, "KRW", "USD", "3119", "payment.currency"},
		"no currency code": {salePath, "KRW", "krw", "3121", "payment.currency"},
		"no customer":      {salePath, `"id":"customer123",`, "", "2004", "customer.id"},
		"customer's id":    {salePath, `"customer123"`, `5`, "502", "customer.id"},
		"no address":       {salePath, `,"ip_address":"192.0.2.0"`, "", "2004", "customer.ip_address"},
		"no IP address":    {salePath, "192.0.2.0", "localhost", "502", "customer.ip_address"},
		"no success":       {salePath, `"success":"http://example.com/success",`, "", "2004", "return_url.success"},
		"no decline":       {salePath, `"decline":"http://example.com/decline",`, "", "2004", "return_url.decline"},
		"no return":        {salePath, `,"return":"http://example.com/return"`, "", "2004", "return_url.return"},
		"a hostile return": {salePath, "http://example.com/return", "javascript:alert(1)", "502", "return_url.return"},
		"no way back":      {salePath, `"return_url":{`, `"return_url":[],"other":{`, "502", "return_url"},
		"no time":          {salePath, `"amount"`, `"best_before":"soon","amount"`, "502", "payment.best_before"},
		"time that is up":  {salePath, `"amount"`, `"best_before":"2025-11-20T09:00:00+0000","amount"`, "502", "payment.best_before"},
		"long description": {salePath, "order 580", long, "502", "payment.description"},
		"unknown wallet":   {"/v2/payment/wallet/nopay/sale", "P", "P", "2541", ""},
		"no wallet":        {"/v2/payment/card/sale", "P", "P", "2541", ""},
	} {
		a := r.post(c.path, r.edited("P", c.from, c.to))
		require.NoError(t, a.err, name)
		require.Equal(t, []any{200, "error", c.code}, []any{a.http, a.Status, a.Code}, "%s: %s", name, a.raw)
		require.Equal(t, c.field, a.Errors[0].Field, name)
	}
	forged := strings.Replace(string(r.signed(purchaseBody("P", 1000))), `"amount":1000`, `"amount":1`, 1)
	require.Equal(t, "3261", r.post(salePath, []byte(forged)).Code)
	r.clock.Advance(time.Hour)
	require.Empty(t, r.callbacks())
	require.Equal(t, "error", r.said("P"), "nothing was made")
	require.Len(t, r.p.Books().Payments(), 1)
	for _, q := range r.p.Requests() {
		require.False(t, q.Applied)
	}
}

func TestTheMerchantSaysUntilWhenAPurchaseCanBePaid(t *testing.T) {
	for _, until := range []string{"2025-11-20T09:01:00+0000", "2025-11-20T18:01:00+09:00", "2025-11-20T18:01:00+09", "2025-11-20T09:01:00Z"} {
		r := newRig(t, "")
		require.Equal(t, "success", r.post(salePath, r.edited("P", `"amount"`, `"best_before":"`+until+`","amount"`)).Status)
		r.clock.Advance(time.Minute - time.Second)
		require.Equal(t, []string{waits}, r.heard("P"))
		r.clock.Advance(time.Second)
		require.Equal(t, []string{waits, "expired / expired 20602"}, r.heard("P"), until)
		require.Equal(t, "2025-11-20T09:01:00+0000", r.callbacks()[1].body.Operation.Date)
	}
}

func TestOtherWalletsTakeTheirCurrencies(t *testing.T) {
	r := newRig(t, "")
	require.Equal(t, "success", r.post("/v2/payment/wallet/paypal/sale", r.edited("P", "KRW", "EUR")).Status)
	p, _ := r.p.Books().Payment(project, "P")
	require.Equal(t, []any{"paypal", money.Amount{Minor: 1000, Currency: "EUR"}, "192.0.2.0"}, []any{p.Method, p.Amount, p.CustomerIP})
}

func TestTheSameIDOfTwoProjectsIsScannedByItsCode(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.Projects[210] = secret })
	data := r.bought("P", 1000)
	require.Equal(t, "success", r.post(salePath, r.edited("P", `"project_id":1234`, `"project_id":210`)).Status)
	r.clock.Advance(delay / 2)
	require.ErrorContains(t, r.p.Scan("P", sandbox.Pay), "2 projects")
	require.ErrorContains(t, r.p.Scan(data, "steal"), "steal")
	require.NoError(t, r.p.Scan(data, sandbox.Pay))
	require.NoError(t, r.p.Scan("P", sandbox.Decline), "only one waits now")
	require.ErrorContains(t, r.p.Scan("none", sandbox.Pay), "none")
}

func TestPracticeHoldsTheCustomersPhone(t *testing.T) {
	r := newRig(t, "")
	data := r.bought("P", 1000)
	list := r.get("/practice/wallet")
	require.JSONEq(t, fmt.Sprintf(`{"items":[{"project_id":1234,"payment_id":"P","amount":1000,"currency":"KRW","data":%q,"until":"2025-11-20T09:15:00Z"}],"total":1}`, data), list)
	refused := func(body, part string) {
		a := r.post("/practice/wallet", []byte(body))
		require.Equal(t, 409, a.http)
		require.Contains(t, a.raw, part)
	}
	refused(`{"payment_id":"P","project_id":210,"act":"pay"}`, "nobody waits")
	refused(`{"payment_id":"P","project_id":1234}`, "pay or decline")
	require.Equal(t, 400, r.post("/practice/wallet", []byte(`{`)).http)
	require.Equal(t, "done", r.post("/practice/wallet", []byte(`{"payment_id":"p","project_id":1234,"act":"pay"}`)).Status)
	refused(fmt.Sprintf(`{"data":%q,"act":"decline"}`, data), "no purchase waits")
	r.clock.Advance(delay)
	require.Equal(t, []string{waits, "success / success 0"}, r.heard("P"))
	require.JSONEq(t, `{"items":[],"total":0}`, r.get("/practice/wallet"))
	require.Equal(t, "gate", r.shelf("/books?payment_id=P").Items[0].Operations[0].Origin)
	require.NoError(t, r.p.Books().Check())
	require.Equal(t, int64(2000), r.p.Books().Totals()["KRW"].Captured)
	require.Equal(t, []books.Balance{{Project: project, Currency: "KRW", Minor: 2000}}, r.p.Books().Balances())
}
