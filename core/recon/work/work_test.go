package work_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/core/recon/work"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store/runs"
	"contra/importers/report/reporttest"
)

type desk struct {
	*reporttest.Rig
	breaks *work.Breaks
}

func set(t *testing.T) desk {
	r := reporttest.New(t)
	return desk{r, &work.Breaks{Store: r.Store, Runs: r.Run}}
}

func row(n int, kind string, krw int64) reportfile.Row {
	at := time.Date(2026, 10, 10, 12, n, 0, 0, time.UTC)
	return reportfile.Row{OperationID: fmt.Sprint(5_000_000 + n), PaymentID: fmt.Sprintf("ORD-%d", n), Project: 1234, Type: kind, Status: "success",
		Amount: money.New(krw, "KRW"), CreatedAt: at, CompletedAt: at, Method: "kakaopay"}
}

func (d desk) compare(rows ...reportfile.Row) archive.Run {
	d.T.Helper()
	x, err := d.Run.Run(context.Background(), run.Request{Bodies: []*corereport.Body{d.Read(months.File{Name: "oct.csv", Format: reportfile.DataAPI.MustFormat(), Rows: rows})}}, nil)
	require.NoError(d.T, err)
	return x
}

func (d desk) again(x archive.Run) archive.Run {
	d.T.Helper()
	next, err := d.Run.Again(context.Background(), x.ID, nil)
	require.NoError(d.T, err)
	for _, k := range next.Summary.Checks {
		require.True(d.T, k.Holds, k.Words)
	}
	return next
}

func (d desk) findings(x archive.Run, f runs.Filter) []archive.Finding {
	d.T.Helper()
	all, err := runs.Findings(context.Background(), d.Store, x.ID, f, 0, -1)
	require.NoError(d.T, err)
	return all
}

func (d desk) plan(x archive.Run, verb archive.Verb, note string, numbers ...int64) work.Plan {
	d.T.Helper()
	p, err := d.breaks.Plan(context.Background(), x.ID, numbers, runs.Filter{}, verb, note)
	require.NoError(d.T, err)
	return p
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said.Code
}

func TestManyBreaksAreDecidedInOneActAndTakenBackInOne(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000), row(3, "sale", 3000))
	x := d.compare(row(1, "sale", 1000), row(4, "sale", 500))
	require.Len(t, d.findings(x, runs.Filter{Open: true}), 3)

	p := d.plan(x, archive.Accept, "")
	require.Len(t, p.Findings, 3)
	require.Equal(t, []runs.Sum{{Kind: archive.Broken, Code: "MISSING_IN_REPORT", Currency: "KRW", Findings: 2, Stake: -5000}, {Kind: archive.Broken, Code: "MISSING_LOCAL", Currency: "KRW", Findings: 1, Stake: 500}}, p.Sums)
	_, err := d.breaks.Decide(context.Background(), p)
	require.Equal(t, ledger.ErrUsage, code(t, err), "never without a note")

	p.Note = "agreed with the platform"
	act, err := d.breaks.Decide(context.Background(), p)
	require.NoError(t, err)
	require.Empty(t, d.findings(x, runs.Filter{Open: true}))
	require.Equal(t, "agreed with the platform", d.findings(x, runs.Filter{})[0].Decision.Note)
	require.Len(t, d.plan(x, archive.Accept, "again").Refused, 3)

	_, err = d.breaks.Decide(context.Background(), p)
	require.Equal(t, ledger.ErrLostRace, code(t, err), "a plan is good once")

	n, err := d.breaks.Undo(context.Background(), act[2].Bulk)
	require.NoError(t, err)
	require.EqualValues(t, 3, n)
	require.Len(t, d.findings(x, runs.Filter{Open: true}), 3)
	_, err = d.breaks.Undo(context.Background(), act[0].Bulk)
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	history, err := runs.Decisions(context.Background(), d.Store, act[0].Key)
	require.NoError(t, err)
	require.Len(t, history, 1)
	require.Equal(t, "desk1", history[0].Undone, "what was taken back stays to be read")
}

