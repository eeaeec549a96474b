package dialog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFuzzyRanksWhatAPersonMeant(t *testing.T) {
	better := func(query, a, b string) {
		t.Helper()
		require.Greater(t, fuzzy(query, a), fuzzy(query, b), "%q: %q before %q", query, a, b)
	}
	better("ref", "Refund payment", "Show refunds")
	better("ref", "Show refunds", "Read five")
	better("환불", "환불 요청", "부분환불")
	better("fund", "Refund", "Find under")
	require.Equal(t, -1, fuzzy("xyz", "Refund"))
	require.Equal(t, -1, fuzzy("refund zz", "Refund payment"), "every word must occur")
	require.GreaterOrEqual(t, fuzzy("pay ref", "Refund payment"), 0)
	require.GreaterOrEqual(t, fuzzy("", "anything"), 0)
}

func FuzzFuzzy(f *testing.F) {
	f.Add("ref", "Refund 환불")
	f.Fuzz(func(t *testing.T, q, s string) {
		require.GreaterOrEqual(t, fuzzy(q, s), -1)
		require.GreaterOrEqual(t, fuzzy(s, s), 0, "a text matches itself")
	})
}
