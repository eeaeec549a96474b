package desktop_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// Nothing of the form moves while somebody fills it, whatever is wrong meanwhile.
func TestTheFormOfAPurchaseStaysWhereItIs(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newGateShop(t, "", width, height)
		w.Press("7", "P")
		at := func() (out [6]int) {
			t.Helper()
			for i, s := range []string{"Amount ", "[KRW", "[ Send ]"} {
				x, y, ok := w.Find(s)
				require.True(t, ok, "%s\n%s", s, w.Frame())
				out[2*i], out[2*i+1] = x, y
			}
			return out
		}
		first := at()
		w.RequireShows("the amount is missing", "the customer id is missing")
		for _, s := range []string{"3", "1", "0", "0", "0"} {
			w.Type(s)
			require.Equal(t, first, at(), s)
		}
		w.Press("tab", "tab")
		w.Type("customer2")
		require.Equal(t, first, at())
		w.RequireShows("asks customer2 for 31,000 KRW by KakaoPay", "Type the amount to confirm")
		w.RequireHides("missing")
	})
}

// Gate wants to know where the customer returns to. Where the configuration does
// not say it, the form asks.
func TestAPurchaseThroughGateAsksForTheAddressThatLeadsBack(t *testing.T) {
	w := newShop(t, "", 120, 40)
	w.Press("7", "P")
	w.Type("31000")
	w.Press("tab", "tab")
	w.Type("customer2")
	w.RequireShows("there is no address that leads the customer back", "gate.return_url")
	w.RequireHides("Type the amount to confirm")
	w.Press("tab", "tab", "tab", "tab", "tab", "tab")
	w.Type("https://shop.example/back")
	w.RequireShows("asks customer2 for 31,000 KRW")
	w.Press("tab")
	w.Type("31000")
	w.confirm("New purchase through Gate")
	p := w.purchase()
	require.Equal(t, ledger.PurchaseWaiting, p.State)
	require.Contains(t, string(p.Body), "https://shop.example/back")
}

// The code covers the corner where messages stand, so they stand beside it.
func TestWhatIsSaidIsSeenBesideTheCode(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newShop(t, "", width, height)
		w.askFor("L", "New payment link", "25000", "customer1")
		w.Press("Q", "y")
		w.RequireShows("Copied the link")
		w.RequireFrameExact()
		require.Equal(t, string(w.purchase().Body), w.scanned(sizeOf(t, string(w.purchase().Body))))
	})
}

// In the smallest terminal too, the words stand where the code leaves room.
func TestWhatTheKeysDoIsSeenBesideTheCode(t *testing.T) {
	w := newGateShop(t, "", 60, 20)
	w.askFor("P", "New purchase through Gate", "31000", "customer2")
	require.Eventually(t, func() bool { w.takeIn(); return len(w.purchase().Display) > 0 }, 5*time.Second, 10*time.Millisecond)
	w.pass(2 * time.Second)
	w.Press("Q")
	w.RequireShows("31,000 KRW", "waiting", "time left", "y copy", "Esc back")
	w.RequireFrameExact()
	data := w.purchase().Display[0].Data
	require.Equal(t, data, w.scanned(sizeOf(t, data)))
}

// A choice that leaves nothing says so, and not that nobody was ever asked.
func TestAChoiceOfPurchasesThatLeavesNothing(t *testing.T) {
	w := newShop(t, "", 80, 24)
	w.askFor("L", "New payment link", "25000", "customer1")
	w.Press("/")
	w.Type("declined")
	w.Press("enter")
	w.RequireShows("Purchases: Declined or rejected", "there is no such purchase: Esc shows all again")
	w.RequireHides("nobody was asked to pay")
	w.Press("esc")
	w.RequireShows("▸  ◦ PAY-")
}
