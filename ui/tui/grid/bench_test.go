package grid

import (
	"fmt"
	"testing"
)

// BenchmarkKeyView is one key and the frame after it, at any number of rows.
func BenchmarkKeyView(b *testing.B) {
	for _, n := range []int{100, 100_000, 1_000_000} {
		for _, move := range []struct {
			name string
			v    [2]Verb
		}{{"line", [2]Verb{Down, Up}}, {"page", [2]Verb{PageDown, PageUp}}} {
			b.Run(fmt.Sprintf("%s/%d", move.name, n), func(b *testing.B) {
				r := newRig(b, numbered(n), 120, 50)
				r.g.SetTotal(int64(n))
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					r.do(move.v[i/40%2])
					_ = r.g.View(120, 50)
					i++
				}
			})
		}
	}
}
