package desktop_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/store/reports"
)

func (w *world) layouts() []report.Profile {
	w.T.Helper()
	all, err := reports.Profiles(context.Background(), w.desk.Store)
	require.NoError(w.T, err)
	return all
}

func (w *world) reports() []report.Info {
	w.T.Helper()
	all, err := reports.List(context.Background(), w.desk.Store, 0, 100)
	require.NoError(w.T, err)
	return all
}

// A header that nobody knows is asked about once: the columns are chosen from
// their names and first values, and below stands how the rows are read.
func TestColumnsThatAreNotKnownAreAskedAboutOnce(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		w := reconWorld(t, "").start(size[0], size[1])
		path := w.write("hauptbuch.csv", "Vorgang,Auftrag,Art,Zustand,Betrag,Geld,Ende", w.rows(days(1, 12)...)...)
		w.importReport(path)
		title := "How to read hauptbuch.csv"
		w.RequireDialog(title)
		w.RequireFrameExact()
		w.RequireShows("This header is not known yet", "! payment id", "KP-01", "×")
		pick := func(line, column string) {
			t.Helper()
			w.Press("home")
			for range line {
				w.Press("down")
			}
			w.Press("enter")
			w.Type(column)
			w.RequireFrameExact()
			w.Press("enter")
		}
		pick("", "vorgang")
		w.RequireShows("operation id    Vorgang")
		pick(".", "auftrag")
		pick("..", "art")
		pick("...", "zustand")
		pick("....", "betrag")
		pick(".....", "geld")
		pick(".......", "ende") // after the unit
		w.RequireShows("✓ success sale of 1,000 KRW, 1 Oct 2026 10:00:00 UTC, payment KP-0")
		w.Press("end", "up", "enter") // the name
		w.Type("books")
		w.Press("enter", "end")
		w.RequireShows("▸✓ Use this layout and import")
		w.RequireFrameExact()
		w.Press("enter")
		w.pass(30 * time.Second)
		w.RequireNoDialog()
		w.RequireShows("October 2026 · 0 breaks · 12 of 12 rows agree")
		require.Equal(t, "books", w.layouts()[0].Name)

		w.importReport(path)
		w.RequireNoDialog() // known now, and the very same report
		require.Len(t, w.reports(), 1)
		w.importReport(w.write("next.csv", "Vorgang,Auftrag,Art,Zustand,Betrag,Geld,Ende", w.rows(days(1, 3)...)...))
		w.RequireNoDialog()
		require.Len(t, w.reports(), 2)
	}
}

// Nothing is imported when the person gives up.
func TestGivingUpTheLayoutImportsNothing(t *testing.T) {
	w := reconWorld(t, "").start(80, 24)
	w.importReport(w.write("a.csv", "A,B,C,D,E,F,G", w.rows(days(1, 2)...)...))
	w.RequireDialog("How to read a.csv")
	w.Press("end", "enter") // it cannot be used yet
	w.RequireDialog("How to read a.csv")
	w.RequireShows("No column is known to be")
	w.Press("esc")
	w.RequireNoDialog()
	w.RequireShows("Nothing was imported.")
	require.Empty(t, w.reports())
	require.Empty(t, w.layouts())
}

// A kept layout whose header came otherwise is an alarm: both headers are shown,
// and nothing is read before a person has looked.
func TestAHeaderThatChangedIsAnAlarm(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	const header = "operation no,order no,type,status,amount,currency,completed at"
	w.importReport(w.write("a.csv", header, w.rows(days(1, 3)...)...))
	w.RequireDialog("How to read a.csv")
	w.Press("end", "enter")
	w.pass(30 * time.Second)
	require.Len(t, w.layouts(), 1)

	w.importReport(w.write("b.csv", "operation no,order no,type,status,amount in won,currency,completed at", w.rows(days(1, 6)...)...))
	w.RequireDialog("The header has changed: b.csv")
	w.RequireShows("before", "now", "≠ amount", "amount in won", "= 6 columns are the same", "[>Cancel<]")
	w.Press("enter")
	w.RequireNoDialog()
	require.Len(t, w.reports(), 1, "not without a look")
	w.importReport(w.write("b.csv", "operation no,order no,type,status,amount in won,currency,completed at", w.rows(days(1, 6)...)...))
	w.confirm("The header has changed: b.csv")
	w.RequireDialog("How to read b.csv")
	w.RequireShows("amount          amount in won")
	w.Press("end", "enter")
	w.pass(30 * time.Second)
	require.Len(t, w.reports(), 2)
	all := w.layouts()
	require.Len(t, all, 1)
	require.Equal(t, 2, all[0].Version)
}

