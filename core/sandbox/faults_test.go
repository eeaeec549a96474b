package sandbox_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
)

func TestAnswersThatFail(t *testing.T) {
	for fault, c := range map[string]struct {
		applied bool
		http    int // 0: no complete answer
		outcome string
	}{
		"reset_before":   {false, 0, "reset"},
		"reset_after":    {true, 0, "reset"},
		"http_500":       {false, 500, "answered"},
		"http_502":       {false, 502, "answered"},
		"http_503":       {false, 503, "answered"},
		"http_429":       {false, 429, "answered"},
		"http_500_after": {true, 500, "answered"},
		"http_502_after": {true, 502, "answered"},
		"http_503_after": {true, 503, "answered"},
		"http_429_after": {true, 429, "answered"},
		"html":           {false, 200, "answered"},
		"html_after":     {true, 200, "answered"},
		"cut_json":       {true, 200, "cut"},
	} {
		t.Run(fault, func(t *testing.T) {
			r := newRig(t, fault+"@PAY-1:1")
			a := r.refund("PAY-1", 400, "r-1")
			require.Error(t, a.err, "an answer that cannot be read")
			if c.outcome != "reset" {
				require.Equal(t, c.http, a.http)
			}
			r.wait()
			require.Equal(t, c.applied, r.refunded("PAY-1") == 400)
			require.Equal(t, c.applied, len(r.callbacks()) == 2)
			log := r.p.Requests()
			require.Len(t, log, 1)
			require.Equal(t, []any{c.applied, c.outcome, c.http, []string{fault}, "r-1"},
				[]any{log[0].Applied, log[0].Outcome, log[0].HTTP, log[0].Faults, log[0].RefundID})

			again := r.refund("PAY-1", 400, "r-1")
			require.NoError(t, again.err, "only the first request fails")
			if c.applied {
				require.Equal(t, "3230", again.Code)
			} else {
				require.Equal(t, "success", again.Status)
			}
			r.wait()
			require.Equal(t, int64(400), r.refunded("PAY-1"))
		})
	}
}

func TestTimeOutsEndWhenTheClientGoes(t *testing.T) {
	for fault, applied := range map[string]bool{"timeout_before": false, "timeout_after": true} {
		t.Run(fault, func(t *testing.T) {
			r := newRig(t, fault+":1")
			r.abandon(r.signed(body("PAY-1", 400, "r-1")), func() bool {
				log := r.p.Requests()
				return len(log) == 1 && log[0].Faults != nil && log[0].Applied == applied
			})
			r.wait() // callbacks come although no answer ever does
			require.Equal(t, applied, r.refunded("PAY-1") == 400)
			require.Equal(t, applied, len(r.callbacks()) == 2)
			require.Eventually(t, func() bool { return r.p.Requests()[0].Outcome == "no answer" }, 10*time.Second, time.Millisecond)
		})
	}
}

func TestATimeOutEndsWhenThePlatformStops(t *testing.T) {
	r := newRig(t, "timeout_after")
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() { r.post(path, r.signed(body("PAY-1", 1, fmt.Sprint("r", i)))) })
	}
	require.Eventually(t, func() bool { return len(r.p.Books().Refunds(project, "PAY-1")) == 5 }, 10*time.Second, time.Millisecond)
	r.p.Close()
	wg.Wait()
}

func TestAnswersThatLie(t *testing.T) {
	r := newRig(t, "wrong_signature@A;wrong_request_id@B;wrong_payment@C")
	for _, id := range []string{"A", "B", "C"} {
		r.add(id, 1000)
	}
	a := r.refund("A", 1, "a")
	require.Equal(t, []string{"success", "A"}, []string{a.Status, a.ID})
	require.Contains(t, a.raw, `"signature":"`)
	_, err := gate.Verify(secret, []byte(a.raw))
	require.ErrorIs(t, err, gate.ErrBadSignature)

	b, c := r.refund("B", 1, "b"), r.refund("C", 1, "c")
	own, _ := r.p.Books().ByMerchantRefundID(project, "b")
	require.Equal(t, "success", b.Status)
	require.NotEqual(t, own.RequestID, b.Req)
	own, _ = r.p.Books().ByMerchantRefundID(project, "c")
	require.Equal(t, []string{"success", own.RequestID, "PAY-1"}, []string{c.Status, c.Req, c.ID})
	r.wait()
	for _, id := range []string{"A", "B", "C"} {
		require.Equal(t, int64(1), r.refunded(id))
	}
}

