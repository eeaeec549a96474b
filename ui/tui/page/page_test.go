package page

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/ui/tui/grid"
)

// What is wished for while something is read waits, and only the newest is read.
func TestLatestReadsTheNewestWish(t *testing.T) {
	var read []int
	l := Latest[int, int]{Ctx: context.Background(), Read: func(_ context.Context, k int) (int, error) {
		read = append(read, k)
		return 10 * k, nil
	}}
	first := l.Ask(1)
	for k := 2; k < 100; k++ {
		require.Nil(t, l.Ask(k))
	}
	a, next, ok := l.Update(first())
	require.False(t, ok, "nobody wants the first any more: %v", a)
	require.True(t, l.Busy())
	a, next, ok = l.Update(next())
	require.True(t, ok)
	require.Nil(t, next)
	require.Equal(t, 990, a.Value)
	require.Equal(t, []int{1, 99}, read)
	require.False(t, l.Busy())

	late := l.Ask(5)
	l.Forget()
	_, _, ok = l.Update(late())
	require.False(t, ok, "forgotten")
	other := Latest[int, int]{Ctx: context.Background(), Read: l.Read}
	_, _, ok = other.Update(l.Ask(6)())
	require.False(t, ok, "somebody else's answer")
}

func TestHastyGivesUpWhatIsRead(t *testing.T) {
	l := Latest[int, int]{Ctx: context.Background(), Hasty: true, Read: func(ctx context.Context, k int) (int, error) {
		if k == 1 {
			<-ctx.Done()
		}
		return k, ctx.Err()
	}}
	first := l.Ask(1)
	answer := make(chan tea.Msg)
	go func() { answer <- first() }()
	l.Ask(2)
	_, next, ok := l.Update(<-answer)
	require.False(t, ok)
	a, _, ok := l.Update(next())
	require.True(t, ok)
	require.NoError(t, a.Err)
	require.Equal(t, 2, a.Value)
}

// Whatever is asked of a numbered list, the answer is its piece, in order.
func TestNumberedWindows(t *testing.T) {
	for total := range int64(30) {
		read := func(below int64, limit int) ([]int64, error) {
			if below == 0 || below > total+1 {
				below = total + 1
			}
			var out []int64
			for n := below - 1; n >= 1 && len(out) < limit; n-- {
				out = append(out, n)
			}
			return out, nil
		}
		for _, n := range []int{1, 2, 5, 40} {
			for anchor := int64(0); anchor <= total+1; anchor++ {
				for dir := grid.FromStart; dir <= grid.Around; dir++ {
					req := grid.Request[int64]{Dir: dir, N: n}
					if anchor > 0 {
						req.Anchor = &anchor
					} else if dir != grid.FromStart && dir != grid.FromEnd {
						continue
					}
					w := Numbered(req, func(x int64) int64 { return x }, read)
					for i := 1; i < len(w.Rows); i++ {
						require.Equal(t, w.Rows[i-1]-1, w.Rows[i], "no gap")
					}
					if len(w.Rows) == 0 {
						continue
					}
					require.LessOrEqual(t, len(w.Rows), n)
					first, last := w.Rows[0], w.Rows[len(w.Rows)-1]
					switch dir {
					case grid.FromStart:
						require.Equal(t, total, first)
					case grid.FromEnd:
						require.Equal(t, int64(1), last)
						require.Equal(t, first == total, w.AtStart)
					case grid.Forward:
						require.Equal(t, anchor-1, first)
					case grid.Backward:
						require.Equal(t, anchor+1, last)
						require.Equal(t, first == total, w.AtStart)
					case grid.Around:
						if anchor <= total && w.At < len(w.Rows) {
							require.Equal(t, anchor, w.Rows[w.At])
						}
					}
					if dir != grid.Backward {
						require.Equal(t, last == 1, w.AtEnd, "total %d n %d anchor %d dir %d %v", total, n, anchor, dir, w.Rows)
					}
				}
			}
		}
	}
	bad := errors.New("bad")
	w := Numbered(grid.Request[int64]{N: 3}, func(x int64) int64 { return x }, func(int64, int) ([]int64, error) { return nil, bad })
	require.ErrorIs(t, w.Err, bad)
}

func TestWords(t *testing.T) {
	require.Equal(t, "1,204,331", Count(1_204_331))
	require.Equal(t, "-1,000", Count(-1000))
	require.Equal(t, "999", Count(999))
	require.Equal(t, "1 refund", Things(1, "refund", "refunds"))
	require.Equal(t, "Nothing was sent.", Sentence("nothing was sent"))
	require.Equal(t, "/tmp/x is damaged.", Sentence("/tmp/x is damaged"))
	require.Equal(t, "한글.", Sentence("한글"))
	require.Empty(t, Sentence("  "))
	now := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	require.Equal(t, "21 Nov 18:00", Brief(now, now))
	require.Equal(t, "21 Nov 2025", Brief(now.AddDate(-1, 0, 0), now))
	require.Equal(t, "The ledger is busy. Wait a little.", Explain(ledger.Errorf(ledger.ErrBusy, "the ledger is busy").WithHint("wait a little")))
	var z Zones
	require.Nil(t, z.Find("Asia/Seoul"))
	require.Equal(t, "KST 22 Nov 03:00", Local(now, z.Load("Asia/Seoul")))
	require.NotNil(t, z.Find("Asia/Seoul"))
	require.Nil(t, z.Load("Nowhere/At all"))
}
