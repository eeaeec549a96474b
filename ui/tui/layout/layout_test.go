package layout

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func TestRowsAndColumnsShareTheSpace(t *testing.T) {
	r := New(80, 24)
	v := r.Rows(Fixed(1), Fill(1), Fixed(2))
	require.Equal(t, []Rect{{0, 0, 80, 1}, {0, 1, 80, 21}, {0, 22, 80, 2}}, v)
	h := v[1].Columns(Percent(25), Fill(1), Fill(2))
	require.Equal(t, []Rect{{0, 1, 20, 21}, {20, 1, 20, 21}, {40, 1, 40, 21}}, h)
	short := New(10, 2).Rows(Fixed(1), Fill(1), Fixed(5))
	require.Equal(t, []int{1, 0, 1}, []int{short[0].H, short[1].H, short[2].H})
}

func TestCenterInsetAt(t *testing.T) {
	r := New(80, 24)
	require.Equal(t, Rect{30, 7, 20, 10}, r.Center(20, 10))
	require.Equal(t, r, r.Center(200, 100))
	require.Equal(t, Rect{2, 1, 76, 22}, r.Inset(2, 1))
	require.Equal(t, Rect{70, 20, 10, 4}, r.At(78, 30, 10, 4), "moved inside")
	require.True(t, r.Contains(79, 23))
	require.False(t, r.Contains(80, 23))
}

// No size asked for makes a rectangle that is negative, sticks out, or leaves a
// gap to the next.
func FuzzRect(f *testing.F) {
	for _, n := range []int{-5, -1, 0, 1, 2, 24, 80, 500} {
		f.Add(n, n+1, n-1, n)
	}
	f.Fuzz(func(t *testing.T, w, h, a, b int) {
		w, h, a, b = w%506-5, h%506-5, a%506-5, b%506-5
		r := New(w, h)
		within := func(c Rect) {
			require.GreaterOrEqual(t, c.W, 0)
			require.GreaterOrEqual(t, c.H, 0)
			require.GreaterOrEqual(t, c.X, r.X)
			require.GreaterOrEqual(t, c.Y, r.Y)
			require.LessOrEqual(t, c.X+c.W, r.X+r.W)
			require.LessOrEqual(t, c.Y+c.H, r.Y+r.H)
		}
		within(r.Inset(a, b))
		within(r.Center(a, b))
		within(r.At(a, b, b, a))
		sizes := []Size{Fixed(a), Percent(b), Fill(a), Fill(1), Fixed(b)}
		x, y := 0, 0
		for _, c := range r.Columns(sizes...) {
			within(c)
			require.Equal(t, x, c.X)
			x += c.W
		}
		for _, c := range r.Rows(sizes...) {
			within(c)
			require.Equal(t, y, c.Y)
			y += c.H
		}
		require.Equal(t, r.W, x, "a fill takes all that is left")
		require.Equal(t, r.H, y)
	})
}

func requireExact(t testing.TB, frame string, w, h int) {
	t.Helper()
	if h <= 0 {
		require.Empty(t, frame)
		return
	}
	lines := strings.Split(frame, "\n")
	require.Len(t, lines, h)
	for _, l := range lines {
		require.Equal(t, max(w, 0), text.Width(l), "%q", l)
	}
}

func TestCanvasOverlaysWideCharacters(t *testing.T) {
	c := NewCanvas(10, 3)
	c.Draw(c.Bounds(), "고객님안녕\n가나다라마\n\x1b[1m굵은글씨체\x1b[0m")
	c.Draw(Rect{3, 1, 3, 2}, "abc\n고x")
	require.Equal(t, "고객님안녕\n가 abc라마\n굵 고x씨체", text.Strip(c.String()))
	requireExact(t, c.String(), 10, 3)
}

func TestCanvasKeepsStylesApart(t *testing.T) {
	c := NewCanvas(8, 1)
	c.Draw(c.Bounds(), "\x1b[31mredredre\x1b[0m")
	c.Draw(Rect{2, 0, 3, 1}, "XYZ")
	require.Equal(t, "\x1b[31mre\x1b[0mXYZ\x1b[31mdre\x1b[0m", c.String())
}

func TestCanvasKeepsTheLastCellOnEitherSide(t *testing.T) {
	c := NewCanvas(6, 1)
	c.Draw(c.Bounds(), "abcdef")
	c.Draw(Rect{1, 0, 4, 1}, "----")
	require.Equal(t, "a----f", c.String())
	c.Draw(Rect{0, 0, 1, 1}, "<")
	c.Draw(Rect{5, 0, 1, 1}, ">")
	require.Equal(t, "<---->", c.String())
}

func TestCanvasClipsAndFills(t *testing.T) {
	c := NewCanvas(6, 3)
	c.Draw(Rect{-2, -1, 5, 3}, "aaaaa\nbbbbb\nccccc")
	c.Draw(Rect{4, 2, 9, 9}, "zzzzzzzzz")
	c.Draw(Rect{1, 1, 0, 5}, "never")
	require.Equal(t, "bbb   \nccc   \n    zz", c.String())
	c.Restyle(theme.Style{})
	require.Equal(t, "bbb   \nccc   \n    zz", c.String())
}

func FuzzCanvas(f *testing.F) {
	f.Add("고객\nab", "\x1b[1m초과\x1b[0m", 1, 0, 3, 2)
	f.Fuzz(func(t *testing.T, base, block string, x, y, w, h int) {
		x, y, w, h = x%30-5, y%12-3, w%30-5, h%12-3
		c := NewCanvas(21, 7)
		c.Draw(c.Bounds(), text.CleanLines(base))
		c.Draw(Rect{x, y, w, h}, "\x1b[1m"+text.Clean(block)+"\x1b[0m")
		c.Draw(Rect{y, x, h, w}, text.CleanLines(block))
		requireExact(t, c.String(), 21, 7)
	})
}

func TestFrameDrawsBorderTitleAndFoot(t *testing.T) {
	st, err := theme.New(theme.Options{})
	require.NoError(t, err)
	got := Frame{Title: "고객 Refund", Foot: "Esc"}.Draw(st, 20, 4, "one\n두번째 줄이 아주 길다 길어")
	require.Equal(t, strings.Join([]string{
		"┌ 고객 Refund ─────┐",
		"│one               │",
		"│두번째 줄이 아주  │",
		"└───────────── Esc ┘",
	}, "\n"), text.Strip(got))
	for w := -2; w < 30; w++ {
		for h := -2; h < 6; h++ {
			requireExact(t, Frame{Title: "a long title", Foot: "a long foot"}.Draw(st, w, h, "x\ny\nz"), w, h)
		}
	}
}

func BenchmarkCanvas(b *testing.B) {
	st, err := theme.New(theme.Options{Dark: true, Depth: theme.Ansi256})
	require.NoError(b, err)
	pane := Frame{Title: "Payments"}.Draw(st, 70, 46, strings.Repeat(st.Tone(theme.Good).Render("고객42 text")+"\n", 46))
	dialog := Frame{Title: "Refund"}.Draw(st, 60, 20, "")
	for name, modal := range map[string]bool{"panes": false, "dialog": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c := NewCanvas(140, 50)
				c.Draw(Rect{0, 2, 70, 46}, pane)
				c.Draw(Rect{70, 2, 70, 46}, pane)
				if modal {
					c.Restyle(st.Backdrop)
					c.Draw(Rect{40, 15, 60, 20}, dialog)
				}
				_ = c.String()
			}
		})
	}
}
