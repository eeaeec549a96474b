package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type watchedDoc struct {
	Taken    int   `json:"taken"`
	Failed   int   `json:"failed"`
	Rejected int64 `json:"rejected"`
	Changed  int64 `json:"changed"`
	Growing  int   `json:"growing"`
	Files    []struct {
		File     string   `json:"file"`
		Kind     string   `json:"kind"`
		Read     int64    `json:"read"`
		Stored   int64    `json:"stored"`
		Known    int64    `json:"known"`
		Rejected int64    `json:"rejected"`
		Changed  int64    `json:"changed"`
		Report   int64    `json:"report_id"`
		Again    bool     `json:"again"`
		Error    *problem `json:"error"`
	} `json:"files"`
}

// drop puts a file into the watched folder.
func (w *world) drop(name string, text []byte) {
	w.t.Helper()
	folder := filepath.Join(w.folder, "inbox")
	require.NoError(w.t, os.MkdirAll(folder, 0o700))
	require.NoError(w.t, os.WriteFile(filepath.Join(folder, name), text, 0o600))
}

func TestAWatchedFolderIsTakenInOnceWhateverIsPutIntoIt(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	w.pay("DEF456", 500, "KRW")
	w.sold("SOLD", 700, "KRW", 2)
	fresh := newLedger(w)
	all := append(w.platform.Callbacks("ABC123"), w.platform.Callbacks("DEF456")...)
	fresh.drop("a.ndjson", bytes.Join(all, []byte("\n")))
	fresh.drop("b.csv", []byte("no;report\n1;2\n"))
	fresh.drop("c.json", bytes.Replace(all[0], []byte("1000"), []byte("9000"), 1))
	table, err := os.ReadFile(w.report("october.csv", dataAPI(), w.rows()))
	require.NoError(t, err)
	fresh.drop("d.csv", table)
	fresh.drop("notes.md", []byte("hello"))
	inbox := filepath.Join(fresh.folder, "inbox")

	var doc watchedDoc
	fresh.run("watch", inbox, "--once", "--every", "10ms", "--json").exits(1).into(&doc)
	require.Equal(t, []int{3, 1}, []int{doc.Taken, doc.Failed})
	require.Len(t, doc.Files, 4)
	require.Equal(t, filepath.Join(inbox, "a.ndjson"), doc.Files[0].File)
	require.EqualValues(t, len(all), doc.Files[0].Stored)
	require.Equal(t, "unknown_layout", doc.Files[1].Error.Code)
	require.EqualValues(t, 1, doc.Files[2].Rejected)
	require.Equal(t, "report", doc.Files[3].Kind)
	require.EqualValues(t, 1, doc.Files[3].Stored)
	require.EqualValues(t, 500, fresh.payment("DEF456").Amount)

	require.NoError(t, os.Remove(filepath.Join(inbox, "b.csv")))
	require.NoError(t, os.Remove(filepath.Join(inbox, "c.json")))
	again := fresh.run("watch", inbox, "--once", "--every", "10ms").exits(0)
	require.Contains(t, again.out, "a.ndjson: callbacks, 2 read, 0 new, 2 known before, 0 rejected\n")
	require.Contains(t, again.out, "d.csv: report 1 is in the ledger already\n")
	fresh.run("--read-only", "watch", inbox, "--once", "--json").fails(4, "read_only")
	fresh.run("watch", filepath.Join(inbox, "nowhere"), "--json").fails(1, "io")
	fresh.run("watch", "--json").fails(2, "usage")
}

func TestAWatchGoesOnUntilItIsEnded(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	fresh := newLedger(w)
	fresh.drop("first.json", w.platform.Callbacks("ABC123")[0])
	out, _, end := fresh.serve("watch", filepath.Join(fresh.folder, "inbox"), "--every", "10ms")
	require.Contains(t, out.after("first.json: "), "1 new")
	fresh.drop("second.json", w.platform.Callbacks("ABC123")[0])
	require.Contains(t, out.after("second.json: "), "1 known before")
	require.Equal(t, 0, end())
	require.Equal(t, 2, strings.Count(out.String(), "\n"), "each file once")
}

// newLedger is the same world on a ledger that knows nothing yet.
func newLedger(w *world) *world {
	fresh := &world{t: w.t, folder: w.t.TempDir(), platform: w.platform, url: w.url, env: map[string]string{}}
	for name, value := range w.env {
		fresh.env[name] = value
	}
	fresh.ledger = filepath.Join(fresh.folder, "ledger.db")
	fresh.env["CONTRA_LEDGER"] = fresh.ledger
	return fresh
}
