package desktop_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

func TestRefundAPartByKeys(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"), sale("ORD-2", 64_000, "KRW", "customer77")).start(100, 30)
	w.find("고객39")
	w.RequireShows("ORD-1", "250,000")
	w.RequireHides("ORD-2")
	w.fillRefund("25000", "one of ten items missing", "25000")
	w.RequireShows("refunds 25,000 KRW, leaves 225,000 KRW", "not disputed", "partial allowed", "/v2/payment/wallet/kakaopay/refund", "undone", "KST 20 Nov 03:30")
	w.confirm("Refund ORD-1")
	w.RequireShows("25,000 KRW: refunded")
	w.Press("enter")
	w.RequireNoDialog()
	w.RequireShows("225,000")

	f := w.refunds("ORD-1")[0]
	require.Equal(t, ledger.Succeeded, f.State)
	require.Equal(t, money.New(25_000, "KRW"), f.Amount)
	require.Equal(t, "one of ten items missing", f.Description)
	require.Equal(t, "desk1", f.Operator)
	require.Equal(t, 1, w.asked("ORD-1"))
	p, _ := w.platform.Books().Payment(shop, "ORD-1")
	require.Equal(t, int64(25_000), p.Refunded())
}

func TestDecimalsOfTheCurrency(t *testing.T) {
	w := newWorld(t, "", sale("EUR-1", 10_050, "EUR", "a")).start(100, 30)
	w.Press("r", "down", "tab")
	w.Type("12.505")
	w.RequireShows("EUR has 2 decimals", "EUR, 2 decimals")
	w.Press("backspace", "tab", "tab")
	w.RequireShows("refunds 12.50 EUR, leaves 88.00 EUR")
	w.Type("12.50")
	w.confirm("Refund EUR-1")
	w.RequireShows("12.50 EUR: refunded")
	require.Equal(t, int64(1250), w.refunds("EUR-1")[0].Amount.Minor)
}

// What is typed must be the amount itself, digit for digit.
func TestAnotherConfirmationSendsNothing(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(80, 24)
	w.fillRefund("25000", "", "2500")
	for _, more := range []string{"", "00", " ", ",", "yes"} {
		w.Type(more)
		w.Press("tab", "tab")
		w.RequireShows("type 25000 to confirm")
		w.Press("enter", "space") // on Send; the focus goes back to what is wrong
		w.RequireDialog("Refund ORD-1")
		w.Press("ctrl+u")
		w.Type("2500")
	}
	require.Zero(t, w.asked("ORD-1"))
	require.Empty(t, w.refunds("ORD-1"))
	w.Press("esc")
	w.RequireNoDialog()
	require.Empty(t, w.refunds("ORD-1"))
}

// A key that is held down, and Enter pressed again and again, never refund.
func TestTheKeyThatOpensNeverConfirms(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(80, 24)
	for range 20 {
		w.Press("r")
	}
	for range 60 {
		w.Press("enter")
	}
	require.Empty(t, w.refunds("ORD-1"))
	w.Press("esc", "esc")
	w.Press("f10", "right", "right", "right", "right", "enter") // by the menu, with Enter held down
	w.RequireDialog("Refund ORD-1")
	for range 60 {
		w.Press("enter")
	}
	require.Zero(t, w.asked("ORD-1"))
}

func TestSlipsAreQuestioned(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 30)
	w.Press("r", "down", "tab")
	w.Type("25000")
	w.RequireShows("25,000 KRW is only 1/10 of the 250,000 KRW")
	w.Type("00")
	w.RequireShows("2,500,000 KRW is 10 times 250,000 KRW. Did you mean 250,000 KRW?", "only 250,000 KRW can be refunded")
	w.RequireHides("Type the amount to confirm")
	w.Press("backspace")
	w.RequireHides("times", "only")
	w.RequireShows("Type the amount to confirm", "leaves 0 KRW")
}

