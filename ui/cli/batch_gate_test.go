package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABatchGoesThroughGate(t *testing.T) {
	w := shop(t, "decline=20504@A2")
	list := w.file("wanted.csv", "payment_id,amount\nA1,300\nA2,400\nA3,500\n")
	w.run("batch", "build", "--from", list, "--json").exits(0)
	w.run("batch", "send", "B1", "--json").fails(2, "usage") // nobody to ask
	require.Zero(t, w.requests())
	s := w.run("batch", "send", "B1", "--yes", "--wait", "30s", "--json").exits(1).sending()
	require.Equal(t, "sent", s.State)
	require.EqualValues(t, 3, s.Taken)
	require.EqualValues(t, 2, s.Succeeded)
	require.EqualValues(t, 1, s.Declined)
	require.Zero(t, s.Open)
	require.Equal(t, 3, w.requests())
	w.run("batch", "send", "B1", "--yes", "--json").fails(4, "wrong_state")
	w.run("batch", "export", "B1", "--out", filepath.Join(w.folder, "x.csv"), "--json").fails(4, "wrong_state")
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "A1"))
	require.Zero(t, w.platform.Books().Refunded(project, "A2"))

	// What was declined may be tried once more.
	w.run("batch", "build", "--declined", "B1", "--json").built()
	w.run("batch", "show", "B2", "--json").exits(0)
	require.Equal(t, 3, w.requests())
}

func TestEveryRowSucceedsOrIsNotKnown(t *testing.T) {
	w := shop(t, "timeout_after@A4:9")
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id\nA1\nA2\n"), "--json").exits(0)
	s := w.run("batch", "send", "B1", "--yes", "--wait", "30s", "--json").exits(0).sending()
	require.EqualValues(t, 2, s.Succeeded)
	w.run("batch", "follow", "B1", "--json").exits(0)

	// Nothing left to refund: refused by the rules before anything is sent.
	w.run("batch", "build", "--from", w.file("b.csv", "payment_id,amount\nA1,10\n"), "--json").exits(3)
	w.run("batch", "send", "B2", "--yes", "--only-good", "--json").fails(4, "has_errors")
	require.Equal(t, 2, w.requests())
}

func TestAnOutcomeThatIsNotKnown(t *testing.T) {
	w := newWorld(t, "timeout_after@A1:9", "timeout = \"300ms\"\n"+quick)
	w.pay("A1", 1000, "KRW")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	s := w.run("batch", "send", "B1", "--yes", "--wait", "0", "--json").exits(5).sending()
	require.EqualValues(t, 1, s.InDoubt)
	require.EqualValues(t, 1, s.Open)
	s = w.run("batch", "follow", "B1", "--wait", "30s", "--json").exits(0).sending()
	require.EqualValues(t, 1, s.Succeeded)
	require.EqualValues(t, 1000, w.platform.Books().Refunded(project, "A1"))
}

// Accepted is no outcome yet.
func TestARowThatRunsOn(t *testing.T) {
	w := shop(t, "pending@A1")
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id,amount\nA1,300\nA2,\n"), "--json").exits(0)
	s := w.run("batch", "send", "B1", "--yes", "--wait", "1s", "--json").exits(5).sending()
	require.EqualValues(t, 2, s.Taken)
	require.EqualValues(t, 1, s.Open)
	require.Zero(t, s.InDoubt)
	running := w.platform.Books().Refunds(project, "A1")
	require.Len(t, running, 1)
	require.NoError(t, w.platform.Settle(running[0].ID, "0"))
	s = w.run("batch", "follow", "B1", "--json").exits(0).sending()
	require.EqualValues(t, 2, s.Succeeded)
}
