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

// newGateShop is a shop beside a platform with faults, which is asked through Gate.
func newGateShop(t *testing.T, faults string, width, height int) *world {
	t.Helper()
	w := newWorld(t, faults)
	w.config.Gate.CustomerIP, w.config.Gate.ReturnURL = "192.0.2.7", "https://shop.example/back"
	w.desk = w.openDesk("desk1", false)
	return w.start(width, height)
}

// sales are the requests for a purchase that the platform got.
func (w *world) sales(id string) (out []sandbox.Request) {
	for _, r := range w.platform.Requests() {
		if r.PaymentID == id && strings.HasSuffix(r.Path, "/sale") {
			out = append(out, r)
		}
	}
	return out
}

// paid is what the platform's own books say that the customer has paid.
func (w *world) paid(id string) int64 {
	p, _ := w.platform.Books().Payment(shop, id)
	return p.Captured()
}

// doubtful asks for a purchase whose answer never comes.
func (w *world) doubtful() ledger.Purchase {
	w.T.Helper()
	w.askFor("P", "New purchase through Gate", "31000", "customer2")
	p := w.purchase()
	require.Equal(w.T, ledger.PurchaseInDoubt, p.State)
	return p
}

// typeAmount fills the confirmation of the dialog on top and does what it offers.
func (w *world) typeAmount(title, amount string) {
	w.T.Helper()
	w.RequireDialog(title)
	w.Type(amount)
	w.confirm(title)
	w.RequireNoDialog()
}

// The platform takes the purchase and never answers: asking by a key finds it, and
// the customer pays once.
func TestAPurchaseInDoubtIsAskedAbout(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newGateShop(t, "timeout_after:1", width, height)
		p := w.doubtful()
		w.RequireShows("! "+p.PaymentID[:7], "in doubt", "1 in doubt", "q ask now", "R resend", "N not taken")
		w.told("Purchase of 31,000 KRW, " + p.PaymentID + ": in")
		w.RequireHides("failed")
		w.Press("enter")
		w.RequireShows("nobody knows yet what became of it", "Next: contra keeps asking; if", "18:31:00 UTC", "SAME id", "under another id", "attempt")
		w.RequireFrameExact()
		w.Press("esc", "Q")
		w.RequireNoDialog()
		w.Press("q")
		w.RequireShows("waiting")
		w.RequireHides("! PAY-", "R resend", "N not taken")
		require.Equal(t, ledger.PurchaseWaiting, w.purchase().State)
		require.Len(t, w.sales(p.PaymentID), 1)
		w.Press("H")
		w.outcome()
		w.RequireShows("succeeded")
		require.Equal(t, int64(31_000), w.paid(p.PaymentID))
	})
}

// The request never arrived: the platform is asked first, and after a while the
// same bytes are sent once more by themselves.
func TestAPurchaseThatNeverArrivedIsResentOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newGateShop(t, "timeout_before:1", width, height)
		p := w.doubtful()
		w.Press("q")
		require.Len(t, w.sales(p.PaymentID), 1, "asked about, and not sent again so soon")
		w.Press("enter", "end")
		w.RequireShows("one resend of the same bytes", "is due at 18:31:00 UTC")
		w.Press("esc")
		for range 20 {
			w.pass(5 * time.Second)
		}
		w.RequireShows("waiting")
		sent := w.sales(p.PaymentID)
		require.Len(t, sent, 2)
		require.Equal(t, sent[0].Body, sent[1].Body, "the same bytes")
		require.Equal(t, 2, w.purchase().Attempts)
		w.Press("D")
		w.outcome()
		w.RequireShows("declined")
		require.Zero(t, w.paid(p.PaymentID))
	})
}

// A person may resend at once, by the amount; what arrived before is found.
func TestAPersonResendsAPurchaseInDoubt(t *testing.T) {
	w := newGateShop(t, "timeout_after:1", 120, 40)
	p := w.doubtful()
	w.Press("R")
	w.RequireDialog("Resend the purchase")
	w.RequireShows("31,000 KRW under payment id "+p.PaymentID, "The SAME payment id and the same bytes", "3041")
	w.Type("3100")
	w.Press("tab", "tab", "enter")
	require.Len(t, w.sales(p.PaymentID), 1, "half an amount confirms nothing")
	w.Type("0")
	w.confirm("Resend the purchase")
	w.RequireNoDialog()
	sent := w.sales(p.PaymentID)
	require.Len(t, sent, 2)
	require.Equal(t, []any{sent[0].Body, "3041"}, []any{sent[1].Body, sent[1].Code})
	w.RequireShows("waiting")
	w.Press("H")
	w.outcome()
	require.Equal(t, int64(31_000), w.paid(p.PaymentID))
}

// It is resent once and no more; then a person looks in the Dashboard and notes
// that the platform never took it.
func TestAPurchaseThatWasNeverTakenIsNoted(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newGateShop(t, "timeout_before", width, height)
		p := w.doubtful()
		for range 60 {
			w.pass(5 * time.Second)
		}
		require.Len(t, w.sales(p.PaymentID), 2, "once more, and not again")
		w.told("needs you: it was resent once and", "still does not show it")
		w.RequireShows("1 purchase needs you", "▸7 Purchases", "!1")
		w.Press("enter")
		w.RequireShows("R resends it with the same id, N notes that it was not taken")
		w.Press("esc", "N")
		w.RequireDialog("The platform never took it")
		w.RequireShows("31,000 KRW under payment id "+p.PaymentID, "Only after a look in the Dashboard")
		w.Press("tab")
		w.Type("31000")
		w.Press("tab", "tab", "enter")
		require.Equal(t, ledger.PurchaseInDoubt, w.purchase().State, "not without saying where that was seen")
		w.RequireShows("say where you saw it; the note stays in the journal")
		w.Type("Dashboard, page of payments")
		w.confirm("The platform never took it")
		w.RequireNoDialog()
		got := w.purchase()
		require.Equal(t, ledger.PurchaseRejected, got.State)
		require.Contains(t, got.Message, "not taken, by desk1: Dashboard, page of payments")
		w.RequireShows("rejected")
		w.RequireHides("needs you")
		w.Press("enter")
		w.RequireShows("The platform did not take it", "no payment was made")
		w.Press("esc", "N")
		w.RequireNoDialog()
	})
}

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
