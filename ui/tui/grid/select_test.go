package grid

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestToggleAndClear(t *testing.T) {
	r := newRig(t, numbered(100), 80, 11)
	require.Equal(t, []item{r.b.item(0)}, r.g.SelectedOrCurrent().Rows)
	r.do(Toggle, Toggle, Down, Toggle)
	require.Equal(t, []int{0, 1, 3}, r.picked())
	require.Equal(t, int64(3), r.g.Selected())
	require.Len(t, r.g.SelectedOrCurrent().Rows, 3)
	r.do(Home, Toggle)
	require.Equal(t, []int{1, 3}, r.picked())
	r.do(Clear)
	require.True(t, r.g.Selection().Empty())
	require.NotEmpty(t, r.g.Why(Clear))
}

func TestShiftArrowsSelectARangeThatShrinksAgain(t *testing.T) {
	r := newRig(t, numbered(100), 80, 11)
	r.do(Down, Down, Down, Toggle, Home) // 3 was picked before
	r.do(Down, SelectDown, SelectDown, SelectDown)
	require.ElementsMatch(t, []int{1, 2, 3, 4}, r.picked())
	r.do(SelectUp, SelectUp)
	require.ElementsMatch(t, []int{1, 2, 3}, r.picked(), "what was picked before stays")
	r.do(SelectUp, SelectUp)
	require.ElementsMatch(t, []int{0, 1, 3}, r.picked(), "on the other side of where it began")
	r.do(Down, Down, SelectDown)
	require.ElementsMatch(t, []int{0, 1, 2, 3}, r.picked(), "a plain move ended the first range")
}

func TestRangeModeCoversPagesThatLeaveTheWindow(t *testing.T) {
	r := newRig(t, numbered(5000), 80, 21)
	r.do(Down, Range)
	for range 60 {
		r.do(PageDown)
	}
	require.Len(t, r.picked(), 1201)
	require.Less(t, len(r.g.Loaded()), 300)
	for range 10 {
		r.do(PageUp)
	}
	require.Len(t, r.picked(), 1001)
	r.do(Range, Down)
	require.Len(t, r.picked(), 1001, "v again ends the range")
}

func TestAllMatchingTheFilter(t *testing.T) {
	r := newRig(t, numbered(5000), 80, 21)
	r.do(SelectAll)
	s := r.g.Selection()
	require.True(t, s.All)
	require.Empty(t, s.Rows)
	require.Equal(t, int64(-1), r.g.Selected(), "not counted yet")
	r.g.SetTotal(5000)
	require.Equal(t, int64(5000), r.g.Selected())
	r.do(Toggle, Toggle)
	s = r.g.Selection()
	require.True(t, s.All)
	require.Equal(t, []int{0, 1}, r.picked(), "the exceptions")
	require.Equal(t, int64(4998), r.g.Selected())
	r.do(End)
	require.True(t, r.g.IsSelected(4999))
	r.do(Invert)
	require.False(t, r.g.Selection().All)
	require.Equal(t, []int{0, 1}, r.picked())
	r.do(Clear, Invert)
	require.True(t, r.g.Selection().All)
}

// A model of the selection: whatever is pressed, a range of shift moves picks
// what lies between, and nothing outside it changes.
func TestRangeSelectsWhatLiesBetween(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRig(t, numbered(300), 80, 11)
		start := rapid.IntRange(0, 60).Draw(rt, "start")
		for range start {
			r.do(Down)
		}
		for _, d := range rapid.SliceOfN(rapid.SampledFrom([]Verb{SelectUp, SelectDown, SelectPageUp, SelectPageDown}), 1, 25).Draw(rt, "moves") {
			r.do(d)
			lo, hi := min(start, r.at()), max(start, r.at())
			var want []int
			for id := lo; id <= hi; id++ {
				want = append(want, id)
			}
			require.ElementsMatch(rt, want, r.picked())
		}
	})
}
