package recon

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// unspread gives the key that has a hash.
func unspread(h uint64) uint64 {
	inverse := uint64(1)
	for range 6 {
		inverse *= 2 - 0x9e3779b97f4a7c15*inverse
	}
	h ^= h>>29 ^ h>>58
	h *= inverse
	return h ^ h>>31 ^ h>>62
}

// Keys whose hashes agree in the half that is kept beside an item, and in the place where they are looked
// for, are still told apart.
func TestKeysWithHashesAlikeAreToldApart(t *testing.T) {
	var report, local []Item
	for n := range uint64(3000) {
		op := unspread(0xABCDEF01<<32 | n<<16 | 5)
		require.Equal(t, uint64(0xABCDEF01<<32|n<<16|5), spread(op))
		i := Item{Op: op, Amount: int64(n + 1), Pay: 1, Project: 1, Currency: CurOf("KRW"), Type: TypeCode("sale"), Status: Success}
		if n%3 != 0 {
			report = append(report, i)
		}
		if n%5 != 0 {
			local = append(local, i)
		}
		if n%7 == 0 {
			local = append(local, i) // its key stands for several
		}
	}
	want := int64(0)
	for n := range 3000 {
		if n%3 != 0 && (n%5 != 0) != (n%7 == 0) { // once on either side
			want++
		}
	}
	j, err := Join(context.Background(), report, local, nil)
	require.NoError(t, err)
	require.Equal(t, want, j.Matched)
	for r, l := range j.Match {
		if l >= 0 {
			require.Equal(t, report[r], local[l])
		}
	}
	x := NewIndex(local)
	for i := range local {
		at := x.Find(local[i].Op)
		require.LessOrEqual(t, at, int32(i), "the first")
		require.Equal(t, local[i].Op, local[at].Op)
	}
}
