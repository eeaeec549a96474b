package status

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func parts(st *theme.Styles) []Part {
	return []Part{
		{Text: "Shop KR 1234"}, {Text: "LIVE", Style: st.Live}, {Text: "filter: status:success", Drop: 2},
		{Text: "sort: date ▾", Drop: 3}, {Text: "2 selected · 142,000 KRW", Drop: 1, Right: true}, {Text: ""},
	}
}

func TestWhatMattersLeastGoesFirst(t *testing.T) {
	st, err := theme.New(theme.Options{Dark: true, Depth: theme.Ansi256})
	require.NoError(t, err)
	plain := func(w int) string { return text.Strip(Line(st.Bar, w, parts(st)...)) }
	require.Equal(t, " Shop KR 1234  LIVE  filter: status:success  sort: date ▾       2 selected · 142,000 KRW ", plain(89))
	require.NotContains(t, plain(80), "sort")
	require.Contains(t, plain(80), "filter")
	require.NotContains(t, plain(60), "filter")
	require.Contains(t, plain(60), "142,000 KRW")
	require.Equal(t, " Shop KR 1234  LIVE  ", plain(21), "live or practice never goes")
	for w := -3; w < 130; w++ {
		require.Equal(t, max(w, 0), text.Width(Line(st.Bar, w, parts(st)...)))
	}
}

func TestHintsFitAndHelpStays(t *testing.T) {
	st, err := theme.New(theme.Options{})
	require.NoError(t, err)
	hints := []action.Hint{{Key: "↑↓", Text: "choose"}, {Key: "r", Text: "refund", Off: true}, {Key: "Ctrl+P", Text: "commands"}, {Key: "?", Text: "help"}}
	require.Equal(t, " ↑↓ choose  r refund  Ctrl+P commands  ? help", strings.TrimRight(text.Strip(Hints(st, hints, 80)), " "))
	require.Equal(t, " ↑↓ choose  r refund  ? help", strings.TrimRight(text.Strip(Hints(st, hints, 40)), " "))
	for w := -3; w < 90; w++ {
		line := Hints(st, hints, w)
		require.Equal(t, max(w, 0), text.Width(line))
		if w >= 12 {
			require.Contains(t, text.Strip(line), "? help", "%d", w)
		}
	}
	require.Equal(t, strings.Repeat(" ", 10), Hints(st, nil, 10))
}

func TestHostileParts(t *testing.T) {
	line := Line(theme.Style{}, 30, Part{Text: "shop\x1b[2J\u202e 고객"})
	require.NotContains(t, line, "\x1b")
	require.Equal(t, 30, text.Width(line))
}
