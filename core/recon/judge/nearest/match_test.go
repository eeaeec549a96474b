package nearest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/recon/judge/nearest"
)

type matched struct {
	pairs [][2]int // dates, so that it does not matter which of equals is meant
	ties  [][2][]int
}

// match pairs by dates and checks what must hold for any.
func match(t require.TestingT, s nearest.Sides) (m matched, pairs [][2]int) {
	seenA, seenB := map[int]bool{}, map[int]bool{}
	once := func(seen map[int]bool, i int) {
		require.False(t, seen[i], "each is in one place")
		seen[i] = true
	}
	possible := func(a, b int) bool {
		near := s.A[a] == 0 || s.B[b] == 0 || max(s.A[a]-s.B[b], s.B[b]-s.A[a]) <= s.Within
		return near && (s.Apart == nil || !s.Apart(a, b))
	}
	var tied [][2][]int
	s.Match(func(a, b int) {
		once(seenA, a)
		once(seenB, b)
		require.True(t, possible(a, b))
		pairs = append(pairs, [2]int{a, b})
		m.pairs = append(m.pairs, [2]int{int(s.A[a]), int(s.B[b])})
	}, func(a, b []int) {
		require.NotEmpty(t, a)
		require.NotEmpty(t, b)
		for _, x := range a {
			once(seenA, x)
			require.True(t, slices.ContainsFunc(b, func(y int) bool { return possible(x, y) }))
		}
		for _, y := range b {
			once(seenB, y)
			require.True(t, slices.ContainsFunc(a, func(x int) bool { return possible(x, y) }))
		}
		tied = append(tied, [2][]int{a, b})
		m.ties = append(m.ties, [2][]int{dates(s.A, a), dates(s.B, b)})
	})
	for a := range s.A {
		for b := range s.B {
			require.False(t, !seenA[a] && !seenB[b] && possible(a, b), "nobody is left beside a possible partner: %v, %v", s.A[a], s.B[b])
		}
	}
	for i := range tied {
		for k := range tied {
			require.True(t, i == k || !slices.ContainsFunc(tied[i][0], func(x int) bool {
				return slices.ContainsFunc(tied[k][1], func(y int) bool { return possible(x, y) })
			}), "what could be paired is in one tie")
		}
	}
	slices.SortFunc(m.pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return m, pairs
}

func dates(times []int64, list []int) []int {
	all := make([]int, len(list))
	for i, k := range list {
		all[i] = int(times[k])
	}
	slices.Sort(all)
	return all
}

func TestRecordsArePairedByTheirDates(t *testing.T) {
	type tie = [2][]int
	for name, c := range map[string]struct {
		a, b  []int64
		pairs [][2]int
		ties  []tie
	}{
		"one and one":                      {a: []int64{10}, b: []int64{17}, pairs: [][2]int{{10, 17}}},
		"too far apart":                    {a: []int64{10}, b: []int64{18}},
		"as many, in the order of time":    {a: []int64{10, 12}, b: []int64{11, 13}, pairs: [][2]int{{10, 11}, {12, 13}}},
		"not the nearest, when as many":    {a: []int64{10, 13}, b: []int64{12, 16}, pairs: [][2]int{{10, 12}, {13, 16}}},
		"the nearer of two":                {a: []int64{10}, b: []int64{9, 12}, pairs: [][2]int{{10, 9}}},
		"the nearer of two, the other way": {a: []int64{9, 12}, b: []int64{10}, pairs: [][2]int{{9, 10}}},
		"as near on either hand":           {a: []int64{10}, b: []int64{8, 12}, ties: []tie{{{10}, {8, 12}}}},
		"two of one date":                  {a: []int64{10}, b: []int64{12, 12}, ties: []tie{{{10}, {12, 12}}}},
		"two of one date before":           {a: []int64{10}, b: []int64{8, 8}, ties: []tie{{{10}, {8, 8}}}},
		"nearest is not mutual":            {a: []int64{10, 11}, b: []int64{12}, pairs: [][2]int{{11, 12}}},
		"the last two left over":           {a: []int64{10, 16}, b: []int64{3, 11, 22}, pairs: [][2]int{{10, 11}, {16, 22}}},
		"far apart clusters":               {a: []int64{10, 50}, b: []int64{11, 51, 53}, pairs: [][2]int{{10, 11}, {50, 51}}},
		"a tie far from a pair":            {a: []int64{10, 50}, b: []int64{9, 11, 51}, pairs: [][2]int{{50, 51}}, ties: []tie{{{10}, {9, 11}}}},
		"an instant with as many":          {a: []int64{10, 10, 15}, b: []int64{10, 10}, pairs: [][2]int{{10, 10}, {10, 10}}},
		"an instant with one more":         {a: []int64{10, 10}, b: []int64{10}, ties: []tie{{{10, 10}, {10}}}},
		"no date, one and one":             {a: []int64{0}, b: []int64{99}, pairs: [][2]int{{0, 99}}},
		"no date, one of two":              {a: []int64{0}, b: []int64{10, 99}, ties: []tie{{{0}, {10, 99}}}},
		"no date, the one that remains":    {a: []int64{0, 98}, b: []int64{10, 99}, pairs: [][2]int{{0, 10}, {98, 99}}},
		"no date anywhere, as many":        {a: []int64{0, 0}, b: []int64{0, 0}, pairs: [][2]int{{0, 0}, {0, 0}}},
		"no date anywhere, one more":       {a: []int64{0, 0}, b: []int64{0}, ties: []tie{{{0, 0}, {0}}}},
		"a date without a partner":         {a: []int64{0, 50}, b: []int64{10}, pairs: [][2]int{{0, 10}}},
		"no date beside a nearer one":      {a: []int64{0, 10}, b: []int64{11}, pairs: [][2]int{{10, 11}}},
		"nobody":                           {a: []int64{10}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := match(t, nearest.Sides{A: c.a, B: c.b, Within: 7})
			require.Equal(t, c.pairs, got.pairs)
			require.Equal(t, c.ties, got.ties)
		})
	}
}

