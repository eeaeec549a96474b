package report

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"contra/importers/table"
)

// many makes a report of the Data API with twelve columns.
func many(n int) []byte {
	var b bytes.Buffer
	b.WriteString("project_id,operation_id,payment_id,operation_type,operation_status,payment_method_name,operation_created_at,operation_completed_at,sum_initial.amount,sum_initial.currency,rrn,provider_payment_id\n")
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		kind, currency := "sale", "KRW"
		if i%7 == 0 {
			kind = "refund"
		}
		if i%5 == 0 {
			currency = "EUR"
		}
		when := at.Add(time.Duration(i) * 2 * time.Second).Format(time.DateTime)
		fmt.Fprintf(&b, "120,%d,KP-261001-%07d,%s,success,kakaopay,%s,%s,%d,%s,%012d,T%016d\n", 1_000_000_000_000+i*17, i, kind, when, when, 1000+i%90_000, currency, i*31, i*101)
	}
	return b.Bytes()
}

func BenchmarkRead1M(b *testing.B) {
	data := many(1_000_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		o, err := Look(table.FromBytes("a.csv", data), Options{})
		if err != nil || !o.Sure {
			b.Fatal(err, o.Missing)
		}
		body, err := o.Read(context.Background(), Options{})
		if err != nil || len(body.Items) != 1_000_000 || len(body.Rejects) > 0 {
			b.Fatal(err, len(body.Items), body.Rejects[:1])
		}
		b.ReportMetric(float64(peak())/(1<<20), "MB-heap")
	}
}

func peak() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys
}
