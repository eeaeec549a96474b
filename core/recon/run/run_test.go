package run_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store/reports"
	"contra/core/store/runs"
	"contra/importers/report"
	"contra/importers/report/reporttest"
)

func sale(n int) reportfile.Row {
	at := time.Date(2026, 10, 10, 0, n, 0, 0, time.UTC)
	return reportfile.Row{OperationID: fmt.Sprint(5_000_000 + n), PaymentID: fmt.Sprintf("ORD-%d", n), Project: 1234, Type: "sale", Status: "success",
		Amount: money.New(int64(1000+n), "KRW"), CreatedAt: at, CompletedAt: at, Method: "kakaopay"}
}

func sales(n int) []reportfile.Row {
	all := make([]reportfile.Row, n)
	for i := range all {
		all[i] = sale(i)
	}
	return all
}

func file(name string, rows ...reportfile.Row) months.File {
	return months.File{Name: name, Format: reportfile.DataAPI.MustFormat(), Rows: rows}
}

func counts(t *testing.T, r *reporttest.Rig) (out [5]int) {
	t.Helper()
	for i, table := range []string{"reports", "report_blocks", "runs", "findings", "run_pairs"} {
		require.NoError(t, r.Store.QueryRow(context.Background(), "SELECT count(*) FROM "+table).Scan(&out[i]))
	}
	return out
}

// Wherever a run is cancelled, nothing of it is stored, and the next one finds what there is.
func TestACancelledRunLeavesNothing(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(3000)...)
	b := r.Read(file("oct.csv", sales(2900)...))
	before := counts(t, r)
	for _, stage := range []run.Stage{run.Reading, run.Comparing, run.Judging, run.Storing} {
		ctx, cancel := context.WithCancel(context.Background())
		_, err := r.Run.Run(ctx, run.Request{Bodies: []*corereport.Body{b}}, func(s run.Stage, _, _ int64) {
			if s == stage {
				cancel()
			}
		})
		cancel()
		var said *ledger.Error
		require.ErrorAs(t, err, &said, string(stage))
		require.Equal(t, ledger.ErrCancelled, said.Code, string(stage))
		require.Equal(t, before, counts(t, r), string(stage))
	}
	x, err := r.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{b}}, nil)
	require.NoError(t, err)
	require.EqualValues(t, 100, x.Breaks)
}

func TestADryRunFindsTheSameAndStoresNothing(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(20)...)
	q := run.Request{Bodies: []*corereport.Body{r.Read(file("oct.csv", sales(15)...))}, Dry: true}
	before := counts(t, r)
	dry, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	require.Zero(t, dry.ID)
	require.Equal(t, before, counts(t, r))
	q.Dry = false
	x, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	require.Equal(t, keys(dry), keys(x))
	require.Equal(t, dry.Summary.Totals, x.Summary.Totals)
}

func TestTheSameReportTwiceChangesNothing(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(20)...)
	b := r.Read(file("oct.csv", sales(15)...))
	info, again, err := r.Run.Import(context.Background(), b)
	require.NoError(t, err)
	require.False(t, again)
	before := counts(t, r)
	second, again, err := r.Run.Import(context.Background(), r.Read(file("copy.csv", sales(15)...)))
	require.NoError(t, err)
	require.True(t, again)
	require.Equal(t, info.ID, second.ID)
	require.Equal(t, before, counts(t, r))

	overlap, _, err := r.Run.Import(context.Background(), r.Read(file("overlap.csv", sales(20)[10:]...)))
	require.NoError(t, err)
	require.EqualValues(t, []int64{5, 0}, []int64{overlap.Known, overlap.Changed})
	q, err := r.Run.MonthRequest(context.Background(), "2026-10", "UTC")
	require.NoError(t, err)
	x, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	require.Empty(t, x.Result.Breaks)
	require.Equal(t, recon.Rows{Read: 25, Accepted: 20, Ignored: 5}, x.Summary.Rows)
	require.Equal(t, map[string]int64{corereport.RuleOverlap: 5}, x.Summary.Ignored)
}

