package outbox

import (
	"math"
	"time"
)

// The documented schedule: six times every ten seconds, then 70 + 10·1.12^(n−4)
// seconds until that reaches four hours, then every four hours; at most 120
// attempts in eleven days.
const (
	MaxAttempts = 120
	MaxSpan     = 11 * 24 * time.Hour
	quick       = 6
	quickGap    = 10 * time.Second
	longestGap  = 4 * time.Hour
)

// Gap is the time between attempt n, counted from 1, and the next one.
func Gap(n int) time.Duration {
	if n <= quick {
		return quickGap
	}
	seconds := 70 + 10*math.Pow(1.12, float64(n-4))
	return min(longestGap, time.Duration(seconds*float64(time.Second)).Round(time.Second))
}
