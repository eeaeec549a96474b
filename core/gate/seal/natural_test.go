package seal

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestNatural(t *testing.T) {
	// Each list is in ascending order.
	for _, list := range [][]string{
		{"x:0", "x:1", "x:2", "x:9", "x:10", "x:11", "x:100"},
		{"address", "address2", "address10", "address:a", "address_2"},
		{"errors:2:code", "errors:10:code", "errors:10:message"},
		{"a_b", "a b"},       // the blank is skipped
		{"a1 b", "a1!b"},     // but not behind a number
		{"a.05", "a.5"},      // a fraction is less
		{"a.05", "a.1"},      // digit by digit
		{"a.005", "a.05"},    //
		{"a.01", "a.010"},    // the longer fraction is greater
		{"1", "02", "003"},   // leading zeros count for nothing at the start
		{"B", "a", "b", "é"}, // case matters, bytes decide
		{"a", "a "},          // a trailing blank is something
		{"123456789012345678901234567890", "123456789012345678901234567891"},
	} {
		for i, a := range list {
			for j, b := range list {
				require.Equal(t, cmp.Compare(i, j), sign(natural([]byte(a), []byte(b))), "%q %q", a, b)
			}
		}
	}
	for _, pair := range [][2]string{{"a b", "ab"}, {"007", "7"}, {"a  b", "a b"}, {"x", "x"}, {"", ""}} {
		require.Zero(t, natural([]byte(pair[0]), []byte(pair[1])), "%q %q", pair[0], pair[1])
	}
}

func sign(c int) int { return cmp.Compare(c, 0) }

// The comparison looks at both paths at once and skips what they share. The
// model takes each path apart on its own and compares the pieces.
func TestNaturalAgainstModel(t *testing.T) {
	path := rapid.StringMatching(`[ab01239:_ \t.]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		shared := path.Draw(t, "shared")
		a, b := shared+path.Draw(t, "a"), shared+path.Draw(t, "b")
		require.Equal(t, slices.CompareFunc(pieces(a), pieces(b), comparePieces), sign(natural([]byte(a), []byte(b))), "%q %q", a, b)
	})
}

// pieces splits a path into numbers and single bytes.
func pieces(s string) []string {
	for len(s) > 1 && s[0] == '0' && isDigit(s[1]) {
		s = s[1:]
	}
	var all []string
	for s != "" {
		if !(len(all) > 0 && isDigit(all[len(all)-1][0])) {
			if s = strings.TrimLeft(s, " \t\n\v\f\r"); s == "" {
				return append(all, "\x00")
			}
		}
		n := 1
		for isDigit(s[0]) && n < len(s) && isDigit(s[n]) {
			n++
		}
		all, s = append(all, s[:n]), s[n:]
	}
	return all
}

func comparePieces(a, b string) int {
	switch {
	case !isDigit(a[0]) || !isDigit(b[0]):
		return cmp.Compare(a[0], b[0])
	case a[0] == '0' || b[0] == '0':
		return strings.Compare(a, b)
	}
	x, _ := new(big.Int).SetString(a, 10)
	y, _ := new(big.Int).SetString(b, 10)
	return x.Cmp(y)
}
