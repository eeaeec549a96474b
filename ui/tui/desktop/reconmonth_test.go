package desktop_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/recon/archive"
	"contra/core/store/runs"
)

// signMonth signs the month that is shown, with a note.
func (w *world) signMonth(note string) {
	w.T.Helper()
	w.Press("S")
	w.pass(time.Second)
	w.confirm("Sign October 2026?")
	w.RequireDialog("Sign October 2026")
	w.Type(note)
	w.Press("tab")
	w.Type("2026-10")
	w.confirm("Sign October 2026")
	w.pass(30 * time.Second)
}

// What is next leads to the signature: a row that could not be read keeps nobody once it
// was decided about, and what is carried forward or contested does not wait either.
func TestTheNextStepLeadsToTheSignature(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	rows := w.spoilt()
	rows[4].amount = "5OOO" // letters
	w.importReport(w.write("october.csv", known, rows...))
	w.RequireShows("Next: 1 row could not be read: Enter opens the breaks,", "w mends a row")
	w.Press("esc", "down", "X") // the group of that row
	w.RequireDialog("Leave out")
	w.Type("the shop knows")
	w.Press("enter", "home")
	w.RequireShows("Next: decide about 4 open breaks")
	w.Press("M")
	w.RequireShows("Next: Enter shows 4 breaks to decide about.")
	w.Press("B", "c")
	w.RequireDialog("Carry forward")
	w.Type("next month")
	w.Press("tab")
	w.Type("4")
	w.confirm("Carry forward")
	w.RequireShows("Next: 4 open breaks are contested or carried forward:", "S signs the month.")
	w.Press("M")
	w.RequireShows("ready to be signed", "Next: S signs it.")
	w.Press("B")
	w.signMonth("agreed")
	w.RequireShows("signed by desk1")
}

// A month is signed after its five identities, its open breaks and its carry-forward
// were shown and its name was typed; then nothing of it can be decided; what comes
// late makes it stale and says what changed; and it is signed again.
func TestAMonthIsSignedLockedAndMadeStaleByLateData(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		w := reconWorld(t, "").start(size[0], size[1])
		rows := w.rows(days(1, 12)...)
		w.importReport(w.write("october.csv", known, rows[:11]...))
		w.RequireShows("October 2026 · 1 break ·", "MISSING_IN_REPORT")
		w.Press("S")
		w.pass(time.Second)
		w.RequireDialog("Sign October 2026?")
		w.RequireShows("✓ rows read = accepted + rejected + left out", "✓ report = matched + its side of the breaks: KRW ✓", "✓ ledger = matched", "✓ opening + new − cleared = closing: KRW ✓", "1, 1 of them undecided", "-12,000")
		w.RequireFrameExact()
		w.Press("enter") // no is where it begins
		require.Empty(t, w.standing("2026-10"))
		w.Press("S")
		w.pass(time.Second)
		w.confirm("Sign October 2026?")
		w.RequireDialog("Sign October 2026")
		w.Press("tab")
		w.Type("all is well")
		w.Press("tab")
		w.Type("2026-10")
		w.Confirm("Sign October 2026")
		require.Empty(t, w.standing("2026-10"), "nobody said that undecided breaks are signed too")
		w.RequireShows("1 break is undecided")
		w.Press("esc", "enter", "C")
		w.Type("mailed to support")
		w.Press("enter", "esc", "esc")
		w.signMonth("contested")
		require.Equal(t, archive.Signed, w.standing("2026-10"))
		w.RequireShows("signed by desk1, locked")
		w.Press("enter", "a")
		w.told("October 2026 is signed by desk1: P")
		w.Press("esc", "M")
		w.RequireShows("✓ October 2026", "signed by desk1")
		w.Press("tab")
		w.RequireShows("Signature", "by desk1", "contested", "contra test")
		w.RequireFrameExact()
		w.Press("esc", "esc")

		w.Press("4", "o")
		w.Type(w.write("late.csv", known, rows[11]))
		w.Press("enter")
		w.told("October 2026 changed since it was")
		w.pass(30 * time.Second)
		require.Equal(t, archive.Stale, w.standing("2026-10"))
		w.RequireShows("signed and changed since", "0 breaks", "M Months !1")
		w.Press("M")
		w.RequireShows("changed since it was signed")
		w.Press("tab")
		w.RequireShows("Came in since", "report 2")
		w.Press("tab", "S")
		w.pass(time.Second)
		w.RequireDialog("Sign October 2026?")
		w.RequireShows("and changed since:", "rows read: signed 11, now 12", "gone: open break MISSING_IN_REPORT KP-12")
		w.Press("esc")
		w.signMonth("now it is whole")
		require.Equal(t, archive.Signed, w.standing("2026-10"))

		w.Press("P")
		w.RequireDialog("Reopen October 2026")
		w.Type("one more look")
		w.Press("tab")
		w.Type("2026-10")
		w.confirm("Reopen October 2026")
		require.Empty(t, w.standing("2026-10"))
	}
}

