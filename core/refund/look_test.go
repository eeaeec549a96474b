package refund_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
)

func TestTwoThatFitAreAskedAbout(t *testing.T) {
	ctx := context.Background()
	// Somebody refunds the same amount in the Dashboard while our answer is lost.
	r, f := doubt(t, "timeout_after:1")
	require.NoError(t, r.Platform.DashboardRefund(desktest.Project, "ORD-1", 300))
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.InDoubt, s.Refund.State, "contra does not guess")
	require.Equal(t, "2 operations of 300 KRW fit and 1 refund of ours waits for one: choose which is which", s.Refund.Hold)
	n, _ := attempts(r)
	require.Equal(t, 1, n)

	ours, ok := r.Platform.Books().ByMerchantRefundID(desktest.Project, f.ID)
	require.True(t, ok)
	a, _, err := r.Desk.Store.Account(ctx, f.PaymentRow)
	require.NoError(t, err)
	for _, o := range a.Operations {
		if o.RequestID == ours.RequestID {
			f, err = r.Desk.Runner.Adopt(ctx, f.ID, o.ID, "seen in the Dashboard")
			require.NoError(t, err)
		}
	}
	require.Equal(t, ledger.Succeeded, f.State)
	require.Empty(t, f.Hold)
	p := r.Payment("ORD-1")
	require.EqualValues(t, []int64{600, 0, 400}, []int64{p.Refunded, p.Reserved, p.Refundable()})
}

func TestTwoOfOursWaitForOneOperation(t *testing.T) {
	ctx := context.Background()
	r, first := doubt(t, "timeout_after:1;reset_before:2")
	second, _, err := r.Desk.PlanNow(ctx, first.PaymentRow, desktest.KRW(300), "")
	require.NoError(t, err)
	require.Equal(t, ledger.InDoubt, second.State)
	s := r.Desk.Runner.Settle(ctx, first.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.InDoubt, s.Refund.State, "either may be it")
	require.Equal(t, "1 operation of 300 KRW fits and 2 refunds of ours wait for one: choose which is which", s.Refund.Hold)
}

func TestAnOldForeignRefundIsNotTakenForOurs(t *testing.T) {
	ctx := context.Background()
	// A Dashboard refund of the same amount, made an hour before, of which no callback told us.
	sale := desktest.Sale("ORD-1", 1000)
	r := desktest.New(t, desktest.Options{Faults: "timeout_before@ORD-2:1", Timeout: 300 * time.Millisecond}, sale)
	earlier := time.Now().UTC().Add(-time.Hour).Truncate(time.Second)
	old := sale.Operations[0]
	old.ID, old.Type, old.Amount, old.CreatedAt, old.Date, old.RequestID = 0, "refund", *desktest.KRW(300), earlier, earlier, ""
	copied := sale
	copied.ID = "ORD-2"
	copied.Operations = append(copied.Operations[:1:1], old)
	require.NoError(t, r.Platform.AddPayment(copied))
	r.Import(r.Platform.Callbacks("ORD-2")[0])

	// One refund that went well shows that the platform's clock is near ours.
	require.NoError(t, r.Platform.AddPayment(desktest.Sale("ORD-3", 1000)))
	r.Import(r.Platform.Callbacks("ORD-3")...)
	well, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-3").RowID, desktest.KRW(100), "")
	require.NoError(t, err)
	well, err = r.Desk.Runner.Watch(ctx, well.ID, 5*time.Second)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, well.State)

	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-2").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.Equal(t, ledger.InDoubt, f.State)
	r.Desk.Runner.ResendAfter = time.Hour
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.InDoubt, s.Refund.State)
	p := r.Payment("ORD-2")
	require.EqualValues(t, []int64{300, 300, 400}, []int64{p.Refunded, p.Reserved, p.Refundable()}, "the foreign one counts as refunded, ours stays reserved")
}
