package desktop_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
)

// Two refunds that fit one row need a person, who says which one it is.
func TestARowThatNeedsAPerson(t *testing.T) {
	w := batchWorld(t, "", 2).start(120, 40)
	w.Press("ctrl+a", "b", "enter", "A")
	w.Type("300")
	w.Press("enter", "x", "enter", "enter", "u")
	w.RequireDialog("B1 was uploaded")
	w.Type("10000042")
	w.Press("enter")
	require.Equal(t, batch.Uploaded, w.stateOf(1))
	w.RequireShows("2 open")
	for range 2 { // somebody refunds twice there, and one of them is the row's
		require.NoError(t, w.platform.DashboardRefund(shop, "KP-001", 300))
	}
	w.arrive()
	w.RequireShows("1 needs you", "3 Batches !1", "/ shows which")
	w.Press("/")
	w.Type("need you")
	w.Press("enter")
	w.RequireShows("rows that need you", "KP-001")
	w.RequireHides("KP-002")
	w.Press("k")
	w.RequireDialog("Which operation is this row's?")
	w.RequireShows("300 KRW", "refund success")
	w.Press("enter")
	w.RequireDialog("Choose the row's operation")
	w.confirm("Choose the row's operation")
	w.RequireShows("1 of 2 succeeded, 1 open, 1 needs you") // the other one is worth a look
	w.Press("k")
	w.RequireDialog("Acknowledge")
	w.RequireShows("fits this row as well")
	w.confirm("Acknowledge")
	w.Press("esc")
	w.RequireShows("1 of 2 succeeded, 1 open ·")

	w.Press("end", "N")
	w.RequireDialog("The platform never took this row")
	w.Type("support said so")
	w.Press("tab")
	w.Type("300")
	w.confirm("The platform never took this row")
	w.RequireShows("1 of 2 succeeded, 1 rejected")
	require.Equal(t, ledger.Rejected, w.refunds("KP-002")[0].State)
	require.Zero(t, w.stored("KP-002").Reserved)
}

// Without callbacks, asking tells how the rows ended; and the background asks by
// itself, a few at a time.
func TestAskingAboutUploadedRows(t *testing.T) {
	for _, aloud := range []bool{true, false} {
		w := batchWorld(t, "", 9).start(120, 40)
		w.Press("ctrl+a", "b", "enter", "x", "enter", "enter", "H")
		require.NoError(t, w.platform.Drain(context.Background()))
		w.RequireShows("0 of 9 succeeded, 9 open")
		w.pass(time.Second)
		if aloud {
			w.Press("f")
			w.told("B1: asked about 9 open rows, 9 ended.")
			w.pass(3 * time.Second)
		} else {
			for range 6 {
				w.pass(10 * time.Second)
			}
		}
		w.RequireShows("9 of 9 succeeded")
	}
}

// A batch whose program died says at which row it goes on.
func TestABatchWhoseProgramIsGone(t *testing.T) {
	w := batchWorld(t, "", 3)
	w.config.Batch.CoolOff, w.config.Batch.PerSecond = 0, 100
	w.desk = w.openDesk("desk1", false)
	gone := w.openDesk("desk2", false)
	gone.Runner.Owner = "gone"
	w.start(120, 40)
	w.Press("ctrl+a", "b", "enter")
	plan, err := gone.Batches.PlanSend(context.Background(), 1)
	require.NoError(t, err)
	_, err = gone.Batches.Start(context.Background(), plan, 0, false, "")
	require.NoError(t, err)
	w.pass(3 * time.Second)
	w.RequireShows("3 Batches !1", "left behind", "P begins it")
	w.Press("P")
	w.arrive()
	require.Equal(t, batch.Sent, w.stateOf(1))
	w.RequireShows("3 of 3 succeeded")
}

// Leaving while a batch is sent asks first and then pauses it.
func TestLeavingPausesABatch(t *testing.T) {
	w := batchWorld(t, "", 3)
	w.config.Batch.CoolOff = time.Minute
	w.desk = w.openDesk("desk1", false)
	w.start(100, 30)
	w.Press("ctrl+a", "b", "enter", "S")
	w.Type("3")
	w.Press("tab")
	w.Type("6000")
	w.RequireDialog("Send B1 through Gate")
	w.Press("tab", "tab") // to Send
	w.Hold()
	w.Press("enter")
	w.Hold()
	require.Equal(t, batch.Draft, w.stateOf(1))
	w.Press("q")
	w.Press("esc")
	require.False(t, w.Quit())
	w.Press("ctrl+c", "ctrl+c")
	w.Release()
	require.True(t, w.Quit())
	require.NotEqual(t, batch.Sending, w.stateOf(1))
	for _, id := range []string{"KP-001", "KP-002", "KP-003"} {
		require.Zero(t, w.asked(id))
	}
}

// What nobody may change says why.
func TestABatchIsReadOnlyWhereTheLedgerIs(t *testing.T) {
	w := batchWorld(t, "", 2).start(100, 30)
	w.Press("ctrl+a", "b", "enter", "q")
	r := batchWorld(t, "", 0)
	r.path, r.config = w.path, w.config
	r.desk = r.openDesk("auditor", true)
	r.start(100, 30)
	r.RequireShows("READ-ONLY")
	r.Press("3", "enter")
	r.RequireShows("2 rows · 2 ok")
	for _, k := range []string{"e", "A", "D", "X", "R", "a", "z", "Z", "c", "x", "u", "S", "P", "s", "f", "n", "W", "o", "k", "N"} {
		r.Press(k)
		r.RequireNoDialog()
	}
	r.Press("r")
	r.RequireDialog("Result of B1")
	r.Press("enter")
	require.Len(t, downloads(t, "result_B1_*.xlsx"), 1)
	require.NotEmpty(t, filepath.Base(r.path))
}

// More rows than one file may have go into several, each handed over on its own;
// a file that could not be written is written by the next export.
func TestSeveralFilesAndOneThatWasNotWritten(t *testing.T) {
	w := batchWorld(t, "", 5)
	w.config.Batch.MaxRows = 2
	w.desk = w.openDesk("desk1", false)
	w.start(120, 40)
	w.Press("ctrl+a", "b", "enter", "x")
	w.RequireDialog("Export B1")
	w.RequireShows("Into 3 files")
	folder := filepath.Join(t.TempDir(), "a stick")
	require.NoError(t, os.Mkdir(folder, 0o755))
	w.desk.Batches.Probe = func(point string) { // it is pulled out at the wrong moment
		if point == "export: after the reservation" {
			_ = os.Remove(folder)
		}
	}
	w.Press("ctrl+u")
	w.Type(filepath.Join(folder, "back.csv"))
	w.Press("enter")
	require.Equal(t, batch.Exporting, w.stateOf(1))
	w.told("the file is not written")
	w.pass(3 * time.Second)
	w.RequireShows("not written", "x writes it", "3 Batches !1")
	require.NoError(t, os.Mkdir(folder, 0o755))
	w.Press("x")
	w.RequireDialog("Exported")
	w.RequireShows("back_1of3.csv", "back_3of3.csv", "each of them, once")
	w.Press("enter", "u", "tab", "down")
	w.RequireShows("1 of 3  back_1of3.csv")
	w.Press("enter")
	require.Equal(t, batch.Exported, w.stateOf(1))
	w.RequireShows("upload the 2 files that are left")
	w.Press("H")
	require.Equal(t, batch.Uploaded, w.stateOf(1))
	w.arrive()
	w.RequireShows("3 of 5 succeeded, 2 open") // nobody gave the stand-in the first file
}
