package results_test

import (
	"bytes"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"contra/exporters/results"
)

func workbook(t require.TestingT, rows []results.Row) []byte {
	totals, err := results.Totals(rows)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, results.XLSX(&out, rows, totals))
	return out.Bytes()
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTheWorkbookReadsBack(t *testing.T) {
	f := open(t, workbook(t, sample()))
	require.Equal(t, []string{"Summary", "Refunds"}, f.GetSheetList())
	rows, err := f.GetRows("Refunds")
	require.NoError(t, err)
	require.Len(t, rows, 8)
	require.Equal(t, []string{"B12", "1", "2", "1234", "0012345678901234567890", "128,000", "KRW", "128000", "주문 반품 완료", "succeeded", "succeeded", "r-1", "99000000000000000001", "q-1",
		"", "", "callback", "refunds.csv", "2026-11-25 23:05:09", "2026-11-25 23:06:09"}, rows[1])
	require.Equal(t, []string{"B12", "2", "", "1234", "=1+1", "19.05", "EUR", "1905", "-cmd"}, rows[2][:9], "text stays as it is: a cell of text is never run")
	require.Equal(t, "0.001", rows[3][5])
	require.Equal(t, []string{"", "XYZ", "1250"}, rows[4][5:8], "minor units never stand where major ones are meant")
	require.Equal(t, []string{"", "", ""}, rows[5][5:8])
	summary, err := f.GetRows("Summary")
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"Currency", "Outcome", "Rows", "Amount", "Amount in minor units"},
		{"none", "not sent", "1"}, {"none", "all", "1"},
		{"EUR", "declined", "1", "19.05", "1905"}, {"EUR", "all", "1", "19.05", "1905"},
		{"KRW", "open", "1", "500", "500"}, {"KRW", "succeeded", "2", "128,700", "128700"}, {"KRW", "all", "3", "129,200", "129200"},
		{"KWD", "not sent", "1", "0.001", "1"}, {"KWD", "all", "1", "0.001", "1"},
		{"XYZ", "something new", "1", "", "1250"}, {"XYZ", "all", "1", "", "1250"},
	}, summary)

	for cell, want := range map[string]excelize.CellType{"E2": excelize.CellTypeInlineString, "E3": excelize.CellTypeInlineString, "M2": excelize.CellTypeInlineString,
		"F2": excelize.CellTypeUnset, "F3": excelize.CellTypeUnset, "H3": excelize.CellTypeUnset, "S2": excelize.CellTypeUnset} {
		got, err := f.GetCellType("Refunds", cell)
		require.NoError(t, err)
		require.Equal(t, want, got, cell)
	}
	formula, err := f.GetCellFormula("Refunds", "E3")
	require.NoError(t, err)
	require.Empty(t, formula)
	panes, err := f.GetPanes("Refunds")
	require.NoError(t, err)
	require.True(t, panes.Freeze)
	require.Equal(t, 1, panes.YSplit)
	colour := func(cell string) string {
		id, err := f.GetCellStyle("Refunds", cell)
		require.NoError(t, err)
		style, err := f.GetStyle(id)
		require.NoError(t, err)
		return strings.Join(style.Fill.Color, " ")
	}
	require.NotEmpty(t, colour("A2"))
	require.Equal(t, colour("A2"), colour("T2"), "a row has one colour")
	require.NotEqual(t, colour("A2"), colour("A3"))
	require.Empty(t, colour("A5"), "an outcome that is not known has no colour")
	names := f.GetDefinedName()
	require.Len(t, names, 2)
	require.Equal(t, "'Refunds'!$A$1:$T$8", names[1].RefersTo, "the filter covers all rows")
	props, err := f.GetDocProps()
	require.NoError(t, err)
	require.Equal(t, []string{"contra", "2026-11-25T23:06:09Z", "2026-11-25T23:06:09Z"}, []string{props.Creator, props.Created, props.Modified})
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	for _, rows := range [][]results.Row{nil, sample()} {
		require.True(t, bytes.Equal(workbook(t, rows), workbook(t, rows)))
	}
}

func TestWhatAWorkbookCannotHold(t *testing.T) {
	require.ErrorContains(t, results.XLSX(io.Discard, nil, []results.Total{{"KRW", "a", 1, math.MaxInt64}, {"KRW", "b", 1, 1}}), "sum of the amounts in KRW is too large")
	require.ErrorContains(t, results.XLSX(broken{}, sample(), nil), "cannot be written")
}

func TestHostileTextStaysText(t *testing.T) {
	rows := []results.Row{{N: 1, PaymentID: "</t></is></c>", Message: "a\x00b\x1b[31m", Description: "_x000D_ & <b>", Outcome: "x", UpdatedAt: time.Unix(0, 0)}}
	got, err := open(t, workbook(t, rows)).GetRows("Refunds")
	require.NoError(t, err)
	require.Equal(t, "</t></is></c>", got[1][4])
	require.Equal(t, "_x000D_ & <b>", got[1][8])
	require.Equal(t, "a b [31m", got[1][15])
}

func BenchmarkXLSX(b *testing.B) {
	var rows []results.Row
	for range 10_000 {
		rows = append(rows, sample()[:6]...)
	}
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, results.XLSX(io.Discard, rows, nil))
	}
}
