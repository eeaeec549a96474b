package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/reportfile"
)

func TestARerunOfWhichNothingChangedIsReused(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("october.csv", dataAPI(), rows)
	first := w.run("reconcile", path, "--json").exits(3).reconciled()
	again := w.run("reconcile", path, "--json").exits(3).reconciled()
	require.True(t, again.Reused)
	require.Equal(t, *first.RunID, *again.RunID)
	again.Reused = false
	require.Equal(t, first, again, "it says the same")
	byMonth := w.run("reconcile", "--month", "2025-10", "--json").exits(3).reconciled()
	require.False(t, byMonth.Reused, "a month reaches to its end")
	require.Equal(t, alike(first), alike(byMonth))

	w.sold("LATE", 70, "KRW", 8)
	later := w.run("reconcile", path, "--json").exits(3).reconciled()
	require.False(t, later.Reused)
	require.Equal(t, first.Counts["MISSING_IN_REPORT"]+1, later.Counts["MISSING_IN_REPORT"])

	var runs runsDoc
	w.run("runs", "--json").exits(0).into(&runs)
	require.EqualValues(t, 3, *runs.Total)
	require.Equal(t, "3", runs.Items[0].RunID)
	require.Equal(t, []string{path}, runs.Items[0].Reports)
	require.Equal(t, "tester", runs.Items[0].Operator)
	w.run("runs", "list", "--limit", "1", "--json").exits(0).into(&runs)
	require.True(t, runs.Truncated)
}

// Days are those of a zone, both included; rows outside are ignored by a rule with a name.
func TestDaysAreCountedInAZone(t *testing.T) {
	w := newWorld(t, "", "")
	for id, at := range map[string]time.Time{
		"SEPT": october.Add(-10 * time.Hour), // 23:00 of 30 September in Seoul
		"KST1": october.Add(-8 * time.Hour),  // 01:00 of 1 October in Seoul
		"OCT":  october.Add(5 * dayLong),
		"UTC1": october.AddDate(0, 1, 0).Add(-3 * time.Hour), // 06:00 of 1 November in Seoul
		"NOV":  october.AddDate(0, 1, 0).Add(time.Hour),
	} {
		w.soldAt(id, 1000, "KRW", at)
	}
	path := w.report("all.csv", dataAPI(), w.platform.ReportRows(october.Add(-dayLong), october.AddDate(0, 2, 0)))
	in := func(accepted, ignored int64, args ...string) reconciledDoc {
		t.Helper()
		d := w.run(append([]string{"reconcile", path, "--json", "--dry-run"}, args...)...).exits(0).reconciled()
		require.Equal(t, rowsDoc{Read: 5, Accepted: accepted, Ignored: ignored}, d.Rows, args)
		require.Equal(t, accepted, d.Matched)
		if ignored > 0 {
			require.Equal(t, map[string]int64{"outside of the period": ignored}, d.Ignored)
		}
		return d
	}
	in(5, 0)
	in(2, 3, "--from", "2025-10-01", "--to", "2025-10-31")
	in(2, 3, "--month", "2025-10")
	in(2, 3, "--from", "2025-10-01", "--to", "2025-10-31", "--zone", "Asia/Seoul")
	in(4, 1, "--from", "2025-09-30", "--to", "2025-10-31")
	d := in(1, 4, "--from", "2025-10-06", "--to", "2025-10-06")
	require.Equal(t, "2025-10-06T00:00:00Z", *d.Period.From)
	require.Equal(t, "2025-10-07T00:00:00Z", *d.Period.To)
	require.Empty(t, d.Period.Month)
	d = in(2, 3, "--month", "2025-10", "--zone", "Asia/Seoul")
	require.Equal(t, "2025-09-30T15:00:00Z", *d.Period.From)
	require.Equal(t, "2025-10", d.Period.Month)
	in(4, 1, "--to", "2025-10-31")
	in(2, 3, "--from", "2025-10-31")

	for _, wrong := range [][]string{{"--from", "2025-10-31", "--to", "2025-10-01"}, {"--from", "31.10.2025"}, {"--zone", "Atlantis"}, {"--month", "2025-13"},
		{"--month", "2025-10", "--from", "2025-10-01"}, {"--tolerance", "KRW"}, {"--tolerance", "KRW=0.5"}, {"--tolerance", "KRW=-1"}, {"--limit", "-2"}, {"--profile", "nobody's"}} {
		exit, code := 2, "usage"
		if wrong[0] == "--profile" {
			exit, code = 1, "not_found"
		}
		w.run(append([]string{"reconcile", path, "--json"}, wrong...)...).fails(exit, code)
	}
	w.run("reconcile", "--json").fails(2, "usage")
	w.run("reconcile", filepath.Join(w.folder, "nothing.csv"), "--json").fails(1, "not_found")
	w.run("reconcile", "--month", "2024-01", "--json").fails(1, "not_found")
}

