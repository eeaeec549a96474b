//go:build unix

package refund_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
)

// The environment tells a copy of this test binary to be the victim.
const (
	victimLedger  = "CONTRA_TEST_VICTIM_LEDGER"
	victimGate    = "CONTRA_TEST_VICTIM_GATE"
	victimPayment = "CONTRA_TEST_VICTIM_PAYMENT"
	victimPoint   = "CONTRA_TEST_VICTIM_POINT"
	killRounds    = "CONTRA_TEST_KILL_ROUNDS" // how often the whole grid is run; default once
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(victimLedger) != "":
		victim()
	case os.Getenv(racerLedger) != "":
		racer()
	default:
		// The kill tests mostly wait for time-outs of other processes.
		flag.Parse()
		flag.Set("test.parallel", "12")
		os.Exit(m.Run())
	}
}

// impatient is a configuration that does not wait: what matters is the order of things.
func impatient(gate string) config.Config {
	return config.Config{Projects: []config.Project{{ID: desktest.Project}},
		Gate: config.Gate{URL: gate, Timeout: 250 * time.Millisecond, Description: "Refund"}}
}

// victim refunds one payment and kills itself with SIGKILL at the given point.
func victim() {
	last, _ := strconv.Atoi(os.Getenv(victimPoint))
	n := 0
	probe := func(string) {
		if n++; n == last {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
	ctx := context.Background()
	d, err := desk.Open(ctx, desk.Options{Ledger: os.Getenv(victimLedger), Config: impatient(os.Getenv(victimGate)), Operator: "victim", Probe: probe})
	if err == nil {
		d.Secrets.Put(desktest.Project, desktest.Secret)
		var p ledger.Payment
		if p, err = d.Lookup(ctx, 0, os.Getenv(victimPayment)); err == nil {
			var f ledger.Refund
			if f, _, err = d.PlanNow(ctx, p.RowID, desktest.KRW(300), ""); err == nil {
				_, err = d.Runner.Watch(ctx, f.ID, 700*time.Millisecond)
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// outcomes are what the network and the platform may do to a refund.
var outcomes = []string{
	"", "decline", "error=504", "error=2147:1", "pending",
	"timeout_before:1", "timeout_after:1", "timeout_before", "reset_before:1", "reset_after:1",
	"http_500:1", "http_502_after:1", "http_503:1", "http_503_after:1", "http_429:1", "http_429_after:1",
	"html:1", "html_after:1", "cut_json:1", "wrong_signature:1", "wrong_request_id:1", "wrong_payment:1", "slow_drip:1",
	"reversal", "callback_first", "callback_dup", "callback_reorder", "callback_lost",
	"timeout_after:1;status_blind:1", "timeout_before:1;status_http_500:1", "reset_after:1;status_timeout:1", "http_500_after:1;status_wrong_signature:1",
	"timeout_after:1;decline", "timeout_before:1;decline", "timeout_after:1;late_3230",
}

// A refund is killed at every step, whatever the network does, and started
// again: nothing is refunded twice, nothing is lost, and what is not settled is listed.
func TestKilledAtEveryStep(t *testing.T) {
	rounds := 1
	if n, err := strconv.Atoi(os.Getenv(killRounds)); err == nil {
		rounds = n
	}
	var kills, settled, listed, unsent atomic.Int64
	t.Run("outcomes", func(t *testing.T) {
		for round := range rounds {
			for _, outcome := range outcomes {
				t.Run(fmt.Sprintf("%s seed %d", outcome, round), func(t *testing.T) {
					t.Parallel()
					r := desktest.New(t, desktest.Options{Faults: fmt.Sprintf("%s;seed=%d", outcome, round), Listen: true})
					r.Config = impatient(r.Gate.URL)
					r.Desk = r.Open("desk1", nil)
					for point := 1; ; point++ {
						id := fmt.Sprintf("ORD-%d", point)
						require.NoError(t, r.Platform.AddPayment(desktest.Sale(id, 1000)))
						r.Import(r.Platform.Callbacks(id)...)
						killed := attack(t, r, id, point)
						switch state := recoverAndCompare(t, r, id, fmt.Sprintf("killed at point %d", point)); {
						case state == "":
							unsent.Add(1)
						case state.Final():
							settled.Add(1)
						default:
							listed.Add(1)
						}
						if !killed {
							return
						}
						kills.Add(1)
					}
				})
			}
		}
	})
	t.Logf("%d kills over %d outcomes and %d seeds: %d refunds settled, %d listed as open, %d never begun; 0 double, 0 lost",
		kills.Load(), len(outcomes), rounds, settled.Load(), listed.Load(), unsent.Load())
	require.Greater(t, kills.Load(), int64(10*len(outcomes)), "the victim must have been killed at many points")
}

// attack runs the victim until the point and tells whether it was killed there.
func attack(t *testing.T, r *desktest.Rig, id string, point int) bool {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run=^$")
	cmd.Env = append(os.Environ(), victimLedger+"="+r.Ledger, victimGate+"="+r.Gate.URL, victimPayment+"="+id, fmt.Sprintf("%s=%d", victimPoint, point))
	out, err := cmd.CombinedOutput()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		require.Equal(t, syscall.SIGKILL, status.Signal(), string(out))
		return true
	}
	require.NoError(t, err, string(out))
	return false
}

// recoverAndCompare starts again after a kill, settles what is open, and holds
// the ledger against the platform's own books.
func recoverAndCompare(t *testing.T, r *desktest.Rig, id, what string) ledger.RefundState {
	t.Helper()
	ctx := context.Background()
	for range 6 {
		if _, err := r.Desk.Runner.SettleAll(ctx, func(f ledger.Refund) bool { return f.PaymentID == id }); err != nil {
			require.NoError(t, err, what)
		}
		if refunds, err := r.Desk.Store.RefundsOf(ctx, r.Payment(id).RowID); err == nil && (len(refunds) == 0 || refunds[0].State.Final()) {
			break
		}
	}
	refunds, err := r.Desk.Store.RefundsOf(ctx, r.Payment(id).RowID)
	require.NoError(t, err, what)
	books := r.Platform.Books()
	paid := books.Refunded(desktest.Project, id)
	require.LessOrEqual(t, len(books.Refunds(desktest.Project, id)), 1, "double: %s", what)
	p := r.Payment(id)
	if len(refunds) == 0 {
		require.Zero(t, paid, "lost: the platform refunded what the ledger does not know of: %s", what)
		require.EqualValues(t, 1000, p.Refundable(), what)
		return ""
	}
	require.Len(t, refunds, 1, what)
	f := refunds[0]
	switch f.State {
	case ledger.Succeeded:
		require.EqualValues(t, 300, paid, "lost: %s", what)
		require.EqualValues(t, []int64{300, 0}, []int64{p.Refunded, p.Reserved}, what)
	case ledger.Declined, ledger.Rejected, ledger.Cancelled:
		require.Zero(t, paid, "lost: %s", what)
		require.EqualValues(t, []int64{0, 0}, []int64{p.Refunded, p.Reserved}, what)
	default:
		require.NotEqual(t, ledger.Sent, f.State, "stuck unlisted: %s", what)
		require.EqualValues(t, 300, p.Reserved, "what may still move money stays reserved: %s", what)
	}
	return f.State
}
