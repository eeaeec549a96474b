package dashboard_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/exporters/dashboard"
)

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var known *ledger.Error
	require.ErrorAs(t, err, &known)
	require.NotEmpty(t, known.Hint)
	return known.Code
}

func TestPutNeverOverwrites(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "refunds.CSV")
	require.NoError(t, dashboard.Files{}.Put(path, []byte("first")))
	require.NoError(t, dashboard.Files{}.Put(path, []byte("first")), "the same bytes are done already")
	require.Equal(t, ledger.ErrIO, code(t, dashboard.Files{}.Put(path, []byte("other"))))
	require.Equal(t, ledger.ErrIO, code(t, dashboard.Files{}.Put(path, []byte("first!"))))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "first", string(got))

	link := filepath.Join(dir, "link.csv")
	require.NoError(t, os.Symlink(path, link))
	require.Equal(t, ledger.ErrIO, code(t, dashboard.Files{}.Put(link, []byte("first"))), "a link is not the file")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "dir.csv"), 0o700))
	require.Error(t, dashboard.Files{}.Put(filepath.Join(dir, "dir.csv"), nil))

	for _, name := range []string{"refunds.txt", "refunds", "refunds.csv.zip"} {
		require.Equal(t, ledger.ErrUsage, code(t, dashboard.Files{}.Put(filepath.Join(dir, name), nil)))
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 3, "nothing is left over")
}

func TestNames(t *testing.T) {
	at := time.Date(2026, 11, 26, 8, 5, 9, 0, time.FixedZone("KST", 9*3600))
	require.Equal(t, "refunds_1234_20261125-230509_1of3_0badc0de.csv", dashboard.Name(1234, at, 1, 3, "0badc0de99aa"))
	require.Equal(t, "refunds_mixed_20261125-230509_1of1_ab.csv", dashboard.Name(0, at, 1, 1, "ab"))
	require.Equal(t, "x/refunds.csv", dashboard.PartPath("x/refunds.csv", 1, 1))
	require.Equal(t, "x.y/refunds_2of3.CSV", dashboard.PartPath("x.y/refunds.CSV", 2, 3))
}

func TestTheSidecar(t *testing.T) {
	info := dashboard.SidecarInfo{File: "refunds <1>.csv", SHA256: "aa", Content: "bb", Bytes: 300, Batch: "B12", Part: 1, Of: 2, Rows: 2,
		Totals: []batch.Total{{Currency: "KRW", Rows: 1, Amount: 1000}, {Currency: "EUR", Rows: 1, Amount: 1905}},
		RowIDs: []string{"r1", "r2"}, Layout: "standard", ExportedAt: time.Date(2026, 11, 26, 8, 5, 9, 0, time.FixedZone("KST", 9*3600)), Operator: "김"}
	path := filepath.Join(t.TempDir(), "refunds.csv")
	require.NoError(t, dashboard.PutSidecar(path, info))
	require.NoError(t, dashboard.PutSidecar(path, info))
	got, err := os.ReadFile(path + ".json")
	require.NoError(t, err)
	require.JSONEq(t, `{"file":"refunds <1>.csv","sha256":"aa","content":"bb","bytes":300,"batch":"B12","part":1,"of":2,"rows":2,"amounts_are":"minor units",
		"totals":[{"currency":"EUR","rows":1,"amount":1905},{"currency":"KRW","rows":1,"amount":1000}],"row_ids":["r1","r2"],"layout":"standard",
		"exported_at":"2026-11-25T23:05:09Z","operator":"김"}`, string(got))
	require.Contains(t, string(got), "<1>")
	require.EqualValues(t, "KRW", info.Totals[0].Currency, "what was given stays as it is")

	other := info
	other.Operator = "이"
	require.Equal(t, ledger.ErrIO, code(t, dashboard.PutSidecar(path, other)))
	var out bytes.Buffer
	require.NoError(t, dashboard.Sidecar(&out, dashboard.SidecarInfo{Lines: []int{2, 3}, Ledger: "x.db"}))
	var empty map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &empty))
	require.Equal(t, []any{}, empty["row_ids"])
	require.Equal(t, []any{}, empty["totals"])
	require.Equal(t, []any{2.0, 3.0}, empty["lines"])
}
