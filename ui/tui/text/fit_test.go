package text

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
)

func TestWidthAgreesWithTheRenderer(t *testing.T) {
	for _, s := range hostile(t) {
		s = Clean(s)
		require.Equal(t, ansi.StringWidth(s), Width(s), "%q", s)
	}
	require.Equal(t, 6, Width("고객42"))
	require.Equal(t, 3, Width("\x1b[1mabc\x1b[0m"))
}

// A letter with its marks is as wide as the letter, and letters add up: so text
// that was cleaned has the same width for terminals that count characters and
// for those that count clusters. Scripts whose vowels take columns are the
// exception, on which terminals themselves differ.
func TestCleanTextIsAsWideAsItsLetters(t *testing.T) {
	for _, s := range hostile(t) {
		s = Clean(s)
		if strings.ContainsFunc(s, func(r rune) bool { return r >= 0x0900 && r < 0x1100 || r >= 0x1780 && r < 0x1800 }) {
			continue
		}
		sum := 0
		for _, r := range s {
			sum += ansi.StringWidth(string(r))
		}
		require.Equal(t, sum, Width(s), "%q", s)
	}
}

func TestTruncate(t *testing.T) {
	require.Equal(t, "abc", Truncate("abc", 3))
	require.Equal(t, "ab…", Truncate("abcd", 3))
	require.Equal(t, "…", Truncate("abcd", 1))
	require.Equal(t, "", Truncate("abcd", 0))
	require.Equal(t, "", Truncate("abcd", -3))
	require.Equal(t, "고…", Truncate("고객님", 4), "half a syllable is never shown")
	require.Equal(t, "고…", Truncate("고객님", 3))
	require.Equal(t, "…", Truncate("고객", 2))
	require.Equal(t, "", TruncateWith("고객", 1, ""))
}

func TestPad(t *testing.T) {
	require.Equal(t, "ab   ", Pad("ab", 5, Left))
	require.Equal(t, "   ab", Pad("ab", 5, Right))
	require.Equal(t, " ab  ", Pad("ab", 5, Center))
	require.Equal(t, " 고객", Pad("고객", 5, Right))
	require.Equal(t, "고… ", Pad("고객님", 4, Left)+"", "a wide character that does not fit leaves a blank")
	require.Empty(t, Pad("ab", -1, Left))
}

func TestCutKeepsColumnsAndStyles(t *testing.T) {
	require.Equal(t, "bc", Cut("abcd", 1, 3))
	require.Equal(t, " 객 ", Cut("고객님", 1, 5), "halves of wide characters become blanks")
	require.Empty(t, Cut("ab", 5, 9))
	got := Cut("\x1b[1mabcd\x1b[0m", 1, 3)
	require.Equal(t, "bc", Strip(got))
	require.Contains(t, got, "\x1b[1m")
	require.Contains(t, got, "\x1b[0m")
}

func TestWrap(t *testing.T) {
	require.Equal(t, []string{"one two", "three"}, Wrap("one two three", 8))
	require.Equal(t, []string{"abcd", "efg"}, Wrap("abcdefg", 4))
	require.Equal(t, []string{"고객", "님께"}, Wrap("고객님께", 5))
	require.Equal(t, []string{"a", "", "b"}, Wrap("a\n\nb", 3))
	require.Equal(t, []string{""}, Wrap("", 3))
	require.Nil(t, Wrap("abc", 0))
	require.NotEmpty(t, Wrap("고객", 1), "a column too narrow for the letter still ends")
}

func FuzzFit(f *testing.F) {
	for i, s := range hostile(f) {
		f.Add(s, i%12-2)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n > 500 || n < -500 {
			return
		}
		s = Clean(s)
		w := max(n, 0)
		require.LessOrEqual(t, Width(Truncate(s, n)), w)
		for _, a := range []Align{Left, Right, Center} {
			require.Equal(t, w, Width(Pad(s, n, a)), "%q", s)
			require.Equal(t, Pad(s, n, a), string(AppendPad(nil, s, n, a)))
		}
		require.Equal(t, w, Width(Fit("\x1b[1m"+s+"\x1b[0m", n)), "%q", s)
		total := Width(s)
		from := max(n/2, 0)
		require.Equal(t, max(min(w, total)-from, 0), Width(Cut(s, from, w)), "%q [%d,%d)", s, from, w)
		for _, line := range Wrap(s, n) {
			require.LessOrEqual(t, Width(line), w)
		}
	})
}

func BenchmarkPad(b *testing.B) {
	buf := make([]byte, 0, 256)
	for name, s := range map[string]string{"ascii": "ORD-20261121-0042", "hangul": "고객42 주식회사", "cut": strings.Repeat("long ", 9)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				buf = AppendPad(buf[:0], Clean(s), 20, Left)
			}
		})
	}
}
