package sandbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/faults"
)

// rule writes a fault as a rule.
func rule(f sandbox.Fault) string {
	switch f.Argument {
	case faults.Code:
		return string(f.Name) + "=2147"
	case faults.Duration:
		return string(f.Name) + "=30s"
	}
	return string(f.Name)
}

// Whoever looks from outside sees each fault, and nothing else: the same calls
// with the same seed bring the same bytes, until a fault is scripted.
func TestEveryFaultIsSeenFromOutside(t *testing.T) {
	plain := observe(t, "")
	require.Equal(t, plain, observe(t, ""))
	for _, f := range sandbox.Faults() {
		t.Run(string(f.Name), func(t *testing.T) {
			t.Parallel()
			scope := "@pay-1:1"
			switch {
			case f.Name == faults.LateDuplicate: // which the second request meets
				scope = ""
			case f.Name == faults.Expires:
				scope = "@new:1"
			case !f.OfRefunds():
				scope = "@operations/*:1"
			}
			require.NotEqual(t, plain, observe(t, rule(f)+scope))
			require.Equal(t, plain, observe(t, rule(f)+"@another-payment"), "of another payment")
		})
	}
}

// A purchase can have all of them but the ones that only refunds have.
func TestEveryFaultOfAPurchaseIsSeenFromOutside(t *testing.T) {
	plain := observePurchase(t, "")
	never := []faults.Name{faults.Reversal, faults.RefundReverse, faults.Dashboard, faults.LateDuplicate}
	for _, f := range sandbox.Faults() {
		t.Run(string(f.Name), func(t *testing.T) {
			t.Parallel()
			seen := observePurchase(t, rule(f)+"@NEW:1")
			if slices.Contains(never, f.Name) || strings.HasPrefix(string(f.Name), "dataapi_") {
				require.Equal(t, plain, seen)
				require.False(t, f.OfPurchases())
				return
			}
			require.NotEqual(t, plain, seen)
			require.True(t, f.OfPurchases())
			require.Equal(t, seen, observePurchase(t, rule(f)+"@next-purchase:1"))
		})
	}
}

// watch writes down all that a merchant sees.
type watch struct {
	*rig
	seen []string
}

func (w *watch) note(a answer) {
	w.seen = append(w.seen, fmt.Sprintf("HTTP %d, readable %t, %s; callbacks %d", a.http, a.err == nil, strings.ReplaceAll(a.raw, w.url, ""), len(w.callbacks())))
}

func (w *watch) call(path string, body []byte) {
	ctx, cancel := context.WithTimeout(w.Context(), 400*time.Millisecond)
	defer cancel()
	w.note(w.postWithin(ctx, path, body))
}

func (w *watch) status(id string) {
	w.call("/v2/payment/status", w.signed(fmt.Sprintf(`{"general":{"project_id":1234,"payment_id":%q}}`, id)))
}

func (w *watch) all() []string {
	for _, m := range w.callbacks() {
		w.seen = append(w.seen, fmt.Sprintf("%s %t %v", m.at.Sub(start), m.good, told(m.body)))
	}
	return w.seen
}

// told is a callback without what depends on the port that the test serves on.
func told(c callback) callback {
	for i := range c.Display {
		c.Display[i].Data = c.Display[i].Data[strings.LastIndexByte(c.Display[i].Data, '/'):]
	}
	return c
}

func observe(t *testing.T, script string) []string {
	w := &watch{rig: newRig(t, script, withToken)}
	w.call(path, w.signed(body("PAY-1", 600, "r-1")))
	w.call(path, w.signed(body("PAY-1", 600, "r-1")))
	w.status("PAY-1")
	w.call(salePath, w.signed(purchaseBody("NEW", 500)))
	w.clock.Advance(3 * time.Hour)
	w.status("PAY-1")
	w.status("NEW")
	for offset := range 2 {
		w.call("/v1/operations/get", ask(t, fmt.Sprintf(`"limit":1,"offset":%d,`, offset)+days))
	}
	return w.all()
}

func observePurchase(t *testing.T, script string) []string {
	w := &watch{rig: newRig(t, script)}
	w.call(salePath, w.signed(purchaseBody("NEW", 500)))
	w.status("NEW")
	w.clock.Advance(time.Minute)
	w.call("/practice/wallet", []byte(`{"payment_id":"NEW","act":"pay"}`))
	w.clock.Advance(3 * time.Hour)
	w.status("NEW")
	return w.all()
}