// What counts for another month in Korean days is told with its sum.
func TestTheEdgesOfAMonthInTwoZones(t *testing.T) {
	late := october(31, 40_000, "KRW")
	late.CreatedAt = time.Date(2026, 10, 31, 20, 0, 0, 0, time.UTC) // 1 November in Seoul
	w := reconWorld(t, "", october(1, 1_000, "KRW"), late).start(80, 24)
	w.importReport(w.write("october.csv", known, w.rows("KP-01", "KP-31")...))
	w.Press("E")
	w.RequireDialog("October 2026 in UTC and Asia/Seoul")
	w.RequireFrameExact()
	w.Press("end")
	w.RequireShows("≠ ledger   KRW: 1 moves, +40,000 KRW", "≠ 31 Oct 20:00  1 Nov 05:00", "KP-31")
}

// The months are turned by keys; each shows its newest comparison.
func TestTurningMonthsAndOlderRuns(t *testing.T) {
	september := october(1, 500, "KRW")
	september.ID, september.CreatedAt = "SEP-1", time.Date(2026, 9, 10, 10, 0, 0, 0, time.UTC)
	w := reconWorld(t, "", september, october(2, 1_000, "KRW")).start(100, 30)
	w.importReport(w.write("september.csv", known, w.rows("SEP-1")...))
	w.RequireShows("September 2026 · 0 breaks")
	rows := w.rows("KP-02")
	rows[0].amount = "900"
	w.importReport(w.write("october.csv", known, rows...))
	w.RequireShows("October 2026 · 1 break", "< October 2026")
	w.Press("<")
	w.RequireShows("September 2026 · 0 breaks", "September 2026 >")
	w.Press(">")
	w.RequireShows("October 2026 · 1 break")
	w.Press("]")
	w.RequireShows("▸5 Imports") // those turn the pages, as everywhere
	w.Press("[")
	rows[0].amount = "1000"
	w.importReport(w.write("better.csv", known, append(rows, row{"888", "Z-1", "sale", "success", "5", "KRW", "2026-10-05 10:00:00"})...))
	w.Press("L")
	w.RequireDialog("Comparisons, newest first")
	w.Press("down", "enter")
	w.RequireShows("older run 2", "this is an older")
	w.Press("r")
	w.pass(30 * time.Second)
	w.RequireHides("older run")
}

// Another window's work is seen: a new comparison takes the place of the one that is
// shown, the cursor stays on its break, and what somebody decided meanwhile is told.
func TestAnotherWindowsWorkIsSeen(t *testing.T) {
	w := reconWorld(t, "").start(100, 30)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.Press("enter", "end", "up")
	w.RequireShows("▸  ! MISSING_IN_REPORT  KP-12")
	ctx := context.Background()
	other := w.openDesk("desk2", false)
	found := w.findings()
	_, err := other.Breaks.Match(ctx, found[0].Run, []int64{found[0].N, found[1].N}, "by desk2")
	require.NoError(t, err)
	q, err := other.Runs.MonthRequest(ctx, "2026-10", "UTC")
	require.NoError(t, err)
	_, err = other.Runs.Run(ctx, q, nil)
	require.NoError(t, err)
	w.pass(10 * time.Second)
	w.RequireShows("October 2026 · 2 breaks", "▸  ! MISSING_IN_REPORT  KP-12")

	w.Press("a")
	w.RequireDialog("Accept as it is")
	found = w.findings()
	plan, err := other.Breaks.Plan(ctx, found[0].Run, []int64{found[0].N}, runs.Filter{}, archive.Contest, "mine")
	require.NoError(t, err)
	_, err = other.Breaks.Decide(ctx, plan)
	require.NoError(t, err)
	w.Type("mine too")
	w.Press("enter")
	w.told("desk2 decided about MISSING_IN_REPORT of KP-12 meanwhile")
	require.Equal(t, []archive.Verb{archive.Contest}, w.decided("KP-12"))
}

