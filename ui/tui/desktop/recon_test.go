package desktop_test

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	"contra/core/recon/archive"
)

// A report whose header is known: from its path to the breaks, their sides and
// reasons in four keys; one is decided in three, and taken back in two.
func TestAReportIsComparedAndItsBreaksAreWorkedOff(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		w := reconWorld(t, "").start(size[0], size[1])
		w.importReport(w.write("october.csv", known, w.spoilt()...))
		w.RequireShows("October 2026 · 4 breaks · 9 of 12 rows agree", "▸B Breaks !4", "▸  ! all breaks", "AMOUNT_DIFF", "+500 KRW", "STATUS_DIFF", "MISSING_IN_REPORT", "-12,000 KRW", "MISSING_LOCAL", "+77,000 KRW", "rows ✓ · KRW report ✓ ledger ✓")
		w.RequireFrameExact()
		w.Press("esc", "enter") // the message, the list
		w.RequireShows("1 of 4", "KP-01", "KP-02", "KP-12", "WEB-1")
		w.Press("enter")
		w.pass(time.Second)
		w.RequireShows("AMOUNT_DIFF", "Next: contest it", "line 2 of october.csv", "1,500 KRW", "≠", "1,000 KRW", "success", "=")
		w.RequireFrameExact()
		w.Press("esc", "a")
		w.RequireDialog("Accept as it is")
		w.RequireShows("AMOUNT_DIFF  KP-01", "the report says 1,500 KRW")
		w.Press("enter")
		w.RequireDialog("Accept as it is") // not without a note
		w.Type("rounded by the shop")
		w.Press("enter")
		w.RequireNoDialog()
		require.Equal(t, []archive.Verb{archive.Accept}, w.decided("KP-01"))
		w.RequireShows("4 breaks, 3 open", "accepted")
		w.told("1 break: accepted. u takes it back.")

		w.Press("u") // the cursor went on to the next break, so it is the last act
		w.RequireDialog("Take the decision back?")
		w.RequireShows("1 break: accepted", "AMOUNT_DIFF  KP-01  +500 KRW", "rounded by the shop", "by desk1")
		w.confirm("Take the decision back?")
		require.Empty(t, w.decided("KP-01"))
		w.RequireShows("October 2026 · 4 breaks ·")
	}
}

// Several at once: the preview counts and adds up by currency, says what is
// refused and why, and wants the number typed.
func TestDecidingInBulkShowsWhatItWouldDo(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.Press("esc", "enter", "a")
	w.Type("as agreed")
	w.Press("enter") // one is accepted already
	w.Press("A", "a")
	w.RequireDialog("Accept as it is")
	w.RequireShows("3 breaks", "1 STATUS_DIFF, at stake -2,000 KRW", "1 MISSING_LOCAL, at stake +77,000 KRW", "in all, at stake +63,000 KRW", "1 is left as it is: it is decided so already, by desk1", "Type the number of breaks")
	w.Type("all of them")
	w.Press("tab")
	w.Type("4")
	w.Confirm("Accept as it is")
	require.Len(t, w.decided("KP-02"), 0, "the number is wrong")
	w.RequireShows("type 3 to confirm")
	w.Press("esc", "A", "a")
	w.Type("all of them")
	w.Press("tab")
	w.Type("3")
	w.Press("enter", "enter") // is on Cancel
	w.RequireNoDialog()
	w.told("Nothing was changed.")
	require.Empty(t, w.decided("WEB-1"))
	w.Press("A", "a")
	w.Type("all of them")
	w.Press("tab")
	w.Type("3")
	w.confirm("Accept as it is")
	require.Equal(t, []archive.Verb{archive.Accept}, w.decided("WEB-1"))
	w.RequireShows("4 breaks, 0 open")
	w.Press("O")
	w.RequireShows("nothing of it is open any more")
	w.Press("O", "home", "down", "u") // three were one act
	w.RequireDialog("Take the decision back?")
	w.RequireShows("3 breaks: accepted")
	w.confirm("Take the decision back?")
	w.RequireShows("4 breaks, 3 open")
	w.Press("esc", "esc", "down", "down", "c") // a whole code from the groups
	w.RequireDialog("Carry forward")
	w.Type("next month")
	w.Press("enter")
	require.Equal(t, []archive.Verb{archive.Carry}, w.decided("KP-02"))
	w.RequireShows("4 breaks, 3 open") // what is carried stays open
}

