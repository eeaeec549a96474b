package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
)

func TestImportCountsAndExitCodes(t *testing.T) {
	w := newWorld(t, "", "")
	require.NoError(t, w.platform.AddPayment(sandbox.Payment{Project: project, ID: "ABC123", Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
	good := w.platform.Callbacks("ABC123")[0]
	forged := bytes.Replace(good, []byte("1000"), []byte("9000"), 1)
	file := filepath.Join(w.folder, "three.ndjson")
	require.NoError(t, os.WriteFile(file, bytes.Join([][]byte{good, forged, good}, []byte("\n")), 0o600))

	var doc importDoc
	w.run("import", "callbacks", file, "--json").exits(3).into(&doc)
	require.EqualValues(t, 3, *doc.Read)
	require.EqualValues(t, 1, *doc.Stored)
	require.EqualValues(t, 1, *doc.Duplicate)
	require.EqualValues(t, 1, *doc.Rejected)
	require.Len(t, doc.Rejections, 1)
	require.Equal(t, "bad_signature", doc.Rejections[0].Reason)
	require.Equal(t, 2, doc.Rejections[0].Line)
	require.Contains(t, doc.Rejections[0].Source, "three.ndjson")

	doc = importDoc{}
	w.runWith(context.Background(), string(good), "import", "callbacks", "-", "--json").exits(0).into(&doc)
	require.EqualValues(t, 1, *doc.Duplicate)
	require.NotNil(t, doc.Rejections)
	w.run("import", "callbacks", filepath.Join(w.folder, "nothing.json"), "--json").exits(1)
	w.run("import", "callbacks", "--json").fails(2, "usage")
	w.run("import", "callbacks", file, "--read-only", "--json").fails(4, "read_only")
	w.run("import", "callbacks", file, "--limit", "-2", "--json").fails(2, "usage")
}

func TestReplayTakesInWhatWasMended(t *testing.T) {
	w := newWorld(t, "", "")
	require.NoError(t, w.platform.AddPayment(sandbox.Payment{Project: project, ID: "ABC123", Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
	require.NoError(t, w.platform.AddPayment(sandbox.Payment{Project: 5678, ID: "DEF456", Amount: money.Amount{Minor: 1000, Currency: "KRW"}}))
	file := filepath.Join(w.folder, "two.ndjson")
	require.NoError(t, os.WriteFile(file, bytes.Join(append(w.platform.Callbacks("ABC123"), w.platform.Callbacks("DEF456")...), []byte("\n")), 0o600))
	key1, key2 := w.env["CONTRA_SECRET_1234"], w.env["CONTRA_SECRET_5678"]
	delete(w.env, "CONTRA_SECRET_1234")
	delete(w.env, "CONTRA_SECRET_5678")
	var doc importDoc
	w.run("import", "callbacks", file, "--limit", "1", "--json").exits(3).into(&doc)
	require.EqualValues(t, 2, *doc.Rejected)
	require.Len(t, doc.Rejections, 1)
	require.True(t, doc.Truncated)
	require.Equal(t, "no_secret", doc.Rejections[0].Reason)

	w.env["CONTRA_SECRET_1234"] = key1
	doc = importDoc{}
	w.run("import", "replay", "--json").exits(3).into(&doc)
	require.EqualValues(t, 2, *doc.Read)
	require.EqualValues(t, 1, *doc.Stored)
	require.EqualValues(t, 1, *doc.Rejected)
	w.env["CONTRA_SECRET_5678"] = key2
	doc = importDoc{}
	w.run("import", "replay", "--json").exits(0).into(&doc)
	require.EqualValues(t, 1, *doc.Stored)
	doc = importDoc{}
	w.run("import", "replay", "--json").exits(0).into(&doc)
	require.EqualValues(t, 0, *doc.Read)
	require.EqualValues(t, 1000, w.payment("DEF456").Amount)
}

func TestACancelledImportKeepsWhatWasStored(t *testing.T) {
	w := newWorld(t, "", "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.runWith(ctx, lines(5, "{%d}"), "import", "callbacks", "-", "--json").fails(130, "cancelled")
	var doc paymentsDoc
	w.run("payments", "--json").exits(0).into(&doc)
	require.Empty(t, doc.Items)
}