func TestWhoMayNotChangeTheLedgerStoresNothing(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("october.csv", dataAPI(), rows)
	before, err := os.ReadFile(w.ledger)
	require.NoError(t, err)
	for _, how := range []string{"--read-only", "--dry-run"} {
		d := w.run("reconcile", path, how, "--json").exits(3).reconciled()
		require.Empty(t, *d.RunID)
		require.Zero(t, d.Reports[0].ID)
		require.Contains(t, w.run("runs", "--json").out, `"total":0`)
		require.Contains(t, w.run("report", "list", "--json").out, `"total":0`)
	}
	after, err := os.ReadFile(w.ledger)
	require.NoError(t, err)
	require.Equal(t, before, after)
	w.run("reconcile", path, "--dry-run", "--out", filepath.Join(w.folder, "o"), "--json").fails(2, "usage")
	w.run("reconcile", path, "--read-only", "--out", filepath.Join(w.folder, "o"), "--json").fails(4, "read_only")
	w.run("report", "import", path, "--read-only", "--json").fails(4, "read_only")
	w.run("close", "2025-10", "--read-only", "--json").fails(4, "read_only")
}

// canceller ends the context as soon as somebody reads so far.
type canceller struct {
	text   *strings.Reader
	cancel context.CancelFunc
	left   int
}

func (c *canceller) Read(b []byte) (int, error) {
	if c.left -= len(b); c.left < 0 {
		c.cancel()
	}
	return c.text.Read(b)
}

func TestACancelledComparisonStoresNothing(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("october.csv", dataAPI(), rows)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.runWith(ctx, "", "reconcile", path, "--json").fails(130, "cancelled")

	// In the middle of a large report.
	var many []reportfile.Row
	for range 4000 {
		many = append(many, rows...)
	}
	text, err := os.ReadFile(w.report("large.csv", dataAPI(), many))
	require.NoError(t, err)
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	r := w.runFrom(ctx, &canceller{strings.NewReader(string(text)), cancel, 2 << 20}, "reconcile", "-", "--json")
	r.fails(130, "cancelled")
	require.Contains(t, w.run("runs", "--json").out, `"total":0`)
	require.Contains(t, w.run("report", "list", "--json").out, `"total":0`)
	w.run("audit", "verify", "--json").exits(0)
}

func TestPeopleSeeTheIdentitiesAndTheFirstBreaks(t *testing.T) {
	w, rows := spoiltMonth(t)
	path := w.report("october.csv", dataAPI(), rows)
	r := w.run("reconcile", path, "--limit", "2").exits(3)
	require.Contains(t, r.out, "✓ read 13 = accepted 13 + rejected 0 + ignored 0\n")
	require.Contains(t, r.out, "✓ KRW: report ")
	require.Contains(t, r.out, "AMOUNT_DIFF")
	require.Contains(t, r.err, "2 of 7 breaks shown; --limit -1 shows all")
	d := w.run("reconcile", path, "--limit", "2", "--json").exits(3)
	var doc reconciledDoc
	d.into(&doc)
	require.Len(t, doc.Breaks, 2)
	require.True(t, doc.Truncated)
	require.EqualValues(t, 1, doc.Counts["AMOUNT_DIFF"], "counts counts all of them")
}