// A row and an operation are put together by hand, and kept apart again; each time
// the month is compared again by itself and the cursor stays where it was.
func TestMatchingByHandComparesAgain(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.Press("esc", "enter", "end")
	w.RequireShows("▸  ! MISSING_LOCAL")
	w.Press("m")
	w.told("select a break of the report and one of the ledger")
	w.Resize(100, 30) // the list says what each is, the detail stands beside it
	w.RequireShows("▸  ! MISSING_LOCAL      WEB-1", "! MISSING_LOCAL  +77,000 KRW")
	w.Resize(120, 40)
	w.Press("space", "up", "m")
	w.RequireDialog("Match by hand")
	w.RequireShows("WEB-1 999, line 13", "KP-12", "The amounts differ by +65,000 KRW.")
	w.Type("the shop used another id")
	w.Press("enter")
	w.pass(time.Second)
	w.RequireShows("October 2026 · 2 breaks · 10 of 12 rows agree")
	require.Len(t, w.findings(), 2)

	w.Press("u", "tab", "enter") // and it is as it was
	w.pass(time.Second)
	w.RequireShows("October 2026 · 4 breaks · 9 of 12 rows agree")
	require.Len(t, w.findings(), 4)
	w.Press("r")
	w.told("October 2026: nothing has changed since it was compared.")
	w.Press("end", "space", "up", "m")
	w.Type("the shop used another id")
	w.Press("enter")
	w.pass(time.Second)
	w.RequireShows("October 2026 · 2 breaks · 10 of 12 rows agree")

	w.Press("esc", "esc", "esc", "end") // what was matched
	w.RequireShows("✓ matched, not by id ")
	w.Press("enter")
	w.RequireShows("matched", "by hand", "the shop used another id")
	w.Press("U")
	w.RequireDialog("Keep apart")
	w.Type("it was not")
	w.Press("enter")
	w.pass(time.Second)
	w.RequireShows("October 2026 · 4 breaks ·")
	require.Equal(t, recon.MissingLocal, w.findings()[3].Code)
	w.Press("B", "esc", "home", "enter", "end")
	w.RequireShows("WEB-1")
}

// Another comparison numbers the breaks anew: in whatever order what is read comes in, the
// cursor stays on its break, or goes to the one that took its place, and the detail is of
// that one, not of what had its number.
func TestTheDetailIsOfTheBreakUnderTheCursorAfterAnotherComparison(t *testing.T) {
	for seed := range uint64(12) {
		w := reconWorld(t, "").start(120, 40)
		w.importReport(w.write("october.csv", known, w.spoilt()...))
		w.Press("esc", "enter", "down")
		w.pass(time.Second)
		w.RequireShows("▸  ! STATUS_DIFF", "! STATUS_DIFF  -2,000 KRW")
		w.Shuffle(rand.New(rand.NewPCG(seed, 1)).IntN)
		twice := w.spoilt()[4]
		twice.amount = "5001"
		w.importReport(w.write("late.csv", known, twice))
		w.RequireShows("October 2026 · 5 breaks", "▸  ! STATUS_DIFF", "! STATUS_DIFF  -2,000 KRW", "decline")

		w.Hold()
		w.matchedElsewhere(recon.SameIDChanged, recon.StatusDiff)
		w.Press("g") // what is shown is read while the comparison is looked for
		w.Release()
		w.pass(10 * time.Second)
		w.RequireShows("October 2026 · 3 breaks", "▸  ! MISSING_LOCAL", "! MISSING_LOCAL  +77,000 KRW", "line 13 of october.csv")
		w.RequireHides("STATUS_DIFF")
	}
}

// matchedElsewhere has somebody else put the breaks of two codes together and compare.
func (w *world) matchedElsewhere(codes ...recon.Code) {
	w.T.Helper()
	other, ctx, found := w.openDesk("desk2", false), context.Background(), w.findings()
	var numbers []int64
	for _, f := range found {
		if slices.Contains(codes, f.Code) {
			numbers = append(numbers, f.N)
		}
	}
	_, err := other.Breaks.Match(ctx, found[0].Run, numbers, "by desk2")
	require.NoError(w.T, err)
	q, err := other.Runs.MonthRequest(ctx, "2026-10", "UTC")
	require.NoError(w.T, err)
	_, err = other.Runs.Run(ctx, q, nil)
	require.NoError(w.T, err)
}

