package refund_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
)

func code(err error) ledger.Code {
	if e, ok := err.(*ledger.Error); ok {
		return e.Code
	}
	return ""
}

func TestRefundSucceedsAndTheSumsFollow(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
	p := r.Payment("ord-1")

	f, sent, err := r.Desk.PlanNow(ctx, p.RowID, desktest.KRW(300), "one item missing")
	require.NoError(t, err)
	require.True(t, sent)
	require.Equal(t, ledger.Accepted, f.State)
	require.EqualValues(t, 700, r.Payment("ORD-1").Refundable(), "reserved as soon as it is sent")

	f, err = r.Desk.Runner.Watch(ctx, f.ID, 5*time.Second)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	require.NotEmpty(t, f.OperationID)
	p = r.Payment("ORD-1")
	require.EqualValues(t, []int64{1000, 300, 0, 700}, []int64{p.Captured, p.Refunded, p.Reserved, p.Refundable()})
	require.Equal(t, "partially refunded", p.Status)
	require.Zero(t, p.Flags)
	require.EqualValues(t, 300, r.Platform.Books().Refunded(desktest.Project, "ORD-1"))

	applied, ok := r.Platform.Books().ByMerchantRefundID(desktest.Project, f.ID)
	require.True(t, ok, "merchant_refund_id is always sent")
	require.Equal(t, "one item missing", applied.Description)
}

func TestRulesRefuseBeforeAnythingIsSent(t *testing.T) {
	ctx := context.Background()
	disputed := desktest.Sale("DISPUTED", 1000)
	disputed.Disputed = true
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000), disputed)

	for name, c := range map[string]struct {
		amount ledger.Payment
		minor  int64
		cur    string
		want   ledger.Code
	}{
		"over-refund":    {minor: 1001, cur: "KRW", want: ledger.ErrOverRefund},
		"wrong currency": {minor: 10, cur: "USD", want: ledger.ErrCurrency},
		"zero":           {minor: 0, cur: "KRW", want: ledger.ErrBadAmount},
		"negative":       {minor: -5, cur: "KRW", want: ledger.ErrBadAmount},
	} {
		amount := desktest.KRW(c.minor)
		amount.Currency = "KRW"
		if c.cur != "KRW" {
			amount.Currency = "USD"
		}
		_, sent, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, amount, "")
		require.Equal(t, c.want, code(err), name)
		require.False(t, sent, name)
	}

	// The platform knows of the dispute, we do not yet: it says 3288, and from then on we refuse ourselves.
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("DISPUTED").RowID, nil, "")
	require.NoError(t, err)
	require.Equal(t, ledger.Rejected, f.State)
	require.Equal(t, "3288", f.Code)
	require.True(t, r.Payment("DISPUTED").Flags.Has(ledger.Disputed))
	_, sent, err := r.Desk.PlanNow(ctx, r.Payment("DISPUTED").RowID, nil, "")
	require.Equal(t, ledger.ErrDisputed, code(err))
	require.False(t, sent)
	require.Len(t, r.Platform.Requests(), 1, "only the one that the platform refused was ever sent")
}

func TestAPlanMadeOnAnOldScreenIsRefused(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
	row := r.Payment("ORD-1").RowID
	mine, err := r.Desk.Plan(ctx, row, desktest.KRW(600), "")
	require.NoError(t, err)
	small, err := r.Desk.Plan(ctx, row, desktest.KRW(100), "")
	require.NoError(t, err)

	other := r.Open("desk2", nil)
	_, _, err = other.PlanNow(ctx, row, desktest.KRW(700), "")
	require.NoError(t, err)

	_, sent, err := r.Desk.Refund(ctx, mine)
	require.Equal(t, ledger.ErrLostRace, code(err))
	require.ErrorContains(t, err, "desk2", "the loser is told by whom")
	require.False(t, sent)
	_, sent, err = r.Desk.Refund(ctx, small)
	require.Equal(t, ledger.ErrChanged, code(err), "it would still fit, but the screen was old")
	require.ErrorContains(t, err, "desk2")
	require.False(t, sent)
	require.EqualValues(t, 700, r.Payment("ORD-1").Refunded+r.Payment("ORD-1").Reserved)
}

func TestDeclineReleasesTheReservation(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "decline"}, desktest.Sale("ORD-1", 1000))
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, nil, "")
	require.NoError(t, err)
	f, err = r.Desk.Runner.Watch(ctx, f.ID, 5*time.Second)
	require.NoError(t, err)
	require.Equal(t, ledger.Declined, f.State)
	require.Equal(t, "20000", f.Code)
	require.EqualValues(t, 1000, r.Payment("ORD-1").Refundable())
	require.Equal(t, "success", r.Payment("ORD-1").Status)
}

func TestARefundTakenBackNeedsAPerson(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Listen: true}, desktest.Sale("ORD-1", 1000))
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(400), "")
	require.NoError(t, err)
	require.NoError(t, r.Platform.Drain(ctx))
	f, err = r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State, "the callback alone settles it")

	applied, _ := r.Platform.Books().ByMerchantRefundID(desktest.Project, f.ID)
	require.NoError(t, r.Platform.ReverseRefund(applied.ID))
	require.NoError(t, r.Platform.Drain(ctx))
	f, err = r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.ReversedBackNow, f.State)
	require.NotEmpty(t, f.Hold)
	p := r.Payment("ORD-1")
	require.True(t, p.Flags.Has(ledger.ReversedBack))
	require.EqualValues(t, 1000, p.Refundable())

	f, err = r.Desk.Runner.Acknowledge(ctx, f.ID, "called the customer")
	require.NoError(t, err)
	require.Empty(t, f.Hold)
}