func TestASlowAnswerComesInTheEnd(t *testing.T) {
	r := newRig(t, "slow_drip=100us;status_slow_drip=100us")
	a := r.refund("PAY-1", 1, "a")
	require.NoError(t, a.err)
	require.Equal(t, "success", a.Status)
	a, c := r.status("PAY-1")
	require.NoError(t, a.err)
	require.Equal(t, "success", c.Payment.Status)

	slow := newRig(t, "slow_drip=1h")
	slow.abandon(slow.signed(body("PAY-1", 1, "a")), func() bool { return len(slow.p.Requests()) == 1 && slow.p.Requests()[0].Applied })
	slow.wait()
	require.Equal(t, int64(1), slow.refunded("PAY-1"))
}

func TestOutcomesByScript(t *testing.T) {
	r := newRig(t, "decline@D1;decline=20504@D2;error=2147@E:1;reversal@R;refund_reverse@U;pending@P")
	for _, id := range []string{"D1", "D2", "E", "R", "U", "P"} {
		r.add(id, 1000)
	}
	require.Equal(t, "2147", r.refund("E", 1, "e").Code)
	require.Equal(t, "success", r.refund("E", 1, "e").Status, "a refusal uses no merchant_refund_id up")
	for _, id := range []string{"D1", "D2", "R", "U", "P"} {
		require.Equal(t, "success", r.refund(id, 1000, "r-"+id).Status, "accepted all the same")
	}
	r.clock.Advance(time.Hour)
	require.NoError(t, r.p.Drain(t.Context()))
	got := map[string][]string{}
	for _, m := range r.callbacks() {
		c := m.body
		got[c.Payment.ID] = append(got[c.Payment.ID], strings.Join([]string{c.Payment.Status, fmt.Sprint(c.Payment.Sum.Amount), c.Operation.Type, c.Operation.Status, c.Operation.Code}, "/"))
	}
	require.Equal(t, []string{"success/1000/refund/processing/9999", "success/1000/refund/decline/20000"}, got["D1"])
	require.Equal(t, "success/1000/refund/decline/20504", got["D2"][1])
	require.Equal(t, "reversed/0/reversal/success/0", got["R"][1])
	require.Equal(t, []string{"refunded/0/refund/success/0", "success/1000/refund reverse/success/0"}, got["U"][1:])
	require.Equal(t, []string{"success/1000/refund/processing/9999"}, got["P"])

	held := r.p.Books().Refunds(project, "P")[0]
	require.NoError(t, r.p.Settle(held.ID, "0"))
	require.Error(t, r.p.Settle(held.ID, "0"))
	r.clock.Advance(0)
	last := r.callbacks()[len(r.callbacks())-1]
	require.Equal(t, []string{"P", "refunded"}, []string{last.body.Payment.ID, last.body.Payment.Status})
}

func TestSomebodyRefundsInTheDashboardMeanwhile(t *testing.T) {
	r := newRig(t, "dashboard:1;timeout_before@GONE:1")
	r.add("GONE", 1000)
	require.Equal(t, "success", r.refund("PAY-1", 300, "r-1").Status)
	r.wait()
	require.Equal(t, int64(600), r.refunded("PAY-1"))
	first := r.p.Books().Refunds(project, "PAY-1")[0]
	require.Equal(t, []any{"", "dashboard", int64(300)}, []any{first.MerchantRefundID, first.Origin, first.Amount.Minor})

	r.abandon(r.signed(body("GONE", 1000, "r-2")), func() bool { return r.refunded("GONE") == 1000 })
	require.Equal(t, "3060", r.refund("GONE", 1000, "r-2").Code)
}

func TestLateDuplicateCheck(t *testing.T) {
	r := newRig(t, "late_3230")
	require.Equal(t, "success", r.refund("PAY-1", 1000, "r").Status)
	require.Equal(t, "3283", r.refund("PAY-1", 1000, "r").Code)
	r.wait()
	require.Equal(t, "3060", r.refund("PAY-1", 1000, "r").Code)
}
