package sandbox_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
)

func TestOrderOfCallbacks(t *testing.T) {
	for faults, want := range map[string][]string{
		"callback_first":                  {"refund success 600"},
		"callback_reorder":                {"refund success 600", "refund processing 1000"},
		"callback_first;callback_reorder": {"refund success 600", "refund processing 1000"},
		"callback_lost":                   nil,
		"callback_late=24h":               {"refund processing 1000"},
		"pending;callback_first":          {"refund processing 1000"},
	} {
		t.Run(faults, func(t *testing.T) {
			r := newRig(t, faults)
			require.Equal(t, "success", r.refund("PAY-1", 400, "r").Status)
			r.wait()
			require.Equal(t, want, r.told())
			require.NoError(t, r.p.Drain(t.Context()))
		})
	}
}

func TestTheCallbackCanComeBeforeTheAnswer(t *testing.T) {
	r := newRig(t, "callback_first")
	inTime := false
	r.refuse = func(int) int { // runs while the platform delivers
		log := r.p.Requests()
		inTime = len(log) == 1 && log[0].Outcome == "waiting"
		return 200
	}
	require.Equal(t, "success", r.refund("PAY-1", 400, "r").Status)
	require.True(t, inTime)
	require.Equal(t, int64(400), r.refunded("PAY-1"))
}

func TestDuplicatesAreExactAndASecondLater(t *testing.T) {
	r := newRig(t, "callback_dup")
	r.refund("PAY-1", 400, "r")
	r.wait()
	got := r.callbacks()
	require.Len(t, got, 6)
	require.Equal(t, got[3].raw, got[4].raw)
	require.Equal(t, "2025-11-20T09:00:10+0000", got[3].body.Operation.Date)
	require.Equal(t, "2025-11-20T09:00:11+0000", got[5].body.Operation.Date)
	for _, m := range got {
		require.True(t, m.good)
	}
}

func TestLateCallbacks(t *testing.T) {
	r := newRig(t, "callback_late")
	r.refund("PAY-1", 400, "r")
	r.clock.Advance(delay)
	require.Equal(t, int64(400), r.refunded("PAY-1"), "the refund itself is not late")
	r.clock.Advance(11*24*time.Hour - time.Second)
	require.Len(t, r.callbacks(), 1)
	r.clock.Advance(time.Second)
	require.Len(t, r.callbacks(), 2)
}

func TestAForgedCallbackClaimsSuccess(t *testing.T) {
	r := newRig(t, "callback_forged;decline")
	r.refuse = func(n int) int {
		if n == 2 {
			return 400
		}
		return 200
	}
	r.refund("PAY-1", 400, "r")
	r.wait()
	got := r.callbacks()
	require.Len(t, got, 3, "a forged callback is not tried again")
	require.Equal(t, []any{false, "success"}, []any{got[1].good, got[1].body.Operation.Status})
	require.Equal(t, []any{true, "decline"}, []any{got[2].good, got[2].body.Operation.Status})
}

// A listener that is away for a while gets everything in the end.
func TestCallbacksAreTriedAgainUntilTaken(t *testing.T) {
	r := newRig(t, "")
	r.refuse = func(n int) int {
		if n < 20 {
			return 503
		}
		return 200
	}
	r.refund("PAY-1", 400, "r")
	r.clock.Advance(2 * time.Hour)
	require.Len(t, r.callbacks(), 21, "nineteen refused, two taken")
	require.NoError(t, r.p.Drain(t.Context()))
	delivered := 0
	for _, a := range r.p.Deliveries() {
		if a.Delivered() {
			delivered++
		}
	}
	require.Equal(t, 2, delivered)
	require.Len(t, r.p.Deliveries(), 21)
}

func TestTheHistoryCanBeImported(t *testing.T) {
	r := newRig(t, "")
	planted := r.p.Plant(sandbox.PlantOptions{Count: 60})
	require.Len(t, planted, 60)
	require.Empty(t, r.p.Plant(sandbox.PlantOptions{Count: 60}), "the same past is not planted twice")
	total := 0
	for raw := range r.p.AllCallbacks {
		c := jsonOf(t, raw)
		require.NotEmpty(t, c["signature"])
		total++
	}
	byPayment := 0
	for _, p := range r.p.Books().Payments() {
		bodies := r.p.Callbacks(p.ID)
		byPayment += len(bodies)
		last := jsonOf(t, bodies[len(bodies)-1])["payment"].(map[string]any)
		require.Equal(t, p.Status(), last["status"])
		require.EqualValues(t, p.Sum().Minor, last["sum"].(map[string]any)["amount"])
	}
	require.Equal(t, total, byPayment)
	require.Greater(t, total, 61)
	for range r.p.AllCallbacks {
		break
	}
	r.clock.Advance(time.Hour)
	require.Empty(t, r.callbacks(), "the past is not told again")
}

func TestCallbacksGoWhereTheyAreSetTo(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.CallbackURL = "" })
	r.refund("PAY-1", 100, "a")
	r.wait()
	require.Empty(t, r.p.Deliveries())
	r.p.SetCallbackURL(r.listener)
	r.refund("PAY-1", 100, "b")
	r.wait()
	require.Len(t, r.callbacks(), 2)
}

func jsonOf(t *testing.T, raw []byte) (v map[string]any) {
	require.NoError(t, json.Unmarshal(raw, &v))
	return v
}