// The unit is found by the ledger when its amounts agree, and else asked for; it is
// never guessed.
func TestTheUnitIsFoundOrAskedFor(t *testing.T) {
	const header = "operation_id,payment_id,type,status,amount,currency,completed_at"
	w := reconWorld(t, "", october(1, 1250, "EUR"), october(2, 9900, "EUR")).start(100, 30)
	rows := w.rows("KP-01", "KP-02")
	rows[0].amount, rows[1].amount = "12.5", "99"
	w.importReport(w.write("major.csv", header, rows...))
	w.RequireDialog("How to read major.csv")
	w.Press("end", "enter")
	w.pass(30 * time.Second)
	w.RequireShows("October 2026 · 0 breaks")

	w = reconWorld(t, "", october(1, 1250, "EUR"), october(2, 9900, "EUR")).start(100, 30)
	rows = w.rows("KP-01", "KP-02")
	for i := range rows {
		rows[i].op, rows[i].pay, rows[i].amount = "9"+rows[i].op, "X"+rows[i].pay, "5000" // the ledger knows none
	}
	w.importReport(w.write("either.csv", header, rows...))
	w.RequireDialog("How to read either.csv")
	w.RequireShows("! amounts are in  not known")
	w.Press("end", "enter")
	w.RequireDialog("How to read either.csv")
	w.RequireShows("it is never guessed")
	w.Press("home")
	for range 6 {
		w.Press("down")
	}
	w.RequireShows("minor units  5000 is 50.00 EUR", "major units  5000 is 5,000.00 EUR")
	w.Press("enter", "enter", "end", "enter")
	w.pass(30 * time.Second)
	require.Len(t, w.reports(), 1)
	require.Equal(t, report.UnitMinor, w.reports()[0].Profile.Unit)
}

// A row that could not be read is corrected cell by cell and imported alone; the
// break that it was goes.
func TestARejectedRowIsMendedOnScreen(t *testing.T) {
	w := reconWorld(t, "").start(80, 24)
	rows := w.rows(days(1, 12)...)
	rows[3].amount = "4OOO" // letters
	w.importReport(w.write("october.csv", known, rows...))
	w.RequireShows("October 2026 · 1 break", "ROW_REJECTED", "R Reports !1")
	w.Press("R", "enter")
	w.RequireShows("sum_initial", `"4OOO" is no amount`)
	w.Press("e")
	w.RequireDialog("Mend line 5 of october.csv")
	w.Press("enter")
	w.RequireDialog("Mend line 5 of october.csv")
	w.Press("ctrl+u")
	w.Type("4000")
	w.RequireShows("Reads as success sale of 4,000 KRW, 4 Oct 2026 10:00:0")
	w.RequireFrameExact()
	w.Press("enter")
	w.pass(30 * time.Second)
	w.RequireShows("▸R Reports │") // nothing waits any more, and the list stays
	w.Press("B")
	w.RequireShows("October 2026 · 0 breaks", "12 of 12 rows agree")
}

// A report of several months: which are compared is asked, and the few rows of
// another month do not make it one.
func TestMonthsOfAReportAreAskedAbout(t *testing.T) {
	var all []string
	w := reconWorld(t, "")
	w.start(80, 24)
	all = append(all, days(1, 12)...)
	rows := w.rows(all...)
	rows = append(rows, row{"777", "N-1", "sale", "success", "5", "KRW", "2026-11-01 00:10:00"})
	for i := range 12 { // as many once more, so that one row is few
		extra := rows[i]
		extra.op, extra.pay = "5"+extra.op, "E"+extra.pay
		rows = append(rows, extra)
	}
	w.importReport(w.write("both.csv", known, rows...))
	w.RequireDialog("Which months")
	w.RequireShows("[x] October 2026, 24 rows", "[ ] November 2026, 1 row")
	w.Press("enter")
	w.pass(30 * time.Second)
	w.RequireShows("October 2026 · 12 breaks")
	w.Press("M")
	w.RequireShows("October 2026")
	w.RequireHides("November 2026")
}

// What stands in a report drives nothing.
func TestAHostileReportIsOnlyShown(t *testing.T) {
	for _, size := range sizes {
		w := reconWorld(t, "").start(size[0], size[1])
		var rows []row
		for i, s := range hostile {
			rows = append(rows, row{"op" + s, s, s, s, "1" + s, "KRW", "2026-10-01 10:00:00"})
			rows = append(rows, row{ledger.Normal(s), "\"" + s + "\"", "sale", "success", "100", "KRW", "2026-10-0" + string(rune('1'+i%9)) + " 10:00:00"})
		}
		w.importReport(w.write("한글-\x1b[2J.csv", known, rows...))
		for _, k := range []string{"esc", "enter", "enter", "pgdown", "esc", "v", "esc", "e", "pgdown", "esc", "down", "down", "d", "d", "a", "tab", "esc", "space", "down", "space", "a", "esc", "A", "C", "tab", "esc", "esc", "f", "esc", "/", "x", "esc",
			"Q", "esc", "esc", "down", "end", "R", "enter", "v", "esc", "e", "tab", "x", "esc", "enter", "esc", "i", "esc", "esc", "w", "esc", "M", "enter", "M", "S", "pgdown", "tab", "enter", "x", "esc", "E", "pgdown", "esc", "L", "esc", "x", "down", "esc", "N", "B", "d"} {
			w.Press(k)
			w.RequireFrameExact()
		}
	}
}
