package grid

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"
)

func TestEveryRowCanBeReachedAndLittleIsHeld(t *testing.T) {
	r := newRig(t, numbered(2000), 80, 21)
	for id := range 2000 {
		require.Equal(t, id, r.at())
		require.LessOrEqual(t, len(r.g.Loaded()), 6*32, "the window stays small")
		r.do(Down)
	}
	require.Equal(t, 1999, r.at())
	for id := 1999; id >= 0; id-- {
		require.Equal(t, id, r.at())
		r.do(Up)
	}
	require.Equal(t, 0, r.at())
}

func TestPaging(t *testing.T) {
	r := newRig(t, numbered(1_000_000), 80, 21) // 20 rows are visible
	r.do(PageDown)
	require.Equal(t, 20, r.at())
	r.do(PageDown, PageDown, PageUp, HalfDown)
	require.Equal(t, 50, r.at())
	r.do(HalfUp)
	require.Equal(t, 40, r.at())
	r.do(End)
	require.Equal(t, 999_999, r.at())
	r.do(PageUp)
	require.Equal(t, 999_979, r.at())
	r.do(Home)
	require.Equal(t, 0, r.at())
	r.do(PageUp)
	require.Equal(t, 0, r.at())
}

func TestPositionIsKnownFromEitherEnd(t *testing.T) {
	r := newRig(t, numbered(1000), 80, 21)
	i, n := r.g.Position()
	require.Equal(t, int64(0), i)
	require.Equal(t, int64(-1), n, "nobody has counted yet")
	r.g.SetTotal(1000)
	for range 30 {
		r.do(PageDown)
	}
	i, n = r.g.Position()
	require.Equal(t, int64(600), i)
	require.Equal(t, int64(1000), n)
	r.do(End, PageUp)
	i, _ = r.g.Position()
	require.Equal(t, int64(979), i)
}

// Keys that come faster than rows are not lost.
func TestPagesAreOwedUntilRowsArrive(t *testing.T) {
	r := newRig(t, numbered(1000), 80, 21)
	r.held = true
	r.do(PageDown, PageDown, PageDown, PageDown)
	require.Less(t, r.at(), 80)
	r.held = false
	r.run(nil)
	require.Equal(t, 80, r.at())

	r.held = true
	r.do(PageDown, PageDown, PageDown, PageDown, Up)
	r.held = false
	at := r.at()
	r.run(nil)
	require.Equal(t, at, r.at(), "turning round forgets what was owed")
}

func TestAnswersToOlderQuestionsAreDropped(t *testing.T) {
	r := newRig(t, numbered(1000), 80, 21)
	r.held = true
	r.do(End)
	late := r.queue
	r.queue = nil
	r.do(Home, SortColumn) // the sort asks anew
	r.held = false
	r.run(nil)
	require.Equal(t, 0, r.at())
	for _, cmd := range late {
		require.Nil(t, r.g.Update(cmd()))
	}
	require.Equal(t, 0, r.at(), "the late answer changed nothing")

	r.held = true
	r.do(End)
	late, r.queue = r.queue, nil
	r.do(Home, Refresh)
	for _, cmd := range late {
		require.Nil(t, r.g.Update(cmd()))
	}
	require.Equal(t, 0, r.at(), "nor did one while a newer question waits")
	r.held = false
	r.run(nil)

	other := Request[item]{Grid: "refunds", Seq: 1}.Window([]item{{id: 7}}, true, true)
	require.Nil(t, r.g.Update(other))
	require.Equal(t, 0, r.at(), "an answer to another grid changed nothing")
}

func TestCursorAndSelectionSurviveRefreshFilterAndSort(t *testing.T) {
	r := newRig(t, numbered(1000), 80, 21)
	r.do(PageDown, PageDown, Toggle, Down, Toggle)
	require.Equal(t, []int{40, 42}, r.picked())
	require.Equal(t, 43, r.at())

	r.b.rename = map[int]string{42: "renamed"}
	r.do(Refresh)
	require.Equal(t, 43, r.at())
	require.Equal(t, "renamed", r.g.Selection().Rows[1].name, "the selection holds what was read last")

	r.run(r.g.SetSort(Sort{Column: "amount", Desc: true}))
	require.Equal(t, 43, r.at())
	require.Equal(t, []int{40, 42}, r.picked())

	var odd []int
	for _, id := range r.b.ids {
		if id%2 == 1 {
			odd = append(odd, id)
		}
	}
	r.run(r.g.SetSort(Sort{}))
	r.b.ids = odd
	r.run(r.g.Reload())
	require.Equal(t, 43, r.at(), "still in the filter")
	require.Equal(t, []int{40, 42}, r.picked(), "hidden by the filter, still picked")

	r.b.ids = []int{1, 3, 45, 47}
	r.run(r.g.Reload())
	require.Equal(t, 45, r.at(), "the row that took its place")
	r.b.ids = []int{1, 3}
	r.run(r.g.Reload())
	require.Equal(t, 3, r.at())
	r.b.ids = nil
	r.run(r.g.Reload())
	_, ok := r.g.Current()
	require.False(t, ok)
	r.do(Down, Up, PageDown, End, Home, Toggle, Range, Open, Left, Right)
	r.b.ids = []int{5}
	r.run(r.g.Reload())
	require.Equal(t, 5, r.at(), "rows that come back get a cursor")
}

