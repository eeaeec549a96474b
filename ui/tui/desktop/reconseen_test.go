package desktop_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// A refund of ours that succeeded is listed until a report shows it; then its story
// says in which report, on which line.
func TestARefundIsConfirmedByItsReport(t *testing.T) {
	w := reconWorld(t, "").start(120, 40)
	w.find("KP-03")
	w.refundAll("Refund KP-03", "3000")
	w.Press("esc")
	w.pass(time.Minute)
	require.Equal(t, ledger.Succeeded, w.refunds("KP-03")[0].State)
	w.pass(8 * 24 * time.Hour)
	w.Press("4", "N")
	w.pass(time.Minute)
	w.RequireShows("N Not seen !1", "3,000 KRW", "KP-03", "8 d", "not seen in a report", "more than 7 days ago")
	w.Press("enter")
	w.RequireShows("▸2 Refunds", "KP-03", "succeeded")
	w.importReport(w.write("november.csv", known, w.rows("KP-03")[1:]...))
	require.True(t, w.confirmed("KP-03"))
	w.Press("N")
	w.RequireShows("every refund that succeeded was seen in a report in time")
	w.Press("1", "esc", "F")
	w.find("KP-03")
	w.Press("enter", "end")
	w.RequireShows("seen in a report", "in the report", "november.csv, line 2", "confirmed")
	w.RequireFrameExact()
}

// A ledger that is open read-only is looked at, and nothing else; each act says why.
func TestReadOnlyReconciliation(t *testing.T) {
	w := reconWorld(t, "").start(100, 30)
	w.importReport(w.write("october.csv", known, w.spoilt()...))
	w.desk = w.openDesk("auditor", true)
	w.start(100, 30)
	w.Press("4")
	w.RequireShows("READ-ONLY", "October 2026 · 4 breaks", "AMOUNT_DIFF")
	for _, key := range []string{"o", "r", "S", "a", "C", "q", "u"} {
		w.Press(key)
		w.RequireNoDialog()
		w.told("the ledger is open read-only")
	}
	w.Press("enter", "e")
	w.RequireDialog("Explain operation " + w.rows("KP-01")[0].op)
	w.Press("esc", "x", "enter") // to write a file changes nothing
	w.told("Written to")
}
