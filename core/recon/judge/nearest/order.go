package nearest

// inOrder pairs a set with as many on either side in the order of time, or
// pairs none of it. Whoever has no date takes the place of one that is missing.
func (s Sides) inOrder(c set, pair func(a, b int)) bool {
	if len(c.a) != len(c.b) {
		return false
	}
	looseA, looseB := undated(s.A, c.a), undated(s.B, c.b)
	a, b := c.a[len(looseA):], c.b[len(looseB):]
	pairs := make([][2]int, 0, len(c.a))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && s.within(a[0], b[0]):
			pairs = append(pairs, [2]int{a[0], b[0]})
			a, b = a[1:], b[1:]
		case len(b) == 0 || len(a) > 0 && s.A[a[0]] < s.B[b[0]]:
			if len(looseB) == 0 {
				return false
			}
			pairs = append(pairs, [2]int{a[0], looseB[0]})
			a, looseB = a[1:], looseB[1:]
		default:
			if len(looseA) == 0 {
				return false
			}
			pairs = append(pairs, [2]int{looseA[0], b[0]})
			b, looseA = b[1:], looseA[1:]
		}
	}
	for i := range looseA {
		pairs = append(pairs, [2]int{looseA[i], looseB[i]})
	}
	for _, p := range pairs {
		if s.Apart != nil && s.Apart(p[0], p[1]) {
			return false
		}
	}
	for _, p := range pairs {
		pair(p[0], p[1])
	}
	return true
}

func (s Sides) within(a, b int) bool {
	d := s.A[a] - s.B[b]
	return -s.Within <= d && d <= s.Within
}

// undated are the first of a list, up to the first date.
func undated(times []int64, list []int) []int {
	n := 0
	for n < len(list) && times[list[n]] == 0 {
		n++
	}
	return list[:n]
}
