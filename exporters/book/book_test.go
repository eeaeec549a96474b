package book

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/exporters/cell"
)

var at = time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)

// made writes a workbook whose sheets hold no more than most rows.
func made(t require.TestingT, most int, fill func(*Book)) []byte {
	b, err := New("a title", at)
	require.NoError(t, err)
	defer b.Close()
	b.most = most
	fill(b)
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	return out.Bytes()
}

func table(t require.TestingT, b *Book, name string, rows ...[]cell.Cell) {
	s, err := b.Table(name, []Column{{Title: "A", Width: 9}, {Title: "Choice", Width: 12, Among: []string{"yes", "no"}}})
	require.NoError(t, err)
	for _, r := range rows {
		require.NoError(t, s.Row(r...))
	}
	require.NoError(t, s.Close())
}

func numbers(n int) (rows [][]cell.Cell) {
	for i := range n {
		rows = append(rows, []cell.Cell{cell.Int(int64(i))})
	}
	return rows
}

func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestAFullSheetGoesOnInAnother(t *testing.T) {
	f := opened(t, made(t, 4, func(b *Book) {
		table(t, b, "Few", numbers(3)...)
		table(t, b, "Many", numbers(7)...)
		table(t, b, "None")
	}))
	require.Equal(t, []string{"Few", "Many", "Many 2", "Many 3", "None"}, f.GetSheetList())
	var all []string
	for _, name := range []string{"Many", "Many 2", "Many 3"} {
		rows, err := f.GetRows(name)
		require.NoError(t, err)
		require.Equal(t, []string{"A", "Choice"}, rows[0], "every sheet has the header")
		for _, r := range rows[1:] {
			all = append(all, r[0])
		}
		panes, err := f.GetPanes(name)
		require.NoError(t, err)
		require.True(t, panes.Freeze)
	}
	require.Equal(t, []string{"0", "1", "2", "3", "4", "5", "6"}, all)
	filters := map[string]bool{}
	for _, n := range f.GetDefinedName() {
		filters[n.RefersTo] = true
	}
	require.True(t, filters["'Many'!$A$1:$B$4"] && filters["'Many 3'!$A$1:$B$2"] && filters["'None'!$A$1:$B$1"], "%v", filters)
	choices, err := f.GetDataValidations("Many")
	require.NoError(t, err)
	require.Len(t, choices, 1)
	require.Equal(t, "B2:B4", choices[0].Sqref)
	require.Equal(t, `"yes,no"`, choices[0].Formula1)
}

// With several streams at once the library orders the parts by chance.
func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	fill := func(b *Book) {
		for _, name := range []string{"A", "B", "C", "D", "E", "F", "G"} {
			table(t, b, name, numbers(20)...)
		}
		long := []cell.Cell{cell.Of(strings.Repeat("long ", 6000))}
		table(t, b, "Long", slices.Repeat([][]cell.Cell{long}, 600)...) // more than the library keeps in memory
	}
	first := made(t, mostRows, fill)
	for range 2 {
		require.True(t, bytes.Equal(first, made(t, mostRows, fill)))
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	require.NoError(t, err)
	for _, part := range z.File {
		require.True(t, part.Modified.IsZero() || part.Modified.Year() <= 1980, "%s was written at a moment", part.Name)
	}
	rows, err := opened(t, first).GetRows("Long")
	require.NoError(t, err)
	require.Len(t, rows, 601)
}

func TestMoneyIsExactInTheFile(t *testing.T) {
	trim := func(s string) string {
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return s
	}
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) money.Amount {
			minor := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1e15, 1e15), rapid.Int64Range(999_999_999_999_990, 1_000_000_000_000_010)).Draw(t, "minor")
			return money.New(minor, rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD", "CLF"}).Draw(t, "currency"))
		}), 1, 20).Draw(t, "amounts")
		got := raw(t, made(t, mostRows, func(b *Book) {
			var rows [][]cell.Cell
			for _, a := range amounts {
				rows = append(rows, []cell.Cell{cell.InMajor(a), cell.InMinor(a)})
			}
			table(t, b, "Money", rows...)
		}))
		for i, a := range amounts {
			row := strconv.Itoa(i + 2)
			major, minor := a.Plain(), strconv.FormatInt(a.Minor, 10)
			if a.Minor > -1e15 && a.Minor < 1e15 {
				require.Equal(t, trim(major), got["A"+row], "a number with these very digits")
				require.Equal(t, minor, got["B"+row])
			} else {
				require.Equal(t, "text "+major, got["A"+row], "a spreadsheet keeps no more than 15 digits")
				require.Equal(t, "text "+minor, got["B"+row])
			}
		}
	})
}

// raw gives the values of the first sheet as they stand in the file.
func raw(t require.TestingT, data []byte) map[string]string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	part, err := z.Open("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	text, err := io.ReadAll(part)
	require.NoError(t, err)
	var sheet struct {
		Cells []struct {
			Ref    string `xml:"r,attr"`
			Type   string `xml:"t,attr"`
			Value  string `xml:"v"`
			Inline string `xml:"is>t"`
		} `xml:"sheetData>row>c"`
	}
	require.NoError(t, xml.Unmarshal(text, &sheet))
	cells := map[string]string{}
	for _, c := range sheet.Cells {
		cells[c.Ref] = c.Value
		if c.Type == "inlineStr" {
			cells[c.Ref] = "text " + c.Inline
		}
	}
	return cells
}

func TestTextStaysTextAndWhatIsTooLongSaysSo(t *testing.T) {
	long := strings.Repeat("고객", 20_000)
	rows, err := opened(t, made(t, mostRows, func(b *Book) {
		table(t, b, "Text", []cell.Cell{cell.Of("=1+1"), cell.Of("0012345678901234567890")}, []cell.Cell{cell.Of("</t></is></c>"), cell.Of("_x000D_ & <b>")}, []cell.Cell{cell.Of(long)})
	})).GetRows("Text")
	require.NoError(t, err)
	require.Equal(t, []string{"=1+1", "0012345678901234567890"}, rows[1])
	require.Equal(t, []string{"</t></is></c>", "_x000D_ & <b>"}, rows[2])
	kept, found := strings.CutSuffix(rows[3][0], cut)
	require.True(t, found)
	require.True(t, strings.HasPrefix(long, kept))
	require.Greater(t, len(kept), 32_000)
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestAFullDiskIsAnError(t *testing.T) {
	b, err := New("", at)
	require.NoError(t, err)
	defer b.Close()
	table(t, b, "A", numbers(1)...)
	require.ErrorContains(t, b.Write(full{}), "the disk is full")
}
