package refund_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/refund"
)

// doubt makes a refund of 300 KRW under the given faults and expects it in doubt.
func doubt(t *testing.T, faults string) (*desktest.Rig, ledger.Refund) {
	t.Helper()
	r := desktest.New(t, desktest.Options{Faults: faults, Timeout: 300 * time.Millisecond}, desktest.Sale("ORD-1", 1000))
	f, sent, err := r.Desk.PlanNow(context.Background(), r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.True(t, sent)
	require.Equal(t, ledger.InDoubt, f.State)
	require.EqualValues(t, 700, r.Payment("ORD-1").Refundable(), "a doubt keeps its reservation")
	return r, f
}

func attempts(r *desktest.Rig) (refunds int, bodies []string) {
	for _, q := range r.Platform.Requests() {
		if q.Path != "/v2/payment/status" {
			refunds++
			bodies = append(bodies, string(q.Body))
		}
	}
	return refunds, bodies
}

func TestTheStatusIsAskedBeforeAnythingIsResent(t *testing.T) {
	r, f := doubt(t, "timeout_after:1")
	s := r.Desk.Runner.Settle(context.Background(), f.ID)
	require.NoError(t, s.Err)
	require.False(t, s.Resent)
	require.Equal(t, ledger.Succeeded, s.Refund.State, "the one new refund of that amount is ours")
	n, _ := attempts(r)
	require.Equal(t, 1, n)
}

func TestTheOneResendWaitsAndCarriesTheSameBytes(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_before:1")
	r.Desk.Runner.ResendAfter = time.Hour
	for range 3 {
		s := r.Desk.Runner.Settle(ctx, f.ID)
		require.NoError(t, s.Err)
		require.Equal(t, ledger.InDoubt, s.Refund.State)
	}
	n, _ := attempts(r)
	require.Equal(t, 1, n, "the platform not knowing it yet is no reason to send again before the time")

	r.Desk.Runner.ResendAfter = 0
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.True(t, s.Resent)
	f, err := r.Desk.Runner.Watch(ctx, f.ID, 5*time.Second)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	n, bodies := attempts(r)
	require.Equal(t, 2, n)
	require.Equal(t, bodies[0], bodies[1])
	require.Equal(t, string(f.Body), bodies[0])
}

func TestItIsResentOnlyOnce(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_before")
	var s = r.Desk.Runner.Settle(ctx, f.ID)
	for range 4 {
		s = r.Desk.Runner.Settle(ctx, f.ID)
		require.NoError(t, s.Err)
	}
	n, _ := attempts(r)
	require.Equal(t, 2, n)
	require.Equal(t, ledger.InDoubt, s.Refund.State)
	require.NotEmpty(t, s.Refund.Hold, "a person is asked")
	require.EqualValues(t, 700, r.Payment("ORD-1").Refundable(), "time alone releases nothing")

	f, err := r.Desk.Runner.NotTaken(ctx, f.ID, "the Dashboard shows no refund, support case 17")
	require.NoError(t, err)
	require.Equal(t, ledger.Rejected, f.State)
	require.EqualValues(t, 1000, r.Payment("ORD-1").Refundable())
}

func TestCode3230MeansItExists(t *testing.T) {
	ctx := context.Background()
	// The first attempt was applied, but the status shows it only at the third question.
	r, f := doubt(t, "timeout_after:1;status_blind:2")
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.True(t, s.Resent)
	require.Equal(t, ledger.InDoubt, s.Refund.State, "3230 is no failure")
	require.Equal(t, "3230", s.Refund.Code)
	require.EqualValues(t, 700, r.Payment("ORD-1").Refundable())
	s = r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.Succeeded, s.Refund.State)
	require.Len(t, r.Platform.Books().Refunds(desktest.Project, "ORD-1"), 1)
}

func TestARefusedResendProvesNothingAboutTheFirst(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "timeout_after:1;status_blind:9", Timeout: 300 * time.Millisecond}, desktest.Sale("ORD-1", 500))
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, nil, "")
	require.NoError(t, err)
	require.Equal(t, ledger.InDoubt, f.State)
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.True(t, s.Resent)
	require.NotEqual(t, ledger.Rejected, s.Refund.State, "the money left with the first attempt")
	require.Zero(t, r.Payment("ORD-1").Refundable())
}

func TestACallbackWithoutProofIsHeldNotCountedTwice(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_after:1")
	require.NoError(t, r.Platform.Drain(ctx))
	r.Import(r.Platform.Callbacks("ORD-1")...)
	f, err := r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.InDoubt, f.State, "an equal amount is no proof")
	p := r.Payment("ORD-1")
	require.EqualValues(t, []int64{300, 300, 400}, []int64{p.Refunded, p.Reserved, p.Refundable()}, "too little refundable is the safe side")
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.Succeeded, s.Refund.State)
	p = r.Payment("ORD-1")
	require.EqualValues(t, []int64{300, 0, 700}, []int64{p.Refunded, p.Reserved, p.Refundable()})
}

func TestAFinalStateIsNeverOverwritten(t *testing.T) {
	for from, tos := range map[ledger.RefundState][]ledger.RefundState{
		ledger.Declined:  {ledger.Succeeded, ledger.Sent, ledger.InDoubt, ledger.Accepted},
		ledger.Rejected:  {ledger.Sent, ledger.Succeeded, ledger.Accepted},
		ledger.Cancelled: {ledger.Prepared, ledger.Sent},
		ledger.Succeeded: {ledger.Declined, ledger.Sent, ledger.InDoubt, ledger.Rejected},
		ledger.Confirmed: {ledger.Declined, ledger.Sent, ledger.Succeeded},
	} {
		for _, to := range tos {
			f := ledger.Refund{ID: "r", State: from}
			require.Error(t, f.Move(to), "%s to %s", from, to)
			require.Equal(t, from, f.State)
		}
	}
}

func TestCode3230MayComeWithACallback(t *testing.T) {
	ctx := context.Background()
	// The resend is accepted, and its operation is declined with 3230: the first attempt went through.
	r, f := doubt(t, "timeout_after:1;late_3230;status_blind:1")
	for range 4 {
		s := r.Desk.Runner.Settle(ctx, f.ID)
		require.NoError(t, s.Err)
		require.NotEqual(t, ledger.Declined, s.Refund.State)
		require.Equal(t, f.Amount.Minor, r.Payment("ORD-1").Reserved+r.Payment("ORD-1").Refunded)
		require.NoError(t, r.Platform.Drain(ctx))
		r.Import(r.Platform.Callbacks("ORD-1")...)
	}
	f, err := r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	require.EqualValues(t, 300, r.Platform.Books().Refunded(desktest.Project, "ORD-1"))
}

func TestNoNewsIsNotJournalled(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_before")
	r.Desk.Runner.ResendAfter = time.Hour
	entries := func() int64 {
		n, err := r.Desk.Store.DataVersion(ctx)
		require.NoError(t, err)
		return n
	}
	require.NoError(t, r.Desk.Runner.Settle(ctx, f.ID).Err)
	first := entries()
	for range 3 {
		require.NoError(t, r.Desk.Runner.Settle(ctx, f.ID).Err)
	}
	require.Equal(t, first, entries())
	asked := len(r.Platform.Requests())
	_, err := r.Desk.Runner.SettleAll(ctx, func(f ledger.Refund) bool { return refund.Due(f, r.Desk.Store.Now()) })
	require.NoError(t, err)
	require.Len(t, r.Platform.Requests(), asked, "it was asked about a moment ago, which is remembered without an entry")
}
