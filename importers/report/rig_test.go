package report

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	corereport "contra/core/report"
	"contra/core/report/block"
	"contra/core/store/reports"
	"contra/importers/table"
)

func look(t testing.TB, text string, opt Options) *Opened {
	t.Helper()
	o, err := Look(table.FromBytes("oct.csv", []byte(text)), opt)
	require.NoError(t, err)
	return o
}

func read(t testing.TB, o *Opened) *corereport.Body {
	t.Helper()
	b, err := o.Read(context.Background(), Options{Workers: 2})
	require.NoError(t, err)
	whole(t, b)
	return b
}

// whole checks what holds of every body: no row is lost, and each is read again from its
// place as it was read the first time.
func whole(t testing.TB, b *corereport.Body) {
	t.Helper()
	require.EqualValues(t, b.Read, int64(len(b.Items))+int64(len(b.Rejects))+b.IgnoredRows(), "rows in = rows out")
	require.Len(t, b.Lines, len(b.Items))
	line := uint32(0)
	for i, row := range full(t, b) {
		require.Greater(t, b.Lines[i], line, "in the order of the file")
		line = b.Lines[i]
		want := row.Record().Item
		want.Ref, want.Flags = int64(i), b.Items[i].Flags
		require.Equal(t, want, b.Items[i])
		require.NotEmpty(t, row.OperationID+row.PaymentID)
		require.GreaterOrEqual(t, row.Amount.Minor, int64(0))
	}
	again(t, b)
	for _, r := range b.Rejects {
		require.NotEmpty(t, r.Detail)
		require.NotEmpty(t, r.Reason)
		require.Positive(t, r.Line)
	}
}

// again reads all items again from the text that was kept.
func again(t testing.TB, b *corereport.Body) {
	t.Helper()
	left := map[int]bool{}
	for _, r := range b.Rejects {
		left[r.Line] = true
	}
	for _, i := range b.Ignored {
		for _, line := range i.Lines {
			left[line] = true
		}
	}
	rows, err := Rereader{}.Rows(b.Profile, b.Header)
	require.NoError(t, err)
	var got corereport.Body
	for _, part := range b.Blocks {
		x, err := block.Open(part.Data, part.Size)
		require.NoError(t, err)
		text, err := x.Text(nil)
		require.NoError(t, err)
		require.NoError(t, rows.Items(&got, text, part.Line, left))
	}
	require.Equal(t, len(b.Items), len(got.Items))
	for i := range b.Items {
		require.Equal(t, b.Items[i], got.Items[i])
		require.Equal(t, b.Lines[i], got.Lines[i])
	}
}

// full reads all accepted rows again from the text that was kept.
func full(t testing.TB, b *corereport.Body) []corereport.Row {
	t.Helper()
	return fullOf(t, b)
}

func fullOf(t require.TestingT, b *corereport.Body) (all []corereport.Row) {
	rows, err := Rereader{}.Rows(b.Profile, b.Header)
	require.NoError(t, err)
	text := reports.TextOf(b)
	for i, line := range b.Lines {
		here, err := text.Row(context.Background(), line, b.Next(i))
		require.NoError(t, err)
		row, err := rows.Row(here, int(line))
		require.NoError(t, err)
		all = append(all, row)
	}
	return all
}

// kept is all text that was kept of a report.
func kept(t testing.TB, b *corereport.Body) string {
	t.Helper()
	var all strings.Builder
	for _, part := range b.Blocks {
		x, err := block.Open(part.Data, part.Size)
		require.NoError(t, err)
		text, err := x.Text(nil)
		require.NoError(t, err)
		all.Write(text)
	}
	for _, r := range b.Rejects {
		all.WriteString(r.Detail + r.Raw + r.OperationID + r.PaymentID + r.Column)
	}
	return all.String() + strings.Join(b.Header, " ")
}

// values are the rows without their place in the file.
func values(t testing.TB, b *corereport.Body) (keys []string) {
	t.Helper()
	for _, row := range full(t, b) {
		r := row.Record()
		keys = append(keys, recon.RowKey(&r)+" "+recon.ValueKey(&r))
	}
	return keys
}

const api = "project_id,operation_id,payment_id,operation_type,operation_status,operation_created_at,operation_completed_at,sum_initial.amount,sum_initial.currency,arn,provider_payment_id,payment_description\n"
