package desktop_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
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