func TestARuleThatForbidsIsSaidInWords(t *testing.T) {
	disputed := sale("ORD-1", 250_000, "KRW", "고객39")
	w := newWorld(t, "", disputed)
	require.NoError(t, w.platform.Dispute(shop, "ORD-1"))
	w.start(100, 30)
	w.Press("r")
	w.RequireShows("all that is left   250,000 KRW")
	w.Press("tab", "tab")
	w.Type("250000")
	w.confirm("Refund ORD-1")
	// The ledger cannot know of the dispute; the platform's code is explained.
	w.RequireShows("250,000 KRW: rejected", "3288", "the payment is disputed", "Next: Do not refund: the customer would be paid twice")
	w.Press("enter", "r")
	require.Equal(t, ledger.Rejected, w.refunds("ORD-1")[0].State)
	require.Zero(t, w.stored("ORD-1").Reserved)
}

// A colleague refunds the same payment while the dialog is open.
func TestAStalePlanIsRefusedAndConfirmedAnew(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 30)
	w.fillRefund("30000", "", "30000")
	other := w.openDesk("desk2", false)
	amount := money.New(50_000, "KRW")
	_, _, err := other.PlanNow(context.Background(), w.stored("ORD-1").RowID, &amount, "")
	require.NoError(t, err)
	w.confirm("Refund ORD-1")
	w.RequireShows("Nothing was sent: the payment changed since you looked", "desk2", "250,000 KRW → 200,000 KRW")
	require.Len(t, w.refunds("ORD-1"), 1)
	require.Equal(t, 1, w.asked("ORD-1"), "only the colleague's")
	for range 20 {
		w.Press("enter")
	}
	require.Len(t, w.refunds("ORD-1"), 1, "the old confirmation is gone")
	w.Press("esc")
	w.fillRefund("30000", "", "30000")
	w.confirm("Refund ORD-1")
	w.RequireShows("30,000 KRW: refunded")
}

func TestAChangeShowsWhileTheDialogIsOpen(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 34)
	w.fillRefund("30000", "", "30000")
	require.NoError(t, w.platform.DashboardRefund(shop, "ORD-1", 240_000))
	w.takeIn() // as the listener does
	w.pass(2 * time.Second)
	w.RequireShows("The payment changed since you looked", "refunded: 0 → 240,000", "can refund: 250,000 KRW → 10,000 KRW", "only 10,000 KRW can be refunded")
	w.RequireHides("Type the amount to confirm")
	w.Press("esc")
	require.Empty(t, w.refunds("ORD-1"))
}

// A window that is closed while its refund is on its way: the outcome is told.
func TestClosingTheWindowDoesNotStopTheRefund(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 30)
	w.fillRefund("25000", "", "25000")
	w.RequireDialog("Refund ORD-1")
	w.Hold()
	w.Confirm("Refund ORD-1")
	w.RequireShows("Refunding 25,000 KRW…", "Closing this window does not stop it")
	w.Press("enter", "space", "enter") // the keys that were meant for Send
	w.RequireDialog("Refund ORD-1")
	w.pass(500 * time.Millisecond)
	w.Press("esc")
	w.RequireNoDialog()
	require.Zero(t, w.asked("ORD-1"))
	w.Release()
	require.Equal(t, ledger.Succeeded, w.refunds("ORD-1")[0].State)
	w.RequireShows("Refund of 25,000 KRW on ORD-1: succeeded")
	w.RequireNoDialog()
}

// Without the project's secret nothing can be signed; that is said before
// anything is typed.
func TestWithoutASecretNothingIsOffered(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	w.desk = w.openDesk("desk1", false)
	w.desk.Secrets.Put(shop, "")
	w.desk.Secrets.Getenv = func(string) string { return "" }
	w.desk.Secrets.Keyring = func(string, string) (string, error) { return "", nil }
	w.start(100, 30)
	w.Press("r")
	w.RequireShows("No secret was found for project 1234")
	w.RequireHides("Type the amount to confirm")
}
