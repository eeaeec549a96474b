package run_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store/runs"
	"contra/importers/report"
	"contra/importers/report/reporttest"
)

// reported is what the platform's own report says now.
func reported(t *testing.T, d *desktest.Rig, change func(*reportfile.Row)) *corereport.Body {
	t.Helper()
	all := d.Platform.ReportRows(time.Time{}, time.Now().Add(time.Hour))
	for i := range all {
		if change != nil {
			change(&all[i])
		}
	}
	r := &reporttest.Rig{T: t}
	return r.Read(months.File{Name: "report.csv", Format: reportfile.DataAPI.MustFormat(), Rows: all})
}

func compared(t *testing.T, d *desktest.Rig, b *corereport.Body) archive.Run {
	t.Helper()
	x, err := d.Desk.Runs.Run(context.Background(), run.Request{Bodies: []*corereport.Body{b}}, nil)
	require.NoError(t, err)
	for _, k := range x.Summary.Checks {
		require.True(t, k.Holds, k.Words)
	}
	return x
}

func refund(t *testing.T, d *desktest.Rig, won int64) ledger.Refund {
	t.Helper()
	f, sent, err := d.Desk.PlanNow(context.Background(), d.Payment("ORD-1").RowID, desktest.KRW(won), "")
	require.NoError(t, err)
	require.True(t, sent)
	return f
}

func now(t *testing.T, d *desktest.Rig, f ledger.Refund) ledger.Refund {
	t.Helper()
	f, err := d.Desk.Store.Refund(context.Background(), f.ID)
	require.NoError(t, err)
	return f
}

func TestARefundThatAReportShowsIsConfirmed(t *testing.T) {
	d := desktest.New(t, desktest.Options{Listen: true, Reports: report.Rereader{}}, desktest.Sale("ORD-1", 1000), desktest.Sale("ORD-2", 500))
	f := refund(t, d, 300)
	require.NoError(t, d.Platform.Drain(context.Background()))
	require.Equal(t, ledger.Succeeded, now(t, d, f).State)
	unseen, err := d.Desk.Store.Unseen(context.Background(), time.Now().Add(time.Hour).UnixMilli(), 10)
	require.NoError(t, err)
	require.Len(t, unseen, 1)

	b := reported(t, d, nil)
	x := compared(t, d, b)
	require.Empty(t, x.Result.Breaks)
	require.EqualValues(t, []int64{3, 1, 0}, []int64{x.Summary.Matched, x.Summary.Confirmed, x.Summary.Settled})
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: 1200, Local: 1200, Matched: 1200}}, x.Summary.Totals)
	require.Equal(t, ledger.Confirmed, now(t, d, f).State)
	steps, err := d.Desk.Store.Steps(context.Background(), f.ID)
	require.NoError(t, err)
	last := steps[len(steps)-1]
	require.Equal(t, "report", last.Kind)
	require.Contains(t, last.Detail, "report.csv, line ")
	unseen, err = d.Desk.Store.Unseen(context.Background(), time.Now().Add(time.Hour).UnixMilli(), 10)
	require.NoError(t, err)
	require.Empty(t, unseen)

	again := compared(t, d, b)
	require.True(t, again.Reused, "a confirmation changes nothing that a comparison looks at")
	require.Equal(t, x.ID, again.ID)
}