func TestADecisionHoldsInEveryLaterRun(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000))
	x := d.compare(row(1, "sale", 1000))
	_, err := d.breaks.Decide(context.Background(), d.plan(x, archive.Contest, "ticket 17"))
	require.NoError(t, err)
	d.Know(row(3, "sale", 700))
	next := d.again(x)
	require.NotEqual(t, x.ID, next.ID)
	all := d.findings(next, runs.Filter{})
	require.Len(t, all, 2)
	require.Equal(t, archive.Contest, all[0].Decision.Verb)
	require.True(t, all[0].Open(), "what is contested is still open")
	require.Nil(t, all[1].Decision)
	require.Equal(t, d.findings(x, runs.Filter{})[0].Since, all[0].Since)
}

func TestTwoBreaksAreMatchedByHandAndKeptApartAgain(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000))
	wrong := row(3, "sale", 1990)
	x := d.compare(row(1, "sale", 1000), wrong)
	all := d.findings(x, runs.Filter{})
	require.Len(t, all, 2)
	_, err := d.breaks.Match(context.Background(), x.ID, []int64{all[0].N}, "alone")
	require.Equal(t, ledger.ErrUsage, code(t, err))
	_, err = d.breaks.Match(context.Background(), x.ID, []int64{all[0].N, all[1].N}, "one order under two names")
	require.NoError(t, err)
	next := d.again(x)
	require.Empty(t, next.Result.Breaks)
	require.EqualValues(t, 2, next.Summary.Matched)
	pairs := d.findings(next, runs.Filter{Kind: archive.Paired})
	require.Len(t, pairs, 1)
	require.Equal(t, recon.ByHand, pairs[0].Pair.By)
	require.Equal(t, "one order under two names", pairs[0].Pair.Note)

	_, err = d.breaks.Unmatch(context.Background(), next.ID, pairs[0].N, "it was not")
	require.NoError(t, err)
	third := d.again(next)
	require.Len(t, third.Result.Breaks, 2)

	all = d.findings(third, runs.Filter{})
	_, err = d.breaks.Match(context.Background(), third.ID, []int64{all[0].N, all[1].N}, "it was after all")
	require.NoError(t, err)
	require.Empty(t, d.again(third).Result.Breaks)
}

func TestARowThatWasJoinedByItsIDIsKeptApart(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000))
	x := d.compare(row(1, "sale", 1000), row(2, "sale", 2000))
	require.Empty(t, x.Result.Breaks)
	p, err := d.Run.Joined(context.Background(), x, 1)
	require.NoError(t, err)
	require.Equal(t, []string{"ORD-2", "ORD-2"}, []string{p.Report[0].PaymentID, p.Local[0].PaymentID})
	act, err := d.breaks.UnmatchRow(context.Background(), x.ID, 1, "the id was used twice")
	require.NoError(t, err)
	next := d.again(x)
	require.Len(t, next.Result.Breaks, 2)
	_, err = d.breaks.Undo(context.Background(), act[0].Bulk)
	require.NoError(t, err)
	require.Empty(t, d.again(next).Result.Breaks)
}

func TestOnlyWhatTheReportAloneHasIsAdopted(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000))
	x := d.compare(row(1, "sale", 1000))
	_, err := d.breaks.Adopt(context.Background(), x.ID, d.findings(x, runs.Filter{})[0].N, "why")
	require.Equal(t, ledger.ErrState, code(t, err))
}

func TestARunCannotBeChangedBehindItsBack(t *testing.T) {
	d := set(t)
	d.Know(row(1, "sale", 1000), row(2, "sale", 2000))
	x := d.compare(row(1, "sale", 1000))
	_, err := d.breaks.Decide(context.Background(), d.plan(x, archive.Accept, "fine"))
	require.NoError(t, err)
	for _, statement := range []string{"DELETE FROM findings", "UPDATE findings SET amount = 0", "UPDATE runs SET matched = 9", "DELETE FROM decisions"} {
		require.Error(t, d.Exec(statement), statement)
	}
}
