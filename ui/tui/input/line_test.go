package input

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func press(l *Line, keys ...string) {
	for _, k := range keys {
		l.Update(action.KeyPress{Key: k})
	}
}

func typed(l *Line, s string) {
	for _, r := range s {
		l.Update(action.KeyPress{Key: string(r), Text: string(r)})
	}
}

func TestEditing(t *testing.T) {
	var l Line
	typed(&l, "환불 요청합니다")
	press(&l, "backspace", "backspace", "home", "delete")
	require.Equal(t, "불 요청합", l.Value())
	typed(&l, "환")
	require.Equal(t, "환불 요청합", l.Value())
	press(&l, "end", "ctrl+w")
	require.Equal(t, "환불 ", l.Value())
	typed(&l, "one two")
	press(&l, "ctrl+left", "left")
	typed(&l, "X")
	require.Equal(t, "환불 oneX two", l.Value())
	press(&l, "ctrl+k")
	require.Equal(t, "환불 oneX", l.Value())
	press(&l, "ctrl+u", "backspace", "left", "delete", "right", "ctrl+right", "ctrl+w")
	require.Empty(t, l.Value())
	require.False(t, l.Update(action.KeyPress{Key: "f5"}), "not a key for editing")
}

func TestClustersAreEditedWhole(t *testing.T) {
	var l Line
	l.SetValue("e\u0301x")
	press(&l, "left", "left", "right", "backspace")
	require.Equal(t, "x", l.Value())
}

func TestPasteIsTamed(t *testing.T) {
	l := Line{Limit: 20}
	l.Update(action.KeyPress{Text: "one\r\ntwo\tthree\x1b[2J\u202e\u200b\n", Paste: true})
	require.Equal(t, "one two three[2J", l.Value())
	l.Update(action.KeyPress{Text: strings.Repeat("x", 100), Paste: true})
	require.Equal(t, 20, utf8.RuneCountInString(l.Value()))
	digits := Line{Accept: func(r rune) bool { return r >= '0' && r <= '9' }}
	digits.Update(action.KeyPress{Text: "25,000 KRW", Paste: true})
	require.Equal(t, "25000", digits.Value())
}

func TestTheCaretIsAlwaysSeen(t *testing.T) {
	st, err := theme.New(theme.Options{})
	require.NoError(t, err)
	var l Line
	l.SetValue("a long description of the 환불 reason")
	caret := func(frame string) string {
		_, after, ok := strings.Cut(frame, st.Caret.Open())
		require.True(t, ok, "no caret in %q", frame)
		s, _, _ := strings.Cut(after, st.Caret.Close())
		return s
	}
	for range 40 {
		frame := l.View(st, 12, true)
		require.Equal(t, 12, text.Width(frame), "%q", frame)
		require.NotEmpty(t, caret(frame))
		press(&l, "left")
	}
	require.Equal(t, "a", caret(l.View(st, 12, true)))
	require.NotContains(t, l.View(st, 12, false), st.Caret.Open())
	require.Equal(t, "a long desc…", text.Strip(l.View(st, 12, false)))
}

func FuzzLine(f *testing.F) {
	f.Add("환불 a\u0301 👨‍👩‍👧 x", "lllxrbdhe", 5)
	f.Fuzz(func(t *testing.T, s, keys string, w int) {
		st := &theme.Styles{}
		var l Line
		l.Insert(s)
		names := map[rune]string{'l': "left", 'r': "right", 'b': "backspace", 'd': "delete", 'h': "home", 'e': "end", 'w': "ctrl+w", 'L': "ctrl+left", 'R': "ctrl+right", 'k': "ctrl+k"}
		for _, k := range keys {
			if n, ok := names[k]; ok {
				press(&l, n)
			} else {
				typed(&l, string(k))
			}
			require.True(t, utf8.ValidString(l.Value()))
			w := w%40 - 2
			require.Equal(t, max(w, 0), text.Width(l.View(st, w, true)), "%q", l.Value())
			require.Equal(t, max(w, 0), text.Width(l.View(st, w, false)))
		}
	})
}
