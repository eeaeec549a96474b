package nearest

// mutual pairs whoever is nearest to each other with nobody else as near, and
// returns the rest. As many at one instant on either side are paired first: which with
// which makes no difference. Whoever has no date is left.
func (s Sides) mutual(c set, pair func(a, b int)) set {
	c = s.instants(c, pair)
	taken := make([]bool, len(s.B))
	var rest set
	for _, a := range c.a {
		b, ok := s.ofB(c, a).nearest(s.A[a], s.Within)
		if ok {
			back, mutual := s.ofA(c, b).nearest(s.B[b], s.Within)
			ok = mutual && back == a
		}
		if !ok {
			rest.a = append(rest.a, a)
			continue
		}
		pair(a, b)
		taken[b] = true
	}
	for _, b := range c.b {
		if !taken[b] {
			rest.b = append(rest.b, b)
		}
	}
	return rest
}

// instants pairs those of the same instant where there are as many on either side.
func (s Sides) instants(c set, pair func(a, b int)) (rest set) {
	for i, j := 0, 0; i < len(c.a) || j < len(c.b); {
		var same set
		switch {
		case j == len(c.b) || i < len(c.a) && s.A[c.a[i]] < s.B[c.b[j]]:
			same.a = run(s.A, c.a[i:])
		case i == len(c.a) || s.B[c.b[j]] < s.A[c.a[i]]:
			same.b = run(s.B, c.b[j:])
		default:
			same = set{run(s.A, c.a[i:]), run(s.B, c.b[j:])}
		}
		i, j = i+len(same.a), j+len(same.b)
		if len(same.a) == 0 || s.A[same.a[0]] == 0 || !s.inOrder(same, pair) {
			rest.a, rest.b = append(rest.a, same.a...), append(rest.b, same.b...)
		}
	}
	return rest
}

// run are the first of a list with the same date.
func run(times []int64, list []int) []int {
	n := 0
	for n < len(list) && times[list[n]] == times[list[0]] {
		n++
	}
	return list[:n]
}

// nearest is the one that is nearest to t, unless another is as near or none is.
func (o side) nearest(t, within int64) (k int, ok bool) {
	if t == 0 {
		return 0, false
	}
	right := o.from(0, t)
	left := right - 1
	step := func(i, by int) int {
		for ; i >= 0 && i < len(o.list) && o.apart(o.list[i]); i += by {
		}
		return i
	}
	distance := func(i int) int64 {
		if i < 0 || i >= len(o.list) || o.times[o.list[i]] == 0 {
			return within + 1
		}
		return min(max(t-o.times[o.list[i]], o.times[o.list[i]]-t), within+1)
	}
	left, right = step(left, -1), step(right, +1)
	best, next := left, step(left-1, -1)
	if distance(right) < distance(left) {
		best, next = right, step(right+1, +1)
	}
	d := distance(best)
	if d > within || distance(next) == d || distance(left) == distance(right) {
		return 0, false
	}
	return o.list[best], true
}