func TestAnUnchangedMonthIsNotComparedAgainUntilTheLedgerMoves(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(20)...)
	q := run.Request{Bodies: []*corereport.Body{r.Read(file("oct.csv", sales(15)...))}}
	first, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	second, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	require.True(t, second.Reused)
	require.Equal(t, first.ID, second.ID)
	require.Equal(t, keys(first), keys(second))
	require.Equal(t, found(first), found(second))

	r.Know(sale(99))
	third, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(t, err)
	require.False(t, third.Reused)
	require.Len(t, third.Result.Breaks, 6)
}

func TestMendedRowsTakeTheirPlace(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(3)...)
	bad := sale(2)
	bad.Written = map[reportfile.Column]string{reportfile.Amount: "1O02"}
	b := r.Read(file("oct.csv", sale(0), sale(1), bad))
	x, err := r.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{b}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.RowRejected: 1}, x.Summary.Counts, "its operation is not missing too")

	id := x.Summary.Reports[0].ID
	rejects, err := reports.Rejects(context.Background(), r.Store, id, true)
	require.NoError(t, err)
	require.Len(t, rejects, 1)
	require.Equal(t, 4, rejects[0].Line)
	require.Equal(t, "sum_initial.amount", rejects[0].Column)
	opened, err := report.Look(r.Table(file("oct.csv", sale(0), sale(1), bad)), report.Options{})
	require.NoError(t, err)
	mended, err := opened.Mend(context.Background(), []corereport.Reject{rejects[0].Reject}, []string{strings.Replace(rejects[0].Raw, "1O02", "1002", 1)}, report.Options{})
	require.NoError(t, err)
	info, err := r.Run.Mend(context.Background(), id, mended)
	require.NoError(t, err)
	require.Equal(t, id, info.Mends)
	again, err := r.Run.Again(context.Background(), x.ID, nil)
	require.NoError(t, err)
	require.Empty(t, again.Result.Breaks)
	for _, k := range again.Summary.Checks {
		require.True(t, k.Holds, k.Words)
	}
	require.EqualValues(t, 3, again.Summary.Rows.Read)
	_, err = r.Run.Mend(context.Background(), id, mended)
	require.ErrorContains(t, err, "mended already")
}

func TestARejectedRowCountsInItsOwnMonth(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sale(0))
	bad := sale(5)
	bad.CompletedAt = time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)
	bad.Written = map[reportfile.Column]string{reportfile.Amount: "1O02"}
	p, err := run.Month("2026-10", "UTC")
	require.NoError(t, err)
	x, err := r.Run.Run(context.Background(), run.Request{Period: p, Bodies: []*corereport.Body{r.Read(file("oct.csv", sale(0), bad))}}, nil)
	require.NoError(t, err)
	require.Empty(t, x.Result.Breaks)
	require.Equal(t, recon.Rows{Read: 2, Accepted: 1, Ignored: 1}, x.Summary.Rows)
	p, err = run.Month("2026-09", "UTC")
	require.NoError(t, err)
	x, err = r.Run.Run(context.Background(), run.Request{Period: p, Reports: []int64{x.Summary.Reports[0].ID}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.RowRejected: 1}, x.Summary.Counts)
}

// One row of a report of October lies in November: nothing else of November is missed.
func TestASingleRowOverTheEdgeDoesNotMakeAMonth(t *testing.T) {
	r := reporttest.New(t)
	stray, other, september := sale(200), sale(201), sale(202)
	stray.CompletedAt, other.CompletedAt = time.Date(2026, 11, 1, 0, 5, 0, 0, time.UTC), time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	september.CompletedAt = time.Date(2026, 9, 3, 0, 0, 0, 0, time.UTC)
	r.Know(append(sales(100), stray, other, september)...)
	x, err := r.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{r.Read(file("oct.csv", append(sales(99), stray)...))}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.MissingInReport: 1}, x.Summary.Counts)
	require.Equal(t, recon.Rows{Read: 100, Accepted: 100}, x.Summary.Rows)
	require.EqualValues(t, 100, x.Summary.Matched)
	require.Equal(t, "2026-10", x.Month)
	for _, k := range x.Summary.Checks {
		require.True(t, k.Holds, k.Words)
	}
}

