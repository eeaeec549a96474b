package refund_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/refund"
)

// bent is Gate with its status answers changed on their way.
type bent struct {
	refund.Gate
	status func(gate.Reply) gate.Reply
}

func (b bent) Status(ctx context.Context, body []byte) gate.Reply {
	return b.status(b.Gate.Status(ctx, body))
}

// heard stores an operation of which a verified callback told.
func heard(t *testing.T, r *desktest.Rig, payment string, o ledger.Operation) {
	t.Helper()
	raw, err := json.Marshal(o)
	require.NoError(t, err)
	in := r.Desk.Intake("test")
	require.NoError(t, in.Store(context.Background(), []ledger.Inbound{{Source: "test", Line: 1, Raw: raw,
		Events: []ledger.Event{{Project: desktest.Project, PaymentID: payment, PaymentStatus: "success", Operation: o}}}}))
}

func TestTwoSettlersResendOnce(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_before")
	other := r.Open("desk2", nil)
	raced := false
	r.Desk.Runner.Probe = func(point string) {
		if point == "after recording the status" && !raced {
			raced = true
			s := other.Runner.Settle(ctx, f.ID)
			require.NoError(t, s.Err)
			require.True(t, s.Resent)
		}
	}
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err, "being second is no failure")
	require.True(t, raced)
	n, _ := attempts(r)
	require.Equal(t, 2, n, "the one resend was made by the other process")
	require.Equal(t, 2, s.Refund.Attempts)
}

func TestADisputedPaymentIsNotResent(t *testing.T) {
	r, f := doubt(t, "timeout_before:1")
	heard(t, r, "ORD-1", ledger.Operation{ID: "9001", Type: "chargeback", Status: "processing", Amount: *desktest.KRW(1000), Date: time.Now()})
	s := r.Desk.Runner.Settle(context.Background(), f.ID)
	require.NoError(t, s.Err)
	require.False(t, s.Resent)
	require.Contains(t, s.Refund.Hold, "disputed")
	n, _ := attempts(r)
	require.Equal(t, 1, n)
}

func TestAnIntentIsCheckedAgainBeforeItIsSent(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
	plan, err := r.Desk.Plan(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	f, err := r.Desk.Runner.Prepare(ctx, plan)
	require.NoError(t, err)
	heard(t, r, "ORD-1", ledger.Operation{ID: "9001", Type: "chargeback", Status: "processing", Amount: *desktest.KRW(1000), Date: time.Now()})
	f, err = r.Desk.Runner.Resend(ctx, f.ID)
	require.Equal(t, ledger.ErrDisputed, code(err))
	require.Equal(t, ledger.Cancelled, f.State)
	require.Empty(t, r.Platform.Requests())
	require.Zero(t, r.Payment("ORD-1").Reserved)
}

func TestAForgedStatusDecidesNothing(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_after:1")
	r.Desk.Runner.ResendAfter = time.Hour
	honest := r.Desk.Runner.Gate
	sign := func(change func(doc map[string]any)) {
		r.Desk.Runner.Gate = bent{honest, func(reply gate.Reply) gate.Reply {
			var doc map[string]any
			decoder := json.NewDecoder(bytes.NewReader(reply.Body))
			decoder.UseNumber()
			require.NoError(t, decoder.Decode(&doc))
			require.Contains(t, doc, "signature")
			change(doc)
			reply.Body, _ = json.Marshal(doc)
			return reply
		}}
	}
	sign(func(doc map[string]any) { doc["signature"] = "Y29udHJh" })
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.InDoubt, s.Refund.State)
	require.Error(t, r.Desk.Runner.Refresh(ctx, f.PaymentRow))
	p := r.Payment("ORD-1")
	require.EqualValues(t, []int64{0, 300}, []int64{p.Refunded, p.Reserved})

	// The platform does not sign every answer: one without a signature is read.
	sign(func(doc map[string]any) { delete(doc, "signature") })
	require.Equal(t, ledger.Succeeded, r.Desk.Runner.Settle(ctx, f.ID).Refund.State)
}

