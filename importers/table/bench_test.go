package table

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

const header = "operation_id;payment_id;project_id;operation_type;operation_status;sum_initial.amount;sum_initial.currency;sum_converted.amount;sum_converted.currency;created_at;operation_completed_at;method;arn;description\r\n"

// many makes a report. With quotes, every value that is not a number is in them.
func many(rows int, quotes bool) []byte {
	q := ""
	if quotes {
		q = `"`
	}
	var b bytes.Buffer
	b.WriteString(header)
	for i := range rows {
		fmt.Fprintf(&b, "50288000%08d;%[2]sKP-261123-%06[1]d%[2]s;120;%[2]srefund%[2]s;%[2]ssuccess%[2]s;%d;%[2]sKRW%[2]s;%[3]d;%[2]sKRW%[2]s;%[2]s2026-03-%02d 10:00:%02d%[2]s;%[2]s2026-03-%02[4]d 10:01:%02[5]d%[2]s;%[2]swallet/kakaopay%[2]s;;%[2]sorder %[1]d returned%[2]s\r\n",
			i, q, 1000+i%977, 1+i%28, i%60)
	}
	return b.Bytes()
}

func benchmarkScanner(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	s := NewScanner(';')
	for b.Loop() {
		rows, cells := 0, 0
		for rest := data; ; rows++ {
			size, _, ok := s.Next(rest)
			if !ok {
				break
			}
			cells += s.Len()
			rest = rest[size:]
		}
		require.Equal(b, [2]int{20_001, 20_001 * 14}, [2]int{rows, cells})
	}
}

func benchmarkEncodingCSV(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.ReuseRecord = ';', true
		rows, cells := 0, 0
		for ; ; rows++ {
			fields, err := r.Read()
			if err == io.EOF {
				break
			}
			require.NoError(b, err)
			cells += len(fields)
		}
		require.Equal(b, [2]int{20_001, 20_001 * 14}, [2]int{rows, cells})
	}
}

func BenchmarkScanner(b *testing.B)           { benchmarkScanner(b, many(20_000, false)) }
func BenchmarkScannerQuoted(b *testing.B)     { benchmarkScanner(b, many(20_000, true)) }
func BenchmarkEncodingCSV(b *testing.B)       { benchmarkEncodingCSV(b, many(20_000, false)) }
func BenchmarkEncodingCSVQuoted(b *testing.B) { benchmarkEncodingCSV(b, many(20_000, true)) }

func BenchmarkChunks(b *testing.B) {
	data := many(1_000_000, false)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				s := FromBytes("x", data)
				l, err := s.Look(Hint{})
				require.NoError(b, err)
				var rows atomic.Int64
				_, err = s.Chunks(context.Background(), l, workers, nil, func(c Chunk) error {
					n := 0
					r := NewScanner(l.Delimiter)
					for size, _, ok := r.Next(c.Data); ok; size, _, ok = r.Next(c.Data) {
						c.Data = c.Data[size:]
						n++
					}
					rows.Add(int64(n))
					return nil
				})
				require.NoError(b, err)
				require.EqualValues(b, 1_000_000, rows.Load())
			}
		})
	}
}

// BenchmarkSHA256 is the least that Chunks can cost on one processor.
func BenchmarkSHA256(b *testing.B) {
	data := many(20_000, false)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		sha256.Sum256(data)
	}
}
