package text

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
)

func hostile(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/hostile.json")
	require.NoError(t, err)
	var out []string
	require.NoError(t, json.Unmarshal(raw, &out))
	require.Greater(t, len(out), 80)
	return append(out, "\xff\xfe", "a\xc3", "\xed\xa0\x80", "ok\xf0\x9f\x92", string([]byte{0x9b, 0x33, 0x31, 0x6d}))
}

// requireHarmless holds for whatever Clean gives: nothing acts on the terminal,
// nothing is invisible, and doing it twice changes nothing.
func requireHarmless(t testing.TB, in, out string) {
	t.Helper()
	require.True(t, utf8.ValidString(out), "%q -> %q", in, out)
	for _, r := range out {
		require.False(t, unicode.IsControl(r), "%q -> %q holds %U", in, out, r)
		require.False(t, unicode.Is(unicode.Cf, r), "%q -> %q holds the format character %U", in, out, r)
		require.False(t, unicode.Is(unicode.Bidi_Control, r), "%q -> %q", in, out)
		require.False(t, invisible(r), "%q -> %q holds %U", in, out, r)
		require.False(t, unicode.In(r, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs), "%q -> %q", in, out)
	}
	require.Equal(t, out, Clean(out), "cleaning twice: %q", in)
	require.Equal(t, out, ansi.Strip(out), "%q", in)
}

func TestCleanMakesHostileTextHarmless(t *testing.T) {
	for _, s := range hostile(t) {
		requireHarmless(t, s, Clean(s))
		for line := range strings.SplitSeq(CleanLines(s), "\n") {
			requireHarmless(t, s, line)
		}
	}
}

func TestCleanShowsWhatWasThere(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                                "plain",
		"고객42":                                 "고객42",
		"\x1b[31mred\x1b[0m":                   "␛red␛",
		"\x1b]52;c;c2VjcmV0\x07after":          "␛after",
		"\x1b]0;t\x1b\\after":                  "␛after",
		"\x1b]52;c;open":                       "␛52;c;open",
		"\x1b":                                 "␛",
		"a\x00b":                               "a␀b",
		"a\tb\x7f":                             "a␉b␡",
		"one\r\ntwo\nthree\rfour":              "one⏎two⏎three␍four",
		"\u009b31m":                            "�31m",
		"refund\u202e000,01":                   "refund�000,01",
		"a\u200b\u200c\ufeffb":                 "a�b",
		"\xff\xfeok":                           "�ok",
		"nbsp\u00a0here":                       "nbsp here",
		"\u1112\u116a\u11ab\u1107\u116e\u11af": "환불",
		"\u1161":                               "�",
		"👨\u200d👩\u200d👧":                      "👨👩👧",
		"👩🏽":                                   "👩",
		"❤\ufe0f":                              "❤",
		"🇰🇷":                                   "KR",
		"1\ufe0f\u20e3":                        "1",
		"a\u0301\u0301\u0301\u0301\u0301b":     "a\u0301\u0301\u0301�b",
		"\u0301x":                              "�x",
		" \u0301x":                             " �x",
		"전각\u3000공백":                           "전각\u3000공백",
		"\u3164":                               "�",
	} {
		require.Equal(t, want, Clean(in), "%q", in)
	}
}

func TestCleanLinesKeepsLinesAndSpreadsTabs(t *testing.T) {
	require.Equal(t, "a   b\n한  c\n␛x", CleanLines("a\tb\r\n한\tc\n\x1b[1mx"))
}

func TestCleanOfPlainTextDoesNotAllocate(t *testing.T) {
	for _, s := range []string{"ORD-20261121-0042", "고객42", "Café Ärger"} {
		require.Zero(t, testing.AllocsPerRun(100, func() { _ = Clean(s) }), "%q", s)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Clean(s)
		requireHarmless(t, s, out)
		if out == s {
			return
		}
		// What is left of an escape sequence cannot come together again.
		requireHarmless(t, s+s, Clean(s+s))
	})
}
