package run_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/importers/report/reporttest"
)

// The items of a report are made from its text, and kept: they are those that were read from the
// file, whether they are kept or not.
func TestTheItemsOfAReportAreThoseThatWereRead(t *testing.T) {
	r := reporttest.New(t)
	ctx := context.Background()
	rows := sales(200)
	rows[7].OperationID, rows[8].OperationID = "", "not-a-number"
	rows[9].Amount.Currency = "???"
	b := r.Read(file("oct.csv", rows...))
	require.Len(t, b.Rejects, 1)
	info, _, err := r.Run.Import(ctx, b)
	require.NoError(t, err)

	items := func(s *store.Store) *corereport.Body {
		got, err := reports.Items(ctx, s, report.Rereader{}, info)
		require.NoError(t, err)
		require.Equal(t, b.Items, got.Items)
		require.Equal(t, b.Lines, got.Lines)
		return got
	}
	kept := func() (n int) {
		require.NoError(t, r.Store.QueryRow(ctx, "SELECT count(*) FROM report_parts").Scan(&n))
		return n
	}
	only, err := store.Open(ctx, r.Store.Path(), store.Options{ReadOnly: true})
	require.NoError(t, err)
	defer only.Close()
	items(only)
	require.Zero(t, kept(), "a ledger that is only read stays as it is")
	items(r.Store)
	require.Equal(t, 1, kept())
	items(r.Store)
	items(only)

	found, err := reports.OfPayment(ctx, r.Store, report.Rereader{}, ledger.Key{Project: 1234, ID: "ord-150"})
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, b.Lines[149], uint32(found[0].Row.Line))
}