// Esc cancels a comparison, and nothing of it is stored.
func TestEscCancelsAComparison(t *testing.T) {
	w := reconWorld(t, "").start(80, 24)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	before, err := runs.Count(context.Background(), w.desk.Store)
	require.NoError(t, err)
	w.platformRefund("KP-05", 1_000)
	w.takeIn() // so that there is something new to compare
	w.pass(5 * time.Second)
	w.Hold()
	w.Press("r")
	w.RequireShows("Comparing…, Esc cancels")
	w.Press("esc")
	w.RequireShows("cancelling…")
	w.Release()
	after, err := runs.Count(context.Background(), w.desk.Store)
	require.NoError(t, err)
	require.Equal(t, before, after)
	w.RequireHides("cancelling…")
	w.Press("r")
	w.pass(30 * time.Second)
	after, err = runs.Count(context.Background(), w.desk.Store)
	require.NoError(t, err)
	require.Equal(t, before+1, after)
}

// platformRefund makes a refund in the Dashboard.
func (w *world) platformRefund(id string, minor int64) {
	w.T.Helper()
	require.NoError(w.T, w.platform.DashboardRefund(shop, id, minor))
	require.NoError(w.T, w.platform.Drain(context.Background()))
}

// One payment that the platform does not know is said with the reason alone.
func TestAPaymentThatThePlatformDoesNotKnowIsSaidSo(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.Press("esc", "enter", "end", "q")
	w.pass(time.Second)
	w.told("Payment WEB-1 could not be taken in: the platform does not know payment WEB-1.")
	w.Press("ctrl+e")
	w.RequireHides("0 of 1")
}

// A refund that nobody here made is in the report: the platform is asked, or the row
// itself is taken in, and the break is gone.
func TestAForeignRefundIsAskedAboutOrTakenIn(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.platformRefund("KP-05", 1_500)
	payment, ok := w.platform.Books().Payment(shop, "KP-05")
	require.True(t, ok)
	refund := payment.Operations[1]
	w.importReport(w.write("november.csv", known, row{fmt.Sprint(refund.ID), "KP-05", "refund", "success", "1500", "KRW", refund.Date.UTC().Format(time.DateTime)},
		row{"4242", "KP-06", "refund", "success", "700", "KRW", "2026-11-20 10:00:00"}))
	w.RequireShows("November 2026 · 2 breaks", "FOREIGN_REFUND", "-2,200 KRW")
	w.Press("enter", "/")
	w.Type("KP-05")
	w.Press("enter", "q")
	w.pass(30 * time.Second)
	w.RequireShows("November 2026 · 1 break")
	require.EqualValues(t, 1_500, w.stored("KP-05").Refunded)
	w.told("The platform says of KP-05: partially refunded, captured 5,000 KRW, refunded 1,500 KRW.")
	w.Press("esc", "T")
	w.RequireDialog("Take into the ledger")
	w.RequireShows("FOREIGN_REFUND  KP-06")
	w.Type("the owner, in the Dashboard")
	w.Press("enter")
	w.pass(30 * time.Second)
	w.RequireShows("November 2026 · 0 breaks")
	require.EqualValues(t, 700, w.stored("KP-06").Refunded)

	w.Press("esc", "esc", "home", "Q")
	w.told("there is nothing to ask about")
}
