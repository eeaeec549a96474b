package statement_test

import (
	"context"
	"io"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/exporters/statement"
	"contra/exporters/statement/statementtest"
)

// The rows go by one at a time, however many they are.
func TestResultsTakeNoMemoryForTheirRows(t *testing.T) {
	const rows = 100_000
	s := statementtest.Big(rows)
	before, most := heap(), uint64(0)
	n, each := 0, s.Results
	s.Results = func(ctx context.Context, row func(statement.Result) error) error {
		return each(ctx, func(r statement.Result) error {
			if n++; n%(rows/4) == 0 {
				most = max(most, heap())
			}
			return row(r)
		})
	}
	require.NoError(t, statement.ResultsCSV(context.Background(), io.Discard, s))
	require.Equal(t, rows, n)
	require.Less(t, int64(most)-int64(before), int64(2<<20))
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkResultsCSV100k(b *testing.B) {
	s := statementtest.Big(100_000)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, statement.ResultsCSV(context.Background(), io.Discard, s))
	}
}

func BenchmarkXLSX100k(b *testing.B) {
	s := statementtest.Big(100_000)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, statement.XLSX(context.Background(), io.Discard, s))
	}
}
