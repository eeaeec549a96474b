package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/reportfile"
)

// spoiltMonth is a ledger and a report of it with several differences.
func spoiltMonth(t *testing.T) (*world, []reportfile.Row) {
	t.Helper()
	w := newWorld(t, "", "")
	for i, id := range []string{"A1", "A2", "A3", "A4", "A5", "A6"} {
		w.sold(id, int64(1000*(i+1)), "KRW", 2+i, back(100))
	}
	w.sold("E1", 123456, "EUR", 9)
	rows := w.rows()
	find(t, rows, "A1", 0).Amount.Minor = 1001
	find(t, rows, "A2", 0).Status = "decline"
	find(t, rows, "A3", 1).Amount.Minor = 1000
	rows = append(without(rows, "A5"), *find(t, rows, "A4", 0))
	foreign := *find(t, rows, "A6", 1)
	foreign.OperationID, foreign.Amount.Minor = "9000000000000001", 250
	return w, append(rows, foreign)
}

// alike is what a comparison found, apart from where it stood in which file.
func alike(d reconciledDoc) any {
	for _, list := range [][]breakDoc{d.Breaks, d.Expected, d.Tolerated} {
		for i := range list {
			b := &list[i]
			b.File, b.Line, b.ReportID, b.Since, b.Reason = "", 0, 0, nil, ""
			for _, s := range []*sideDoc{b.Report, b.Local} {
				if s != nil {
					s.Fee, s.Net = nil, nil // not every layout has them
				}
			}
		}
	}
	return []any{d.Matched, d.Counts, d.Breaks, d.Expected, d.Tolerated, d.Totals, d.Rows.Accepted, d.Rows.Rejected}
}

func TestOrderLayoutAndPackingChangeNothing(t *testing.T) {
	w, rows := spoiltMonth(t)
	first := w.report("first.csv", dataAPI(), rows)
	want := alike(w.run("reconcile", first, "--dry-run", "--json").exits(3).reconciled())
	same := func(path string, more ...string) {
		t.Helper()
		d := w.run(append([]string{"reconcile", path, "--dry-run", "--json"}, more...)...).exits(3).reconciled()
		require.Equal(t, want, alike(d), path)
	}
	shuffled := slices.Clone(rows)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	same(w.report("rows-shuffled.csv", dataAPI(), shuffled))
	same(w.report("columns-shuffled.csv", dataAPI().Shuffled(7), rows))

	text, err := os.ReadFile(first)
	require.NoError(t, err)
	same(w.file("crlf.txt", "\ufeff"+strings.ReplaceAll(string(text), "\n", "\r\n")))
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(text)
	require.NoError(t, z.Close())
	same(w.file("packed.csv.gz", packed.String()))
	var archive bytes.Buffer
	a := zip.NewWriter(&archive)
	member, err := a.Create("october/report.csv")
	require.NoError(t, err)
	member.Write(text)
	require.NoError(t, a.Close())
	same(w.file("archive.zip", archive.String()))
	d := w.runWith(t.Context(), string(text), "reconcile", "-", "--dry-run", "--json").exits(3).reconciled()
	require.Equal(t, want, alike(d))

	// In two files that overlap, in a folder, beside something else.
	folder := filepath.Join(w.folder, "october")
	require.NoError(t, os.Mkdir(folder, 0o700))
	w.report("october/1.csv", dataAPI(), rows[:4])
	w.report("october/2.csv", dataAPI(), append(slices.Clone(rows[4:]), rows[3]))
	w.file("october/notes.md", "not a report")
	d = w.run("reconcile", folder, "--dry-run", "--json").exits(3).reconciled()
	require.EqualValues(t, 1, d.Ignored["in another report too"])
	require.Len(t, d.LeftOut, 1)
	require.Len(t, d.Reports, 2)
	require.Equal(t, filepath.Join(folder, "2.csv"), d.breaksOf("FOREIGN_REFUND")[0].File)
	require.Equal(t, want, alike(d))

	for _, layout := range []reportfile.Layout{reportfile.Titles, reportfile.Korean, reportfile.Russian} {
		path := w.report(string(layout)+".csv", layout.MustFormat(), rows)
		w.run("report", "profile", "save", string(layout), "--from", path, "--json").exits(0)
		same(path)
	}
}

