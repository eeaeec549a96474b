package statement_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/statement"
	"contra/exporters/statement/statementtest"
)

// edited changes cells of the breaks: by code, then by column.
func edited(t require.TestingT, s statement.Statement, separator rune, changes map[string]map[string]string) []byte {
	lines, err := csv.NewReader(bytes.NewReader(written(t, "breaks.csv", s))).ReadAll()
	require.NoError(t, err)
	at := map[string]int{}
	for i, name := range lines[0] {
		at[name] = i
	}
	for _, line := range lines[1:] {
		for column, value := range changes[line[at["code"]]] {
			line[at[column]] = value
		}
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = separator
	require.NoError(t, w.WriteAll(lines))
	return out.Bytes()
}

// finding is the one with a code.
func finding(s statement.Statement, code recon.Code) *archive.Finding {
	for i := range s.Findings {
		if s.Findings[i].Code == code {
			return &s.Findings[i]
		}
	}
	return nil
}

func TestDecisionsComeBackFromTheTable(t *testing.T) {
	s := statementtest.Sample()
	for _, separator := range []rune{',', ';', '\t'} {
		for _, mark := range []string{"", "\xef\xbb\xbf"} {
			text := append([]byte(mark), edited(t, s, separator, map[string]map[string]string{
				"AMOUNT_DIFF":       {"decision": " Accept ", "note": "합의됨; see ticket 12"},
				"FOREIGN_REFUND":    {"decision": "adopt", "note": "'=made by Kim", "payment_id": "8210", "reason": ""},
				"MISSING_IN_REPORT": {"decision": "contest"},
			})...)
			edits, err := statement.ReadDecisions(bytes.NewReader(text))
			require.NoError(t, err)
			version := func(c recon.Code) string { return statement.Version(finding(s, c)) }
			require.Equal(t, []statement.Edit{
				{Line: 5, Key: "b0000000000000000001", Version: version(recon.AmountDiff), Verb: archive.Accept, Note: "합의됨; see ticket 12"},
				{Line: 6, Key: "4567890123456789e012", Version: version(recon.ForeignRefund), Verb: archive.Adopt, Note: "=made by Kim"},
				{Line: 7, Key: "b0000000000000000003", Version: version(recon.MissingInReport), Verb: archive.Contest, Note: `-paid <i>by</i> hand  & "so"`},
			}, edits)
		}
	}
}

func TestDecisionsComeBackFromTheWorkbook(t *testing.T) {
	s := statementtest.Sample()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "breaks.xlsx", s)))
	require.NoError(t, err)
	defer f.Close()
	set := func(sheet, column, value string) {
		rows, err := f.GetRows(sheet)
		require.NoError(t, err)
		for i, title := range rows[0] {
			if title == column {
				cell, err := excelize.CoordinatesToCellName(i+1, 2)
				require.NoError(t, err)
				require.NoError(t, f.SetCellValue(sheet, cell, value))
			}
		}
	}
	saved := func() *bytes.Buffer {
		out, err := f.WriteToBuffer()
		require.NoError(t, err)
		return out
	}
	edits, err := statement.ReadDecisions(saved())
	require.NoError(t, err)
	require.Empty(t, edits, "nobody has filled anything in")
	set("AMOUNT_DIFF", "Decision", "carry")
	set("AMOUNT_DIFF", "Note", "next month")
	set("CURRENCY_DIFF", "Note", "another note")
	require.NoError(t, f.InsertRows("AMOUNT_DIFF", 1, 3)) // a title above the table
	edits, err = statement.ReadDecisions(saved())
	require.NoError(t, err)
	require.Equal(t, []statement.Edit{
		{Sheet: "CURRENCY_DIFF", Line: 2, Key: "b0000000000000000006", Version: statement.Version(finding(s, recon.CurrencyDiff)), Verb: archive.Contest, Note: "another note"},
		{Sheet: "AMOUNT_DIFF", Line: 5, Key: "b0000000000000000001", Version: statement.Version(finding(s, recon.AmountDiff)), Verb: archive.Carry, Note: "next month"},
	}, edits)
	set("Expected", "Decision", "accept")
	set("Expected", "Note", "why not")
	require.NoError(t, f.SetCellValue("FOREIGN_REFUND", "A1", "Something else"))
	_, err = statement.ReadDecisions(saved())
	require.Equal(t, []string{
		"sheet FOREIGN_REFUND, line 1, break: the header has no such column",
		"sheet Expected, line 2, decision: what is expected is no break, so nothing is decided about it",
	}, faults(t, err))
}

