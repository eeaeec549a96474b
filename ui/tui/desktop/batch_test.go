package desktop_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/sandbox"
	stored "contra/core/store/batches"
)

// batchWorld is a world of so many payments, with a home folder of its own.
func batchWorld(t *testing.T, faults string, n int) *world {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	require.NoError(t, os.Mkdir(filepath.Join(home, "Downloads"), 0o755))
	var list []sandbox.Payment
	for i := range n {
		list = append(list, sale(fmt.Sprintf("KP-%03d", i+1), int64(1_000*(i+1)), "KRW", "고객"))
	}
	return newWorld(t, faults, list...)
}

// arrive takes in what the platform called back since, some time after the file
// was reserved.
func (w *world) arrive() {
	w.T.Helper()
	require.NoError(w.T, w.platform.Drain(context.Background()))
	w.pass(time.Second)
	w.takeIn()
	w.pass(3 * time.Second)
}

func (w *world) stateOf(id int64) batch.State {
	w.T.Helper()
	b, err := stored.Get(context.Background(), w.desk.Store, id)
	require.NoError(w.T, err)
	return b.State
}

func downloads(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.Getenv("HOME"), "Downloads", pattern))
	require.NoError(t, err)
	return found
}

// From the selection to the file in six keys; then the upload, and the rows end.
func TestABatchFromTheSelectionToItsEnd(t *testing.T) {
	w := batchWorld(t, "", 5).start(120, 40)
	w.Press("ctrl+a", "b")
	w.RequireDialog("Refund as a batch")
	w.RequireShows("5 payments", "15,000 KRW")
	w.Press("enter")
	w.RequireShows("B1", "5 rows · 5 ok · 0 errors · 0 warnings", "needs 15,000 KRW", "Next: x exports it", "KP-003", "3,000")
	require.Equal(t, batch.Draft, w.stateOf(1))
	w.Press("x")
	w.RequireDialog("Export B1")
	w.RequireShows("5 rows, 15,000 KRW", "1 file")
	w.Press("enter")
	w.RequireDialog("Exported")
	files := downloads(t, "refunds_1234_*.csv")
	require.Len(t, files, 1)
	w.RequireShows(filepath.Base(files[0]), "Mass refunds")
	data, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Equal(t, 6, strings.Count(string(data), "\r\n"))
	w.Press("enter")
	w.RequireShows("exported", "0 of 5 succeeded, 5 open", "Next: Dashboard → Manual payments")
	require.EqualValues(t, 15_000, w.stored("KP-001").Reserved+w.stored("KP-002").Reserved+w.stored("KP-003").Reserved+w.stored("KP-004").Reserved+w.stored("KP-005").Reserved)

	w.Press("H")
	require.Equal(t, batch.Uploaded, w.stateOf(1))
	w.arrive()
	w.RequireShows("uploaded", "5 of 5 succeeded")
	w.Press("2") // the rows are finished refunds like any other
	w.RequireShows("Finished (5)")
	w.Press("3", "esc")
	w.RequireShows("B1", "5 of 5 succeeded", "15,000 KRW")
	w.Press("r")
	w.RequireDialog("Result of B1")
	w.Press("enter")
	require.Len(t, downloads(t, "result_B1_*.xlsx"), 1)
}

// What the platform declined makes the next batch.
func TestADeclinedRowGoesIntoTheNextBatch(t *testing.T) {
	w := batchWorld(t, "decline=20504@KP-002:1", 3).start(120, 40)
	w.Press("ctrl+a", "b", "enter", "x", "enter", "enter", "H")
	w.arrive()
	w.RequireShows("2 of 3 succeeded, 1 declined", "n makes the next batch")
	w.Press("F", "F", "F", "F", "F") // the failed rows
	w.RequireShows("rows that failed", "KP-002")
	w.RequireHides("KP-001")
	w.Press("n")
	w.RequireDialog("Next batch of the failed rows")
	w.Press("enter")
	w.RequireShows("B2", "1 row", "KP-002")
	w.RequireHides("KP-003")
	require.Equal(t, batch.Draft, w.stateOf(2))
}

