package inbox

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/reports"
	"contra/importers/reading"
	"contra/importers/watch"
)

func taker(t *testing.T) (Taker, *desk.Desk) {
	t.Helper()
	d := desktest.New(t, desktest.Options{}).Desk
	return Taker{Reader: reading.Reader{Desk: d}, Secrets: d.Secrets}, d
}

func file(t *testing.T, name string, kind watch.Kind, text string) watch.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return watch.File{Path: path, Kind: kind}
}

const header = "operation_id,payment_id,operation_type,operation_status,sum_initial.amount,sum_initial.currency,operation_completed_at\n"

func TestWhatAPersonHasToSayIsNotImported(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want ledger.Code
	}{
		"a layout nobody knows":        {"alpha,beta\n1,2\n", ledger.ErrLayout},
		"a layout that is only likely": {"Payment ID,Amount,Currency,Type\nA,1,EUR,sale\n", ledger.ErrLayout},
	} {
		take, d := taker(t)
		all, err := take.Take(context.Background(), file(t, "a.csv", watch.Report, c.text))
		require.NoError(t, err, name)
		require.Len(t, all, 1, name)
		var said *ledger.Error
		require.ErrorAs(t, all[0].Err, &said, name)
		require.Equal(t, c.want, said.Code, name)
		stored, err := reports.List(context.Background(), d.Store, 0, 9)
		require.NoError(t, err)
		require.Empty(t, stored, name)
	}
}

func TestTheSameReportAgainIsNotImported(t *testing.T) {
	take, _ := taker(t)
	f := file(t, "a.csv", watch.Report, header+"1,A,sale,success,1500,KRW,2026-10-12 10:00:00\n")
	all, err := take.Take(context.Background(), f)
	require.NoError(t, err)
	require.Equal(t, []Taken{{File: f, Report: 1, Read: 1, Stored: 1}}, all)
	all, err = take.Take(context.Background(), f)
	require.NoError(t, err)
	require.Equal(t, []Taken{{File: f, Report: 1, Again: true}}, all)
}

func TestTheWatchingEndsWithItsContextOnly(t *testing.T) {
	take, _ := taker(t)
	f := file(t, "a.json", watch.Callbacks, "not JSON")
	all, err := take.Take(context.Background(), f)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = take.Take(ctx, f)
	require.Error(t, err)
}
