package term

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/theme"
)

func TestEnv(t *testing.T) {
	for _, c := range []struct {
		env   map[string]string
		look  Look
		known bool
	}{
		{map[string]string{"TERM": "xterm-256color"}, Look{Dark: true, Depth: theme.Ansi256}, false},
		{map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}, Look{Dark: true, NoColor: true}, true},
		{map[string]string{"TERM": "xterm-256color", "NO_COLOR": ""}, Look{Dark: true, Depth: theme.Ansi256}, false},
		{map[string]string{"TERM": "dumb"}, Look{Dark: true, NoColor: true}, true},
		{map[string]string{"TERM": "linux"}, Look{Dark: true, Depth: theme.Ansi16}, false},
		{map[string]string{"TERM": "xterm", "COLORTERM": "truecolor", "COLORFGBG": "0;default;15"}, Look{Depth: theme.Ansi256}, true},
		{map[string]string{"TERM": "rxvt", "COLORFGBG": "15;0"}, Look{Dark: true, Depth: theme.Ansi16}, true},
		{map[string]string{"TERM": "rxvt", "COLORFGBG": "nonsense"}, Look{Dark: true, Depth: theme.Ansi16}, false},
		{map[string]string{"TERM": "xterm", "LANG": "C"}, Look{Dark: true, Depth: theme.Ansi16, ASCII: true}, false},
		{map[string]string{"TERM": "xterm", "LC_ALL": "ko_KR.eucKR", "LANG": "ko_KR.UTF-8"}, Look{Dark: true, Depth: theme.Ansi16, ASCII: true}, false},
		{map[string]string{"TERM": "xterm", "LANG": "ko_KR.UTF-8"}, Look{Dark: true, Depth: theme.Ansi16}, false},
	} {
		look, known := Env(func(k string) string { return c.env[k] })
		require.Equal(t, c.look, look, "%v", c.env)
		require.Equal(t, c.known, known, "%v", c.env)
	}
}

func TestNoColorGivesTheMonoTheme(t *testing.T) {
	look, _ := Env(func(k string) string { return map[string]string{"NO_COLOR": "yes", "TERM": "xterm"}[k] })
	st, err := look.Theme("dark")
	require.NoError(t, err)
	require.False(t, st.Color)
	_, err = look.Theme("solarized")
	require.ErrorContains(t, err, "solarized")
}

// Whatever the pieces in which the terminal's bytes come, the keys between the
// answers are all that arrives, in order.
func TestAnswersAreTakenOutWhereverTheyAreCut(t *testing.T) {
	const stream = "j\x1bk\x1b]a\x1b[Ax\x1b]11;rgb:ffff/0000/ffff\x1b\\고\x1b]11;rgb:0/0/0\x07r\x1b[?62;22cq\x1b[?1c"
	const keys = "j\x1bk\x1b]a\x1b[Ax고rq\x1b[?1c" // after the last answer everything is keys
	for a := range len(stream) {
		for b := a; b < len(stream); b++ {
			f := &Input{open: true}
			var got []byte
			for _, piece := range []string{stream[:a], stream[a:b], stream[b:]} {
				got = append(got, f.take([]byte(piece))...)
			}
			// An ESC at a cut is passed on as the key Esc, even when it begins an answer.
			if startsAnswer(stream, a) || startsAnswer(stream, b) {
				require.Equal(t, strings.ReplaceAll(keys, "\x1b", ""), strings.ReplaceAll(string(got), "\x1b", ""), "cut at %d and %d", a, b)
				continue
			}
			require.Equal(t, keys, string(got), "cut at %d and %d", a, b)
			require.Equal(t, "rgb:0/0/0", f.colour)
		}
	}
}

func startsAnswer(s string, cut int) bool {
	return cut > 0 && s[cut-1] == 0x1b && (strings.HasPrefix(s[cut:], "]11;") || strings.HasPrefix(s[cut:], "[?6"))
}

func TestWhatLooksLikeAnAnswerIsNotHeldForEver(t *testing.T) {
	f := &Input{open: true}
	long := "\x1b]11;"
	for len(long) < 300 {
		long += "x"
	}
	require.Equal(t, long, string(f.take([]byte(long))))
}

func FuzzInput(f *testing.F) {
	f.Add([]byte("\x1b]11;rgb:f/f/f\x07\x1b[?1;2c"), 3)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		if cut < 0 || cut > len(b) {
			return
		}
		in := &Input{open: true}
		n := len(in.take(b[:cut])) + len(in.take(b[cut:])) + len(in.held) - in.given
		require.LessOrEqual(t, n, len(b), "nothing is invented")
		require.LessOrEqual(t, len(in.held), maxAnswer)
		background(in.colour)
	})
}
