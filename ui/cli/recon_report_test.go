package cli_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/reportfile"
)

func (r ran) imported() (d importedDoc) {
	r.t.Helper()
	r.into(&d)
	require.EqualValues(r.t, len(d.Items), *d.Total)
	return d
}

func TestReportsAreKeptOnceAndTheirRowsAreShown(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("october.csv", dataAPI(), rows)
	d := w.run("report", "import", path, "--json").exits(0).imported()
	require.Equal(t, 1, len(d.Items))
	i := d.Items[0]
	require.EqualValues(t, 1, i.ID)
	require.Equal(t, path, i.Name)
	require.EqualValues(t, 13, i.Read)
	require.EqualValues(t, 13, i.Accepted)
	require.False(t, i.Again)
	require.Equal(t, "2025-10-02T12:00:05Z", *i.First)

	again := w.run("report", "import", path, "--json").exits(0).imported().Items[0]
	require.True(t, again.Again)
	again.Again = false
	require.Equal(t, i, again, "nothing was changed")
	var list importedDoc
	w.run("report", "list", "--json").exits(0).into(&list)
	require.EqualValues(t, 1, *list.Total)

	// The next report repeats some of it, and says something else of one row.
	changed := w.rows()[:3]
	changed[0].Amount.Minor = 7
	next := w.run("report", "import", w.report("next.csv", dataAPI(), changed), "--json").exits(3).imported().Items[0]
	require.EqualValues(t, 2, next.Changed, "A2 is a decline in the first one")
	require.EqualValues(t, 1, next.Known)

	var shown struct {
		Report    reportDoc        `json:"report"`
		Profile   map[string]any   `json:"profile"`
		Header    []string         `json:"header"`
		Ignored   []map[string]any `json:"ignored"`
		Waiting   int              `json:"waiting"`
		Rows      []reportRowDoc   `json:"rows"`
		Total     int64            `json:"total"`
		Truncated bool             `json:"truncated"`
	}
	w.run("report", "show", "1", "--rows", "2", "--json").exits(0).into(&shown)
	require.Len(t, shown.Rows, 2)
	require.True(t, shown.Truncated)
	require.EqualValues(t, 13, shown.Total)
	require.EqualValues(t, 1001, shown.Rows[0].Amount)
	require.Contains(t, shown.Rows[0].Raw, "A1,sale,success")
	w.run("report", "show", "1", "--rows", "-1", "--json").exits(0).into(&shown)
	require.Len(t, shown.Rows, 13)
	w.run("report", "show", "9", "--json").fails(1, "not_found")
	w.run("report", "show", "x", "--json").fails(2, "usage")

	// A payment's rows in every report, whatever the case of its id.
	var dossier showDoc
	w.run("show", "a1", "--json").exits(0).into(&dossier)
	require.Len(t, dossier.Rows, 4)
	at := "2025-10-02T12:00:05Z"
	require.Equal(t, reportRowDoc{Report: 1, Name: path, Line: 2, Operation: rows[0].OperationID, Payment: "A1", Project: project, Type: "sale", Status: "success", Amount: 1001, Currency: "KRW", At: &at}, dossier.Rows[0])
	require.EqualValues(t, 2, dossier.Rows[2].Report)
	require.Contains(t, w.run("show", "A1").exits(0).out, "report 1, ")
	w.pay("NEW", 500, "KRW")
	w.run("show", "NEW", "--json").exits(0).into(&dossier)
	require.NotNil(t, dossier.Rows)
	require.Empty(t, dossier.Rows)
}