// Nothing selected: the batch takes what the filter finds, after a question.
func TestABatchOfTheFilter(t *testing.T) {
	w := batchWorld(t, "", 9).start(100, 30)
	w.find("amount:>6000")
	w.Press("b")
	w.RequireDialog("Refund all of them as a batch?")
	w.RequireShows("3 payments, can refund 24,000 KRW", "[>Cancel<]")
	w.Press("enter")
	w.RequireNoDialog()
	w.Press("b")
	w.confirm("Refund all of them as a batch?")
	w.RequireDialog("Refund as a batch")
	w.Press("enter")
	w.RequireShows("3 rows · 3 ok", "needs 24,000 KRW")
	w.Press("1", "esc", "F", "ctrl+a", "space", "b", "enter") // all but one
	w.RequireShows("B2", "8 rows")
}

// Edits mend a row, are taken back and done again, and nothing can be exported
// while a row has an error.
func TestEditingABatch(t *testing.T) {
	w := batchWorld(t, "", 4).start(120, 40)
	w.Press("ctrl+a", "b", "enter")
	w.RequireShows("4 rows · 4 ok")
	w.Press("e")
	w.RequireDialog("Edit row at line 2")
	w.RequireShows("KRW, no decimals")
	w.Press("ctrl+u")
	w.Type("999999")
	w.Press("enter")
	w.RequireShows("1 error", "999,999")
	w.Press("x")
	w.RequireDialog("Export B1")
	w.Press("enter")
	w.RequireShows("1 row has an error")
	w.Press("esc")
	w.Press("/")
	w.Type("errors")
	w.Press("enter")
	w.RequireShows("rows with errors", "KP-")
	w.Press("esc", "R")
	w.RequireShows("3 rows · 3 ok · 0 errors")
	w.Press("z")
	w.RequireShows("4 rows", "1 error")
	w.Press("ctrl+z")
	w.RequireShows("4 rows · 4 ok · 0 errors")
	w.Press("Z", "Z")
	w.RequireShows("3 rows")
	w.Press("z", "z")
	w.RequireShows("4 rows · 4 ok")

	w.Press("D")
	w.RequireDialog("Set the description of rows")
	w.Press("ctrl+u")
	w.Type("returned {payment_id}")
	w.Press("enter")
	w.RequireShows("returned KP-002")
	w.Press("space", "down", "space", "A")
	w.RequireDialog("Set the amount of rows")
	w.RequireShows("what is selected, 2 rows")
	w.Type("500")
	w.Press("enter")
	rows, err := stored.Rows(context.Background(), w.desk.Store, 1)
	require.NoError(t, err)
	n := 0
	for _, r := range rows {
		if r.Amount.Minor == 500 {
			n++
		}
	}
	require.Equal(t, 2, n)
	require.Equal(t, "returned KP-004", rows[3].Description)
	w.Press("esc", "a")
	w.RequireDialog("Add rows to B1")
	w.Type("KP-404 KP-001")
	w.Press("enter")
	w.RequireShows("6 rows", "KP-404")
	w.Press("end", "X")
	w.RequireShows("5 rows")
	w.Press("esc")
	w.RequireShows("Batches")
	w.Press("X")
	w.confirm("Discard B1?")
	require.Equal(t, batch.Discarded, w.stateOf(1))
}

// A withdrawal says what it risks and takes neither Enter nor a wrong word for a yes.
func TestWithdrawNeedsTheTypedRef(t *testing.T) {
	w := batchWorld(t, "", 2).start(100, 30)
	w.Press("ctrl+a", "b", "enter", "x", "enter", "enter", "W")
	w.RequireDialog("Withdraw B1")
	w.RequireShows("their money twice", "3,000 KRW would become free")
	w.Press("enter", "enter", "enter", "enter") // to Cancel
	w.RequireNoDialog()
	require.Equal(t, batch.Exported, w.stateOf(1))
	w.Press("W")
	w.Type("the file was deleted")
	w.Press("tab")
	w.Type("B2")
	w.RequireDialog("Withdraw B1")
	w.Confirm("Withdraw B1")
	require.Equal(t, batch.Exported, w.stateOf(1))
	w.Press("esc", "W")
	w.Type("the file was deleted")
	w.Press("tab")
	w.Type("B1")
	w.confirm("Withdraw B1")
	require.Equal(t, batch.Withdrawn, w.stateOf(1))
	require.Zero(t, w.stored("KP-001").Reserved)
}

