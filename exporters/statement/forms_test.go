package statement_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/statement"
	"contra/exporters/statement/statementtest"
)

func TestTheWorkbookReadsBack(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "breaks.xlsx", statementtest.Sample())))
	require.NoError(t, err)
	defer f.Close()
	require.Equal(t, []string{"Summary", "ROW_REJECTED", "AMBIGUOUS", "CURRENCY_DIFF", "AMOUNT_DIFF", "FOREIGN_REFUND", "MISSING_IN_REPORT",
		"Expected", "Tolerated", "Matched", "Rejected", "Ignored"}, f.GetSheetList())
	cell := func(sheet, column string, row int) (string, string) {
		head, err := f.GetRows(sheet)
		require.NoError(t, err)
		for i, title := range head[0] {
			if title == column {
				name, err := excelize.CoordinatesToCellName(i+1, row)
				require.NoError(t, err)
				kind, err := f.GetCellType(sheet, name)
				require.NoError(t, err)
				value, err := f.GetCellValue(sheet, name)
				require.NoError(t, err)
				formula, err := f.GetCellFormula(sheet, name)
				require.NoError(t, err)
				require.Empty(t, formula)
				return value, fmt.Sprint(kind == excelize.CellTypeInlineString)
			}
		}
		t.Fatalf("%s has no column %s", sheet, column)
		return "", ""
	}
	for _, c := range []struct {
		sheet, column string
		row           int
		want          string
		text          bool
	}{
		{"FOREIGN_REFUND", "Payment", 2, "+82 10", true},
		{"FOREIGN_REFUND", "Report amount", 2, "1.500", false},
		{"FOREIGN_REFUND", "Difference", 2, "-1.500", false},
		{"FOREIGN_REFUND", "Report time (UTC)", 2, "2026-10-20 12:05:09", false},
		{"CURRENCY_DIFF", "Local amount", 2, "2,500", false},
		{"CURRENCY_DIFF", "Business day", 2, "2026-10-21", false},
		{"CURRENCY_DIFF", "Note", 2, "고객센터 문의 중", true},
		{"MISSING_IN_REPORT", "Note", 2, "-paid <i>by</i> hand  & \"so\"", true},
		{"Matched", "Payment", 2, "0012345678901234567890", true},
		{"Matched", "Operation", 2, "99000000000000000001", true},
		{"Matched", "Counts as matched, in minor units", 3, "-28000", false},
		{"Rejected", "Row as written", 2, "=1+1, [31mk-4  ,12,5", true},
		{"Ignored", "Rule", 3, "footer", true},
	} {
		value, text := cell(c.sheet, c.column, c.row)
		require.Equal(t, c.want, value, "%s, %s", c.sheet, c.column)
		require.Equal(t, fmt.Sprint(c.text), text, "%s, %s", c.sheet, c.column)
	}
	rows, err := f.GetRows("Summary")
	require.NoError(t, err)
	summary := map[string]string{}
	for _, r := range rows {
		if len(r) > 1 {
			summary[r[0]] = strings.Join(r[1:], "|")
		}
	}
	require.Equal(t, "47.50|64.51|22.50|-0.01|-17.01", summary["EUR"])
	require.Equal(t, "13|data-api, version 3|ab12cd34ef56ab12|9f2c000000000000000000000000000000000000000000000000000000000007", summary["report-oct.csv"])
	require.Contains(t, summary["rows"], "✓")
	require.Equal(t, "desk2", summary["Signed by"])
	require.Contains(t, summary["Standing"], "late data came in since")
	choices, err := f.GetDataValidations("AMOUNT_DIFF")
	require.NoError(t, err)
	require.Contains(t, choices[0].Formula1, "accept")
}

func TestTheWorkbookHasNoSheetOfMatchesThatNobodyHandsOver(t *testing.T) {
	s := statementtest.Sample()
	s.Results = nil
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "breaks.xlsx", s)))
	require.NoError(t, err)
	defer f.Close()
	require.NotContains(t, f.GetSheetList(), "Matched")
}

