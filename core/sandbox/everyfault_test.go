package sandbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/faults"
)

// Whoever looks from outside sees each fault, and nothing else: the same calls
// with the same seed bring the same bytes, until a fault is scripted.
func TestEveryFaultIsSeenFromOutside(t *testing.T) {
	plain := observe(t, "")
	require.Equal(t, plain, observe(t, ""))
	for _, f := range sandbox.Faults() {
		t.Run(string(f.Name), func(t *testing.T) {
			t.Parallel()
			script := string(f.Name)
			switch f.Argument {
			case faults.Code:
				script += "=2147"
			case faults.Duration:
				script += "=1h"
			}
			elsewhere := script + "@another-payment"
			if f.Name != faults.LateDuplicate { // which the second request meets
				script += "@pay-1:1"
			}
			require.NotEqual(t, plain, observe(t, script))
			require.Equal(t, plain, observe(t, elsewhere), "of another payment")
		})
	}
}

// observe makes the same calls and writes down all that a merchant sees.
func observe(t *testing.T, script string) (seen []string) {
	r := newRig(t, script)
	note := func(a answer) {
		seen = append(seen, fmt.Sprintf("HTTP %d, readable %t, %s; callbacks %d", a.http, a.err == nil, a.raw, len(r.callbacks())))
	}
	call := func(path, body string) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		note(r.postWithin(ctx, path, r.signed(body)))
	}
	status := `{"general":{"project_id":1234,"payment_id":"PAY-1"}}`
	call(path, body("PAY-1", 600, "r-1"))
	call(path, body("PAY-1", 600, "r-1"))
	call("/v2/payment/status", status)
	r.clock.Advance(3 * time.Hour)
	call("/v2/payment/status", status)
	for _, m := range r.callbacks() {
		seen = append(seen, fmt.Sprintf("%s %t %s", m.at.Sub(start), m.good, m.raw))
	}
	return seen
}
