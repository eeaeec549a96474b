package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
)

func TestASingleRefundOfTheDashboardIsDeclinedLater(t *testing.T) {
	r := newRig(t, "decline=20504@PAY-1:1")
	require.NoError(t, r.p.DashboardRefund(project, "PAY-1", 300))
	running := r.p.Books().Refunds(project, "PAY-1")[0]
	require.Equal(t, []string{books.Processing, books.ByDashboard, ""}, []string{running.Status, running.Origin, running.MerchantRefundID})
	var refusal *books.Refusal
	require.ErrorAs(t, r.p.DashboardRefund(project, "PAY-1", 701), &refusal, "what runs is not free")
	require.Equal(t, books.CodeTooMuch, refusal.Code)

	r.clock.Advance(delay / 2)
	require.Equal(t, []string{"refund processing 1000"}, r.told())
	r.wait()
	require.Equal(t, []string{"refund processing 1000", "refund decline 1000"}, r.told())
	last := r.callbacks()[1]
	require.True(t, last.good)
	require.Equal(t, start.Add(delay), last.at)
	require.Equal(t, []string{"success", "20504", ""}, []string{last.body.Payment.Status, last.body.Operation.Code, last.body.Payment.MerchantRefundID})
	require.Equal(t, money2{300, "KRW"}, last.body.Operation.Initial)
	payment, _ := r.p.Books().Payment(project, "PAY-1")
	require.Equal(t, []any{"success", int64(0), int64(0), int64(1000)}, []any{payment.Status(), payment.Refunded(), payment.Pending(), payment.Remainder()})

	require.NoError(t, r.p.DashboardRefund(project, "PAY-1", 1000), "the script had one decline")
	require.EqualValues(t, 1000, r.refunded("PAY-1"), "and without it the refund ends at once")
	require.NoError(t, r.p.Books().Check())
}

// A fault of the refund or of its callbacks befalls it; one of an answer cannot.
func TestEveryFaultOfASingleRefundIsSeenFromOutside(t *testing.T) {
	seen := func(script string) []string {
		r := newRig(t, script)
		require.Equal(t, "done", r.post("/dashboard/refund", []byte(`{"project_id":1234,"payment_id":"PAY-1","amount":600}`)).Status)
		r.clock.Advance(time.Minute)
		told := r.told()
		for _, m := range r.callbacks() {
			// At once or after the platform's delay is the same here.
			told = append(told, fmt.Sprint(m.good, " ", m.body.Operation.Code, " late ", m.at.Sub(start) > delay))
		}
		return told
	}
	plain := seen("")
	require.Equal(t, []string{"refund processing 1000", "refund success 400"}, plain[:2])
	meant := []faults.Name{faults.Declined, faults.Pending, faults.Reversal, faults.RefundReverse,
		faults.CallbackDup, faults.CallbackMixed, faults.CallbackLost, faults.CallbackLate, faults.CallbackForged}
	for _, f := range sandbox.Faults() {
		if slices.Contains(meant, f.Name) {
			require.NotEqual(t, plain, seen(rule(f)+"@PAY-1:1"), f.Name)
		} else {
			require.Equal(t, plain, seen(rule(f)+"@PAY-1:1"), f.Name)
		}
		require.Equal(t, plain, seen(rule(f)+"@another-payment"), f.Name)
	}
}

// Somebody who refunds meanwhile is not the request that the script speaks of.
func TestWhatBefallsARequestSparesTheRefundMadeMeanwhile(t *testing.T) {
	r := newRig(t, "dashboard@PAY-1:1;decline@PAY-1")
	require.Equal(t, "success", r.refund("PAY-1", 400, "r-1").Status)
	r.wait()
	var ends []string
	for _, o := range r.p.Books().Refunds(project, "PAY-1") {
		ends = append(ends, o.Origin+" "+o.Status)
	}
	require.Equal(t, "dashboard success, gate decline", strings.Join(ends, ", "))
}
