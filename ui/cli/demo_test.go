package cli_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDemoHoldsRefundsInEveryState(t *testing.T) {
	w := newWorld(t, "", "")
	temp := t.TempDir()
	cmd := w.command("demo", "--check", "--payments", "120", "--json")
	cmd.Env = append(cmd.Env, "TMPDIR="+temp)
	said, err := cmd.Output()
	require.NoError(t, err)
	var doc struct {
		Payments, Planted  int
		Refunds, Delivered int
		Rejected           int
		States             map[string]int
		Operator           string
	}
	ran{t, 0, string(said), ""}.into(&doc)
	require.Equal(t, 120, doc.Planted)
	require.Equal(t, 120, doc.Payments, "the ledger knows every payment of the platform")
	require.Equal(t, 12, doc.Refunds)
	require.Equal(t, 3, doc.Rejected)
	require.Equal(t, "tester", doc.Operator)
	require.Positive(t, doc.Delivered)
	require.Positive(t, doc.States["in_doubt"])
	require.Positive(t, doc.States["accepted"])
	require.Positive(t, doc.States["succeeded"])
	require.Positive(t, doc.States["declined"])
	require.Positive(t, doc.States["rejected"])
	require.Positive(t, doc.States["reversed_back"])
	require.NoFileExists(t, w.ledger, "the demo leaves the real ledger alone")
	left, err := os.ReadDir(temp)
	require.NoError(t, err)
	require.Empty(t, left, "nothing is kept")
}