func TestWhoeverIsKeptApartIsPairedElsewhereOrNot(t *testing.T) {
	apart := func(forbidden ...[2]int) func(a, b int) bool {
		return func(a, b int) bool { return slices.Contains(forbidden, [2]int{a, b}) }
	}
	got, _ := match(t, nearest.Sides{A: []int64{10}, B: []int64{10}, Within: 7, Apart: apart([2]int{0, 0})})
	require.Empty(t, got)
	got, _ = match(t, nearest.Sides{A: []int64{10}, B: []int64{8, 12}, Within: 7, Apart: apart([2]int{0, 0})})
	require.Equal(t, [][2]int{{10, 12}}, got.pairs, "a tie is solved by taking one away")
	got, _ = match(t, nearest.Sides{A: []int64{10, 20}, B: []int64{10, 20}, Within: 7, Apart: apart([2]int{0, 0})})
	require.Equal(t, [][2]int{{20, 20}}, got.pairs)
	got, _ = match(t, nearest.Sides{A: []int64{0, 20}, B: []int64{20}, Within: 7, Apart: apart([2]int{1, 0})})
	require.Equal(t, [][2]int{{0, 20}}, got.pairs)
}

func TestAnyDatesArePairedTheSameFromEitherSide(t *testing.T) {
	side := rapid.Custom(func(t *rapid.T) []int64 {
		all := rapid.SliceOfN(rapid.Int64Range(0, 40), 0, 9).Draw(t, "dates")
		slices.Sort(all)
		return all
	})
	rapid.Check(t, func(t *rapid.T) {
		s := nearest.Sides{A: side.Draw(t, "a"), B: side.Draw(t, "b"), Within: rapid.Int64Range(0, 9).Draw(t, "within")}
		if rapid.Bool().Draw(t, "apart") {
			forbidden := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
				return [2]int{rapid.IntRange(0, 9).Draw(t, "a"), rapid.IntRange(0, 9).Draw(t, "b")}
			}), 1, 9).Draw(t, "forbidden")
			s.Apart = func(a, b int) bool { return slices.Contains(forbidden, [2]int{a, b}) }
		}
		_, pairs := match(t, s)
		swapped := nearest.Sides{A: s.B, B: s.A, Within: s.Within}
		if s.Apart != nil {
			swapped.Apart = func(a, b int) bool { return s.Apart(b, a) }
		}
		_, back := match(t, swapped)
		require.Equal(t, len(pairs), len(back))
		for _, p := range pairs {
			require.Contains(t, back, [2]int{p[1], p[0]})
		}
	})
}

// Half a million of one kind are no harder than as many of different ones.
func TestLargeClustersTakeNoLonger(t *testing.T) {
	const n = 500_000
	for name, date := range map[string]func(i int) int64{
		"one instant":  func(int) int64 { return 1 },
		"no date":      func(int) int64 { return 0 },
		"every moment": func(i int) int64 { return int64(i + 1) },
		"far apart":    func(i int) int64 { return int64(i+1) * 100 },
	} {
		s := nearest.Sides{A: make([]int64, n), B: make([]int64, n+1), Within: 50}
		for i := range s.B {
			s.B[i] = date(i)
			if i < n {
				s.A[i] = date(i)
			}
		}
		began := time.Now()
		count := 0
		s.Match(func(int, int) { count++ }, func(a, b []int) { count += len(a) })
		require.Equal(t, n, count, name)
		require.Less(t, time.Since(began), 5*time.Second, name)
	}
}
