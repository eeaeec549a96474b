//go:build unix

package purchase_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/purchases"
)

// The environment tells a copy of this test binary to be the victim.
const (
	victimLedger  = "CONTRA_TEST_VICTIM_LEDGER"
	victimGate    = "CONTRA_TEST_VICTIM_GATE"
	victimPayment = "CONTRA_TEST_VICTIM_PAYMENT"
	victimPoint   = "CONTRA_TEST_VICTIM_POINT"
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
	return config.Config{Projects: []config.Project{{ID: desktest.Project}}, Purchase: config.Purchase{Window: 15 * time.Minute},
		Gate: config.Gate{URL: gate, Timeout: 250 * time.Millisecond, Description: "Refund", ReturnURL: "https://shop.example/"}}
}

// victim makes one purchase and kills itself with SIGKILL at the given point.
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
		var p ledger.Purchase
		if plan, planned := d.Purchases.Plan(ctx, wish(os.Getenv(victimPayment))); planned == nil {
			if p, err = d.Purchases.Prepare(ctx, plan); err == nil {
				if _, err = d.Purchases.Send(ctx, p.ID); err == nil {
					_, err = d.Purchases.Watch(ctx, p.ID, 700*time.Millisecond)
				}
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// outcomes are what the network, the platform and the customer may do to a
// purchase; in those without a decline of the platform the customer pays.
var outcomes = []string{
	"", "decline", "expire", "error=3299", "error=2147:1", "error=3041:1", "pending",
	"timeout_before:1", "timeout_after:1", "reset_before:1", "reset_after:1",
	"http_500:1", "http_502_after:1", "html_after:1", "cut_json:1", "wrong_signature:1", "wrong_request_id:1", "wrong_payment:1",
	"callback_first", "callback_dup", "callback_reorder", "callback_lost",
	"timeout_after:1;status_blind:1", "timeout_before:1;status_http_500:1", "timeout_after:1;decline",
}

// A purchase is killed at every step, whatever the network does, and started
// again: nothing is bought twice, nothing is lost, and what is not settled is listed.
func TestKilledAtEveryStep(t *testing.T) {
	var kills, settled, listed, unsent atomic.Int64
	t.Run("outcomes", func(t *testing.T) {
		for _, outcome := range outcomes {
			t.Run(outcome, func(t *testing.T) {
				t.Parallel()
				r := desktest.New(t, desktest.Options{Faults: outcome, Listen: true})
				r.Config = impatient(r.Gate.URL)
				r.Desk = r.Open("desk1", nil)
				pay(t, r)
				for point := 1; ; point++ {
					id := fmt.Sprintf("ORD-%d", point)
					killed := attack(t, r, id, point)
					switch state := recoverAndCompare(t, r, id, fmt.Sprintf("%s killed at point %d", outcome, point)); {
					case state == "":
						unsent.Add(1)
					case !state.Open():
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
	})
	t.Logf("%d kills over %d outcomes: %d purchases settled, %d listed as open, %d never begun; 0 double, 0 lost",
		kills.Load(), len(outcomes), settled.Load(), listed.Load(), unsent.Load())
	require.Greater(t, kills.Load(), int64(10*len(outcomes)), "the victim must have been killed at many points")
}

// pay is a customer who pays whatever waits for him.
func pay(t *testing.T, r *desktest.Rig) {
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			for _, a := range r.Platform.Awaiting() {
				_ = r.Platform.Scan(a.Data, "pay") // the platform may have ended it this moment
			}
		}
	}()
	t.Cleanup(func() { close(done); <-stopped })
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
// the ledger against the platform's own books and what was asked of it.
func recoverAndCompare(t *testing.T, r *desktest.Rig, id, what string) ledger.PurchaseState {
	t.Helper()
	ctx := context.Background()
	key := ledger.Key{Project: desktest.Project, ID: id}
	for range 6 {
		_, err := r.Desk.Purchases.SettleAll(ctx, func(p ledger.Purchase) bool { return p.PaymentID == id })
		require.NoError(t, err, what)
		if p, found, err := purchases.OfPayment(ctx, r.Desk.Store, key); err == nil && (!found || !p.State.Open()) {
			break
		}
	}
	p, found, err := purchases.OfPayment(ctx, r.Desk.Store, key)
	require.NoError(t, err, what)
	paid, known := int64(0), false
	if payment, ok := r.Platform.Books().Payment(desktest.Project, id); ok {
		paid, known = payment.Captured(), true
		require.Len(t, payment.Operations, 1, "double: %s", what)
	}
	bodies := map[string]bool{}
	for _, q := range r.Platform.Requests() {
		if q.PaymentID == id && strings.HasSuffix(q.Path, "/sale") {
			bodies[q.Body] = true
		}
	}
	require.LessOrEqual(t, len(bodies), 1, "every attempt sends the same bytes: %s", what)
	if !found {
		require.False(t, known, "lost: the platform has what the ledger does not know of: %s", what)
		return ""
	}
	switch p.State {
	case ledger.PurchaseSucceeded:
		require.EqualValues(t, 1000, paid, "lost: %s", what)
		require.EqualValues(t, 1000, r.Payment(id).Captured, what)
	case ledger.PurchaseDeclined, ledger.PurchaseExpired:
		require.Zero(t, paid, "lost: %s", what)
	case ledger.PurchaseRejected, ledger.PurchaseCancelled:
		require.False(t, known, "lost: %s", what)
	default:
		require.NotEqual(t, ledger.PurchaseSent, p.State, "stuck unlisted: %s", what)
	}
	return p.State
}
