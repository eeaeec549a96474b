package qr_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/qr/qrtest"
)

func TestEveryVersionReadsBack(t *testing.T) {
	seen := map[int]bool{}
	for n := 1; n <= qr.MaxBytes; n += 41 {
		text := strings.Repeat("https://pay.example/~k?x=", n/25+1)[:n]
		s, err := qr.Encode(text, qr.L)
		require.NoError(t, err)
		require.Equal(t, 17+4*s.Version(), s.Size())
		if !seen[s.Version()] {
			require.Equal(t, text, qrtest.Decode(t, s.Size(), s.Dark), "version %d", s.Version())
		}
		seen[s.Version()] = true
	}
	require.Greater(t, len(seen), 35)
}

func TestEveryTextAtEveryLevelReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[0-9]{1,300}`),
			rapid.StringMatching(`[A-Z0-9 $%*+./:-]{1,300}`),
			rapid.StringMatching(`https://[a-z]{1,20}\.example/[a-zA-Z0-9%=&?+/]{0,250}`),
			rapid.StringMatching(`[가-힣 a-z]{1,100}`),
		).Draw(t, "text")
		least := rapid.SampledFrom([]qr.Level{qr.L, qr.M, qr.Q, qr.H}).Draw(t, "level")
		s, err := qr.Encode(text, least)
		require.NoError(t, err)
		require.GreaterOrEqual(t, s.Level(), least)
		require.Equal(t, text, qrtest.Decode(t, s.Size(), s.Dark))
	})
}

func TestTheSizeIsTheStandardsForTheLength(t *testing.T) {
	for _, c := range []struct {
		text    string
		least   qr.Level
		version int
		level   qr.Level
	}{
		{strings.Repeat("a", 17), qr.L, 1, qr.L},
		{strings.Repeat("a", 18), qr.L, 2, qr.Q},
		{strings.Repeat("a", 14), qr.L, 1, qr.M},
		{strings.Repeat("a", 7), qr.L, 1, qr.H},
		{strings.Repeat("1", 41), qr.L, 1, qr.L},
		{strings.Repeat("A", 25), qr.L, 1, qr.L},
		{strings.Repeat("a", 134), qr.L, 6, qr.L},
		{strings.Repeat("a", 134), qr.M, 8, qr.M},
		{strings.Repeat("a", 271), qr.L, 10, qr.L},
		{strings.Repeat("a", 300), qr.L, 11, qr.L},
		{strings.Repeat("a", 367), qr.L, 12, qr.L},
		{strings.Repeat("a", qr.MaxBytes), qr.L, 40, qr.L},
	} {
		s, err := qr.Encode(c.text, c.least)
		require.NoError(t, err)
		require.Equal(t, c.version, s.Version(), "%d bytes", len(c.text))
		require.Equal(t, c.level, s.Level(), "%d bytes", len(c.text))
	}
}

func TestATextThatNoSymbolHoldsIsAnError(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("a", qr.MaxBytes+1)} {
		_, err := qr.Encode(text, qr.L)
		var e *ledger.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, ledger.ErrUsage, e.Code)
	}
	_, err := qr.Encode(strings.Repeat("a", 2000), qr.H)
	require.Error(t, err)
}

func TestOutsideOfTheSymbolIsLight(t *testing.T) {
	s, err := qr.Encode("x", qr.L)
	require.NoError(t, err)
	require.True(t, s.Dark(0, 0))
	require.True(t, s.Dark(20, 0))
	for _, p := range [][2]int{{-1, 0}, {0, -1}, {21, 0}, {0, 21}} {
		require.False(t, s.Dark(p[0], p[1]))
	}
	require.False(t, qr.Symbol{}.Dark(0, 0))
}

func BenchmarkEncodeLink(b *testing.B) {
	text := strings.Repeat("https://pay.example/~k?x=", 12)
	for b.Loop() {
		if _, err := qr.Encode(text, qr.L); err != nil {
			b.Fatal(err)
		}
	}
}