func faults(t *testing.T, err error) (words []string) {
	t.Helper()
	require.Equal(t, ledger.ErrFindings, code(t, err))
	var all statement.Faults
	require.ErrorAs(t, err, &all)
	for _, f := range all {
		words = append(words, f.String())
	}
	return words
}

func TestEverythingThatIsWrongIsNamedAtOnce(t *testing.T) {
	text := edited(t, statementtest.Sample(), ',', map[string]map[string]string{
		"ROW_REJECTED":      {"decision": "exclude"},
		"AMBIGUOUS":         {"decision": "match", "note": "both"},
		"CURRENCY_DIFF":     {"decision": "", "note": ""},
		"AMOUNT_DIFF":       {"note": "only a note"},
		"FOREIGN_REFUND":    {"decision": "ok", "note": "x"},
		"MISSING_IN_REPORT": {"version": "V12E+34", "note": "x"},
		"NOT_YET_REPORTED":  {"decision": "accept", "note": "x"},
		"WITHIN_TOLERANCE":  {"break": "4.5E+19", "state": "open", "decision": "accept", "note": "x"},
	})
	_, err := statement.ReadDecisions(bytes.NewReader(text))
	require.Equal(t, []string{
		"line 2, note: it is empty; write why",
		"line 3, decision: match needs both sides, so it cannot be decided in a table",
		"line 4, decision: a decision is taken back by undoing it, not by emptying its cell",
		"line 5, decision: a note alone decides nothing; write one of accept, duplicate, exclude, contest, carry, adopt",
		`line 6, decision: "ok" is no decision; write one of accept, duplicate, exclude, contest, carry, adopt`,
		`line 7, version: "V12E+34" is not what was exported`,
		"line 8, decision: what is expected is no break, so nothing is decided about it",
		`line 9, break: "4.5E+19" is not what was exported`,
	}, faults(t, err))
}

func TestTwoRowsAboutOneBreakMustAgree(t *testing.T) {
	s := statementtest.Sample()
	one := edited(t, s, ',', map[string]map[string]string{"AMOUNT_DIFF": {"decision": "accept", "note": "x"}})
	other := edited(t, s, ',', map[string]map[string]string{"AMOUNT_DIFF": {"decision": "carry", "note": "x"}})
	_, rows, _ := bytes.Cut(one, []byte("\n"))
	edits, err := statement.ReadDecisions(bytes.NewReader(append(bytes.Clone(one), rows...)))
	require.NoError(t, err)
	require.Len(t, edits, 1, "the same decision twice is one")
	_, err = statement.ReadDecisions(bytes.NewReader(append(other, rows...)))
	require.Equal(t, []string{"line 13, decision: it is not what line 5 decides about the same break"}, faults(t, err))
}

func TestATableThatIsNotOursIsRefused(t *testing.T) {
	good := string(written(t, "breaks.csv", statementtest.Sample()))
	book := string(written(t, "breaks.xlsx", statementtest.Sample()))
	for words, text := range map[string]string{
		"the table is empty":                      "",
		"the header has no column break, version": "decision,note\n",
		"UTF-16":                                   "\xff\xfeb\x00",
		"line 3 cannot be read":                    strings.Replace(good, "AMBIGUOUS", `AM"BIGUOUS`, 1),
		"line 4, note: it is not UTF-8 text":       strings.Replace(good, "고객센터", "\xb0\xed", 1),
		"the workbook cannot be read":              book[:len(book)/2],
		"no sheet of the workbook has the columns": string(plainBook(t)),
	} {
		_, err := statement.ReadDecisions(strings.NewReader(text))
		require.ErrorContains(t, err, words)
		require.Equal(t, ledger.ErrUsage, code(t, err))
	}
}