// A rejected row whose operation id could be read is one break; mended, it is none.
func TestRejectedRowsAreMendedAlone(t *testing.T) {
	w := newWorld(t, "", "")
	for i, id := range []string{"A1", "A2", "A3", "A4"} {
		w.sold(id, 1000, "KRW", 3+i)
	}
	rows := w.rows()
	for i, amount := range map[int]string{0: "1O00", 1: "", 2: "ten"} {
		rows[i].Written = map[reportfile.Column]string{reportfile.Amount: amount}
	}
	path := w.report("october.csv", dataAPI(), rows)
	d := w.run("reconcile", path, "--json").exits(3).reconciled()
	require.Equal(t, map[string]int64{"ROW_REJECTED": 3}, d.Counts, "and nothing is missing beside them")
	require.Equal(t, rowsDoc{Read: 4, Accepted: 1, Rejected: 3}, d.Rows)
	first := d.Breaks[0]
	require.Nil(t, first.Report)
	require.EqualValues(t, 1000, first.Local.Amount)
	require.Len(t, d.Rejections, 3)
	r := d.Rejections[0]
	require.Equal(t, 2, r.Line)
	require.Equal(t, "sum_initial.amount", r.Column)
	require.Equal(t, "bad_amount", r.Reason)
	require.Contains(t, r.Raw, "1O00")
	require.Equal(t, rows[0].OperationID, r.Operation)
	var show breakShowDoc
	w.run("breaks", "show", fmt.Sprintf("1/%d", first.N), "--json").exits(0).into(&show)
	require.Len(t, show.Raw, 1)

	waiting := func() int64 {
		var doc struct {
			Items     []rowRejectionDoc `json:"items"`
			Total     int64             `json:"total"`
			Truncated bool              `json:"truncated"`
		}
		w.run("report", "rejects", "--json").exits(0).into(&doc)
		return doc.Total
	}
	require.EqualValues(t, 3, waiting())
	refused := w.run("report", "mend", "1", "--line", "2", "--raw", "nonsense", "--json").fails(2, "usage")
	require.Contains(t, refused.out, "line 2: the row has 1 cell")
	w.run("report", "mend", "1", "--line", "5", "--raw", "x", "--json").fails(1, "not_found")
	w.run("report", "mend", "1", "--line", "2", "--json").fails(2, "usage")
	var mended struct {
		ReportID int64             `json:"report_id"`
		Mends    int64             `json:"mends"`
		Mended   int               `json:"mended"`
		Still    []rowRejectionDoc `json:"still"`
		Waiting  int               `json:"waiting"`
	}
	w.run("report", "mend", "1", "--line", "2", "--set", "amount=1000", "--json").fails(2, "usage")
	w.run("report", "mend", "1", "--line", "2", "--set", "sum_initial.amount", "--json").fails(2, "usage")
	w.run("report", "mend", "1", "--line", "9", "--set", "sum_initial.amount=1000", "--json").fails(1, "not_found")
	w.run("report", "mend", "1", "--line", "2", "--set", "sum_initial.amount=1000", "--raw", "x", "--json").fails(2, "usage")
	w.run("report", "mend", "1", "--line", "2", "--set", "sum_initial.amount=1O0", "--json").fails(2, "usage")
	w.run("report", "mend", "1", "--line", "2", "--set", "sum_initial.amount=1000", "--json").exits(0).into(&mended)
	require.Equal(t, 1, mended.Mended)
	require.Equal(t, 2, mended.Waiting)

	// The rest in a file, as a spreadsheet saves it: one is right now, one is not.
	fix := filepath.Join(w.folder, "fix.csv")
	w.run("report", "rejects", "1", "--csv", fix, "--json").exits(0)
	text, err := os.ReadFile(fix)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "line,project_id,operation_id,"))
	all, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	require.NoError(t, err)
	require.Len(t, all, 3)
	var saved strings.Builder
	out := csv.NewWriter(&saved)
	out.Comma = ';'
	for i, cells := range all[1:] {
		for k := range cells {
			if all[0][k] == "sum_initial.amount" {
				cells[k] = []string{"1000", "eleven"}[i]
			}
		}
	}
	require.NoError(t, out.WriteAll(all))
	w.run("report", "mend", "1", "--from", w.file("fixed.csv", saved.String()), "--json").exits(3).into(&mended)
	require.Equal(t, 1, mended.Mended)
	require.Equal(t, 1, mended.Waiting)
	require.Equal(t, 4, mended.Still[0].Line)
	require.EqualValues(t, 1, waiting())
	w.run("report", "mend", "1", "--from", w.file("other.csv", "a,b\n1,2\n"), "--json").fails(2, "usage")

	d = w.run("breaks", "again", "1", "--json").exits(3).reconciled()
	require.Equal(t, map[string]int64{"ROW_REJECTED": 1}, d.Counts)
	require.EqualValues(t, 3, d.Matched)
	again := w.run("report", "import", path, "--json").exits(3).imported()
	require.Len(t, again.Rejections, 1)
	w.run("breaks", "decide", *d.RunID, "--code", "ROW_REJECTED", "--as", "exclude", "--note", "a test row", "--yes", "--json").exits(0)

	cells := strings.Split(again.Rejections[0].Raw, ",")
	cells[slices.Index(all[0], "sum_initial.amount")-1] = "1000" // without the number of the line
	w.run("report", "mend", "1", "--line", "4", "--raw", strings.Join(cells, ","), "--json").exits(0)
	require.Zero(t, waiting())
	w.run("audit", "verify", "--json").exits(0)
}

// Card numbers never get any further than the importer.
func TestNoCardNumberLeavesAReport(t *testing.T) {
	const card, spaced = "4242424242424242", "4242 4242 4242 4242"
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	rows := append(w.rows(), w.rows()...)
	rows[0].Description = "card " + card
	rows[1].OperationID = spaced
	d := w.run("reconcile", w.report("october.csv", dataAPI(), rows), "--out", filepath.Join(w.folder, "o"), "--json").exits(3).reconciled()
	w.run("report", "rejects", "--json").exits(0)
	w.run("report", "show", "1", "--json").exits(0)
	for _, b := range d.Breaks {
		w.run("breaks", "show", fmt.Sprint(b.N), "--json").exits(0)
		w.run("breaks", "show", fmt.Sprint(b.N)).exits(0)
	}
	require.Equal(t, "card_data", d.Rejections[0].Reason)
	for _, said := range w.said {
		require.NotContains(t, said, card)
		require.NotContains(t, said, spaced)
	}
	for _, f := range append(d.Files, w.ledger) {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		require.NotContains(t, string(text), card, f)
		require.NotContains(t, string(text), spaced, f)
	}
}

// Rows that do not say a project are of the one that is named, or the only one configured.
func TestRowsWithoutAProjectGetOne(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	rows := w.rows()
	rows[0].Amount.Minor++
	path := w.report("october.csv", dataAPI().Without(reportfile.ProjectID), rows)
	unknown := w.run("reconcile", path, "--dry-run", "--json").exits(3).reconciled()
	require.Equal(t, map[string]int64{"AMOUNT_DIFF": 1}, unknown.Counts)
	named := w.run("reconcile", path, "--project", "1234", "--dry-run", "--json").exits(3).reconciled()
	require.EqualValues(t, 1234, named.Breaks[0].Project)
	other := w.run("reconcile", path, "--project", "5678", "--dry-run", "--json").exits(3).reconciled()
	require.Equal(t, map[string]int64{"SAME_ID_CHANGED": 1}, other.Counts)
	w.run("reconcile", path, "--project", "-1", "--json").fails(2, "usage")
}