func TestADeclinedStrangerIsNotTakenForOurs(t *testing.T) {
	ctx := context.Background()
	// Ours was applied and is not shown yet; a Dashboard refund of the same amount was declined.
	r, f := doubt(t, "timeout_after:1;status_blind")
	heard(t, r, "ORD-1", ledger.Operation{ID: "9001", Type: "refund", Status: "decline", Code: "20000", Amount: *desktest.KRW(300), RequestID: "dashboard", Date: time.Now()})
	s := r.Desk.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.InDoubt, s.Refund.State, "a guess never releases a reservation")
	require.Contains(t, s.Refund.Hold, "9001")
	require.EqualValues(t, 300, r.Payment("ORD-1").Reserved)

	f, err := r.Desk.Runner.Adopt(ctx, f.ID, "9001", "support says so")
	require.NoError(t, err)
	require.Equal(t, ledger.Declined, f.State, "a person may know")
	require.Zero(t, r.Payment("ORD-1").Reserved)
}

func TestAnIntentOfAnotherMachineIsNotStuck(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
	r.Desk.Runner.Owner = "a-machine-that-is-gone/17/1"
	plan, err := r.Desk.Plan(ctx, r.Payment("ORD-1").RowID, nil, "")
	require.NoError(t, err)
	f, err := r.Desk.Runner.Prepare(ctx, plan)
	require.NoError(t, err)

	d, err := desk.Open(ctx, desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: "desk2", Now: func() time.Time { return time.Now().Add(20 * time.Minute) }})
	require.NoError(t, err)
	defer d.Close()
	s := d.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, "it was never sent: the program stopped first. Send it or withdraw it", s.Refund.Hold, "nobody else would ever see it")
	f, err = d.Runner.Withdraw(ctx, f.ID, "")
	require.NoError(t, err)
	require.Equal(t, ledger.Cancelled, f.State)
	require.Equal(t, "withdrawn by desk2", f.Message)
	require.Empty(t, r.Platform.Requests())
}

func TestARefundThatCouldNotBeSentIsNotCalledSent(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		meanwhile func(*desktest.Rig, *desk.Desk)
		want      ledger.RefundState
	}{
		"somebody cancelled it":         {func(r *desktest.Rig, d *desk.Desk) { withdrawAll(r) }, ledger.Cancelled},
		"the ledger cannot be written":  {func(_ *desktest.Rig, d *desk.Desk) { d.Close() }, ledger.Prepared},
		"the payment was disputed":      {func(r *desktest.Rig, _ *desk.Desk) { disputeIt(r) }, ledger.Cancelled},
		"the answer cannot be recorded": {nil, ledger.Sent},
	} {
		t.Run(name, func(t *testing.T) {
			r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
			var d *desk.Desk
			d = r.Open("desk2", func(point string) {
				if c.meanwhile != nil && point == "before the attempt" {
					c.meanwhile(r, d)
				}
				if c.meanwhile == nil && point == "after the answer" {
					d.Close()
				}
			})
			f, sent, err := d.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
			require.Error(t, err)
			require.Equal(t, c.want, f.State)
			require.Equal(t, c.meanwhile == nil, sent)
			require.Equal(t, c.meanwhile == nil, len(r.Platform.Requests()) == 1)
			if c.want == ledger.Prepared {
				var said *ledger.Error
				require.ErrorAs(t, err, &said)
				require.Contains(t, said.Hint, f.ID, "it may still be sent later, so its name must be told")
			}
		})
	}
}

func withdrawAll(r *desktest.Rig) {
	all, err := r.Desk.Store.Refunds(context.Background(), -1)
	require.NoError(r.T, err)
	for _, f := range all {
		_, err := r.Desk.Runner.Withdraw(context.Background(), f.ID, "")
		require.NoError(r.T, err)
	}
}

func disputeIt(r *desktest.Rig) {
	in := r.Desk.Intake("test")
	require.NoError(r.T, in.Store(context.Background(), []ledger.Inbound{{Raw: []byte("dispute"), Events: []ledger.Event{{Project: desktest.Project, PaymentID: "ord-1",
		Operation: ledger.Operation{ID: "9001", Type: "chargeback", Status: "processing", Amount: money.New(1000, "KRW")}}}}}))
}