// The page is written so that it is also well-formed XML, which finds any text that is not escaped.
func TestThePageIsWholeAndNeedsNothingFromOutside(t *testing.T) {
	s := statementtest.Sample()
	s.Run.Operator, s.Program = "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>"
	page := written(t, "page.html", s)
	require.Contains(t, string(page), "&lt;script&gt;alert(1)&lt;/script&gt;")
	var text strings.Builder
	heads, tables := 0, 0
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch x := token.(type) {
		case xml.StartElement:
			require.NotContains(t, []string{"script", "img", "link", "iframe", "object", "a", "i", "b"}, x.Name.Local)
			for _, a := range x.Attr {
				require.NotContains(t, []string{"src", "href", "onerror", "onload"}, a.Name.Local)
			}
			heads += count(x.Name.Local == "thead")
			tables += count(x.Name.Local == "table" && len(x.Attr) == 0)
		case xml.CharData:
			text.Write(x)
			text.WriteByte(' ')
		}
	}
	require.Equal(t, tables, heads, "every table repeats its head on the next page")
	require.NotContains(t, string(page), "url(")
	require.NotContains(t, string(page), "@import")
	for _, want := range []string{"October 2026", "all identities hold", "106,000", "150.155", s.Run.Fingerprint, "9f2c", "data-api, version 3", "entry 311", "Open breaks (5)", "Decisions (2)", "고객센터 문의 중",
		"-paid <i>by</i> hand  & \"so\"", "Put together by hand (1)", "=SUM(A1) told me", "Expected, not due yet (1)", "Tolerated (1)", "Rows that could not be read (1)", "2026-11-01 00:00:00 Asia/Seoul",
		"carry-forward", "Opening", "Closing", "Reviewed by desk2", "footer", "8–30 days", "to be signed again", "sale of 100 KRW"} {
		require.Contains(t, text.String(), want)
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func TestThePageSaysWhatIsWrong(t *testing.T) {
	s := statementtest.Sample()
	s.Forward[0].Closing.Minor++
	require.Contains(t, string(written(t, "page.html", s)), "an identity does not hold")
	s = statementtest.Sample()
	s.Close.Operator = s.Close.Signed.Preparer
	require.Contains(t, string(written(t, "page.html", s)), "prepared and signed by the same person")
	s = statementtest.Sample()
	s.Close = nil
	require.Contains(t, string(written(t, "page.html", s)), "Not signed")
}

func TestALongListIsCutAndSaysSo(t *testing.T) {
	var s statement.Statement
	for i := range 2500 {
		s.Findings = append(s.Findings, archive.Finding{Kind: archive.Broken, Code: recon.AmountDiff, Key: fmt.Sprintf("%020d", i), PaymentID: "p"})
	}
	page := string(written(t, "page.html", s))
	require.Contains(t, page, "Open breaks (2,500)")
	require.Contains(t, page, "The first 2,000 of 2,500 are shown")
	require.Equal(t, 2000, strings.Count(page, "<td>p</td>"))
}

func TestJSONReadsBack(t *testing.T) {
	s := statementtest.Sample()
	text := written(t, "run.json", s)
	require.True(t, json.Valid(text))
	require.True(t, bytes.HasSuffix(text, []byte("\n}\n")))
	var lists []string
	byID := map[string]statement.Item{}
	doc, err := statement.ReadJSON(bytes.NewReader(text), func(list string, i statement.Item) error {
		lists = append(lists, list+" "+string(i.Code))
		byID[i.ID] = i
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, []string{"breaks ROW_REJECTED", "breaks AMBIGUOUS", "breaks CURRENCY_DIFF", "breaks AMOUNT_DIFF", "breaks FOREIGN_REFUND", "breaks MISSING_IN_REPORT",
		"expected NOT_YET_REPORTED", "tolerated WITHIN_TOLERANCE", "by_hand "}, lists)
	require.EqualValues(t, 12, doc.RunID)
	require.Equal(t, s.Run.Summary.Totals, doc.Totals)
	require.Equal(t, s.Run.Summary.Checks, doc.Checks)
	require.Equal(t, s.Forward, doc.Forward)
	require.Equal(t, "desk2", doc.Close.Operator)
	amount := byID["b0000000000000000001"]
	require.EqualValues(t, 1000, *amount.Report.Amount)
	require.EqualValues(t, 900, *amount.Local.Amount)
	require.EqualValues(t, 100, amount.Difference)
	require.Equal(t, 11, amount.Report.Records[0].Line)
	require.Equal(t, "-paid <i>by</i> hand\x00 & \"so\"", byID["b0000000000000000003"].Decision.Note, "JSON keeps text as it is")
	require.Len(t, byID["b0000000000000000004"].Candidates, 2)

	var shape struct {
		Breaks []struct {
			Code   string
			Report struct {
				Amount           int64
				Currency, Status string
			}
		}
		Rejects []struct{ Line int }
	}
	require.NoError(t, json.Unmarshal(text, &shape))
	require.Len(t, shape.Breaks, 6)
	require.Equal(t, 14, shape.Rejects[0].Line)
}

func TestADamagedJSONIsNotRead(t *testing.T) {
	text := string(written(t, "run.json", statementtest.Sample()))
	ignore := func(string, statement.Item) error { return nil }
	for what, bad := range map[string]string{
		"cut":     text[:len(text)/2],
		"more":    text + "{}",
		"another": strings.Replace(text, statement.Format, "contra statement 9", 1),
		"twice":   strings.Replace(text, `"matched": 9`, `"matched": 9, "matched": 8`, 1),
		"no list": strings.Replace(text, `"breaks": [`, `"breaks": 7, "x": [`, 1),
		"array":   "[]",
		"empty":   "",
	} {
		_, err := statement.ReadJSON(strings.NewReader(bad), ignore)
		require.Error(t, err, what)
	}
}
