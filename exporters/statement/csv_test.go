package statement_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/statement"
	"contra/exporters/statement/statementtest"
)

// forms are all ways to write a statement.
var forms = map[string]func(io.Writer, statement.Statement) error{
	"breaks.csv":  statement.CSV,
	"rejects.csv": statement.RejectsCSV,
	"run.json":    statement.JSON,
	"page.html":   statement.HTML,
	"results.csv": func(w io.Writer, s statement.Statement) error {
		return statement.ResultsCSV(context.Background(), w, s)
	},
	"breaks.xlsx": func(w io.Writer, s statement.Statement) error { return statement.XLSX(context.Background(), w, s) },
}

func written(t require.TestingT, form string, s statement.Statement) []byte {
	var out bytes.Buffer
	require.NoError(t, forms[form](&out, s))
	return out.Bytes()
}

// table gives the rows of a CSV file by the names of its columns.
func table(t *testing.T, text []byte) (rows []map[string]string) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// row is the one in which a column has a value.
func row(t *testing.T, rows []map[string]string, column, value string) map[string]string {
	t.Helper()
	at := slices.IndexFunc(rows, func(r map[string]string) bool { return r[column] == value })
	require.GreaterOrEqual(t, at, 0, "no row has %s in %s", value, column)
	return rows[at]
}

func has(t *testing.T, row map[string]string, want map[string]string) {
	t.Helper()
	for name, value := range want {
		got, ok := row[name]
		require.True(t, ok, "there is no column %s", name)
		require.Equal(t, value, got, name)
	}
}

func TestEveryFindingButAPairIsALine(t *testing.T) {
	rows := table(t, written(t, "breaks.csv", statementtest.Sample()))
	var codes []string
	for _, r := range rows {
		codes = append(codes, r["code"]+" "+r["state"])
	}
	require.Equal(t, []string{"ROW_REJECTED open", "AMBIGUOUS open", "CURRENCY_DIFF open", "AMOUNT_DIFF open", "FOREIGN_REFUND open", "MISSING_IN_REPORT decided",
		"NOT_YET_REPORTED expected", "WITHIN_TOLERANCE tolerated"}, codes)
	has(t, row(t, rows, "code", "AMOUNT_DIFF"), map[string]string{"break": "Bb0000000000000000001", "severity": "high", "project_id": "1234", "payment_id": "k-1", "operation_id": "601",
		"report": "report-oct.csv", "line": "11", "report_rows": "1", "report_amount_major": "1000", "report_amount_minor": "1000", "report_currency": "KRW", "report_type": "sale", "report_status": "success",
		"report_at_utc": "2026-10-20T11:05:09Z", "local_rows": "1", "local_amount_minor": "900", "difference_major": "100", "difference_minor": "100", "difference_currency": "KRW", "by_hand": "no",
		"decision": "", "note": "", "since_utc": "2026-11-02T01:30:00Z", "age_days": "0", "business_day": "2026-10-20"})
	has(t, row(t, rows, "code", "FOREIGN_REFUND"), map[string]string{"break": "B4567890123456789e012", "payment_id": "'+82 10", "report_amount_major": "1.500", "report_amount_minor": "1500", "local_rows": "0",
		"local_amount_major": "", "local_currency": "", "difference_major": "-1.500", "difference_minor": "-1500", "difference_currency": "KWD", "reason": "'@nobody here issued it", "age_days": "1"})
	has(t, row(t, rows, "code", "CURRENCY_DIFF"), map[string]string{"report_amount_major": "25.00", "report_currency": "EUR", "local_amount_major": "2500", "local_currency": "KRW",
		"decision": "contest", "note": "고객센터 문의 중", "by_hand": "yes", "business_day": "2026-10-21", "report_at_utc": "2026-10-20T15:05:09Z"})
	has(t, row(t, rows, "code", "MISSING_IN_REPORT"), map[string]string{"report_rows": "0", "line": "", "decision": "accept", "note": "'-paid <i>by</i> hand  & \"so\"", "decided_by": "desk1", "decided_at_utc": "2026-11-02T00:30:00Z", "by_hand": "yes"})
	has(t, row(t, rows, "code", "AMBIGUOUS"), map[string]string{"local_rows": "0", "candidates": "2"})
	has(t, row(t, rows, "code", "NOT_YET_REPORTED"), map[string]string{"due_utc": "2026-11-03T00:00:00Z", "business_day": "2026-11-01", "local_at_utc": "2026-10-31T23:05:09Z"})
}

func TestEveryRowIsAResult(t *testing.T) {
	rows := table(t, written(t, "results.csv", statementtest.Sample()))
	count := map[string]int{}
	sums := map[string]int64{}
	for _, r := range rows {
		count[r["outcome"]]++
		if minor := r["matched_minor"]; minor != "" {
			sums[r["report_currency"]] += number(t, minor)
		}
	}
	require.Equal(t, map[string]int{"matched": 9, "break": 8, "expected": 1, "ignored": 2}, count)
	for _, total := range statementtest.Sample().Run.Summary.Totals {
		require.Equal(t, total.Matched, sums[string(total.Currency)])
	}
	has(t, row(t, rows, "line", "3"), map[string]string{"payment_id": "0012345678901234567890", "operation_id": "99000000000000000002", "by": "operation", "matched_minor": "-28000", "report_amount_minor": "28000"})
	has(t, row(t, rows, "line", "6"), map[string]string{"report_status": "decline", "matched_minor": "0"})
	has(t, row(t, rows, "line", "7"), map[string]string{"by": "hand", "note": "'=SUM(A1) told me", "payment_id": "'=cmd|' /C calc'!A0"})
	has(t, row(t, rows, "line", "9"), map[string]string{"by": "group", "local_operation_id": "", "matched_minor": "700"})
	has(t, row(t, rows, "line", "10"), map[string]string{"difference_minor": "-1", "local_amount_major": "10.01"})
	has(t, row(t, rows, "by", "candidate"), map[string]string{"code": "AMBIGUOUS", "local_operation_id": "604", "matched_minor": ""})
	has(t, row(t, rows, "line", "17"), map[string]string{"outcome": "ignored", "report": "report-oct.csv", "note": "footer"})
}

