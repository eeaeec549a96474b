package purchase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/sandbox"
)

// Whatever befalls the answer, the platform is asked what became of the
// purchase, and the customer still pays once.
func TestEveryFaultOfTheAnswerIsFollowedToTheOutcome(t *testing.T) {
	for fault, attempts := range map[string]int{
		"timeout_before:1": 2, "timeout_after:1": 1, "reset_before:1": 2, "reset_after:1": 1, "http_500:1": 2, "http_502:1": 2, "http_503:1": 2, "http_429:1": 2,
		"http_500_after:1": 1, "http_502_after:1": 1, "http_503_after:1": 1, "http_429_after:1": 1, "html:1": 2, "html_after:1": 1, "cut_json:1": 1,
		"wrong_signature:1": 1, "wrong_request_id:1": 1, "wrong_payment:1": 1, "slow_drip:1": 1, "error=2147:1": 2, "error=9999:1": 2,
		"timeout_after:1;status_blind:1": 2,
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			r := desktest.New(t, desktest.Options{Faults: fault, Timeout: 300 * time.Millisecond})
			p := buy(t, r.Desk.Purchases, wish("580"))
			if fault != "wrong_request_id:1" {
				require.Equal(t, ledger.PurchaseInDoubt, p.State)
			}
			s := r.Desk.Purchases.Settle(context.Background(), p.ID)
			require.NoError(t, s.Err)
			require.Equal(t, ledger.PurchaseWaiting, s.Purchase.State, s.Purchase.Message)
			require.Equal(t, attempts, s.Purchase.Attempts)
			require.Eventually(t, func() bool { return r.Platform.Scan("580", sandbox.Pay) == nil }, 5*time.Second, time.Millisecond)
			p = watched(t, r.Desk.Purchases, p.ID)
			require.Equal(t, ledger.PurchaseSucceeded, p.State)
			require.Empty(t, p.Hold)
			onTheBooks(t, r, "580", 1000)
		})
	}
}

func onTheBooks(t testing.TB, r *desktest.Rig, id string, paid int64) {
	t.Helper()
	payment, _ := r.Platform.Books().Payment(desktest.Project, id)
	require.EqualValues(t, paid, payment.Captured())
	require.LessOrEqual(t, len(payment.Operations), 1, "two sales")
}

func TestADefiniteNoRejectsAndIsNotAskedAgain(t *testing.T) {
	r := desktest.New(t, desktest.Options{Faults: "error=3299"})
	p := buy(t, r.Desk.Purchases, wish("580"))
	require.Equal(t, ledger.PurchaseRejected, p.State)
	require.Equal(t, "3299", p.Code)
	report, err := r.Desk.Purchases.SettleAll(context.Background(), nil)
	require.NoError(t, err)
	require.Zero(t, report.Checked)
	require.Len(t, r.Platform.Requests(), 1)
}

// Somebody else's payment under our id is never taken for ours, nor sent again.
func TestAForeignPaymentWithTheIDIsHeld(t *testing.T) {
	for name, there := range map[string]func(*sandbox.Payment){
		"amount":   func(p *sandbox.Payment) {},
		"customer": func(p *sandbox.Payment) { p.Amount.Minor, p.Operations[0].Amount.Minor = 1000, 1000 },
		"age": func(p *sandbox.Payment) {
			p.Amount.Minor, p.Operations[0].Amount.Minor, p.CustomerID = 1000, 1000, "customer123"
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := desktest.New(t, desktest.Options{})
			theirs := desktest.Sale("580", 500)
			there(&theirs)
			require.NoError(t, r.Platform.AddPayment(theirs))
			p := buy(t, r.Desk.Purchases, wish("580"))
			require.Equal(t, ledger.PurchaseInDoubt, p.State)
			require.Equal(t, ledger.CodePaymentExists, p.Code)
			s := r.Desk.Purchases.Settle(context.Background(), p.ID)
			require.NoError(t, s.Err)
			require.Equal(t, ledger.PurchaseInDoubt, s.Purchase.State)
			require.Contains(t, s.Purchase.Hold, "somebody else")
			require.Equal(t, 1, s.Purchase.Attempts)
			p, err := r.Desk.Purchases.NotTaken(context.Background(), p.ID, "the Dashboard shows another shop's payment")
			require.NoError(t, err)
			require.Equal(t, ledger.PurchaseRejected, p.State)
			require.Empty(t, p.Hold)
		})
	}
}

func TestAPaymentThatCameBetweenIntentAndAttemptStopsIt(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	p := prepare(t, r.Desk.Purchases, wish("580"))
	require.NoError(t, r.Platform.AddPayment(desktest.Sale("580", 1000)))
	r.Import(r.Platform.Callbacks("580")...)
	p, err := r.Desk.Purchases.Send(ctx, p.ID)
	require.Equal(t, ledger.ErrState, code(err))
	require.Equal(t, ledger.PurchaseCancelled, p.State)
	require.Empty(t, r.Platform.Requests())
}

// Whatever the network does and however often it is settled, the platform never
// has two sales of one purchase, and what the ledger says agrees with it.
func TestNeverTwoSalesForOnePurchase(t *testing.T) {
	faults := []string{"", "timeout_before", "timeout_after", "reset_before", "reset_after", "http_500", "http_503_after", "html", "cut_json", "wrong_signature",
		"error=2147", "error=3299", "decline", "status_blind", "status_http_500", "callback_dup", "callback_reorder", "callback_first"}
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		script := ""
		for range rapid.IntRange(0, 3).Draw(rt, "faults") {
			f := rapid.SampledFrom(faults).Draw(rt, "fault")
			if f != "" {
				script += f + ":1;"
			}
		}
		r := desktest.New(t, desktest.Options{Faults: script, Listen: true, Timeout: 30 * time.Millisecond})
		p := buy(t, r.Desk.Purchases, wish("580"))
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"settle", "pay", "resend", "send"}).Draw(rt, "step") {
			case "settle":
				_ = r.Desk.Purchases.Settle(ctx, p.ID)
			case "pay":
				_ = r.Platform.Scan("580", sandbox.Pay)
			case "resend":
				_, _ = r.Desk.Purchases.Resend(ctx, p.ID)
			case "send":
				_, _ = r.Desk.Purchases.Send(ctx, p.ID)
			}
		}
		require.NoError(rt, r.Platform.Drain(ctx))
		_ = r.Desk.Purchases.Settle(ctx, p.ID)
		p = r.Desk.Purchases.Settle(ctx, p.ID).Purchase
		payment, known := r.Platform.Books().Payment(desktest.Project, "580")
		require.LessOrEqual(rt, len(payment.Operations), 1, "two sales")
		switch p.State {
		case ledger.PurchaseSucceeded:
			require.EqualValues(rt, 1000, payment.Captured())
		case ledger.PurchaseRejected:
			require.False(rt, known)
		default:
			require.Zero(rt, payment.Captured())
		}
	})
}
