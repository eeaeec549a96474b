package cli_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const impatient = "timeout = \"300ms\"\nresend_after = \"0s\""

func TestATimeoutIsInDoubtUntilSettled(t *testing.T) {
	w := newWorld(t, "timeout_after", impatient)
	w.pay("ABC123", 1000, "KRW")
	f := w.run("refund", "ABC123", "--amount", "300", "--wait", "0", "--yes", "--json").exits(5).refund()
	require.Equal(t, "in_doubt", f.State)
	p := w.payment("ABC123")
	require.EqualValues(t, 300, p.InFlight, "it stays reserved")
	w.run("refund", "ABC123", "--amount", "701", "--yes", "--json").fails(4, "over_refund")

	var s settleDoc
	w.run("settle", "--json").exits(0).into(&s)
	require.Equal(t, 1, s.Checked)
	require.Equal(t, 1, s.Settled)
	require.Equal(t, 0, s.InDoubt)
	require.Equal(t, 0, s.Resent)
	require.Equal(t, "succeeded", s.Items[0].State)
	require.Equal(t, f.ID, s.Items[0].ID)
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "ABC123"))
	require.Equal(t, 1, w.requests())
	w.run("settle", "--json").exits(0).into(&s)
	require.Equal(t, 0, s.Checked)
	require.Equal(t, []refundDoc{}, s.Items)
}

func TestARequestThatNeverArrivedIsSentOnceMore(t *testing.T) {
	w := newWorld(t, "timeout_before:1", impatient)
	w.pay("ABC123", 1000, "KRW")
	f := w.run("refund", "ABC123", "--amount", "300", "--wait", "0", "--yes", "--json").exits(5).refund()
	var s settleDoc
	w.run("settle", "--wait", "30s", "--json").exits(0).into(&s)
	require.Equal(t, 1, s.Resent)
	require.Equal(t, "succeeded", s.Items[0].State)
	require.Equal(t, 2, s.Items[0].Attempts)
	require.Equal(t, f.ID, s.Items[0].ID)
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "ABC123"))
	sent := w.platform.Requests()
	var bodies []string
	for _, r := range sent {
		if r.RefundID != "" {
			bodies = append(bodies, r.Body)
		}
	}
	require.Len(t, bodies, 2)
	require.Equal(t, bodies[0], bodies[1], "the same bytes")
}

func TestCode3230MeansThatTheFirstOneArrived(t *testing.T) {
	w := newWorld(t, "timeout_after:1;status_blind:1", impatient)
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--amount", "300", "--wait", "0", "--yes", "--json").exits(5)
	var s settleDoc
	w.run("settle", "--wait", "30s", "--json").exits(0).into(&s)
	require.Equal(t, 1, s.Resent)
	require.Equal(t, "succeeded", s.Items[0].State)
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "ABC123"), "refunded once")
	answers := map[string]int{}
	for _, r := range w.platform.Requests() {
		answers[r.Code]++
	}
	require.Equal(t, 1, answers["3230"])
}

func TestSettleExitsFiveWhileInDoubt(t *testing.T) {
	w := newWorld(t, "timeout_after;status_blind", "timeout = \"300ms\"\nresend_after = \"1h\"")
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--wait", "0", "--yes", "--json").exits(5)
	var s settleDoc
	w.run("settle", "--json").exits(5).into(&s)
	require.Equal(t, 1, s.InDoubt)
	require.Equal(t, "in_doubt", s.Items[0].State)
	w.run("settle", "--json", "--read-only").fails(4, "read_only")
}

func TestSettleTellsWhatItCouldNotAsk(t *testing.T) {
	w := newWorld(t, "pending", "")
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--wait", "0", "--yes", "--json").exits(5)
	delete(w.env, "CONTRA_SECRET_1234")
	var s settleDoc
	r := w.run("settle", "--json").exits(1)
	r.into(&s)
	require.Len(t, s.Errors, 1)
	require.Equal(t, "no_secret", s.Errors[0].Code)
	require.Contains(t, r.err, "no secret was found")
	require.Equal(t, "accepted", s.Items[0].State)
}

func TestLeavingEarlyStillPrintsTheRefund(t *testing.T) {
	w := newWorld(t, "pending", "")
	w.pay("ABC123", 1000, "KRW")
	ctx, leave := context.WithCancel(context.Background())
	go func() { // as Ctrl-C, once the platform has taken the refund
		for len(w.platform.Books().Refunds(project, "ABC123")) == 0 {
			time.Sleep(time.Millisecond)
		}
		leave()
	}()
	f := w.runWith(ctx, "", "refund", "ABC123", "--wait", "1h", "--yes", "--json").exits(5).refund()
	require.Equal(t, "accepted", f.State)
	require.Equal(t, 1, f.Attempts)

	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	w.pay("OTHER", 1000, "KRW")
	w.runWith(cancelled, "", "refund", "OTHER", "--yes", "--json").fails(130, "cancelled")
	require.Equal(t, 1, w.requests(), "nothing was sent")
}

func TestDecisionsOfAPerson(t *testing.T) {
	w := newWorld(t, "http_500@LOST;status_blind@LOST;timeout_after@TWIN;dashboard@TWIN;pending@OPEN", "timeout = \"300ms\"\nresend_after = \"1h\"")
	w.pay("LOST", 1000, "KRW")
	w.pay("TWIN", 1000, "KRW")
	w.pay("OPEN", 1000, "KRW")
	lost := w.run("refund", "LOST", "--wait", "0", "--yes", "--json").exits(5).refund()
	w.run("refunds", "not-taken", lost.ID, "--yes", "--json").fails(2, "usage") // a note is needed
	w.run("refunds", "not-taken", lost.ID, "--note", "seen", "--json").fails(2, "usage")
	w.run("refunds", "note", lost.ID, "asked support", "--json").exits(0)
	got := w.run("refunds", "not-taken", lost.ID, "--note", "not in the Dashboard", "--yes", "--json").exits(0).refund()
	require.Equal(t, "rejected", got.State)
	require.EqualValues(t, 1000, w.payment("LOST").Refundable)
	w.run("refunds", "resend", lost.ID, "--yes", "--json").fails(4, "wrong_state")
	told := w.run("refunds", "show", lost.ID, "--json").exits(0).refund()
	require.Contains(t, told.Steps[len(told.Steps)-2].Detail, "asked support")

	twin := w.run("refund", "TWIN", "--amount", "400", "--wait", "0", "--yes", "--json").exits(5).refund()
	w.run("settle", "--json").exits(5)
	held := w.run("refunds", "show", twin.ID, "--json").exits(0).refund()
	require.NotEmpty(t, held.Hold, "two operations fit")
	var doc showDoc
	w.run("show", "TWIN", "--json").exits(0).into(&doc)
	ours, _ := w.platform.Books().ByMerchantRefundID(project, twin.ID)
	w.run("refunds", "adopt", twin.ID, "123", "--yes", "--json").fails(4, "wrong_state")
	adopted := w.run("refunds", "adopt", twin.ID, itoa(ours.ID), "--yes", "--json").exits(0).refund()
	require.Equal(t, "succeeded", adopted.State)

	open := w.run("refund", "OPEN", "--wait", "0", "--yes", "--json").exits(5).refund()
	w.run("refunds", "withdraw", open.ID, "--yes", "--json").fails(4, "wrong_state")
	w.run("refunds", "acknowledge", open.ID, "--json").fails(4, "wrong_state")
	w.run("refunds", "show", "nothing", "--json").fails(1, "not_found")
}
