package timeline

import (
	"fmt"

	"contra/core/ledger"
)

// Fold joins questions whose answer stayed the same into one step each, which
// stands at the time of the first and carries what came back last.
func Fold(steps []ledger.Step) []ledger.Step {
	var out []ledger.Step
	for len(steps) > 0 {
		n := 1
		for n < len(steps) && repeats(steps[0], steps[n]) {
			n++
		}
		s := steps[0]
		if last := steps[n-1]; n > 1 {
			s.Detail = fmt.Sprintf("%s (%d times, last at %s)", s.Detail, n, last.At.UTC().Format("15:04:05"))
			s.HTTP, s.Raw = last.HTTP, last.Raw
		}
		out = append(out, s)
		steps = steps[n:]
	}
	return out
}

func repeats(a, b ledger.Step) bool {
	return a.Kind == "status" && b.Kind == "status" && a.State == b.State && a.Detail == b.Detail
}
