package dashboard

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/money"
)

func rows(n int) []batch.Row {
	all := make([]batch.Row, n)
	for i := range all {
		all[i] = batch.Row{N: int64(i + 1), Line: i + 2, Type: batch.Refund, Project: 1234, Method: "wallet/kakaopay", PaymentID: "KP-261121-" + strconv.Itoa(i),
			Amount: money.New(int64(i+1), "KRW"), Description: "주문 반품, 고객 " + strconv.Itoa(i)}
	}
	return all
}

func BenchmarkEncode100000(b *testing.B) {
	all := rows(100_000)
	b.ReportAllocs()
	for b.Loop() {
		data, err := Files{}.Encode(batch.Standard(), all)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
	}
}

func TestAHundredThousandRowsTakeNoTime(t *testing.T) {
	all := rows(100_000)
	start := time.Now()
	_, err := Files{}.Encode(batch.Standard(), all)
	require.NoError(t, err)
	require.Less(t, time.Since(start), 5*time.Second, "even on a busy machine")
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	all := rows(3)
	data, err := encode(batch.Standard(), all, batch.MaxBytes)
	require.NoError(t, err)
	exact, err := encode(batch.Standard(), all, len(data))
	require.NoError(t, err)
	require.Equal(t, data, exact)
	_, err = encode(batch.Standard(), all, len(data)-1)
	require.ErrorContains(t, err, "would be larger than")

	wide := strings.Repeat("환", batch.MaxDescription)
	all = rows(batch.MaxBytes/(3*batch.MaxDescription) + 1)
	for i := range all {
		all[i].Description = wide
	}
	_, err = Files{}.Encode(batch.Standard(), all)
	require.ErrorContains(t, err, "larger than 128 MB")
}
