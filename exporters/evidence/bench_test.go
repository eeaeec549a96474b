package evidence_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/exporters/evidence"
	"contra/exporters/statement/statementtest"
)

func BenchmarkWrite100k(b *testing.B) {
	in := evidence.Input{Statement: statementtest.Big(100_000)}
	b.ReportAllocs()
	for b.Loop() {
		_, err := evidence.Write(context.Background(), io.Discard, in)
		require.NoError(b, err)
	}
}

func BenchmarkCheck100k(b *testing.B) {
	data, _ := packed(b, evidence.Input{Statement: statementtest.Big(100_000)})
	b.ReportMetric(float64(len(data)), "pack-bytes")
	b.ReportAllocs()
	for b.Loop() {
		require.True(b, check(data).OK)
	}
}