func TestARowThatSaysSomethingElseThanBeforeIsShown(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(3)...)
	_, _, err := r.Run.Import(context.Background(), r.Read(file("week.csv", sales(3)...)))
	require.NoError(t, err)
	other := sale(1)
	other.Amount.Minor = 900
	b := r.Read(file("month.csv", sale(0), other, sale(2)))
	x, err := r.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{b}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.SameIDChanged: 1}, x.Summary.Counts)
	f, err := runs.Finding(context.Background(), r.Store, x.ID, 1)
	require.NoError(t, err)
	require.Contains(t, f.Break.Reason, "900")
	require.Contains(t, f.Break.Reason, "1,001")
}

// A row on the other side of the edge explains its partner; it is no row of the month.
func TestTheEdgesOfAPeriod(t *testing.T) {
	r := reporttest.New(t)
	late := sale(1)
	late.CompletedAt = time.Date(2026, 10, 31, 23, 59, 59, 0, time.UTC)
	later := sale(2)
	later.CompletedAt = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	r.Know(sale(0), late, later)
	shifted := late
	shifted.CompletedAt = time.Date(2026, 11, 1, 0, 0, 1, 0, time.UTC)
	p, err := run.Days("2026-10-01", "2026-10-31", "UTC")
	require.NoError(t, err)
	x, err := r.Run.Run(context.Background(), run.Request{Period: p, Bodies: []*corereport.Body{r.Read(file("oct.csv", sale(0), shifted, later))}}, nil)
	require.NoError(t, err)
	require.Equal(t, map[recon.Code]int64{recon.WrongPeriod: 1}, x.Summary.Counts)
	require.Equal(t, recon.Rows{Read: 3, Accepted: 1, Ignored: 2}, x.Summary.Rows)
	require.Equal(t, map[string]int64{corereport.RulePeriod: 2}, x.Summary.Ignored)
	edges, err := r.Run.Edges(context.Background(), "2026-10", "UTC", "Asia/Seoul")
	require.NoError(t, err)
	require.Equal(t, []run.EdgeSum{{Currency: "KRW", Moves: 1, Minor: 1001, Near: 2}}, edges[1].Local, "what ends at 23:59 UTC ends in November in Seoul")
}

func TestDaysAndMonths(t *testing.T) {
	seoul, err := run.Days("2026-10-01", "2026-10-31", "Asia/Seoul")
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 9, 30, 15, 0, 0, 0, time.UTC), seoul.From)
	require.Equal(t, time.Date(2026, 10, 31, 15, 0, 0, 0, time.UTC), seoul.To)
	require.Equal(t, "2026-10", run.MonthOf(seoul, "Asia/Seoul"))
	require.Empty(t, run.MonthOf(seoul, "UTC"))
	for _, bad := range [][3]string{{"2026-10-32", "", ""}, {"2026-10-02", "2026-10-01", ""}, {"", "x", ""}, {"", "", "Moon/Base"}} {
		_, err := run.Days(bad[0], bad[1], bad[2])
		require.Error(t, err, "%v", bad)
	}
}

func TestWhatMayBeTheOtherSideOfABreak(t *testing.T) {
	r := reporttest.New(t)
	refund := sale(7)
	refund.OperationID, refund.Type, refund.PaymentID = "6000000", "refund", "ORD-1"
	r.Know(append(sales(3), refund)...)
	stray := sale(2)
	stray.OperationID, stray.PaymentID = "9000000", "ORD-900"
	x, err := r.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{r.Read(file("oct.csv", sale(0), sale(1), stray))}}, nil)
	require.NoError(t, err)
	all, err := runs.Findings(context.Background(), r.Store, x.ID, runs.Filter{Code: "MISSING_LOCAL"}, 0, -1)
	require.NoError(t, err)
	require.Len(t, all, 1)
	_, operations, err := r.Run.Near(context.Background(), x, all[0])
	require.NoError(t, err)
	require.Len(t, operations, 1)
	require.Equal(t, "ORD-2", operations[0].PaymentID, "the same amount at the same time")
	all, err = runs.Findings(context.Background(), r.Store, x.ID, runs.Filter{Code: "MISSING_IN_REPORT", Text: "ord-1"}, 0, -1)
	require.NoError(t, err)
	rows, _, err := r.Run.Near(context.Background(), x, all[0])
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, "sale", rows[0].TypeName)
	header, cells, text, err := r.Run.Raw(context.Background(), rows[0].Report, rows[0].Line)
	require.NoError(t, err)
	require.Len(t, cells, len(header))
	require.Contains(t, text, "ORD-1")
}