func plainBook(t *testing.T) []byte {
	f := excelize.NewFile()
	defer f.Close()
	require.NoError(t, f.SetCellValue("Sheet1", "A1", "note"))
	out, err := f.WriteToBuffer()
	require.NoError(t, err)
	return out.Bytes()
}

func TestAVersionChangesWithWhatABreakSaysAndNotWithItsPlace(t *testing.T) {
	version := func(change func(*archive.Finding)) string {
		f := finding(statementtest.Sample(), recon.AmountDiff)
		change(f)
		return statement.Version(f)
	}
	was := version(func(*archive.Finding) {})
	require.Equal(t, was, version(func(f *archive.Finding) {
		f.Run, f.N, f.Break.Report[0].Line, f.Break.Report[0].Report = 99, 98, 97, 96
	}))
	for what, change := range map[string]func(*archive.Finding){
		"amount":   func(f *archive.Finding) { f.Break.Report[0].Money.Minor++ },
		"currency": func(f *archive.Finding) { f.Break.Local[0].Money.Currency = "EUR" },
		"status":   func(f *archive.Finding) { f.Break.Local[0].StatusName = "decline" },
		"side":     func(f *archive.Finding) { f.Break.Near, f.Break.Local = f.Break.Local, nil },
		"code":     func(f *archive.Finding) { f.Code = recon.StatusDiff },
		"decision": func(f *archive.Finding) { f.Decision = &archive.Decision{ID: 1, Verb: archive.Accept} },
	} {
		require.NotEqual(t, was, version(change), what)
	}
}

func TestWhatNobodyChangedIsNoEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := statementtest.Sample()
		for i := range s.Findings {
			if f := &s.Findings[i]; f.Kind == archive.Broken && rapid.Bool().Draw(t, "decided") {
				f.Decision = &archive.Decision{ID: 1, Verb: archive.Accept, Note: rapid.String().Draw(t, "note")}
			}
		}
		for _, form := range rapid.SampledFrom([][]string{{"breaks.csv"}, {"breaks.csv"}, {"breaks.csv"}, {"breaks.xlsx"}}).Draw(t, "forms") {
			edits, err := statement.ReadDecisions(bytes.NewReader(written(t, form, s)))
			require.NoError(t, err, form)
			require.Empty(t, edits, form)
		}
		note := rapid.StringMatching(`[a-z가-힣=+@'"; ]{0,20}x`).Draw(t, "new")
		edits, err := statement.ReadDecisions(bytes.NewReader(edited(t, s, ',', map[string]map[string]string{"AMOUNT_DIFF": {"decision": "duplicate", "note": note}})))
		require.NoError(t, err)
		require.Len(t, edits, 1)
		require.Equal(t, archive.Duplicate, edits[0].Verb)
	})
}

func FuzzReadDecisions(f *testing.F) {
	s := statementtest.Sample()
	f.Add(written(f, "breaks.csv", s))
	f.Add(edited(f, s, ';', map[string]map[string]string{"AMOUNT_DIFF": {"decision": "accept", "note": "x"}, "AMBIGUOUS": {"decision": "?"}}))
	f.Add([]byte("break,version,decision,note\nB1,V1-2,accept,x\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, text []byte) {
		edits, err := statement.ReadDecisions(bytes.NewReader(text))
		if err != nil {
			require.Empty(t, edits)
			return
		}
		seen := map[string]bool{}
		for _, e := range edits {
			require.True(t, e.Key != "" && e.Version != "" && e.Note != "" && e.Line > 1, "%+v", e)
			require.NotContains(t, []archive.Verb{"", archive.Match, archive.Apart}, e.Verb)
			require.False(t, seen[e.Key], "one decision for each break")
			seen[e.Key] = true
		}
	})
}
