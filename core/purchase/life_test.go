package purchase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/sandbox"
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
