package pack_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	"contra/core/report"
	"contra/core/report/pack"
)

func TestWhatIsPackedComesBack(t *testing.T) {
	text := []byte(strings.Repeat("refund;1234;ORD-1;300;KRW\r\n", 1000))
	data := pack.Compress([]byte("before"), text)
	require.Equal(t, "before", string(data[:6]))
	require.Less(t, len(data), len(text)/5)
	back, err := pack.Expand(nil, data[6:], len(text))
	require.NoError(t, err)
	require.Equal(t, text, back)

	rnd := rand.New(rand.NewPCG(1, 2))
	b := &report.Body{}
	for i := range 150_000 {
		b.Items = append(b.Items, recon.Item{Op: rnd.Uint64(), Amount: rnd.Int64(), At: rnd.Int64(), Pay: rnd.Uint32(), Project: rnd.Uint32(), Ref: int64(i),
			Currency: recon.CurOf("KRW"), Type: uint8(i), Status: uint8(i >> 1), Flags: recon.Careful})
		b.Lines = append(b.Lines, uint32(i+2))
	}
	again := &report.Body{}
	for part := range pack.Parts(len(b.Items)) {
		rows := min(1<<16, len(b.Items)-part<<16)
		require.NoError(t, pack.Unpack(again, pack.Items(b, part), rows))
	}
	require.Equal(t, b, again)
}

func TestDamageIsNoticed(t *testing.T) {
	data := pack.Compress(nil, []byte("some text of a report"))
	_, err := pack.Expand(nil, data, 20)
	require.ErrorContains(t, err, "damaged")
	_, err = pack.Expand(nil, data[:len(data)-3], 21)
	require.ErrorContains(t, err, "damaged")
	items := pack.Items(&report.Body{Items: make([]recon.Item, 3), Lines: make([]uint32, 3)}, 0)
	require.NoError(t, pack.Unpack(&report.Body{}, items, 3))
	for _, rows := range []int{-1, 2, 4, 1 << 17} {
		require.ErrorContains(t, pack.Unpack(&report.Body{}, items, rows), "damaged")
	}
	require.ErrorContains(t, pack.Unpack(&report.Body{}, items[:len(items)-1], 3), "damaged")
	for i := range items {
		items[i] ^= 1 << (i % 8)
		require.ErrorContains(t, pack.Unpack(&report.Body{}, items, 3), "damaged")
		items[i] ^= 1 << (i % 8)
	}
}