func TestAcknowledgedEvidenceStaysAcknowledged(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "error=504"}, desktest.Sale("ORD-1", 1000))
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.Equal(t, ledger.Rejected, f.State)
	heard(t, r, "ORD-1", ledger.Operation{ID: "9001", Type: "refund", Status: "success", Amount: *desktest.KRW(300), MerchantRefundID: f.ID, Date: time.Now()})
	f, err = r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.NotEmpty(t, f.Hold)
	require.EqualValues(t, 300, r.Payment("ORD-1").Refunded)
	f, err = r.Desk.Runner.Acknowledge(ctx, f.ID, "seen")
	require.NoError(t, err)
	require.Empty(t, f.Hold)
	f, err = r.Desk.Store.Refund(ctx, f.ID)
	require.NoError(t, err)
	require.Empty(t, f.Hold)
}

// The desktop settles in the background while a person sends, in one process.
func TestABackgroundSettleDoesNotDisturbTheSender(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	r := desktest.New(t, desktest.Options{Faults: "reset_after:3;http_500:9"})
	done := make(chan error)
	go func() {
		for ctx.Err() == nil {
			report, err := r.Desk.Runner.SettleAll(ctx, nil)
			if err == nil {
				err = errors.Join(report.Errs...)
			}
			if err != nil && ctx.Err() == nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for _, id := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"} {
		require.NoError(t, r.Platform.AddPayment(desktest.Sale(id, 1000)))
		r.Import(r.Platform.Callbacks(id)...)
		f, sent, err := r.Desk.PlanNow(ctx, r.Payment(id).RowID, desktest.KRW(300), "")
		require.NoError(t, err)
		require.True(t, sent)
		f, err = r.Desk.Runner.Watch(ctx, f.ID, 20*time.Second)
		require.NoError(t, err)
		require.Equal(t, ledger.Succeeded, f.State)
		require.LessOrEqual(t, f.Attempts, 2)
		require.EqualValues(t, 300, r.Platform.Books().Refunded(desktest.Project, id))
	}
	stop()
	require.NoError(t, <-done)
}

func TestAReadOnlyLedgerSendsNothing(t *testing.T) {
	ctx := context.Background()
	r, f := doubt(t, "timeout_before:1")
	asked := len(r.Platform.Requests())
	d, err := desk.Open(ctx, desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: "auditor", ReadOnly: true})
	require.NoError(t, err)
	defer d.Close()
	d.Secrets.Put(desktest.Project, desktest.Secret)
	_, sent, err := d.PlanNow(ctx, f.PaymentRow, desktest.KRW(100), "")
	require.Equal(t, ledger.ErrReadOnly, code(err))
	require.False(t, sent)
	_, err = d.Runner.Resend(ctx, f.ID)
	require.Equal(t, ledger.ErrReadOnly, code(err))
	refunds, _ := attempts(r)
	require.Equal(t, 1, refunds)
	require.Len(t, r.Platform.Requests(), asked)
}

// Gate accepted it, and no operation of that request ever shows: a person who
// finds that it never ran must be able to end it.
func TestAnAcceptedRefundThatNeverShowsCanBeEnded(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "pending;status_blind"}, desktest.Sale("ORD-1", 1000))
	f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.Equal(t, ledger.Accepted, f.State)
	_, err = r.Desk.Runner.NotTaken(ctx, f.ID, "too early")
	require.Equal(t, ledger.ErrState, code(err), "while the platform is only slow nobody may release it")

	d, err := desk.Open(ctx, desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: "desk2", Now: func() time.Time { return time.Now().Add(20 * time.Minute) }})
	require.NoError(t, err)
	defer d.Close()
	d.Secrets.Put(desktest.Project, desktest.Secret)
	s := d.Runner.Settle(ctx, f.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.Accepted, s.Refund.State)
	require.NotEmpty(t, s.Refund.Hold)
	f, err = d.Runner.NotTaken(ctx, f.ID, "support case 18: the request was dropped")
	require.NoError(t, err)
	require.Equal(t, ledger.Rejected, f.State)
	require.Zero(t, r.Payment("ORD-1").Reserved)
}
