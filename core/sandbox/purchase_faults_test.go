package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/sandbox"
)

// What is applied although the answer fails is found under its id afterwards.
func TestAnswersToPurchasesThatFail(t *testing.T) {
	for fault, applied := range map[string]bool{
		"reset_before": false, "reset_after": true, "http_503": false, "http_502_after": true, "html": false, "html_after": true, "cut_json": true,
	} {
		t.Run(fault, func(t *testing.T) {
			r := newRig(t, fault+"@P:1")
			require.Error(t, r.buy("P", 1000).err)
			require.Equal(t, applied, r.p.Requests()[0].Applied)
			r.clock.Advance(delay)
			require.Equal(t, applied, len(r.callbacks()) == 1)
			again := r.buy("P", 1000)
			require.NoError(t, again.err)
			if applied {
				require.Equal(t, "3041", again.Code)
			} else {
				require.Equal(t, "success", again.Status)
			}
			r.clock.Advance(delay)
			require.Equal(t, waits, r.said("P"))
		})
	}
}

// Faults are arranged while the platform runs, of a purchase whose id nobody knows yet too.
func TestPracticeArrangesWhatGoesWrongNext(t *testing.T) {
	r := newRig(t, "")
	require.Equal(t, "success", r.buy("FIRST", 1000).Status)
	arrange := func(script string) answer {
		return r.post("/practice/faults", []byte(fmt.Sprintf(`{"script":%q}`, script)))
	}
	a := arrange("reset_after@next-purchase:1; decline=20504@PAY-1:1")
	require.Equal(t, 200, a.http)
	require.JSONEq(t, `{"arranged":"reset_after@next-purchase:1;decline=20504@pay-1:1"}`, a.raw)
	require.Error(t, r.buy("SECOND", 1000).err)
	require.Equal(t, "success", r.buy("THIRD", 1000).Status)
	r.clock.Advance(delay)
	require.Equal(t, waits, r.said("SECOND"), "it is applied")
	for script, part := range map[string]string{"nonsense@A": "there is no fault", "dashboard@next-purchase": "does not befall purchases"} {
		a := arrange(script)
		require.Equal(t, 400, a.http)
		require.Contains(t, a.raw, part)
	}
	require.Equal(t, 400, r.post("/practice/faults", []byte(`{`)).http)
}

func TestAnswersToPurchasesThatLie(t *testing.T) {
	r := newRig(t, "wrong_signature@A;wrong_request_id@B;wrong_payment@C;error=2147@D:1;slow_drip=100us@E")
	a := r.buy("A", 1)
	_, err := gate.Verify(secret, []byte(a.raw))
	require.ErrorIs(t, err, gate.ErrBadSignature)
	b, c := r.buy("B", 1), r.buy("C", 1)
	p, _ := r.p.Books().Payment(project, "B")
	require.NotEqual(t, p.Operations[0].RequestID, b.Req)
	require.Equal(t, []string{"success", "PAY-1"}, []string{c.Status, c.ID})
	require.Equal(t, "2147", r.buy("D", 1).Code)
	require.Equal(t, "success", r.buy("D", 1).Status, "a refusal uses no id up")
	require.Equal(t, "success", r.buy("E", 1).Status)
	r.clock.Advance(delay)
	require.Len(t, r.callbacks(), 5)
}

func TestOrderOfAPurchasesCallbacks(t *testing.T) {
	const paid = "success / success 0"
	for faults, want := range map[string][]string{
		"callback_first":                  {waits, paid},
		"callback_reorder":                {paid, waits},
		"callback_first;callback_reorder": {paid, waits},
		"callback_reorder;decline=20105":  {"decline / decline 20105", waits},
		"callback_reorder;expire":         {"expired / expired 20602", waits},
		"callback_reorder;pending":        {waits},
		"callback_lost":                   nil,
		"callback_late=24h":               {waits},
		"callback_dup":                    {waits, waits, waits, paid, paid, paid},
	} {
		t.Run(faults, func(t *testing.T) {
			r := newRig(t, faults)
			require.Equal(t, "success", r.buy("P", 1000).Status)
			r.clock.Advance(delay / 2)
			if !strings.Contains(faults, "expire") {
				require.NoError(t, r.p.Scan("P", sandbox.Pay), "the customer may have the code from elsewhere")
			}
			r.clock.Advance(time.Hour)
			require.Equal(t, want, r.heard("P"))
			require.NoError(t, r.p.Drain(t.Context()))
		})
	}
}

func TestTheQRCodeCanComeBeforeTheAnswer(t *testing.T) {
	r := newRig(t, "callback_first")
	inTime := false
	r.refuse = func(int) int { // runs while the platform delivers
		log := r.p.Requests()
		inTime = len(log) == 1 && log[0].Outcome == "waiting"
		return 200
	}
	require.Equal(t, "success", r.buy("P", 1000).Status)
	require.True(t, inTime)
}

func TestAForgedCallbackClaimsThatAPurchaseIsPaid(t *testing.T) {
	r := newRig(t, "callback_forged")
	r.bought("P", 1000)
	require.NoError(t, r.p.Scan("P", sandbox.Decline))
	r.clock.Advance(delay)
	got := r.callbacks()
	require.Len(t, got, 3)
	require.Equal(t, []any{true, false, true}, []any{got[0].good, got[1].good, got[2].good})
	require.Equal(t, []string{"success", "decline"}, []string{got[1].body.Operation.Status, got[2].body.Operation.Status})
}

func TestStatusCanBeBlindToAPurchase(t *testing.T) {
	r := newRig(t, "status_blind:1;status_wrong_payment@Q:1")
	r.bought("P", 1000)
	a, c := r.status("P")
	require.Equal(t, []any{"error", "3061"}, []any{c.Payment.Status, c.Errors[0].Code})
	r.verified([]byte(a.raw))
	require.Equal(t, waits, r.said("P"))
	r.bought("Q", 1000)
	_, c = r.status("Q")
	require.Equal(t, "error", c.Payment.Status, "blindness goes before a lie")
	_, c = r.status("Q")
	require.Equal(t, "Q", c.Payment.ID)
}