// buildFrom makes a batch of a list.
func (w *world) buildFrom(path string) {
	w.T.Helper()
	w.Press("3", "o")
	w.Type(path)
	w.Press("enter")
}

// A list whose columns nobody knows is asked about once.
func TestABatchFromAList(t *testing.T) {
	w := batchWorld(t, "", 4).start(100, 30)
	path := filepath.Join(t.TempDir(), "wanted.csv")
	require.NoError(t, os.WriteFile(path, []byte("Ref,Back,Why\nKP-001,500,broken\nKP-002,9999999,late\nKP-77,100,x\n"), 0o644))
	w.buildFrom(path)
	w.RequireDialog("What the columns mean")
	w.RequireShows("each refunded in full")
	w.Type("payment id")
	w.Press("enter")
	w.RequireShows("Ref", "KP-001 | KP-002 | KP-77")
	w.Press("enter", "enter") // on to the amount, not to the batch
	w.RequireDialog("Amount (major units, such as 12.50 EUR or 300 KRW)")
	w.Press("down", "enter")
	w.RequireShows("Amount: major units (12.50) = Back")
	w.Type("use these")
	w.Press("enter")
	w.RequireShows("B1 wanted", "3 rows", "2 errors", "500")
	w.Press("esc")
	w.buildFrom(path) // the columns are known now
	w.RequireShows("B2 wanted", "3 rows")
	w.RequireNoDialog()
}

// A file that was made elsewhere is looked at and nothing is stored.
func TestCheckingAFile(t *testing.T) {
	w := batchWorld(t, "", 2).start(100, 30)
	path := filepath.Join(t.TempDir(), "made-elsewhere.csv")
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(batch.Columns(), ";")+"\r\nrefund;1234;wallet/kakaopay;KP-001;;99999999;KRW;x\r\n"), 0o644))
	w.Press("3", "C")
	w.Type(path)
	w.Press("enter")
	w.RequireDialog("Check of made-elsewhere.csv")
	w.RequireShows("must not be uploaded", "over_refund", "KRW")
	n, err := stored.Count(context.Background(), w.desk.Store)
	require.NoError(t, err)
	require.Zero(t, n)
}

