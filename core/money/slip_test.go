package money

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLooksLikeSlip(t *testing.T) {
	won := func(n int64) Amount { return New(n, "KRW") }
	for _, c := range []struct {
		name       string
		typed, all Amount
		earlier    []Amount
		want       string
	}{
		{"a zero too many", won(1280000), won(128000), nil, "1,280,000 KRW is 10 times 128,000 KRW. Did you mean 128,000 KRW?"},
		{"minor units typed as major ones", New(125000, "EUR"), New(1250, "EUR"), nil,
			"1,250.00 EUR is 100 times 12.50 EUR. Did you mean 12.50 EUR?"},
		{"an item's price with zeros too many", won(25000000), won(240000), []Amount{won(9000), won(25000)},
			"25,000,000 KRW is 1000 times 25,000 KRW. Did you mean 25,000 KRW?"},
		{"a hundredth of the whole", New(1250, "EUR"), New(125000, "EUR"), nil,
			"12.50 EUR is only 1/100 of the 1,250.00 EUR that can be refunded. Is that what you mean?"},
		{"a zero too few", won(12800), won(128000), nil,
			"12,800 KRW is only 1/10 of the 128,000 KRW that can be refunded. Is that what you mean?"},
		{"all of it", won(128000), won(128000), nil, ""},
		{"an ordinary part", won(25000), won(250000 + 1), nil, ""},
		{"simply too much", won(300000), won(128000), nil, ""},
		{"ten times an earlier refund, but there is room", won(25000), won(100000), []Amount{won(2500)}, ""},
		{"what was meant could not be refunded either", won(500000), won(10000), []Amount{won(50000)}, ""},
		{"earlier amount in another currency", won(250000), won(128000), []Amount{New(25000, "EUR")}, ""},
		{"other currency", won(1280000), New(128000, "EUR"), nil, ""},
		{"nothing left", won(10), won(0), []Amount{won(1)}, ""},
		{"zero typed", won(0), won(10), nil, ""},
		{"negative", won(-10), won(-1), nil, ""},
	} {
		slip, ok := LooksLikeSlip(c.typed, c.all, c.earlier)
		require.Equal(t, c.want != "", ok, c.name)
		if ok {
			require.Equal(t, c.want, slip.String(), c.name)
			require.Contains(t, []int{10, 100, 1000}, slip.Factor)
		}
	}
}
