package page

import "strings"

// Beside puts two blocks of equal height next to each other.
func Beside(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	var out strings.Builder
	out.Grow(len(a) + len(b) + 1)
	for {
		x, restA, moreA := strings.Cut(a, "\n")
		y, restB, moreB := strings.Cut(b, "\n")
		out.WriteString(x)
		out.WriteString(y)
		if !moreA && !moreB {
			return out.String()
		}
		out.WriteByte('\n')
		a, b = restA, restB
	}
}

// Above puts blocks of equal width on top of each other; empty ones take no room.
func Above(blocks ...string) string {
	kept := blocks[:0:0]
	for _, b := range blocks {
		if b != "" {
			kept = append(kept, b)
		}
	}
	return strings.Join(kept, "\n")
}
