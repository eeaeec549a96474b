package cli_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// sends begins to send B1 in a process of its own, and waits until it is in a state.
func (w *world) sends(out *bytes.Buffer, state string, more ...string) *exec.Cmd {
	w.t.Helper()
	cmd := w.command(append([]string{"batch", "send", "B1", "--yes", "--json"}, more...)...)
	cmd.Stdout = out
	require.NoError(w.t, cmd.Start())
	w.t.Cleanup(func() { cmd.Process.Kill() })
	require.Eventually(w.t, func() bool {
		var all batchesDoc
		w.run("batch", "list", "--json").exits(0).into(&all)
		return all.Items[0].State == state
	}, time.Minute, 10*time.Millisecond)
	return cmd
}

func TestAnotherProcessStopsABatchInItsCoolOff(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	var out bytes.Buffer
	cmd := w.sends(&out, "cooling", "--cool-off", "1h")
	w.run("batch", "resume", "B1", "--json").fails(4, "wrong_state") // it is being sent
	w.run("batch", "stop", "B1", "--reason", "wrong list", "--json").exits(0)
	require.Equal(t, 4, exitCode(t, cmd.Wait()))
	r := ran{t, 4, out.String(), ""}.fails(4, "wrong_state")
	require.Contains(t, r.out, "wrong list")
	require.Zero(t, w.requests())
	w.run("batch", "send", "B1", "--yes", "--json").exits(0)
}

func TestAnotherProcessPausesABatch(t *testing.T) {
	w := newWorld(t, "", "[batch]\ncool_off = 0\nper_second = 0.01")
	for _, id := range []string{"A1", "A2"} {
		w.pay(id, 1000, "KRW")
	}
	w.run("batch", "build", "--filter", "payment:A1,A2", "--json").exits(0)
	var out bytes.Buffer
	cmd := w.sends(&out, "sending")
	require.Eventually(t, func() bool { return w.requests() == 1 }, time.Minute, time.Millisecond)
	w.run("batch", "pause", "B1", "--json").exits(0)
	require.Equal(t, 1, exitCode(t, cmd.Wait()))
	s := ran{t, 1, out.String(), ""}.sending()
	require.Equal(t, "paused", s.State)
	require.EqualValues(t, 1, s.Waiting)
	require.Equal(t, "paused by tester", s.Why)

	// Stopped for good, what had no turn can become the next batch.
	w.run("batch", "stop", "B1", "--json").exits(0)
	next := w.run("batch", "build", "--declined", "B1", "--json").exits(0).built()
	require.EqualValues(t, 1, next.Rows)
	require.Equal(t, 1, w.requests())
}

// A process that is killed while it sends leaves a batch that another one takes
// up: no row is sent twice and none is lost.
func TestAKilledProcessLeavesItsBatchToAnother(t *testing.T) {
	w := newWorld(t, "timeout_after@A1:1", "timeout = \"20s\"\n"+quick)
	for _, id := range []string{"A1", "A2"} {
		w.pay(id, 1000, "KRW")
	}
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id\nA1\nA2\n"), "--json").exits(0)
	var out bytes.Buffer
	cmd := w.sends(&out, "sending")
	require.Eventually(t, func() bool { return w.requests() == 1 }, time.Minute, time.Millisecond)
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	s := w.run("batch", "resume", "B1", "--wait", "30s", "--json").exits(0).sending()
	require.EqualValues(t, 2, s.Succeeded)
	require.Equal(t, 2, w.requests())
	for _, id := range []string{"A1", "A2"} {
		require.EqualValues(t, 1000, w.platform.Books().Refunded(project, id))
	}
	w.run("audit", "verify", "--json").exits(0)
}

// The same rows once more need a reason, and then they can go out.
func TestTheSameRowsOnceMore(t *testing.T) {
	w := shop(t, "")
	list := w.file("a.csv", "payment_id,amount\nA1,300\n")
	w.run("batch", "build", "--from", list, "--json").exits(0)
	w.run("batch", "send", "B1", "--yes", "--json").exits(0)
	w.run("batch", "build", "--from", list, "--json")
	w.run("batch", "send", "B2", "--yes", "--json").fails(4, "already_exported")
	out := filepath.Join(w.folder, "a-2.csv")
	w.run("batch", "export", "B2", "--out", out, "--json").fails(4, "already_exported")
	require.NoFileExists(t, out)
	require.Equal(t, 1, w.requests())
	w.run("batch", "send", "B2", "--yes", "--again", "the second item came back as well", "--json").exits(0)
	require.EqualValues(t, 600, w.platform.Books().Refunded(project, "A1"))
}

func TestListsFromStdinAndWorkbooks(t *testing.T) {
	w := shop(t, "")
	b := w.runWith(t.Context(), "payment_id,payment.amount\nA1,300\n", "batch", "build", "--from", "-", "--json").exits(0).built()
	require.Equal(t, []totalDoc{{"KRW", 1, 300}}, b.Totals)
	require.Equal(t, "stdin", b.Source)
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Payment ID", "Refund amount"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A2", &[]any{"A2", 400}))
	path := filepath.Join(w.folder, "wanted.xlsx")
	require.NoError(t, book.SaveAs(path))
	b = w.run("batch", "build", "--from", path, "--json").exits(0).built()
	require.Equal(t, []totalDoc{{"KRW", 1, 400}}, b.Totals)
}