// A layout that nobody explained is not guessed at: the error proposes how it
// could be read, and what the hint says works.
func TestAnUnknownLayoutIsAskedAbout(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("korean.csv", reportfile.Korean.MustFormat(), rows)
	r := w.run("reconcile", path, "--json").fails(2, "unknown_layout")
	var doc errorDoc
	r.into(&doc)
	require.Contains(t, doc.Error.Message, `payment_id="주문번호"`)
	require.Contains(t, doc.Error.Hint, "contra report profile save NAME --from")
	w.run("report", "list", "--json").exits(0)
	require.Contains(t, w.run("report", "list", "--json").out, `"total":0`)

	var look struct {
		How     string           `json:"how"`
		Sure    bool             `json:"sure"`
		Profile map[string]any   `json:"profile"`
		Missing []string         `json:"missing"`
		Samples []map[string]any `json:"samples"`
		Unit    bool             `json:"needs_unit"`
		File    string           `json:"file"`
		Header  []string         `json:"header"`
		Name    string           `json:"name"`
		Version int              `json:"version"`
		Changed bool             `json:"changed"`
		DryRun  bool             `json:"dry_run"`
		Drift   map[string]any   `json:"drift"`
		Differs string           `json:"differs"`
	}
	w.run("report", "profile", "propose", path, "--json").exits(0).into(&look)
	require.Equal(t, "proposed", look.How)
	require.False(t, look.Sure)
	require.NotEmpty(t, look.Samples)
	w.run("report", "profile", "save", "korea", "--from", path, "--map", "payment_id=거래번호,operation_id=주문번호", "--dry-run", "--json").exits(0).into(&look)
	require.Equal(t, "거래번호", look.Profile["columns"].(map[string]any)["payment_id"])
	w.run("report", "profile", "show", "korea", "--json").fails(1, "not_found")
	w.run("report", "profile", "save", "korea", "--from", path, "--map", "payment_id=no such column", "--json").fails(2, "usage")
	w.run("report", "profile", "save", "korea", "--from", path, "--map", "no such field=통화", "--json").fails(2, "usage")
	w.run("report", "profile", "save", "korea", "--from", path, "--json").exits(0).into(&look)
	require.True(t, look.Changed)
	require.Equal(t, 1, look.Version)
	w.run("report", "profile", "save", "korea", "--from", path, "--json").exits(0).into(&look)
	require.False(t, look.Changed)
	require.EqualValues(t, 13, w.run("reconcile", path, "--dry-run", "--json").exits(3).reconciled().Rows.Read)

	// The same columns under another name are another header.
	f := reportfile.Korean.MustFormat()
	f.Names[reportfile.Amount] = "결제금액"
	drifted := w.report("drifted.csv", f, rows)
	r = w.run("reconcile", drifted, "--json").fails(2, "unknown_layout")
	require.Contains(t, r.out, "결제금액")
	require.Contains(t, r.out, "korea")
	w.run("report", "profile", "save", "korea", "--from", drifted, "--json").exits(0).into(&look)
	require.Equal(t, 2, look.Version)
	w.run("reconcile", drifted, "--dry-run", "--json").exits(3).reconciled()
}

// Amounts in a currency with decimals are in a unit that somebody must know: the
// ledger, by the same operations, or a person.
func TestTheUnitIsFoundOutOrAskedFor(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("E1", 123400, "EUR", 3)
	w.sold("E2", 5600, "EUR", 4)
	for _, minor := range []bool{true, false} {
		f := reportfile.Titles.MustFormat()
		f.Minor = minor
		path := w.report(map[bool]string{true: "minor.csv", false: "major.csv"}[minor], f, w.rows())
		w.run("report", "profile", "save", "finance", "--from", path, "--json").exits(0)
		d := w.run("reconcile", path, "--dry-run", "--json").exits(0)
		require.EqualValues(t, 2, d.reconciled().Matched)
		require.Contains(t, d.err, map[bool]string{true: "in minor units", false: "in major units"}[minor])

		nobody := filepath.Join(w.folder, "empty.db") // a ledger that knows none of them
		w.run("report", "profile", "save", "finance", "--from", path, "--ledger", nobody, "--json").exits(0)
		r := w.run("reconcile", path, "--ledger", nobody, "--json").fails(2, "unknown_unit")
		require.Contains(t, r.out, "--unit minor")
		told := w.run("reconcile", path, "--ledger", nobody, "--unit", map[bool]string{true: "minor", false: "major"}[minor], "--dry-run", "--json").exits(3).reconciled()
		require.EqualValues(t, 123400+5600, told.Totals[0].Report)
	}
	w.run("reconcile", filepath.Join(w.folder, "minor.csv"), "--unit", "cents", "--json").fails(2, "usage")
	text, err := os.ReadFile(filepath.Join(w.folder, "minor.csv"))
	require.NoError(t, err)
	w.runWith(t.Context(), string(text), "reconcile", "-", "--json").fails(2, "unknown_unit")
}
