package text

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTruncateMiddleKeepsBothEnds(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"KP-261123-00042", 15, "KP-261123-00042"},
		{"KP-261123-00042", 13, "KP-261…-00042"},
		{"KP-261123-00042", 6, "KP…042"},
		{"KP-261123-00042", 4, "KP-…"},
		{"주문번호가나다라마바사", 10, "주문… 바사"},
	} {
		require.Equal(t, c.want, TruncateMiddle(c.s, c.w))
	}
	for w := range 30 {
		require.LessOrEqual(t, Width(TruncateMiddle("a한b글c주문번호0042", w)), w)
	}
}
