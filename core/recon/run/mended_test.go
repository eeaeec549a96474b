package run_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/report/pack"
	"contra/core/sandbox/reportfile"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/importers/report/reporttest"
)

// spoiled is a sale whose amount cannot be read.
func spoiled(n int) reportfile.Row {
	row := sale(n)
	row.Written = map[reportfile.Column]string{reportfile.Amount: "1O00"}
	return row
}

// mending is a report of which rows were rejected.
type mending struct {
	*reporttest.Rig
	id      int64
	opened  *report.Opened
	rejects []corereport.StoredReject
}

func spoil(t *testing.T, r *reporttest.Rig, name string, rows ...reportfile.Row) *mending {
	t.Helper()
	opened, err := report.Look(r.Table(file(name, rows...)), report.Options{})
	require.NoError(t, err)
	info, _, err := r.Run.Import(t.Context(), r.Read(file(name, rows...)))
	require.NoError(t, err)
	rejects, err := reports.Rejects(t.Context(), r.Store, info.ID, true)
	require.NoError(t, err)
	require.NotEmpty(t, rejects)
	return &mending{r, info.ID, opened, rejects}
}

// mend takes the rejected rows from a number on in as they read now.
func (m *mending) mend(from int, fixed ...string) corereport.Info {
	m.T.Helper()
	var rejects []corereport.Reject
	for i := range fixed {
		rejects = append(rejects, m.rejects[from+i].Reject)
	}
	body, err := m.opened.Mend(context.Background(), rejects, fixed, report.Options{})
	require.NoError(m.T, err)
	info, err := m.Run.Mend(context.Background(), m.id, body)
	require.NoError(m.T, err)
	return info
}

// fixed is the text of a rejected row as it should be.
func (m *mending) fixed(i int) string {
	return strings.Replace(m.rejects[i].Raw, "1O00", fmt.Sprint(1000+m.rejects[i].Line-2), 1)
}

// lines reads all rows of a report again, whole.
func lines(t *testing.T, r *reporttest.Rig, info corereport.Info) (all []string) {
	t.Helper()
	err := reports.Rows(t.Context(), r.Store, report.Rereader{}, info, -1, func(row corereport.Row, raw string) error {
		all = append(all, fmt.Sprintf("%d %s %d", row.Line, row.OperationID, row.Amount.Minor))
		_, _, text, err := r.Run.Raw(t.Context(), info.ID, row.Line)
		require.NoError(t, err)
		require.Equal(t, text, raw)
		return nil
	})
	require.NoError(t, err)
	return all
}

// A mended row may take more lines than it had; the row that follows it in the report may be mended with it.
func TestMendedRowsAreReadAgainBesideEachOther(t *testing.T) {
	r := reporttest.New(t)
	m := spoil(t, r, "oct.csv", sale(0), spoiled(1), spoiled(2), spoiled(3), sale(4))
	broken := func(i int) string { // a line break in the first cell that is empty
		before, after, ok := strings.Cut(m.fixed(i), ",,")
		require.True(t, ok)
		return before + ",\"two\r\n\nlines\"," + after
	}
	info := m.mend(0, broken(0), broken(1), m.fixed(2))
	require.Equal(t, []string{"3 5000001 1001", "4 5000002 1002", "5 5000003 1003"}, lines(t, r, info))
	x, err := r.Run.Run(t.Context(), run.Request{Reports: []int64{m.id}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.MissingLocal: 5}, x.Summary.Counts)
}

// Rows that say the same are mended one after the other, in one report or in two.
func TestTwoRowsAreMendedToTheSameText(t *testing.T) {
	r := reporttest.New(t)
	for _, name := range []string{"oct.csv", "nov.csv"} {
		m := spoil(t, r, name, sale(len(name)), spoiled(1), spoiled(1), sale(100+int(name[0])))
		first, second := m.mend(0, m.fixed(0)), m.mend(1, m.fixed(0))
		require.NotEqual(t, first.SHA256, second.SHA256)
		for _, info := range []corereport.Info{first, second} {
			info, err := reports.Get(t.Context(), r.Store, info.ID)
			require.NoError(t, err)
			require.Zero(t, info.Replaced)
		}
	}
}

// Older ledgers have all rows that were mended together as one compressed text without a line, with those that
// could not be read.
func TestMendedRowsOfAnOlderLedgerKeepTheirLines(t *testing.T) {
	r := reporttest.New(t)
	m := spoil(t, r, "oct.csv", sale(0), spoiled(1), spoiled(2), sale(3), spoiled(4), spoiled(5))
	info := m.mend(1, m.fixed(1), m.fixed(2))
	text := []byte("\n" + m.fixed(1) + "\n" + m.rejects[0].Raw + "\n" + m.fixed(2) + "\n")
	require.NoError(t, r.Store.Derive(t.Context(), "test", func(tx *store.Tx) error {
		if err := tx.Exec(t.Context(), "DELETE FROM report_blocks WHERE report = ?", info.ID); err != nil {
			return err
		}
		return tx.Exec(t.Context(), "INSERT INTO report_blocks (report, n, line, size, data) VALUES (?, 0, 0, ?, ?)", info.ID, len(text), pack.Compress(nil, text))
	}))
	for range 2 { // the second time its items are kept
		require.Equal(t, []string{"4 5000002 1002", "6 5000004 1004"}, lines(t, r, info))
	}
	x, err := r.Run.Run(t.Context(), run.Request{Reports: []int64{m.id}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.MissingLocal: 4, recon.RowRejected: 2}, x.Summary.Counts)
}

// A report that is read anew takes the rows with it that were mended as it was read before.
func TestMendedRowsAreReplacedWithTheirReport(t *testing.T) {
	r := reporttest.New(t)
	m := spoil(t, r, "oct.csv", sale(0), spoiled(1))
	mended := m.mend(0, m.fixed(0))
	anew := r.Read(file("oct.csv", sale(0), spoiled(1)))
	anew.Profile.Grouping = "'"
	info, again, err := r.Run.Import(t.Context(), anew)
	require.NoError(t, err)
	require.False(t, again)
	mended, err = reports.Get(t.Context(), r.Store, mended.ID)
	require.NoError(t, err)
	require.Equal(t, info.ID, mended.Replaced)
	q, err := r.Run.MonthRequest(t.Context(), "2026-10", "UTC")
	require.NoError(t, err)
	require.Equal(t, []int64{info.ID}, q.Reports)
	x, err := r.Run.Run(t.Context(), q, nil)
	require.NoError(t, err)
	require.Equal(t, recon.Rows{Read: 2, Accepted: 1, Rejected: 1}, x.Summary.Rows)
}
