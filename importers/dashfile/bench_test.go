package dashfile

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"
	"github.com/stretchr/testify/require"
)

func many(n int) string {
	var b bytes.Buffer
	b.WriteString(head)
	for i := range n {
		fmt.Fprintf(&b, "refund;120;wallet/kakaopay;KP-261123-%06d;;%d;KRW;환불 order %d returned\r\n", i, 1000+i, i)
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	data := many(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Read("a.csv", strings.NewReader(data))
		if err != nil || len(f.Rows) != 100_000 || len(f.Findings) > 0 {
			b.Fatal(err, len(f.Rows), f.Findings)
		}
	}
}

// On good files it agrees with the standard library and with gocsv on its own.
func TestAgreesWithOtherReaders(t *testing.T) {
	data := many(2000)
	f := read(t, data)
	require.Empty(t, f.Findings)
	std := csv.NewReader(strings.NewReader(data))
	std.Comma = ';'
	all, err := std.ReadAll()
	require.NoError(t, err)
	alone := csv.NewReader(strings.NewReader(data))
	alone.Comma = ';'
	var records []record
	require.NoError(t, gocsv.UnmarshalCSV(alone, &records))
	require.Len(t, f.Rows, len(all)-1)
	for i, r := range f.Rows {
		want := all[i+1]
		require.Equal(t, want, []string{r.Type, fmt.Sprint(r.Project), r.Method, r.PaymentID, r.OperationID, fmt.Sprint(r.Amount.Minor), string(r.Amount.Currency), r.Description})
		g := records[i]
		require.Equal(t, want, []string{g.Type, g.Project, g.Method, g.Payment, g.Operation, g.Amount, g.Currency, g.Description})
		require.Equal(t, i+2, r.Line)
	}
}
