package advice

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

var policy = Policy{ResendAfter: time.Minute, Timeout: 30 * time.Second, Keys: true}

func inDoubtRefund() ledger.Refund {
	return ledger.Refund{ID: "7f3a", PaymentID: "ORD-17", State: ledger.InDoubt, Amount: money.New(30_000, "KRW"), Attempts: 1,
		SentAt: time.Date(2026, 11, 21, 18, 20, 4, 0, time.UTC)}
}

// A doubt is never called a failure, and nobody is told to refund again.
func TestADoubtIsExplainedCalmly(t *testing.T) {
	held, exists, twice := inDoubtRefund(), inDoubtRefund(), inDoubtRefund()
	held.Hold = "it was resent once and the platform still does not show it"
	exists.Code = ledger.CodeExists
	twice.Attempts = 2
	for _, f := range []ledger.Refund{inDoubtRefund(), held, exists, twice} {
		for fits := range 3 {
			a := Of(f, fits, policy)
			all := strings.ToLower(a.Now + " " + a.Next + " " + a.Safe)
			require.NotContains(t, all, "failed")
			require.NotContains(t, all, "try again")
			require.NotContains(t, all, "error")
			require.NotEmpty(t, a.Next)
			require.NotEmpty(t, a.Safe)
		}
	}
	require.Contains(t, Of(inDoubtRefund(), 0, policy).Next, "18:21:04 UTC")
	require.Contains(t, Of(exists, 0, policy).Next, "Do not refund again")
	require.Contains(t, Of(inDoubtRefund(), 2, policy).Now, "2 refunds of 30,000 KRW")
}

// Every state says what comes next, and names keys only where they work.
func TestEveryStateHasAdvice(t *testing.T) {
	for _, s := range []ledger.RefundState{ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.InDoubt, ledger.Succeeded,
		ledger.Declined, ledger.Rejected, ledger.Cancelled, ledger.Confirmed, ledger.ReversedBackNow,
		ledger.Exported, ledger.Uploaded} {
		for _, hold := range []string{"", "a person must look"} {
			f := inDoubtRefund()
			f.State, f.Hold = s, hold
			a := Of(f, 0, policy)
			require.NotEmpty(t, a.Now, s)
			require.NotEmpty(t, a.Next, s)
			if s.Reserves() {
				require.NotEmpty(t, a.Safe, s)
			}
			quiet := policy
			quiet.Keys = false
			b := Of(f, 0, quiet)
			for _, key := range []string{"q asks", "(A)", "(R)", "(N)", "k acknowledges", "W withdraws", "(R or W)"} {
				require.NotContains(t, b.Now+b.Next, key)
			}
			require.NotEmpty(t, Word(s))
		}
	}
}

func TestAWithdrawnRefundSaysByWhomOrWhy(t *testing.T) {
	f := inDoubtRefund()
	f.State, f.Message = ledger.Cancelled, "withdrawn by desk1"
	require.Equal(t, "it was withdrawn before anything was sent, by desk1", Of(f, 0, policy).Now)
	f.Message = "the payment is disputed"
	require.Equal(t, "it was withdrawn before anything was sent (the payment is disputed)", Of(f, 0, policy).Now)
}

func TestADeclineIsExplainedByItsCode(t *testing.T) {
	f := inDoubtRefund()
	f.State, f.Code = ledger.Rejected, "3283"
	a := Of(f, 0, policy)
	require.Contains(t, a.Now, "larger than what the payment has left (code 3283)")
	require.Contains(t, a.Next, "Refresh the payment")
	f.Code, f.Message = "99999", "Strange"
	require.Contains(t, Of(f, 0, policy).Now, "(Strange)")
}
