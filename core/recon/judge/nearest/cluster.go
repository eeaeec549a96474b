package nearest

import "sort"

// clusters splits a set so that no pair is possible across, and leaves out
// whoever can have no partner. One without a date holds all together.
func (s Sides) clusters(of set) []set {
	undated := len(of.a) > 0 && s.A[of.a[0]] == 0 || len(of.b) > 0 && s.B[of.b[0]] == 0
	if undated || s.Apart != nil {
		of = s.partnered(of)
	}
	if undated {
		return []set{of}
	}
	return s.split(of)
}

// split cuts where the last on one side and the next on the other are too far
// apart: of all that a cut would part, they are the closest.
func (s Sides) split(of set) (all []set) {
	i, j, fromA, fromB := 0, 0, 0, 0
	cut := func() {
		if i > fromA && j > fromB {
			all = append(all, set{of.a[fromA:i], of.b[fromB:j]})
		}
		fromA, fromB = i, j
	}
	for i < len(of.a) || j < len(of.b) {
		across := i > fromA && j < len(of.b) && s.B[of.b[j]]-s.A[of.a[i-1]] <= s.Within ||
			j > fromB && i < len(of.a) && s.A[of.a[i]]-s.B[of.b[j-1]] <= s.Within
		if !across {
			cut()
		}
		if j == len(of.b) || i < len(of.a) && s.A[of.a[i]] <= s.B[of.b[j]] {
			i++
		} else {
			j++
		}
	}
	cut()
	return all
}

// partnered keeps whoever has at least one possible partner.
func (s Sides) partnered(of set) (kept set) {
	for _, a := range of.a {
		if s.ofB(of, a).anyNear(s.A[a], s.Within) {
			kept.a = append(kept.a, a)
		}
	}
	for _, b := range of.b {
		if s.ofA(of, b).anyNear(s.B[b], s.Within) {
			kept.b = append(kept.b, b)
		}
	}
	return kept
}

func (o side) anyNear(t, within int64) bool {
	k := 0
	for ; k < len(o.list) && (t == 0 || o.times[o.list[k]] == 0); k++ {
		if !o.apart(o.list[k]) {
			return true
		}
	}
	for k += o.from(k, t-within); k < len(o.list) && o.times[o.list[k]] <= t+within; k++ {
		if !o.apart(o.list[k]) {
			return true
		}
	}
	return false
}

// from counts those from place k on that are dated before t.
func (o side) from(k int, t int64) int {
	return sort.Search(len(o.list)-k, func(i int) bool { return o.times[o.list[k+i]] >= t })
}