func TestCursorFollowsARowThatMoved(t *testing.T) {
	r := newRig(t, numbered(200), 80, 21)
	r.do(PageDown, Down)
	r.run(r.g.SetSort(Sort{Column: "amount"}))
	require.Equal(t, 21, r.at())
	r.b.amount = map[int]int{21: r.b.item(21).amount + 30}
	r.do(Refresh)
	require.Equal(t, 21, r.at())
	row, _ := r.g.Current()
	require.Equal(t, r.b.item(21), row)
}

func TestAnotherFilterDropsASelectionOfEverything(t *testing.T) {
	r := newRig(t, numbered(100), 80, 21)
	r.g.SetTotal(100)
	r.do(SelectAll)
	r.b.ids = r.b.ids[:50]
	r.run(r.g.Refilter())
	require.True(t, r.g.Selection().Empty())
	r.do(Toggle, Range, Down)
	require.True(t, r.g.Ranging())
	r.b.ids = r.b.ids[10:]
	r.run(r.g.Refilter())
	require.False(t, r.g.Ranging())
	require.Equal(t, []int{0, 1, 2}, r.picked(), "rows that were picked stay picked")
	require.Equal(t, 10, r.at())
	_, total := r.g.Position()
	require.Equal(t, int64(40), total)
}

func TestGoToRestoresAPlace(t *testing.T) {
	r := newRig(t, numbered(1_000_000), 80, 21)
	r.run(r.g.GoTo(item{id: 654_321}))
	require.Equal(t, 654_321, r.at())
	r.do(Up, Up)
	require.Equal(t, 654_319, r.at())
}

func TestRowThatMovedWhileReadingIsNotShownTwice(t *testing.T) {
	r := newRig(t, numbered(500), 80, 21)
	last := r.g.Loaded()[len(r.g.Loaded())-1].id
	r.b.ids = append(append(append([]int{}, r.b.ids[:last+1]...), 3), r.b.ids[last+1:]...) // 3 comes again
	for range 8 {
		r.do(PageDown)
	}
	seen := map[int]int{}
	for _, row := range r.g.Loaded() {
		seen[row.id]++
		require.Equal(t, 1, seen[row.id], "id %d", row.id)
	}
}

func TestFailureIsShownAndRefreshTriesAgain(t *testing.T) {
	b := numbered(100)
	b.fail = errLedger
	r := newRig(t, b, 60, 10)
	require.ErrorIs(t, r.g.Err(), errLedger)
	require.Contains(t, r.g.View(60, 10), "the ledger is busy")
	n := len(b.asked)
	r.do(Down)
	require.Len(t, b.asked, n, "moving does not ask a source that fails")
	b.fail = nil
	r.do(Refresh)
	require.NoError(t, r.g.Err())
	require.Equal(t, 0, r.at())
}

func TestOwnerHearsOfEveryMoveOnce(t *testing.T) {
	var moves []int
	r := newRig(t, numbered(100), 80, 11, func(c *Config[item, int]) {
		c.OnMove = func(i item) tea.Cmd {
			moves = append(moves, i.id)
			return nil
		}
	})
	r.do(Down, Down, Left, Toggle, Up, Home, Home)
	require.Equal(t, []int{0, 1, 2, 3, 2, 0}, moves)
}

func TestSortByColumn(t *testing.T) {
	r := newRig(t, numbered(300), 80, 21)
	require.Empty(t, r.g.Why(SortColumn))
	r.do(SortColumn)
	require.Equal(t, Sort{"id", false}, r.g.Sort())
	r.do(SortColumn)
	require.Equal(t, Sort{"id", true}, r.g.Sort())
	require.Equal(t, 0, r.at(), "the cursor stays on its row")
	r.do(Right)
	require.NotEmpty(t, r.g.Why(SortColumn))
	r.do(SortColumn)
	require.Equal(t, Sort{"id", true}, r.g.Sort(), "a column that cannot be sorted changes nothing")
	r.run(r.g.SortNth(2))
	require.Equal(t, Sort{"amount", false}, r.g.Sort())
	require.Equal(t, "amount", r.g.Column())
}