// Eight days that are not due are no breaks.
func TestWhatIsNotDueIsExpected(t *testing.T) {
	w := reconWorld(t, "")
	w.config.Reconcile.Rules.Due = 72 * time.Hour
	w.desk = w.openDesk("desk1", false)
	w.start(120, 40)
	w.clock.Set(time.Date(2026, 10, 13, 9, 0, 0, 0, time.UTC))
	w.now.Store(w.clock.Now().UnixMilli())
	w.importReport(w.write("october.csv", known, w.rows(days(1, 10)...)...))
	w.RequireShows("0 breaks · 2 expected · 10 of 10 rows agree", "NOT_YET_REPORTED")
	w.Press("esc", "end", "enter")
	w.RequireShows("KP-11", "KP-12", "Next: nothing; it has to be in a report by 1")
}

// The list of breaks can be narrowed down, searched, and read at one file each.
func TestFindingABreak(t *testing.T) {
	w := reconWorld(t, "").start(80, 24)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.Press("esc", "/")
	w.Type("kp-0")
	w.pass(time.Second)
	w.Press("enter")
	w.RequireShows("all breaks: kp-0", "KP-01", "KP-02")
	w.RequireHides("WEB-1", "KP-12")
	w.Press("esc")
	w.RequireShows("WEB-1")
	w.Press("f")
	w.RequireDialog("Show only")
	w.RequireShows("AMOUNT_DIFF", "1, 1 open  +500 KRW")
	w.Type("status")
	w.Press("enter")
	w.RequireShows("┌ STATUS_DIFF", "KP-02")
	w.RequireHides("AMOUNT_DIFF")
	w.Press("v")
	w.RequireDialog("Line 3 of october.csv")
	w.RequireShows("operation_status", "decline", "As it was written")
	w.Press("esc", "e")
	w.RequireDialog("Explain operation " + w.rows("KP-02")[0].op)
	w.RequireShows("≠ status: success, not decline", "= amount: 2,000 KRW")
	w.Press("esc", "p")
	w.RequireShows("▸1 Payments", "KP-02")
}

// A row that could not be read is mended from its break: w, the text, Enter. What it is
// about stands there even where not one cell of it could be understood.
func TestARejectedRowIsMendedFromItsBreak(t *testing.T) {
	w := reconWorld(t, "").start(80, 24)
	rows := w.rows(days(1, 12)...)
	rows[3].op, rows[3].pay, rows[3].amount = "", "", "#REF!"
	rows[4].amount = "5OOO" // letters
	w.importReport(w.write("october.csv", known, rows...))
	w.Press("esc", "enter", "down", "enter")
	w.pass(time.Second)
	w.RequireShows("! ROW_REJECTED  no amount that could be read", "w mend")
	w.Press("esc", "e")
	w.RequireDialog("Explain ROW_REJECTED")
	w.RequireShows("  an operation nor a payment is named.") // one line, wrapped once
	w.Press("esc", "up", "m")                                // the ledger has its operation, and the core refuses to match it
	w.told("a row that could not be read has nothing")
	w.Press("w")
	w.RequireDialog("Mend line 6 of october.csv")
	w.Press("ctrl+u")
	w.Type("5000")
	w.Press("enter")
	w.pass(30 * time.Second)
	w.told("Line 6 is mended and imported.")
	require.Len(t, w.findings(), 2)
	w.RequireShows("October 2026 · 2 breaks", "▸  ! ROW_REJECTED       (none)")
	w.Press("down", "w")
	w.told("the row could be read")
}

func TestExportsNameTheirPath(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	for _, kind := range []struct {
		downs int
		name  string
	}{{0, "contra-2026-10-run-1-breaks.xlsx"}, {1, "contra-2026-10-run-1-breaks.csv"}, {3, "contra-2026-10-run-1-statement.html"}, {5, "contra-2026-10-run-1-evidence.zip"}} {
		w.Press("esc", "x")
		w.RequireDialog("Export, or hand over")
		for range kind.downs {
			w.Press("down")
		}
		w.Press("enter")
		files := downloads(t, kind.name)
		require.Len(t, files, 1)
		info, err := os.Stat(files[0])
		require.NoError(t, err)
		require.Positive(t, info.Size())
		w.told(kind.name)
	}
	w.Press("esc", "x") // what was written before is not in the way
	w.RequireShows("XLSX, a workbook", "CSV: the breaks", "HTML: a statement", "JSON: numbers", "ZIP, an evidence pack")
	w.Press("enter", "x", "enter")
	require.Len(t, downloads(t, "contra-2026-10-run-1-breaks-2.xlsx"), 1)
	require.Len(t, downloads(t, "contra-2026-10-run-1-breaks-3.xlsx"), 1)
}
