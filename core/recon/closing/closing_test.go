package closing_test

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
	"contra/core/recon/closing"
	"contra/core/recon/work"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store/runs"
	"contra/importers/report/reporttest"
)

var october = time.Date(2026, 10, 10, 12, 0, 0, 0, time.UTC)

func sale(n int, at time.Time) reportfile.Row {
	return reportfile.Row{OperationID: fmt.Sprint(5_000_000 + n), PaymentID: fmt.Sprintf("ORD-%d", n), Project: 1234, Type: "sale", Status: "success",
		Amount: money.New(int64(1000*(n+1)), "KRW"), CreatedAt: at, CompletedAt: at, Method: "kakaopay"}
}

func sales(n int, at time.Time) []reportfile.Row {
	all := make([]reportfile.Row, n)
	for i := range all {
		all[i] = sale(i, at.Add(time.Duration(i)*time.Hour))
	}
	return all
}

type desk struct {
	*reporttest.Rig
	closer *closing.Closer
	breaks *work.Breaks
}

func set(t *testing.T) desk {
	r := reporttest.New(t)
	return desk{r, &closing.Closer{Store: r.Store, Runs: r.Run, Program: "contra test"}, &work.Breaks{Store: r.Store, Runs: r.Run}}
}

func (d desk) report(name string, rows ...reportfile.Row) {
	d.T.Helper()
	_, _, err := d.Run.Import(context.Background(), d.Read(months.File{Name: name, Format: reportfile.DataAPI.MustFormat(), Rows: rows}))
	require.NoError(d.T, err)
}

func (d desk) look(month string) closing.Readiness {
	d.T.Helper()
	look, err := d.closer.Look(context.Background(), month, "UTC", nil)
	require.NoError(d.T, err)
	return look
}

func (d desk) sign(q closing.Request) archive.Close {
	d.T.Helper()
	if q.Zone == "" {
		q.Zone = "UTC"
	}
	x, err := d.closer.Sign(context.Background(), q, nil)
	require.NoError(d.T, err)
	return x
}

func (d desk) decide(runID int64, verb archive.Verb) error {
	p, err := d.breaks.Plan(context.Background(), runID, nil, runs.Filter{Kind: archive.Broken}, verb, "seen by me")
	require.NoError(d.T, err)
	_, err = d.breaks.Decide(context.Background(), p)
	return err
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said.Code
}

func TestAMonthThatAgreesIsSignedAndLocked(t *testing.T) {
	d := set(t)
	rows := sales(5, october)
	d.Know(rows...)
	d.report("oct.csv", rows...)
	x := d.sign(closing.Request{Month: "2026-10", Note: "all agrees"})
	require.Equal(t, archive.Signed, x.Standing)
	require.Equal(t, "desk1", x.Operator)
	require.EqualValues(t, 5, x.Signed.Matched)
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: 15_000, Local: 15_000, Matched: 15_000}}, x.Signed.Totals)
	require.NotEmpty(t, x.Signed.AuditHead)
	require.Equal(t, "contra test", x.Signed.Program)

	_, err := d.closer.Sign(context.Background(), closing.Request{Month: "2026-10", Zone: "UTC"}, nil)
	require.Equal(t, ledger.ErrLocked, code(t, err))
	stored, ok, err := runs.InForce(context.Background(), d.Store, "2026-10")
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, x.Signed, stored.Signed)
}

func TestWhatNobodyLookedAtIsInTheWay(t *testing.T) {
	d := set(t)
	rows := sales(3, october)
	d.Know(rows...)
	d.report("oct.csv", rows[:2]...)
	q := closing.Request{Month: "2026-10", Zone: "UTC"}
	_, err := d.closer.Sign(context.Background(), q, nil)
	require.Equal(t, ledger.ErrState, code(t, err))
	require.ErrorContains(t, err, "1 breaks of 2026-10 are undecided")
	q.Undecided = true
	_, err = d.closer.Sign(context.Background(), q, nil)
	require.Equal(t, ledger.ErrState, code(t, err), "not without a note")
	q.Note = "the platform is asked"
	x := d.sign(q)
	require.Len(t, x.Signed.Open, 1)
	require.Equal(t, recon.MissingInReport, x.Signed.Open[0].Code)
}

// The lock is in the ledger's file: no use case can pass it by.
func TestASignedMonthTakesNoDecisionUntilItIsReopened(t *testing.T) {
	d := set(t)
	rows := sales(3, october)
	d.Know(rows...)
	d.report("oct.csv", rows[:2]...)
	x := d.sign(closing.Request{Month: "2026-10", Undecided: true, Note: "in a hurry"})
	require.Equal(t, ledger.ErrLocked, code(t, d.decide(x.Run, archive.Accept)))
	_, err := d.closer.Reopen(context.Background(), "2026-10", " ")
	require.Equal(t, ledger.ErrUsage, code(t, err))
	_, err = d.closer.Reopen(context.Background(), "2026-10", "one break was forgotten")
	require.NoError(t, err)
	require.NoError(t, d.decide(x.Run, archive.Accept))
	all, err := runs.Closes(context.Background(), d.Store, true)
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, archive.Reopened, all[0].Standing)
	require.Equal(t, "one break was forgotten", all[0].Why)
	second := d.sign(closing.Request{Month: "2026-10"})
	require.Empty(t, second.Signed.Open)
	chain, err := d.Store.VerifyChain(context.Background())
	require.NoError(t, err)
	require.Nil(t, chain.Bad)
}

