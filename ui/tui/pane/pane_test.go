package pane

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func lines(n, every int) func(int) []Line {
	return func(int) []Line {
		var out []Line
		for i := range n {
			l := Plain(theme.Plain, fmt.Sprintf("line %d 한글", i))
			if every > 0 && i%every == 0 {
				l.Item = i/every + 1
			}
			out = append(out, l)
		}
		return out
	}
}

func styles(t *testing.T) *theme.Styles {
	st, err := theme.New(theme.Options{Name: "dark", Dark: true, Depth: theme.Ansi256})
	require.NoError(t, err)
	return st
}

// Whatever is done to it, a pane draws exactly its size.
func TestAlwaysExact(t *testing.T) {
	st := styles(t)
	r := rand.New(rand.NewPCG(1, 2))
	var p Pane
	for i := range 3000 {
		switch r.IntN(6) {
		case 0:
			p.Set(lines(r.IntN(60), r.IntN(5)), r.IntN(2) == 0)
		case 1:
			p.SetSize(r.IntN(60)-2, r.IntN(20)-2)
		case 2:
			p.SetFocused(r.IntN(2) == 0)
		case 3:
			p.Mouse(action.Mouse{X: r.IntN(60), Y: r.IntN(20), Kind: action.MouseKind(r.IntN(5))})
		default:
			p.Do(Verb(r.IntN(6)))
		}
		got := p.View(st)
		if p.h == 0 || p.w == 0 {
			continue
		}
		rows := strings.Split(got, "\n")
		require.Len(t, rows, p.h, i)
		for _, row := range rows {
			require.Equal(t, p.w, text.Width(row), "%d: %q", i, row)
		}
	}
}

// The arrows go from item to item and bring it into sight.
func TestItemsAreReachedByKeys(t *testing.T) {
	st := styles(t)
	var p Pane
	p.SetSize(30, 6)
	p.Set(lines(40, 4), false)
	require.Zero(t, p.Item())
	for want := 1; want <= 10; want++ {
		p.Do(Down)
		require.Equal(t, want, p.Item())
		require.Contains(t, text.Strip(p.View(st)), fmt.Sprintf("%sline %d ", st.Glyphs.Cursor, (want-1)*4))
	}
	for range 20 {
		p.Do(Down)
	}
	require.Contains(t, text.Strip(p.View(st)), "line 39", "the rest is scrolled to")
	for range 60 {
		p.Do(Up)
	}
	require.Equal(t, 1, p.Item())
	require.Contains(t, text.Strip(p.View(st)), "line 0 ")
	p.Choose(9)
	p.Set(lines(40, 4), true)
	require.Equal(t, 9, p.Item(), "what is chosen stays when the content is read again")
	p.Set(lines(8, 4), true)
	require.Zero(t, p.Item(), "unless it is gone")
}

func TestASecondClickOpens(t *testing.T) {
	var p Pane
	p.SetSize(30, 6)
	p.Set(lines(40, 2), false)
	click := action.Mouse{Y: 2, Kind: action.Press}
	require.False(t, p.Mouse(click))
	require.Equal(t, 2, p.Item())
	require.True(t, p.Mouse(click))
	require.False(t, p.Mouse(action.Mouse{Y: 1, Kind: action.Press}), "a line that is no item")
}

func TestHostileTextIsCleaned(t *testing.T) {
	var p Pane
	p.SetSize(40, 1)
	p.Set(func(int) []Line { return []Line{Plain(theme.Plain, "\x1b[2Ja\nb\u202e")} }, false)
	got := p.View(&theme.Styles{})
	require.NotContains(t, got, "\x1b")
	require.NotContains(t, got, "\u202e")
	require.NotContains(t, got, "\n")
}
