package desktop_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/qr/qrtest"
	stored "contra/core/store/purchases"
	picture "contra/exporters/qr"
)

// newShop is a world whose customers can be asked to pay. Gate wants to know where
// they return to; a link that tells it is too long for a code at 80×24.
func newShop(t *testing.T, returns string, w, h int) *world {
	t.Helper()
	x := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	x.config.Gate.CustomerIP, x.config.Gate.ReturnURL = "192.0.2.7", returns
	x.desk = x.openDesk("desk1", false)
	return x.start(w, h)
}

// purchase is the only one of the ledger.
func (w *world) purchase() ledger.Purchase {
	w.T.Helper()
	list, err := stored.List(context.Background(), w.desk.Store, stored.Window{Limit: -1})
	require.NoError(w.T, err)
	require.Len(w.T, list, 1)
	return list[0]
}

// askFor fills the dialog that a key opens, up to its confirmation, and sends it.
func (w *world) askFor(key, title, amount, customer string) {
	w.T.Helper()
	w.Press("7", key)
	w.RequireDialog(title)
	w.RequireShows("the amount is missing")
	w.Type(amount)
	w.Press("tab", "tab")
	w.Type(customer)
	w.Press("tab", "tab", "tab", "tab", "tab")
	if key == "P" {
		w.Press("tab")
	}
	w.Type(amount)
	w.confirm(title)
	w.RequireNoDialog()
}

// outcome lets the customer's deed reach the ledger and the screen, without a key.
func (w *world) outcome() {
	w.T.Helper()
	require.Eventually(w.T, func() bool {
		w.takeIn()
		return !w.purchase().State.Open()
	}, 5*time.Second, 10*time.Millisecond)
	w.pass(2 * time.Second)
}

var screens = [][2]int{{80, 24}, {120, 40}}

func onBoth(t *testing.T, fn func(t *testing.T, w, h int)) {
	for _, s := range screens {
		t.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(t *testing.T) { fn(t, s[0], s[1]) })
	}
}

func TestALinkIsMadeSeenAndPaidByKeys(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newShop(t, "", width, height)
		w.askFor("L", "New payment link", "25000", "customer1")
		p := w.purchase()
		link := string(p.Body)
		require.Contains(t, link, "force_payment_method=kakaopay-wallet")
		w.RequireShows("7 Purchases", "25,000", "waiting", "15:00")
		w.Press("Q")
		w.RequireFrameExact()
		require.Equal(t, link, w.scanned(sizeOf(t, link)))
		w.pass(61 * time.Second)
		w.RequireShows("time left 13:5")
		require.Equal(t, link, w.scanned(sizeOf(t, link)), "the time that runs leaves the code alone")
		w.Press("y")
		require.NotZero(t, w.out.Len(), "the link went to the clipboard")
		w.Press("esc", "H")
		w.outcome()
		w.RequireShows("succeeded")
		require.Equal(t, ledger.PurchaseSucceeded, w.purchase().State)
		w.Press("p")
		w.RequireShows("▸1 Payments", p.PaymentID[:8])
		w.Press("enter") // the payment's own story tells who asked for it
		w.RequireShows("link", "25,000 waiting", "by desk1", "sale")
	})
}

func TestAPurchaseThroughGateShowsTheCodeThatTheCallbackBrings(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newShop(t, "https://shop.example/back", width, height)
		w.askFor("P", "New purchase through Gate", "31000", "customer2")
		w.RequireShows("waiting")
		require.Eventually(t, func() bool { w.takeIn(); return len(w.purchase().Display) > 0 }, 5*time.Second, 10*time.Millisecond)
		w.pass(2 * time.Second)
		w.told("QR code of")
		w.Press("Q")
		data := w.purchase().Display[0].Data
		require.Equal(t, data, w.scanned(sizeOf(t, data)))
		require.NoError(t, w.platform.Scan(data, "decline"))
		w.outcome()
		w.RequireShows("declined")
		w.Press("esc")
		w.RequireShows("× PAY-", "declined")
		w.Press("Q")
		w.RequireNoDialog()
		require.Equal(t, ledger.PurchaseDeclined, w.purchase().State)
	})
}

func TestAPurchaseThatRunsOutOfTimeLooksLikeNoOther(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.askFor("L", "New payment link", "25000", "customer1")
	w.pass(14*time.Minute + 50*time.Second)
	w.RequireShows("time left 0:1")
	w.pass(20 * time.Second)
	w.RequireShows("over")
	for range 40 {
		w.pass(3 * time.Second)
	}
	w.RequireShows("∅ PAY-", "∅ expired")
	require.Equal(t, ledger.PurchaseExpired, w.purchase().State)
}

func TestEverythingThatIsWrongIsListedBeforeAnythingIsSent(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.Press("7", "L")
	w.Type("25.5")
	w.RequireShows("KRW has no decimals")
	w.Press("ctrl+u")
	w.Type("25000")
	w.Press("tab", "ctrl+u")
	w.Type("EUR")
	w.RequireShows("KRW")
	w.RequireHides("Type the amount to confirm")
	w.Press("esc")
	list, err := stored.List(context.Background(), w.desk.Store, stored.Window{Limit: -1})
	require.NoError(t, err)
	require.Empty(t, list)
}

func TestACodeIsSavedAsAPicture(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.askFor("L", "New payment link", "25000", "customer1")
	path := filepath.Join(t.TempDir(), "link.png")
	w.Press("x")
	w.Type(path)
	w.Press("enter")
	w.RequireShows("The QR code is in link.png")
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	img, err := png.Decode(file)
	require.NoError(t, err)
	link := string(w.purchase().Body)
	require.Equal(t, link, qrtest.Decode(t, sizeOf(t, link), func(x, y int) bool {
		at := func(n int) int { return (n+qr.Quiet)*picture.DefaultScale + picture.DefaultScale/2 }
		r, _, _, _ := img.At(at(x), at(y)).RGBA()
		return r < 0x8000
	}))
}

func TestACustomerIsAskedToPayAgainFromThePayment(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.Press("a", "enter")
	w.RequireDialog("New payment link")
	w.RequireShows("250000", "고객39", "asks 고객39 for 250,000 KRW by KakaoPay")
}

func TestACodeThatDoesNotFitSaysWhatItNeeds(t *testing.T) {
	w := newShop(t, "", 80, 24)
	w.askFor("L", "New payment link", "25000", "customer1")
	w.Press("Q", "f")
	w.RequireShows("the QR code needs", "With finer signs it fits: f")
	w.Press("f")
	require.Equal(t, string(w.purchase().Body), w.scanned(sizeOf(t, string(w.purchase().Body))))
}
