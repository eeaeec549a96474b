package nearest

// Sides are the dates of records that are equal in everything else.
type Sides struct {
	// A and B are in ascending order, in any one unit. 0 is a date that is not
	// known, which is near to all; other dates are positive.
	A, B []int64
	// Within is how far apart two dates of a pair may be.
	Within int64
	// Apart forbids pairs; nil forbids none. Few are meant to be forbidden: each costs a step.
	Apart func(a, b int) bool
}

// set names records of both sides by their places, in ascending order.
type set struct{ a, b []int }

// Match calls pair for each pair, and tie for each set of records that could
// be paired in more than one way. Each record is in one pair or one tie at most.
func (s Sides) Match(pair func(a, b int), tie func(a, b []int)) {
	for _, c := range s.clusters(set{upTo(len(s.A)), upTo(len(s.B))}) {
		if s.inOrder(c, pair) {
			continue
		}
		for _, rest := range s.clusters(s.mutual(c, pair)) {
			if !s.inOrder(rest, pair) {
				tie(rest.a, rest.b)
			}
		}
	}
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// side is one side of a set, seen from a record of the other.
type side struct {
	times []int64
	list  []int
	apart func(k int) bool
}

func (s Sides) ofB(c set, a int) side {
	return side{s.B, c.b, func(b int) bool { return s.Apart != nil && s.Apart(a, b) }}
}

func (s Sides) ofA(c set, b int) side {
	return side{s.A, c.a, func(a int) bool { return s.Apart != nil && s.Apart(a, b) }}
}
