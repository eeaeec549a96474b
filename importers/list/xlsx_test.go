package list

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"contra/core/ledger"
)

func workbook(t testing.TB, build func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	build(f)
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, sheet string, cells map[string]any) {
	for at, v := range cells {
		require.NoError(t, f.SetCellValue(sheet, at, v))
	}
}

func TestWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		_, err := f.NewSheet("List")
		require.NoError(t, err)
		set(t, f, "List", map[string]any{
			"A2": "Refunds of June", "A4": "주문번호", "B4": "환불금액", "D4": "사유",
			"A5": 58000000000, "B5": 12.5, "D5": " kept  as it is ",
			"A6": "0012", "B6": 1000.0, "A9": "5.8E+10", "B9": "1,000",
			"A10": int64(1234567890123456), "B10": 12.11,
		})
		date, err := f.NewStyle(&excelize.Style{NumFmt: 3}) // #,##0
		require.NoError(t, err)
		require.NoError(t, f.SetCellStyle("List", "A5", "B10", date))
	})
	got, err := Read("a.xlsx", data)
	require.NoError(t, err)
	require.Equal(t, &Table{
		Format: "xlsx", Header: []string{"주문번호", "환불금액", "", "사유"},
		Rows: []Record{{5, []string{"58000000000", "12.5", "", " kept  as it is "}}, {6, []string{"0012", "1000"}}, {9, []string{"5.8E+10", "1,000"}}, {10, []string{"1234567890123456", "12.11"}}},
	}, got)
}

// sheet puts a sheet of raw XML into a workbook, as other programs write it.
func sheet(t testing.TB, rows string) []byte {
	in, err := zip.NewReader(bytes.NewReader(workbook(t, func(*excelize.File) {})), int64(len(workbook(t, func(*excelize.File) {}))))
	require.NoError(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, file := range in.File {
		w, err := out.Create(file.Name)
		require.NoError(t, err)
		if file.Name == "xl/worksheets/sheet1.xml" {
			_, err = io.WriteString(w, `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData></worksheet>`)
			require.NoError(t, err)
			continue
		}
		r, err := file.Open()
		require.NoError(t, err)
		_, err = io.Copy(w, r)
		require.NoError(t, err)
	}
	require.NoError(t, out.Close())
	return b.Bytes()
}

func TestStoredNumbersAreWrittenInFull(t *testing.T) {
	got, err := Read("a.xlsx", sheet(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>payment_id</t></is></c><c r="B1" t="inlineStr"><is><t>amount</t></is></c></row>`+
		`<row r="3"><c r="A3"><v>5.8E+10</v></c><c r="B3"><v>12.109999999999999</v></c></row>`+
		`<row r="4"><c r="A4" t="inlineStr"><is><t>5.8E+10</t></is></c><c r="B4" t="n"><v>1.0000000000000001E-2</v></c></row>`))
	require.NoError(t, err)
	require.Equal(t, []Record{{3, []string{"58000000000", "12.11"}}, {4, []string{"5.8E+10", "0.01"}}}, got.Rows)
}

func TestHiddenAndEmptySheetsAreNotTheList(t *testing.T) {
	got, err := Read("a.xlsx", workbook(t, func(f *excelize.File) {
		for _, name := range []string{"Hidden", "Real"} {
			_, err := f.NewSheet(name)
			require.NoError(t, err)
			set(t, f, name, map[string]any{"A1": "payment_id", "A2": name})
		}
		require.NoError(t, f.SetSheetVisible("Hidden", false))
	}))
	require.NoError(t, err)
	require.Equal(t, []Record{{2, []string{"Real"}}}, got.Rows)
}

func TestHostileWorkbooks(t *testing.T) {
	head := `<row r="1"><c r="A1" t="inlineStr"><is><t>payment_id</t></is></c></row>`
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"bomb":     {sheet(t, head+strings.Repeat(" ", mostUnpacked)), "cannot be read"},
		"wide":     {sheet(t, head+`<row r="2"><c r="XFD2"><v>1</v></c></row>`), "line 2, has more than 500 columns"},
		"no cells": {workbook(t, func(*excelize.File) {}), "has no sheet with data"},
		"garbage":  {[]byte("PK\x03\x04 and so on"), "cannot be read"},
		"cut":      {workbook(t, func(*excelize.File) {})[:1000], "cannot be read"},
		"broken":   {sheet(t, head+`<row r="2"><c r="A2"><v>1</v></c></row><row <<`), "has a damaged sheet"},
		"nesting":  {sheet(t, head+`<row r="2"><c r="A2"><v>1</c></v></row>`), "has a damaged sheet"},
		"order":    {sheet(t, head+`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>`), "has a damaged sheet"},
		"backward": {sheet(t, `<row r="2"><c r="A2"><v>1</v></c></row>`+head), "has a damaged sheet"},
		"far row":  {sheet(t, head+`<row r="99999999"><c><v>1</v></c></row>`), "cannot be read"},
	} {
		_, err := Read("a.xlsx", c.data)
		var e *ledger.Error
		require.True(t, errors.As(err, &e), "%s: %v", name, err)
		require.Contains(t, e.Message, c.says, name)
	}
}

// Without row numbers excelize's own way to a cell's type takes a quarter of a minute here.
func TestLargeWorkbook(t *testing.T) {
	got, err := Read("a.xlsx", sheet(t, `<row><c t="inlineStr"><is><t>payment_id</t></is></c></row>`+strings.Repeat(`<row><c><v>5.8E+10</v></c></row>`, 50_000)))
	require.NoError(t, err)
	require.Len(t, got.Rows, 50_000)
	require.Equal(t, Record{50_001, []string{"58000000000"}}, got.Rows[49_999])
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{
		"5.8E+10": "58000000000", "1.2345678901234568E+17": "123456789012345680", "1E3": "1000", "1.5e0": "1.5", "-2.5E-1": "-0.25", "1E-7": "0.0000001",
		"0.30000000000000004": "0.3", "12.109999999999999": "12.11", "9.9999999999999999": "10", "99.999999999999999": "100", "1234567890123456.5": "1234567890123457",
		"0E0": "0", "-0.0E1": "0", "1E99": "1E99", "E": "E", "e5": "e5", "1e": "1", "1.2.3e1": "1.2.3e1", "--1e2": "--1e2", "5e+": "5e+",
	} {
		require.Equal(t, want, number(in), in)
	}
	for in, want := range map[string]bool{"5.8E+10": true, "58000000000": false, "12.5": false, "1234567890123456": false, "12.109999999999999": true, "KP-1": false, "2e5f": false} {
		require.Equal(t, want, rewritten(in), in)
	}
}
