package report

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/table"
)

// Whatever arrives, every row comes out accepted, rejected or ignored, and what was
// accepted is read again as it was. Every failure is said to be one.
func FuzzRead(f *testing.F) {
	for _, text := range []string{api + good("1", "a"), stripeReport, adyenReport, paypalReport, checkoutReport, shop + shopRow, open + "a;Sale;1000;KRW\n\nTotal;1\n",
		api + "120,\"9\n\n,x\"\"y,sale\n120,4111111111111111,4111 1111 1111 1111,sale,success,,,1,KRW,,,cvv 123\n", "\ufeffa,b\n1,2\n"} {
		f.Add([]byte(text), uint8(1))
	}
	f.Fuzz(func(t *testing.T, data []byte, how uint8) {
		units := []corereport.Unit{corereport.UnitUnknown, corereport.UnitMinor, corereport.UnitMajor}
		o, err := Look(table.FromBytes("fuzz.csv", data), Options{Unit: units[how%3]})
		if err != nil {
			requireKnown(t, err)
			return
		}
		if how&8 != 0 {
			p := o.Profile
			p.Sign = corereport.SignAsWrites
			o.Use(p)
		}
		o.NeedsUnit()
		b, err := o.Read(context.Background(), Options{Workers: 1 + int(how&1)})
		if err != nil {
			requireKnown(t, err)
			return
		}
		whole(t, b)
		fixed := make([]string, len(b.Rejects))
		for i, r := range b.Rejects {
			fixed[i] = r.Raw
		}
		if mended, err := o.Mend(context.Background(), b.Rejects, fixed, Options{}); err == nil {
			require.EqualValues(t, len(fixed), mended.Read)
		} else {
			requireKnown(t, err)
		}
	})
}

func requireKnown(t testing.TB, err error) {
	t.Helper()
	var known *ledger.Error
	require.True(t, errors.As(err, &known), "%v", err)
	require.NotEmpty(t, known.Message)
}

// Chunks are read on several processors at once, and the result is as if there were one.
func TestTheResultDoesNotDependOnTheWorkers(t *testing.T) {
	data := many(40_000)
	for i := 0; i < len(data); i += 100_003 {
		data[i] = '"'
	}
	o, err := Look(table.FromBytes("a.csv", data), Options{})
	require.NoError(t, err)
	one, err := o.Read(context.Background(), Options{Workers: 1})
	require.NoError(t, err)
	require.Greater(t, len(one.Blocks), 3)
	require.NotEmpty(t, one.Rejects)
	var done int64
	for range 5 {
		several, err := o.Read(context.Background(), Options{Workers: 4, Progress: func(now, total int64) { done = now }})
		require.NoError(t, err)
		require.Equal(t, one, several)
	}
	require.EqualValues(t, len(data), done)
	whole(t, one)
}

// Neither the order of rows nor that of columns changes what is read.
func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(rt, "rows")
		rows := make([]string, n)
		for i := range rows {
			rows[i] = fmt.Sprintf("%d,%s,%s,%d,%s,2026-10-%02d", i+1, rapid.StringMatching(`[a-z]{1,5}[0-9]`).Draw(rt, "pay"), rapid.SampledFrom([]string{"sale", "refund"}).Draw(rt, "type"),
				rapid.IntRange(0, 1e9).Draw(rt, "amount"), rapid.SampledFrom([]string{"KRW", "EUR"}).Draw(rt, "currency"), 1+i)
		}
		want := values(t, read(t, look(t, joined(rows), Options{})))
		got := values(t, read(t, look(t, joined(rapid.Permutation(rows).Draw(rt, "order")), Options{})))
		require.ElementsMatch(t, want, got)
	})
}

func joined(rows []string) string {
	text := "operation_id,payment_id,operation_type,sum_initial.amount,sum_initial.currency,operation_created_at\n"
	for _, row := range rows {
		text += row + "\n"
	}
	return text
}

func TestRowsThatWereNotAcceptedAreNotReadAgain(t *testing.T) {
	o := look(t, api+good("1", "a"), Options{})
	rows, err := Rereader{}.Rows(o.Profile, o.Header)
	require.NoError(t, err)
	_, err = rows.Row([]byte("a,b\n"), 5)
	require.ErrorContains(t, err, "line 5")
	_, err = rows.Row([]byte("\n"), 6)
	require.ErrorContains(t, err, "blank line")
	cells, raw := rows.Cells([]byte("a,\"b\"\"c\"\r\nnext"))
	require.Equal(t, []string{"a", `b"c`}, cells)
	require.Equal(t, `a,"b""c"`, raw)
	o.Profile.Delimiter = ""
	_, err = Rereader{}.Rows(o.Profile, o.Header)
	require.Error(t, err)
}
