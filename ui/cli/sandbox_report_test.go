package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSandboxWritesAReportForEachMonthOfItsPast(t *testing.T) {
	w := newWorld(t, "", "")
	clean, spoilt := filepath.Join(w.folder, "new", "clean"), filepath.Join(w.folder, "spoilt")
	sandbox := func(args ...string) {
		_, said, end := w.serve(append([]string{"sandbox", "--addr", "127.0.0.1:0", "--payments", "900", "--seed", "7"}, args...)...)
		said.after("900 payments")
		require.Equal(t, 0, end())
	}
	sandbox("--report", clean)
	sandbox("--report", spoilt, "--report-layout", "titles", "--report-spoil", "0")

	months, err := filepath.Glob(filepath.Join(clean, "report-20??-??.csv"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(months), 2)
	require.NoFileExists(t, filepath.Join(clean, "planted.json"))
	rows := 0
	for _, path := range months {
		file, err := os.ReadFile(path)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(file), "project_id,operation_id,"))
		rows += strings.Count(string(file), "\n") - 1
		require.FileExists(t, filepath.Join(spoilt, filepath.Base(path)))
	}
	require.Greater(t, rows, 1_000)

	var planted struct {
		Items []struct{ Code, File string }
		Total int
		Rules map[string]any
	}
	list, err := os.ReadFile(filepath.Join(spoilt, "planted.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(list, &planted))
	require.Greater(t, planted.Total, 30)
	require.Len(t, planted.Items, planted.Total)
	require.Contains(t, planted.Rules, "tolerance")
	for _, p := range planted.Items {
		require.FileExists(t, filepath.Join(spoilt, p.File))
	}
	earlier, err := filepath.Glob(filepath.Join(spoilt, "earlier-report-*.csv"))
	require.NoError(t, err)
	require.NotEmpty(t, earlier)

	w.run("sandbox", "--addr", "127.0.0.1:0", "--report", clean, "--json").fails(1, "io")
	w.run("sandbox", "--report", clean, "--report-layout", "pdf", "--json").fails(2, "usage")
	w.run("sandbox", "--report-spoil", "1", "--json").fails(2, "usage")
}
