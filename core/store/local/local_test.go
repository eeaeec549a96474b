package local_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/store"
	"contra/core/store/local"
)

var first = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

// fill stores n payments with one operation each, an hour apart.
func fill(t *testing.T, s *store.Store, from, n int, status string) {
	t.Helper()
	require.NoError(t, s.Write(context.Background(), "test", func(tx *store.Tx) error {
		var keys []ledger.Key
		for i := from; i < from+n; i++ {
			keys = append(keys, ledger.Key{Project: 1234, ID: fmt.Sprint("ORD-", i)})
		}
		known, err := tx.Accounts(context.Background(), keys)
		if err != nil {
			return err
		}
		var all []*ledger.Account
		for i := from; i < from+n; i++ {
			at := first.Add(time.Duration(i) * time.Hour)
			a := known[keys[i-from].Fold()]
			if a == nil {
				a = &ledger.Account{Payment: ledger.Payment{Project: 1234, ID: fmt.Sprint("ORD-", i), Currency: "KRW"}}
				a.Operations = []ledger.Operation{{Project: 1234, ID: fmt.Sprint(7_000_000 + i), Type: "sale", Amount: money.New(int64(i), "KRW"), CreatedAt: at.Add(-time.Minute), CompletedAt: at, Date: at}}
			}
			a.Operations[0].Status = status
			all = append(all, a)
		}
		tx.Record("test", "", 1)
		return tx.SaveAccounts(context.Background(), all, func(*ledger.Account, *ledger.Operation) bool { return true })
	}))
}

func open(t *testing.T) *store.Store {
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "desk1"})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func items(t *testing.T, s *store.Store, span local.Span) []recon.Item {
	t.Helper()
	all, _, err := local.Items(context.Background(), s, span, nil)
	require.NoError(t, err)
	slices.SortFunc(all, func(a, b recon.Item) int { return int(a.Ref - b.Ref) })
	return append([]recon.Item{}, all...)
}

func packed(t *testing.T, s *store.Store) (n int) {
	require.NoError(t, s.QueryRow(context.Background(), "SELECT count(*) FROM operation_packs").Scan(&n))
	return n
}

// Packed or not, the same operations are read, in any span.
func TestPackedOperationsAreThoseOfTheTable(t *testing.T) {
	s := open(t)
	fill(t, s, 0, 20_000, "success")
	spans := []local.Span{{}, {From: first.Add(100 * time.Hour), To: first.Add(200 * time.Hour)}, {From: first.Add(18_000 * time.Hour)},
		{To: first.Add(5 * time.Hour), Margin: 48 * time.Hour}, {From: first.Add(19_999 * time.Hour), Begun: true}, {From: first.AddDate(20, 0, 0)}}
	var plain [][]recon.Item
	for _, span := range spans {
		plain = append(plain, items(t, s, span))
	}
	require.Len(t, plain[0], 20_000)
	require.Len(t, plain[1], 100)
	require.Len(t, plain[3], 5+48)
	require.Empty(t, plain[4], "begun a minute before the span")
	require.NoError(t, local.Refresh(context.Background(), s))
	require.Equal(t, 2, packed(t, s))
	for i, span := range spans {
		require.Equal(t, plain[i], items(t, s, span), "%v", span)
	}
}

// A pack that was damaged on the disk gives no wrong number: its operations are read from the table.
func TestADamagedPackIsNotRead(t *testing.T) {
	s := open(t)
	fill(t, s, 0, 300, "success")
	want := items(t, s, local.Span{})
	require.NoError(t, local.Refresh(context.Background(), s))
	var data []byte
	require.NoError(t, s.QueryRow(context.Background(), "SELECT data FROM operation_packs").Scan(&data))
	for at := 0; at < len(data); at += 1 + len(data)/100 {
		data[at] ^= 1 << (at % 8)
		require.NoError(t, s.Derive(context.Background(), "test", func(tx *store.Tx) error {
			return tx.Exec(context.Background(), "UPDATE operation_packs SET data = ?", data)
		}))
		data[at] ^= 1 << (at % 8)
		require.Equal(t, want, items(t, s, local.Span{}), "byte %d", at)
	}
}

func TestAPackGoesWhenOneOfItsOperationsChanges(t *testing.T) {
	s := open(t)
	fill(t, s, 0, 17_000, "processing")
	require.NoError(t, local.Refresh(context.Background(), s))
	before, books, err := local.Items(context.Background(), s, local.Span{}, nil)
	require.NoError(t, err)
	fill(t, s, 16_900, 1, "success")
	require.Equal(t, 1, packed(t, s))
	after, later, err := local.Items(context.Background(), s, local.Span{}, nil)
	require.NoError(t, err)
	require.Greater(t, later, books)
	require.Len(t, after, len(before))
	require.Equal(t, recon.Success, items(t, s, local.Span{})[16_900].Status)
	fill(t, s, 17_000, 1, "success")
	require.Len(t, items(t, s, local.Span{}), 17_001)
	require.NoError(t, local.Refresh(context.Background(), s))
	require.Len(t, items(t, s, local.Span{}), 17_001)
}

func TestRecordsSayWhatTheLedgerKnows(t *testing.T) {
	s := open(t)
	fill(t, s, 0, 2000, "success")
	var rows []int64
	for i := int64(2000); i > 0; i -= 2 {
		rows = append(rows, i)
	}
	all, err := local.Records(context.Background(), s, local.Span{}, append(rows, rows[0], 9999))
	require.NoError(t, err)
	require.Len(t, all, 1000)
	require.True(t, slices.IsSortedFunc(all, func(a, b recon.Record) int { return int(a.Operation - b.Operation) }))
	r := all[4]
	require.Equal(t, "ORD-9", r.PaymentID)
	require.Equal(t, "7000009", r.OperationID)
	require.Equal(t, money.New(9, "KRW"), r.Money)
	require.Equal(t, first.Add(9*time.Hour), r.When)
	sealed := r
	sealed.Seal()
	require.Equal(t, sealed.Item.Pay, r.Item.Pay)
	require.Equal(t, items(t, s, local.Span{})[9].Pay, r.Item.Pay, "an item and its record agree")
}

func TestAReadStopsWhenItIsCancelled(t *testing.T) {
	s := open(t)
	fill(t, s, 0, 20_000, "success")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := local.Items(ctx, s, local.Span{}, nil)
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	require.Equal(t, ledger.ErrCancelled, said.Code)
}