// A batch goes through Gate after the typed confirmation; another window pauses
// it, and it goes on at the row where it ended.
func TestSendingPausesAndGoesOn(t *testing.T) {
	w := batchWorld(t, "", 6)
	w.config.Batch.CoolOff, w.config.Batch.PerSecond = 0, 5
	w.desk = w.openDesk("desk1", false)
	other := w.openDesk("desk2", false)
	w.start(120, 40)
	w.Press("ctrl+a", "b", "enter", "S")
	w.RequireDialog("Send B1 through Gate")
	w.RequireShows("6 rows, 21,000 KRW", "Type the number of rows", "Type the total")
	w.Type("6")
	w.Press("tab")
	w.Type("21001")
	w.RequireDialog("Send B1 through Gate")
	w.Confirm("Send B1 through Gate")
	require.Equal(t, batch.Draft, w.stateOf(1), "the total is wrong")
	w.RequireShows("type 21000 to confirm")
	w.Press("esc", "S")
	w.Type("6")
	w.Press("tab")
	w.Type("21000")

	paused := make(chan error, 1)
	go func() { // as soon as two rows went out
		for {
			n := 0
			for _, r := range w.platform.Requests() {
				if r.RefundID != "" {
					n++
				}
			}
			if n >= 2 {
				_, err := other.Batches.Pause(context.Background(), 1, "lunch")
				paused <- err
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	w.confirm("Send B1 through Gate")
	require.NoError(t, <-paused)
	require.Equal(t, batch.Paused, w.stateOf(1))
	w.RequireShows("paused: lunch. P resumes at row")
	sent := 0
	for i := range 6 {
		sent += w.asked(fmt.Sprintf("KP-%03d", i+1))
	}
	require.Less(t, sent, 6)
	w.Press("P")
	w.arrive()
	require.Equal(t, batch.Sent, w.stateOf(1))
	for i := range 6 {
		require.Equal(t, 1, w.asked(fmt.Sprintf("KP-%03d", i+1)), "each row once")
	}
	w.RequireShows("6 of 6 succeeded")
}

// Rows that need a person stand on top of the refunds, the others do not.
func TestRowsOfFilesDoNotFloodTheRefunds(t *testing.T) {
	w := batchWorld(t, "", 30).start(120, 40)
	w.Press("ctrl+a", "b", "enter", "x", "enter", "enter", "2")
	w.RequireShows("30 exported", "In batches (30)")
	w.RequireHides("KP-001", "On their way (")
	w.Press("3", "enter", "enter") // the row, its detail, its refund
	w.RequireShows("Refunds: In files for the Dashboard", "exported", "KP-")
}

// What another window does to the ledger is seen: the opened draft is checked again.
func TestAnOpenDraftIsCheckedWhenTheLedgerChanges(t *testing.T) {
	w := batchWorld(t, "", 2).start(120, 40)
	w.Press("ctrl+a", "b", "enter")
	w.RequireShows("2 rows · 2 ok")
	w.pass(20 * time.Second)
	other := w.openDesk("desk2", false)
	_, sent, err := other.PlanNow(context.Background(), w.stored("KP-002").RowID, nil, "")
	require.NoError(t, err)
	require.True(t, sent)
	w.pass(20 * time.Second)
	w.RequireShows("1 error")
}

// The very same rows go out a second time only with a reason.
func TestRowsThatWentOutBeforeNeedAReason(t *testing.T) {
	w := batchWorld(t, "", 2).start(120, 40)
	path := filepath.Join(t.TempDir(), "wanted.csv")
	require.NoError(t, os.WriteFile(path, []byte("payment_id,amount\nKP-001,300\nKP-002,400\n"), 0o644))
	w.buildFrom(path)
	w.Press("x", "enter", "enter", "esc")
	require.Equal(t, batch.Exported, w.stateOf(1))
	w.pass(2 * time.Second) // the name of the next file has the moment in it
	w.buildFrom(path)
	w.Press("x")
	w.RequireDialog("Export B2 wanted")
	w.RequireShows("The same rows went out before", "Owed once more because")
	w.Press("enter")
	require.Equal(t, batch.Draft, w.stateOf(2), "not without a reason")
	w.Type("the second evening too")
	w.Press("enter")
	w.RequireDialog("Exported")
	require.Equal(t, batch.Exported, w.stateOf(2))
	require.Len(t, downloads(t, "refunds_1234_*.csv"), 2)
}

// The layout of a downloaded template is taken over, and files look like it.
func TestTheLayoutOfATemplate(t *testing.T) {
	w := batchWorld(t, "", 1).start(120, 40)
	path := filepath.Join(t.TempDir(), "template.csv")
	require.NoError(t, os.WriteFile(path, []byte("payment.currency;operation_type;general.project_id;method;general.payment_id;payment.amount;payment.description\n"), 0o644))
	w.Press("3", "ctrl+p")
	w.Type("layout of files")
	w.Press("enter")
	w.RequireDialog("Layout of files: standard, 8 columns")
	w.Press("enter")
	w.Type(path)
	w.Press("enter")
	w.told("7 columns, lines end with LF")
	w.Press("1", "ctrl+a", "b", "enter", "x", "enter")
	files := downloads(t, "refunds_1234_*.csv")
	require.Len(t, files, 1)
	data, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Equal(t, "payment.currency;operation_type;general.project_id;method;general.payment_id;payment.amount;payment.description\nKRW;refund;1234;wallet/kakaopay;KP-001;1000;Refund\n", string(data))
}
