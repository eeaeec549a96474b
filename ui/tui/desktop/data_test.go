package desktop_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/store/pulls"
)

// pulled is all pulls of the ledger, the newest first.
func (w *world) pulled() []pulls.Run {
	w.T.Helper()
	runs, err := pulls.Runs(context.Background(), w.desk.Store, 0, -1)
	require.NoError(w.T, err)
	return runs
}

// pullFrom asks for all operations since a day.
func (w *world) pullFrom(day string) {
	w.T.Helper()
	w.Press("p")
	w.RequireDialog("Pull operations")
	w.Press("ctrl+u")
	w.Type(day)
	w.pass(2 * time.Second)
	w.Confirm("Pull operations")
}

func TestOperationsArePulledByKeysAndSeen(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known"))
		require.NoError(t, w.platform.AddPayment(sale("ORD-9", 77_000, "KRW", "late")))
		w.start(width, height)
		w.Press("8")
		w.RequireShows("Nothing was pulled yet", "p pulls operations")
		w.pullFrom("2026-11-18")
		w.told("2 operations read: 1 stored, 1 known already")
		w.RequireShows("operations until 21 Nov 18:30 UTC", "done")
		p := w.stored("ORD-9")
		require.Equal(t, int64(77_000), p.Captured)
		run := w.pulled()[0]
		require.Equal(t, pulls.Done, run.State)
		require.Equal(t, time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), run.From)
		w.Press("enter")
		w.RequireShows("Pull 1: operations", "18 Nov 2026 00:00:00 to 21 Nov 2026 18:30:02 UTC", "2 operations read: 1 stored")
		w.RequireFrameExact()
	})
}

// Without a first day a pull goes on, with some overlap; of a list that was never
// pulled a first day is needed.
func TestAPullGoesOnWhereTheLastEnded(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known")).start(120, 40)
	w.Press("8")
	w.pullFrom("2026-11-18")
	w.pass(3 * time.Hour)
	w.Press("p")
	w.RequireShows("go on where the last pull ended")
	w.Press("tab", "tab", "space")
	w.RequireShows("final word", "Give the first day")
	w.Press("space")
	w.RequireDialog("Pull operations")
	w.pass(2 * time.Second)
	w.Confirm("Pull operations")
	runs := w.pulled()
	require.Len(t, runs, 2)
	require.Equal(t, runs[1].To.Add(-time.Hour), runs[0].From)
	w.Press("p", "tab", "tab", "space", "up", "up")
	w.Type("2026-11-18")
	w.RequireDialog("Pull operations")
	w.pass(2 * time.Second)
	w.Confirm("Pull operations")
	require.Equal(t, dataapi.Financial, w.pulled()[0].Kind)
	w.RequireShows("the financial list until")
}

func TestAnImpossibleDayIsNotPulled(t *testing.T) {
	w := newWorld(t, "").start(80, 24)
	w.Press("8", "p", "ctrl+u")
	w.Type("2026-13-01")
	w.RequireShows("no day")
	w.Press("ctrl+u")
	w.Type("2027-01-01")
	w.RequireShows("yet to come")
	w.Press("ctrl+u")
	w.Type("2026-11-18")
	w.Press("tab")
	w.Type("2026-11-01")
	w.RequireShows("ends before it begins")
	require.Empty(t, w.pulled())
}

func TestBalancesAreAskedForAndTellTheirAge(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known")).start(width, height)
		w.Press("8")
		w.RequireShows("No balance is known: u asks for them")
		w.Press("u")
		all, err := pulls.Balances(context.Background(), w.desk.Store)
		require.NoError(t, err)
		require.NotEmpty(t, all)
		w.RequireShows("Balances, just now: " + all[0].Amount.String())
		w.pass(17 * time.Minute)
		w.Press("enter")
		w.RequireShows("Balances, 17 min ago", "asked 17 min ago", all[0].Amount.String())
		w.Press("u")
		w.RequireShows("Balances, just now")
	})
}

// A balance that does not fit is not cut: how many more there are is said, and the
// detail has them all, under each other.
func TestNoBalanceIsCut(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000_000, "KRW", "a"), sale("ORD-2", 123_456_789, "EUR", "b"), sale("ORD-3", 98_765_432, "JPY", "c"), sale("ORD-4", 12_345_678, "KWD", "d")).start(60, 20)
	w.Press("8", "u")
	all, err := pulls.Balances(context.Background(), w.desk.Store)
	require.NoError(t, err)
	require.Len(t, all, 4)
	shown, more, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(w.Line(2)), "Balances, just now: "), " more")
	require.True(t, ok, "%s", w.Line(2))
	require.Empty(t, more)
	parts := strings.Split(shown, " · ")
	last := len(parts) - 1
	require.Equal(t, fmt.Sprint(4-last), parts[last])
	for i, p := range parts[:last] {
		require.Equal(t, all[i].Amount.String(), p)
	}
	w.Press("enter")
	ends := map[int]bool{}
	for _, b := range all {
		x, _, ok := w.Find(b.Amount.String() + "  " + b.Name)
		require.True(t, ok, "%s\n%s", b.Amount, w.Frame())
		ends[x+len(b.Amount.String())] = true
	}
	require.Len(t, ends, 1, "the figures end in one column")
}

func TestAPullThatIsCancelledTellsThatItGoesOnLater(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known")).start(120, 40)
	w.Press("8", "p")
	w.RequireDialog("Pull operations")
	w.pass(2 * time.Second)
	w.Hold()
	w.Confirm("Pull operations")
	w.Press("p")
	w.RequireNoDialog()
	w.RequireShows("Pulling operations · Esc cancels")
	w.Press("esc")
	w.Release()
	w.told("Cancelled", "the same pull goes on from there")
	for _, x := range w.pulled() {
		require.Equal(t, pulls.Cancelled, x.State)
	}
	w.pullFrom("2026-11-18")
	require.Equal(t, pulls.Done, w.pulled()[0].State)
}

func TestWithoutATokenThePageSaysHowToSetOne(t *testing.T) {
	onBoth(t, func(t *testing.T, width, height int) {
		w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known"))
		w.desk.Secrets.PutData("", "")
		w.desk.Secrets.Getenv = func(string) string { return "" }
		w.desk.Secrets.Keyring = func(string, string) (string, error) { return "", nil }
		w.start(width, height)
		w.Press("8")
		w.RequireShows("No token of the Data API is set: t tells how")
		w.Press("p", "u")
		w.RequireNoDialog()
		require.Empty(t, w.pulled())
		w.Press("t")
		w.RequireDialog("Token of the Data API")
		w.RequireShows("CONTRA_DATA_TOKEN", "CONTRA_DATA_SECRET", "keyring")
		w.RequireFrameExact()
		w.pass(2 * time.Second)
		w.Press("esc")
		w.desk.Secrets.PutData(dataToken, dataSecret)
		w.Press("t")
		w.told("The token of the Data API and its secret are there")
		w.Press("u")
		w.RequireShows("Balances, just now")
	})
}