func number(t *testing.T, text string) (n int64) {
	t.Helper()
	a, err := money.Parse(string(bytes.TrimPrefix([]byte(text), []byte("-"))), "KRW")
	require.NoError(t, err)
	if text[0] == '-' {
		return -a.Minor
	}
	return a.Minor
}

func TestRejectedRowsAreShownHarmless(t *testing.T) {
	rows := table(t, written(t, "rejects.csv", statementtest.Sample()))
	require.Len(t, rows, 1)
	has(t, rows[0], map[string]string{"report": "report-oct.csv", "line": "14", "column": "amount", "reason": "bad_amount", "raw": "'=1+1, [31mk-4  ,12,5"})
}

func TestTheSameStatementGivesTheSameBytesInAnyOrder(t *testing.T) {
	for form := range forms {
		first := written(t, form, statementtest.Sample())
		for seed := range uint64(3) {
			s := statementtest.Sample()
			mix := rand.New(rand.NewPCG(seed, 7))
			mix.Shuffle(len(s.Findings), func(i, k int) { s.Findings[i], s.Findings[k] = s.Findings[k], s.Findings[i] })
			mix.Shuffle(len(s.Ignored), func(i, k int) { s.Ignored[i], s.Ignored[k] = s.Ignored[k], s.Ignored[i] })
			require.True(t, bytes.Equal(first, written(t, form, s)), form)
		}
	}
}

// The share of a row follows the rules of the comparison.
func TestWhatCountsAsMatchedFollowsTheRules(t *testing.T) {
	s := statementtest.Sample()
	s.Findings, s.Ignored = nil, nil
	s.Run.Rules.Types = map[string]string{"chargeback": "refund"}
	r := func(kind, status string, at time.Time) recon.Record {
		x := statementtest.Record("p", "1", kind, status, 500, "KRW", at)
		x.Line = 2
		return x
	}
	day := statementtest.Day(5, 5)
	for _, c := range []struct {
		row, local recon.Record
		want       string
	}{
		{r("sale", "success", day), r("sale", "success", day), "500"},
		{r("sale", "settled", day), r("sale", "success", day), "500"},
		{r("chargeback", "success", day), r("refund", "success", day), "-500"},
		{r("reversal", "success", day), r("refund", "success", day), "-500"},
		{r("", "", day), r("refund", "success", day), "-500"},
		{r("sale", "decline", day), r("sale", "success", day), "0"},
		{r("sale", "success", day.AddDate(0, 2, 0)), r("sale", "success", day), "0"},
		{recon.Record{}, r("sale", "success", day), ""},
	} {
		s.Results = func(_ context.Context, row func(statement.Result) error) error {
			return row(statement.Result{Report: c.row, Local: c.local, By: recon.ByOperation})
		}
		require.Equal(t, c.want, table(t, written(t, "results.csv", s))[0]["matched_minor"], "%s %s", c.row.TypeName, c.row.StatusName)
	}
}

func TestAmountsOfAGroupAreAddedOnlyWhereTheyBelongTogether(t *testing.T) {
	at := statementtest.Day(5, 5)
	sale := func(minor int64, c money.Currency) recon.Record {
		return statementtest.Record("p", "1", "sale", "success", minor, c, at)
	}
	refund := statementtest.Record("p", "2", "refund", "success", 5, "EUR", at.Add(-time.Hour))
	for _, c := range []struct {
		of            []recon.Record
		amount, types string
	}{
		{[]recon.Record{sale(1, "EUR"), sale(2, "EUR")}, "3", "sale"},
		{[]recon.Record{sale(1, "EUR"), sale(2, "KRW")}, "", "sale"},
		{[]recon.Record{sale(1, "EUR"), refund}, "", "sale + refund"},
	} {
		s := statement.Statement{Findings: []archive.Finding{{Kind: archive.Broken, Code: recon.SplitIncomplete, Key: "a1", Break: recon.Break{Report: c.of}}}}
		got := table(t, written(t, "breaks.csv", s))[0]
		has(t, got, map[string]string{"report_amount_minor": c.amount, "report_type": c.types, "report_rows": "2"})
	}
	s := statement.Statement{Findings: []archive.Finding{{Kind: archive.Broken, Break: recon.Break{Report: []recon.Record{sale(1<<62, "EUR"), sale(1<<62, "EUR")}}}}}
	require.Equal(t, ledger.ErrOverflow, code(t, statement.CSV(io.Discard, s)))
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var known *ledger.Error
	require.ErrorAs(t, err, &known)
	return known.Code
}

func TestWhatCannotBeWritten(t *testing.T) {
	s := statementtest.Sample()
	s.Zone = "Mars/Olympus"
	for form, write := range forms {
		require.Equal(t, ledger.ErrUsage, code(t, write(io.Discard, s)), form)
		require.Equal(t, ledger.ErrIO, code(t, write(full{}, statementtest.Sample())), form)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.Equal(t, ledger.ErrCancelled, code(t, statement.ResultsCSV(ctx, io.Discard, statementtest.Sample())))
	require.Equal(t, ledger.ErrCancelled, code(t, statement.XLSX(ctx, io.Discard, statementtest.Sample())))
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
