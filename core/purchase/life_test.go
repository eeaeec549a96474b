package purchase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/core/store/purchases"
)

func TestAPurchaseShowsItsCodeAndSucceeds(t *testing.T) {
	r := desktest.New(t, desktest.Options{Listen: true})
	p := prepare(t, r.Desk.Purchases, wish("580"))
	require.Equal(t, ledger.PurchasePrepared, p.State)
	require.Contains(t, string(p.Body), `"best_before"`)
	p, err := r.Desk.Purchases.Send(context.Background(), p.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.PurchaseWaiting, p.State)
	require.NotEmpty(t, p.RequestID)
	p = shown(t, r.Desk.Purchases, p.ID)
	require.Equal(t, "qr_img", p.Display[0].Type)
	require.NoError(t, r.Platform.Scan(p.Display[0].Data, sandbox.Pay))
	p = watched(t, r.Desk.Purchases, p.ID)
	require.Equal(t, ledger.PurchaseSucceeded, p.State)
	require.NotEmpty(t, p.OperationID)
	require.Empty(t, p.Hold)
	told := story(t, r, p.ID)
	require.Equal(t, []string{"intent prepared", "send sent", "answer waiting", "callback waiting"}, told[:4])
	require.Contains(t, told, "callback succeeded")
	payment := r.Payment("580")
	require.EqualValues(t, []int64{1000, 1000}, []int64{payment.Captured, payment.Refundable()})
	require.Equal(t, "kakaopay", payment.Method)
	_, sent, err := r.Desk.PlanNow(context.Background(), payment.RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.True(t, sent, "a purchase can be refunded like any other payment")
}

func TestAPurchaseThatIsDeclinedOrRunsOutOfTimeSaysSo(t *testing.T) {
	for _, c := range []struct {
		faults string
		scan   bool
		want   ledger.PurchaseState
	}{{"", true, ledger.PurchaseDeclined}, {"decline=20105", false, ledger.PurchaseDeclined}, {"expire=300ms", false, ledger.PurchaseExpired}} {
		t.Run(string(c.want)+c.faults, func(t *testing.T) {
			r := desktest.New(t, desktest.Options{Listen: true, Faults: c.faults, Delay: 20 * time.Millisecond})
			p := buy(t, r.Desk.Purchases, wish("580"))
			p = shown(t, r.Desk.Purchases, p.ID)
			if c.scan {
				require.NoError(t, r.Platform.Scan("580", sandbox.Decline))
			}
			p = watched(t, r.Desk.Purchases, p.ID)
			require.Equal(t, c.want, p.State)
			require.NotEmpty(t, p.Code)
			require.Zero(t, r.Payment("580").Captured)
		})
	}
}

// A QR code that comes when all is over is shown to nobody, and messages that
// come again or too late change nothing.
func TestMessagesThatComeLateOrTwiceChangeNothing(t *testing.T) {
	for _, faults := range []string{"callback_reorder", "callback_dup", "callback_first"} {
		t.Run(faults, func(t *testing.T) {
			ctx := context.Background()
			r := desktest.New(t, desktest.Options{Listen: true, Faults: faults})
			p := buy(t, r.Desk.Purchases, wish("580"))
			require.Eventually(t, func() bool { return r.Platform.Scan("580", sandbox.Pay) == nil }, 5*time.Second, time.Millisecond)
			require.NoError(t, r.Platform.Drain(ctx))
			p = watched(t, r.Desk.Purchases, p.ID)
			require.Equal(t, ledger.PurchaseSucceeded, p.State)
			require.Empty(t, p.Hold)
			require.Equal(t, faults == "callback_reorder", len(p.Display) == 0)
			before := r.Payment("580")
			r.Import(r.Platform.Callbacks("580")...)
			require.Equal(t, before, r.Payment("580"))
			again, err := purchases.Get(ctx, r.Desk.Store, p.ID)
			require.NoError(t, err)
			require.Equal(t, p, again)
		})
	}
}
