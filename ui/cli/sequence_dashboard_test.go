package cli_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
)

// inDashboard has somebody refund ABC123 in the Dashboard, and gives the answer's
// HTTP status once the platform has told all.
func (w *world) inDashboard(amount int64) int {
	w.t.Helper()
	r, err := http.Post(w.url+"/dashboard/refund", "application/json", strings.NewReader(`{"project_id":1234,"payment_id":"ABC123","amount":`+strconv.FormatInt(amount, 10)+`}`))
	require.NoError(w.t, err)
	require.NoError(w.t, r.Body.Close())
	w.settled()
	return r.StatusCode
}

// book is ABC123 in the platform's own books.
type book struct {
	Status                                 string
	Captured, Refunded, Pending, Remainder int64
	Operations                             []struct {
		Type, Status, Code, Origin string
		Amount                     int64
		RefundID                   string `json:"merchant_refund_id"`
	}
}

func (w *world) book() book {
	w.t.Helper()
	r, err := http.Get(w.url + "/books?payment_id=ABC123&project_id=1234")
	require.NoError(w.t, err)
	defer r.Body.Close()
	var shelf struct{ Items []book }
	require.NoError(w.t, json.NewDecoder(r.Body).Decode(&shelf))
	require.Len(w.t, shelf.Items, 1)
	return shelf.Items[0]
}

func TestASingleRefundInTheDashboardStepByStep(t *testing.T) {
	for name, c := range map[string]struct {
		before                  int64 // refunded already
		faults                  string
		payment, end, code      string
		refunded, left, inHands int64
	}{
		"success":              {0, "", "partially refunded", "success", "0", 400, 600, 400},
		"decline":              {0, "decline=20000@ABC123:1", "success", "decline", "20000", 0, 1000, 0},
		"decline after a part": {100, "decline=20504@ABC123:1", "partially refunded", "decline", "20504", 100, 900, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "", "")
			w.heard()
			w.pay("ABC123", 1000, "KRW")
			if c.before > 0 {
				require.Equal(t, 200, w.inDashboard(c.before))
			}
			script, err := sandbox.ParseScript(c.faults)
			require.NoError(t, err)
			w.platform.Arrange(script)
			// 1, 2: the purchase is selected, and its information tab opened.
			open, told := w.book(), len(w.platform.Deliveries())
			require.Equal(t, 1000-c.before, open.Remainder)
			var before showDoc
			w.run("show", "ABC123", "--json").exits(0).into(&before)
			// 3, 4: the amount is given, and the request sent: it is taken, also where
			// the provider declines it later.
			require.Equal(t, 200, w.inDashboard(400))
			// 5: what became of it, in the platform's books,
			b := w.book()
			require.Equal(t, []any{c.payment, int64(1000), c.refunded, int64(0), c.left}, []any{b.Status, b.Captured, b.Refunded, b.Pending, b.Remainder})
			require.Len(t, b.Operations, len(open.Operations)+1)
			o := b.Operations[len(b.Operations)-1]
			require.Equal(t, []any{"refund", c.end, c.code, "dashboard", int64(400), ""}, []any{o.Type, o.Status, o.Code, o.Origin, o.Amount, o.RefundID})
			// in the callbacks: that it runs, and how it ended,
			tries := w.platform.Deliveries()[told:]
			require.Len(t, tries, 2)
			require.True(t, tries[0].Delivered() && tries[1].Delivered())
			all := w.platform.Callbacks("ABC123")
			var last message
			require.NoError(t, json.Unmarshal(all[len(all)-1], &last))
			require.Equal(t, []any{c.payment, sum{c.left, "KRW"}}, []any{last.Payment.Status, last.Payment.Sum})
			require.Equal(t, []any{"refund", c.end, c.code, sum{400, "KRW"}}, []any{last.Operation.Type, last.Operation.Status, last.Operation.Code, last.Operation.Initial})
			// and in the ledger: a refund of nobody here, which moves money only if it succeeded.
			var doc showDoc
			w.run("show", "ABC123", "--json").exits(0).into(&doc)
			require.Equal(t, []any{c.payment, int64(1000), c.refunded, int64(0), c.left},
				[]any{doc.Payment.Status, doc.Payment.Amount, doc.Payment.Refunded, doc.Payment.InFlight, doc.Payment.Refundable})
			require.Equal(t, c.inHands, doc.Payment.Refunded-before.Payment.Refunded)
			if c.end == "decline" {
				require.Equal(t, before.Payment.Status, doc.Payment.Status, "a decline changes nothing about the payment")
			}
			shown := doc.Operations[len(doc.Operations)-1]
			require.Equal(t, []any{"refund", c.end, c.code, int64(400), "KRW"}, []any{shown.Type, shown.Status, shown.Code, shown.Amount, shown.Currency})
			require.Empty(t, doc.Refunds, "it is nobody's refund of ours")
			require.Equal(t, []any{"refund", c.end, "listen"}, []any{doc.Callbacks[len(doc.Callbacks)-1].Type, doc.Callbacks[len(doc.Callbacks)-1].Status, doc.Callbacks[len(doc.Callbacks)-1].Source})
			require.Len(t, doc.Callbacks, len(before.Callbacks)+2)
			require.Regexp(t, `(?m)refund +400 KRW +`+c.end, w.run("show", "ABC123").exits(0).out)
			require.True(t, w.standing(0, "ABC123").Agrees)
			// What is left can be refunded, and no more.
			require.Equal(t, 409, w.inDashboard(c.left+1), "more than is left is refused at once")
			require.Len(t, w.book().Operations, len(b.Operations), "and nothing comes of it")
			require.Equal(t, 200, w.inDashboard(c.left))
			require.Equal(t, []any{"refunded", int64(0)}, []any{w.payment("ABC123").Status, w.payment("ABC123").Refundable})
			require.True(t, w.standing(0, "ABC123").Agrees)
		})
	}
}