// The request was applied, its answer and every callback were lost, and the
// platform does not answer questions: the report alone tells.
func TestAReportSettlesARefundInDoubt(t *testing.T) {
	d := desktest.New(t, desktest.Options{Faults: "reset_after;status_http_500", Reports: report.Rereader{}}, desktest.Sale("ORD-1", 1000))
	f := refund(t, d, 300)
	require.Equal(t, ledger.InDoubt, now(t, d, f).State)

	blank := compared(t, d, reported(t, d, func(r *reportfile.Row) { r.OperationID = "" }))
	require.Equal(t, ledger.InDoubt, now(t, d, f).State, "a row without an operation id moves nothing")
	require.EqualValues(t, 0, blank.Summary.Settled)

	x := compared(t, d, reported(t, d, nil))
	require.Empty(t, x.Result.Breaks)
	require.EqualValues(t, []int64{1, 1}, []int64{x.Summary.Settled, x.Summary.Confirmed})
	require.Equal(t, ledger.Confirmed, now(t, d, f).State)
	p := d.Payment("ORD-1")
	require.EqualValues(t, []int64{300, 0, 700}, []int64{p.Refunded, p.Reserved, p.Refundable()})

	again := compared(t, d, reported(t, d, nil))
	require.Empty(t, again.Result.Breaks)
	require.Equal(t, x.Summary.Totals, again.Summary.Totals)
}

func TestTwoRefundsInDoubtAreNotGuessedAt(t *testing.T) {
	d := desktest.New(t, desktest.Options{Faults: "reset_after;status_http_500", Reports: report.Rereader{}}, desktest.Sale("ORD-1", 1000))
	one, two := refund(t, d, 300), refund(t, d, 300)
	x := compared(t, d, reported(t, d, nil))
	require.Zero(t, x.Summary.Settled)
	for _, f := range []ledger.Refund{one, two} {
		require.Equal(t, ledger.InDoubt, now(t, d, f).State)
	}
	require.NotEmpty(t, x.Result.Breaks)
	for _, b := range x.Result.Breaks {
		require.Contains(t, []recon.Code{recon.Ambiguous, recon.RefundInDoubt}, b.Code)
	}
}

func TestADeclineInAReportFreesNothing(t *testing.T) {
	d := desktest.New(t, desktest.Options{Faults: "reset_after;status_http_500", Reports: report.Rereader{}}, desktest.Sale("ORD-1", 1000))
	f := refund(t, d, 300)
	x := compared(t, d, reported(t, d, func(r *reportfile.Row) {
		if r.Type == "refund" {
			r.Status = "decline"
		}
	}))
	require.Equal(t, ledger.InDoubt, now(t, d, f).State)
	require.EqualValues(t, 300, d.Payment("ORD-1").Reserved)
	require.Equal(t, map[recon.Code]int64{recon.RefundInDoubt: 1}, x.Summary.Counts)
}

// A refund made elsewhere is none of ours, though its amount is that of one that succeeded.
func TestARefundMadeElsewhereIsForeign(t *testing.T) {
	d := desktest.New(t, desktest.Options{Listen: true, Reports: report.Rereader{}}, desktest.Sale("ORD-1", 1000))
	refund(t, d, 300)
	require.NoError(t, d.Platform.Drain(context.Background()))
	extra := reportfile.Row{OperationID: "7777777777", PaymentID: "ord-1", Project: desktest.Project, Type: "refund", Status: "success", Amount: *desktest.KRW(300), CreatedAt: time.Now().UTC(), CompletedAt: time.Now().UTC()}
	rows := append(d.Platform.ReportRows(time.Time{}, time.Now().Add(time.Hour)), extra)
	b := (&reporttest.Rig{T: t}).Read(months.File{Name: "report.csv", Format: reportfile.DataAPI.MustFormat(), Rows: rows})
	x := compared(t, d, b)
	require.Equal(t, map[recon.Code]int64{recon.ForeignRefund: 1}, x.Summary.Counts)

	finding, err := d.Desk.Breaks.Plan(context.Background(), x.ID, nil, runs.Filter{}, archive.Accept, "")
	require.NoError(t, err)
	require.Len(t, finding.Findings, 1)
	p, err := d.Desk.Breaks.Adopt(context.Background(), x.ID, finding.Findings[0].N, "made by the shop in the Dashboard")
	require.NoError(t, err)
	require.EqualValues(t, 600, p.Refunded)
	again, err := d.Desk.Runs.Again(context.Background(), x.ID, nil)
	require.NoError(t, err)
	require.Empty(t, again.Result.Breaks)
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: 400, Local: 400, Matched: 400}}, again.Summary.Totals)
}