func TestLateDataMarksTheSignatureAndShowsTheDifference(t *testing.T) {
	for name, late := range map[string]func(desk, []reportfile.Row){
		"a new operation":           func(d desk, rows []reportfile.Row) { d.Know(sale(9, october)) },
		"an operation that goes on": func(d desk, rows []reportfile.Row) { d.Know(sale(8, october)) },
		"a report with a new row":   func(d desk, rows []reportfile.Row) { d.report("late.csv", append(rows, sale(9, october))...) },
	} {
		t.Run(name, func(t *testing.T) {
			d := set(t)
			rows := sales(5, october)
			pending := sale(8, october)
			pending.Status = "processing"
			d.Know(append(rows, pending)...)
			d.report("oct.csv", rows...)
			d.sign(closing.Request{Month: "2026-10"})
			d.report("same.csv", rows[1:4]...)
			x, _, err := runs.InForce(context.Background(), d.Store, "2026-10")
			require.NoError(t, err)
			require.Equal(t, archive.Signed, x.Standing, "what is known already is no news")

			late(d, rows)
			look := d.look("2026-10")
			require.Equal(t, archive.Stale, look.InForce.Standing)
			require.Len(t, look.Late, 1)
			require.NotEmpty(t, look.Changes)
			again := d.sign(closing.Request{Month: "2026-10", Undecided: true, Note: "late data"})
			require.NotEqual(t, x.Signed.Totals, again.Signed.Totals)
			all, err := runs.Closes(context.Background(), d.Store, true)
			require.NoError(t, err)
			require.Equal(t, []archive.Standing{archive.Signed, archive.Reopened}, []archive.Standing{all[0].Standing, all[1].Standing})
			require.Equal(t, x.Signed, all[1].Signed, "what was signed stays as it was signed")
		})
	}
}

func TestWhatHappensInAnotherMonthTouchesNoSignature(t *testing.T) {
	d := set(t)
	rows := sales(5, october)
	d.Know(rows...)
	d.report("oct.csv", rows...)
	d.sign(closing.Request{Month: "2026-10"})
	november := sale(20, october.AddDate(0, 1, 0))
	d.Know(november)
	d.report("nov.csv", november)
	look := d.look("2026-10")
	require.Equal(t, archive.Signed, look.InForce.Standing)
	require.Empty(t, look.Late)
	require.Empty(t, look.Changes)
}

func TestOpenBreaksGoOnToTheNextMonthUntilTheyAreCleared(t *testing.T) {
	d := set(t)
	rows := sales(4, october)
	d.Know(rows...)
	d.report("oct.csv", rows[:2]...)
	look := d.look("2026-10")
	require.Len(t, look.Open, 2)
	d.sign(closing.Request{Month: "2026-10", Undecided: true, Note: "two are late"})

	// One of the two comes with the next month's report, the other does not.
	november := sale(30, october.AddDate(0, 1, 0))
	late := rows[2]
	late.CompletedAt = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	d.Know(november)
	d.report("nov.csv", november, late)
	look = d.look("2026-11")
	require.Len(t, look.Carried, 1)
	require.Equal(t, "ORD-3", look.Carried[0].Break.PaymentID)
	require.Equal(t, []archive.Forward{{Currency: "KRW",
		Opening: archive.Roll{Breaks: 2, Minor: -7000}, New: archive.Roll{Breaks: 1, Minor: 0}, Cleared: archive.Roll{Breaks: 1, Minor: -3000}, Closing: archive.Roll{Breaks: 2, Minor: -4000}}}, look.Forward)
	for _, k := range look.Checks {
		require.True(t, k.Holds, k.Words)
	}
	x := d.sign(closing.Request{Month: "2026-11", Undecided: true, Note: "one is still open"})
	require.Len(t, x.Signed.Open, 2)
}

func TestAMonthWithoutReportsCannotBeSigned(t *testing.T) {
	d := set(t)
	d.Know(sales(2, october)...)
	_, err := d.closer.Sign(context.Background(), closing.Request{Month: "2026-10", Zone: "UTC"}, nil)
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	_, err = d.closer.Sign(context.Background(), closing.Request{Month: "October", Zone: "UTC"}, nil)
	require.Equal(t, ledger.ErrUsage, code(t, err))
}
