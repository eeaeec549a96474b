package desktop_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/sandbox/books"
)

// command runs a command of the palette.
func (w *world) command(name string) {
	w.T.Helper()
	w.Press("ctrl+p")
	w.Type(name)
	w.Press("enter")
}

// A refund that somebody makes in the Dashboard, by keys: one that the provider
// declines, and then one that it carries out.
func TestADashboardsRefundIsPlayedWithItsDecline(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(160, 40)
	refund := func(amount string) books.Operation {
		w.command("Somebody refunds it")
		w.RequireDialog("In the Dashboard")
		w.Press("ctrl+u")
		w.Type(amount)
		w.confirm("In the Dashboard")
		require.NoError(t, w.platform.Drain(t.Context()))
		w.takeIn()
		w.pass(2 * time.Second)
		p, _ := w.platform.Books().Payment(shop, "ORD-1")
		return p.Operations[len(p.Operations)-1]
	}
	w.command("What goes wrong with its next")
	w.RequireDialog("The next refund of ORD-1")
	w.Type("dataapi")
	w.RequireHides("the Data API")
	w.Press("ctrl+u")
	w.Type("expire")
	w.RequireHides("to confirm a purchase")
	w.Press("ctrl+u")
	w.Type("accepted and declined later")
	w.Press("enter")
	w.told("Arranged for the next refund of ORD-1: decline")
	require.Equal(t, books.Decline, refund("30000").Status)
	w.told("A refund of 30,000 KRW of ORD-1 was sent in the Dashboard")
	w.RequireShows("refund  30,000 decline", "not by us", "20000: ", "refunded         0 KRW", "can refund 250,000 KRW")
	require.Equal(t, []any{"success", int64(250_000)}, []any{w.stored("ORD-1").Status, w.stored("ORD-1").Refundable()})

	require.Equal(t, books.Success, refund("30000").Status)
	w.RequireShows("refund  30,000 decline", "refund  30,000 success", "refunded    30,000 KRW", "can refund 220,000 KRW")
	require.Equal(t, "partially refunded", w.stored("ORD-1").Status)
}

// What goes wrong with the next purchase is chosen before anybody is asked to pay.
// Whether the platform took it or not, it is in doubt first, and then it is settled.
func TestADoubtIsArrangedForTheNextPurchase(t *testing.T) {
	for fault, sent := range map[string]int{"it is applied, the connection is reset": 1, "the connection is reset; nothing is applied": 2} {
		t.Run(fault, func(t *testing.T) {
			onBoth(t, func(t *testing.T, width, height int) {
				w := newGateShop(t, "", width, height)
				w.Press("7")
				w.command("What goes wrong with the next purchase")
				w.RequireDialog("The next purchase")
				for asked, never := range map[string]string{"dataapi": "the Data API", "dashboard": "somebody refunds"} {
					w.Type(asked)
					w.RequireHides(never)
					w.Press("ctrl+u")
				}
				w.Type(fault)
				w.RequireFrameExact()
				w.Press("enter")
				w.told("Arranged for the next purchase: reset")
				p := w.doubtful()
				w.RequireShows("in doubt", "1 in doubt")
				w.Press("q")
				for i := 0; i < 20 && w.purchase().State == ledger.PurchaseInDoubt; i++ {
					w.pass(5 * time.Second)
				}
				w.RequireShows("waiting")
				require.Len(t, w.sales(p.PaymentID), sent)
				w.Press("H")
				w.outcome()
				w.RequireShows("succeeded")
				require.Equal(t, int64(31_000), w.paid(p.PaymentID))
			})
		})
	}
}
