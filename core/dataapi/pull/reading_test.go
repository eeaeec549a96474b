package pull

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/dataapi"
)

var march = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// moving is a list that changes whenever it is asked for a page.
type moving struct {
	rows  map[string]time.Time
	asked int
	move  func(win window)
}

// page is what the platform would answer: both ends of an interval count, and
// operations of the same second come in one order.
func (m *moving) page(_ context.Context, win window, offset, limit int) ([]dataapi.Row, error) {
	m.asked++
	m.move(win)
	var in []string
	for id, at := range m.rows {
		if !at.Before(win.from) && !at.After(win.to) {
			in = append(in, id)
		}
	}
	slices.SortFunc(in, func(a, b string) int {
		if c := m.rows[a].Compare(m.rows[b]); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	in = in[min(offset, len(in)):]
	var rows []dataapi.Row
	for _, id := range in[:min(limit, len(in))] {
		rows = append(rows, dataapi.Row{Operation: dataapi.Operation{ID: id}})
	}
	return rows, nil
}

// ledgerOf remembers what was kept of the list and which time counts as read.
type ledgerOf struct {
	kept    map[string]bool
	covered time.Time
}

func (l *ledgerOf) keep(_ context.Context, win window, rows []dataapi.Row, _ int, covered bool) error {
	for _, r := range rows {
		l.kept[r.Operation.ID] = true
	}
	if covered {
		if !win.from.Equal(l.covered) {
			return fmt.Errorf("%s is covered and %s is not", win.from, l.covered)
		}
		l.covered = win.to
	}
	return nil
}

func minute(n int) time.Time { return march.Add(time.Duration(n) * time.Minute) }

// Rows come, leave and change places while the list is read: whatever is in the
// window when its reading has settled was kept.
func TestNothingIsLostWhileTheListMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := &moving{rows: map[string]time.Time{}}
		at := rapid.IntRange(0, 600)
		for i := range rapid.IntRange(0, 80).Draw(t, "rows") {
			list.rows[fmt.Sprint(i)] = minute(at.Draw(t, "at"))
		}
		moves, next := rapid.IntRange(0, 25).Draw(t, "moves"), 1000
		pick := func() string {
			all := make([]string, 0, len(list.rows))
			for id := range list.rows {
				all = append(all, id)
			}
			slices.Sort(all)
			return rapid.SampledFrom(all).Draw(t, "which")
		}
		list.move = func(win window) {
			if moves == 0 || !rapid.Bool().Draw(t, "now") {
				return
			}
			moves--
			here := minute(rapid.IntRange(int(win.from.Sub(march)/time.Minute), int(win.to.Sub(march)/time.Minute)).Draw(t, "to"))
			switch how := rapid.IntRange(0, 2).Draw(t, "how"); {
			case how == 0 || len(list.rows) == 0:
				next++
				list.rows[fmt.Sprint(next)] = here
			case how == 1:
				list.rows[pick()] = minute(9999)
			default:
				list.rows[pick()] = here
			}
		}
		got := &ledgerOf{kept: map[string]bool{}, covered: march}
		r := reading{limit: rapid.IntRange(2, 20).Draw(t, "limit"), ask: list.page, keep: func(ctx context.Context, win window, rows []dataapi.Row, first int, covered bool) error {
			err := got.keep(ctx, win, rows, first, covered)
			for id, at := range list.rows {
				if covered && !at.Before(win.from) && at.Before(win.to) {
					require.True(t, got.kept[id], "operation %s is in the window", id)
				}
			}
			return err
		}}
		require.NoError(t, r.all(context.Background(), march, minute(600), 5*time.Hour))
		require.Equal(t, minute(600), got.covered)
	})
}

func TestAListThatHoldsStillIsReadOnce(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 11, 19, 20, 100} {
		list := &moving{rows: map[string]time.Time{}, move: func(window) {}}
		for i := range n {
			list.rows[fmt.Sprint(i)] = minute(i)
		}
		rows := 0
		r := reading{limit: 10, ask: list.page, keep: func(_ context.Context, _ window, fresh []dataapi.Row, first int, _ bool) error {
			require.Equal(t, rows, first)
			rows += len(fresh)
			return nil
		}}
		require.NoError(t, r.all(context.Background(), march, minute(600), 10*time.Hour))
		require.Equal(t, n, rows)
		require.Equal(t, max(0, n-1)/9+1, list.asked, "%d rows: each page begins with the last row of the page before", n)
	}
}

// Many rows or few, every moment is in one window, and few rows take few questions.
func TestWindowsAreCutWithoutGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := &moving{rows: map[string]time.Time{}, move: func(window) {}}
		hours := rapid.IntRange(1, 2000).Draw(t, "hours")
		for i := range rapid.IntRange(0, 300).Draw(t, "rows") {
			list.rows[fmt.Sprint(i)] = march.Add(time.Duration(rapid.IntRange(0, 60*hours-1).Draw(t, "minute")) * time.Minute)
		}
		to := march.Add(time.Duration(hours) * time.Hour)
		got := &ledgerOf{kept: map[string]bool{}, covered: march}
		r := reading{limit: 100, ask: list.page, keep: got.keep}
		require.NoError(t, r.all(context.Background(), march, to, 24*time.Hour))
		require.Equal(t, to, got.covered)
		require.Len(t, got.kept, len(list.rows))
		require.LessOrEqual(t, list.asked, 6+hours/(24*mostGrowth)+1+3*len(list.rows)/25)
	})
}

func TestHalvesOfAWindowAreTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := window{march, march.Add(time.Duration(rapid.IntRange(1, 1e6).Draw(t, "ms")) * time.Millisecond)}
		first, second, ok := w.halves()
		if !ok {
			require.Less(t, w.to.Sub(w.from), 2*time.Second)
			return
		}
		require.Equal(t, []time.Time{w.from, first.to, w.to}, []time.Time{first.from, second.from, second.to})
		require.True(t, first.to.After(first.from) && second.to.After(second.from))
	})
}
