package desktop_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
	"contra/core/sandbox"
)

// prepare stores an intent and stops before the first byte.
func (w *world) prepare(r *purchase.Runner, window time.Duration) ledger.Purchase {
	w.T.Helper()
	ctx := context.Background()
	plan, err := r.Plan(ctx, purchase.Wish{Project: shop, Amount: money.New(31_000, "KRW"), Method: "kakaopay", CustomerID: "customer2", Via: ledger.ViaGate, Window: window})
	require.NoError(w.T, err)
	require.NoError(w.T, plan.Refused)
	p, err := r.Prepare(ctx, plan)
	require.NoError(w.T, err)
	return p
}

// What was stored and never sent is withdrawn, and nothing leaves.
func TestAPreparedPurchaseIsWithdrawn(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newGateShop(t, "", width, height)
		w.prepare(w.desk.Purchases, 0)
		w.Press("7")
		w.pass(2 * time.Second)
		w.RequireShows("1 prepared", "W withdraw")
		w.Press("enter")
		w.RequireShows("stored and was not sent yet", "W withdraws it", "nothing left this machine")
		w.Press("esc", "q")
		w.told("nothing was sent yet")
		w.Press("W")
		w.RequireDialog("Withdraw the purchase")
		w.RequireShows("Nothing was sent.")
		w.Type("the customer left")
		w.confirm("Withdraw the purchase")
		w.RequireShows("- PAY-", "withdrawn", "nobody is waited for")
		require.Equal(t, ledger.PurchaseCancelled, w.purchase().State)
		w.pass(5 * time.Minute)
		require.Empty(t, w.platform.Requests())
		w.Press("W")
		w.RequireNoDialog()
		w.Press("enter")
		w.RequireShows("withdrawn, and nothing was sent", "the customer left")
	})
}

// An intent whose program is gone waits for a person, who may still send it.
func TestAPurchaseThatWasLeftUnsentIsSentByAPerson(t *testing.T) {
	w := newGateShop(t, "", 120, 40)
	gone := w.openDesk("desk2", false)
	gone.Purchases.Owner = "gone"
	p := w.prepare(gone.Purchases, -1)
	w.now.Add(time.Hour.Milliseconds())
	w.Press("7")
	for range 4 {
		w.pass(2 * time.Second)
	}
	w.RequireShows("1 purchase needs you", "Next: R sends it now, W withdraws it", "R resend", "W withdraw")
	require.Equal(t, "it was never sent: the program stopped first. Send it or withdraw it", w.purchase().Hold)
	require.Empty(t, w.platform.Requests())
	w.Press("R")
	w.RequireShows("It is sent now, for the first time.")
	w.typeAmount("Resend the purchase", "31000")
	w.RequireShows("waiting")
	require.Len(t, w.sales(p.PaymentID), 1)
}

// follow is a customer who opens a link in a browser, and pays.
func (w *world) follow(p ledger.Purchase) {
	w.T.Helper()
	page, query, _ := strings.Cut(string(p.Body), "?")
	answer, err := http.PostForm(page, url.Values{"link": {query}, "method": {"kakaopay-wallet"}})
	require.NoError(w.T, err)
	require.NoError(w.T, answer.Body.Close())
	require.Equal(w.T, http.StatusOK, answer.StatusCode)
	require.NoError(w.T, w.platform.Scan(p.PaymentID, sandbox.Pay))
}

// Who has the link may pay with it all the same; then a person is told, and puts
// the finding away.
func TestAWithdrawnLinkThatIsPaidNeedsAPerson(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.askFor("L", "New payment link", "25000", "customer1")
	p := w.purchase()
	w.Press("W")
	w.RequireDialog("Withdraw the purchase")
	w.RequireShows("Who has the link can still pay")
	w.confirm("Withdraw the purchase")
	w.RequireShows("withdrawn")
	w.RequireShows("withdrawn before anybody paid")
	w.Press("Q", "H") // there is nothing to pay any more, as far as contra goes
	w.RequireNoDialog()
	w.follow(p)
	require.Eventually(t, func() bool { w.takeIn(); return w.purchase().Hold != "" }, 5*time.Second, 10*time.Millisecond)
	w.pass(2 * time.Second)
	w.RequireShows("1 purchase needs you", "k acknowledges it", "k acknowledge")
	w.Press("k")
	w.RequireDialog("Acknowledge")
	w.Type("refunded")
	w.confirm("Acknowledge")
	w.pass(11 * time.Second) // until its warning is gone
	w.RequireHides("needs you", "k acknowledge", "before anybody paid")
	w.RequireShows("withdrawn, and was paid all the", "p goes to the payment")
	require.Empty(t, w.purchase().Hold)
}

// The customer scans, and declines: by link and through Gate.
func TestTheCustomerDeclinesByAKeyInPractice(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		for key, title := range map[string]string{"L": "New payment link", "P": "New purchase through Gate"} {
			w := newGateShop(t, "", width, height)
			w.askFor(key, title, "25000", "customer1")
			p := w.purchase()
			w.RequireShows("H pays", "D declines")
			require.Eventually(t, func() bool { w.takeIn(); return key == "L" || len(w.purchase().Display) > 0 }, 5*time.Second, 10*time.Millisecond)
			w.Press("D")
			w.told("The customer of "+p.PaymentID+" scans the code", "declines.")
			w.outcome()
			got := w.purchase()
			require.Equal(t, ledger.PurchaseDeclined, got.State)
			require.NotEmpty(t, got.Code)
			require.Zero(t, w.paid(p.PaymentID))
			w.RequireShows("× PAY-", "declined", "nobody is waited for")
			w.RequireHides("H pays", "D declines")
			w.Press("D")
			w.told("only a purchase that", "can be paid or declined")
			w.Press("enter")
			w.RequireShows("The payment was declined", "code "+got.Code, "a decline takes no money")
			w.RequireFrameExact()
		}
	})
}
