package purchases_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
	"contra/core/store/purchases"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	at := time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "desk1", Now: func() time.Time {
		at = at.Add(time.Second)
		return at
	}})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func write(s *store.Store, fn func(*store.Tx) error) error {
	return s.Write(context.Background(), "testing", func(tx *store.Tx) error {
		tx.Record("test", "", nil)
		return fn(tx)
	})
}

func some(n int, state ledger.PurchaseState) *ledger.Purchase {
	return &ledger.Purchase{ID: fmt.Sprintf("p%d", n), Via: ledger.ViaGate, Project: 1, PaymentID: fmt.Sprintf("ORD-%d", n), Amount: money.Amount{Minor: 1000, Currency: "KRW"},
		Method: "kakaopay", CustomerID: "고객", Description: "주문", State: state, Path: "/p", Body: []byte(`{"a":1}`), Owner: "me",
		ExpiresAt: time.Date(2026, 10, 1, 10, 0, 0, 0, time.UTC)}
}

func add(t *testing.T, s *store.Store, list ...*ledger.Purchase) {
	t.Helper()
	for _, p := range list {
		require.NoError(t, write(s, func(tx *store.Tx) error { return purchases.Add(context.Background(), tx, p) }))
	}
}

func TestAPurchaseComesBackAsItWasSaved(t *testing.T) {
	ctx, s := context.Background(), open(t)
	p := some(1, ledger.PurchasePrepared)
	add(t, s, p)
	got, err := purchases.Get(ctx, s, "p1")
	require.NoError(t, err)
	require.Equal(t, *p, got)
	require.Equal(t, "desk1", got.Operator)

	p.State, p.RequestID, p.OperationID, p.Code, p.Message, p.Owner, p.Attempts, p.Hold = ledger.PurchaseInDoubt, "r", "7", "3041", "m", "", 1, "look"
	p.Display = []ledger.Display{{Type: "qr_img", Title: "QR code", Data: "https://x/1"}}
	p.SentAt, p.CheckedAt = p.CreatedAt.Add(time.Second), p.CreatedAt.Add(time.Minute)
	require.NoError(t, write(s, func(tx *store.Tx) error { return purchases.Save(ctx, tx, p) }))
	got, found, err := purchases.OfPayment(ctx, s, ledger.Key{Project: 1, ID: "ord-1"})
	require.NoError(t, err)
	require.True(t, found, "ids are compared without case")
	require.Equal(t, *p, got)
	_, found, err = purchases.OfPayment(ctx, s, ledger.Key{Project: 2, ID: "ORD-1"})
	require.NoError(t, err)
	require.False(t, found)
	for project, want := range map[int64]int{0: 1, 1: 1, 2: 0} {
		all, err := purchases.Find(ctx, s, project, "oRd-1")
		require.NoError(t, err)
		require.Len(t, all, want, project)
	}
	_, err = purchases.Get(ctx, s, "none")
	require.ErrorContains(t, err, "no purchase none")
}

func TestWhatWasAskedForNeverChangesAndStays(t *testing.T) {
	ctx, s := context.Background(), open(t)
	add(t, s, some(1, ledger.PurchasePrepared))
	for _, change := range []string{"body = x'00'", "amount = 1", "currency = 'USD'", "payment_id = 'x'", "project = 2", "path = '/q'", "via = 'link'", "customer = 'x'", "expires_at = 0"} {
		err := write(s, func(tx *store.Tx) error { return tx.Exec(ctx, "UPDATE purchases SET "+change) })
		require.ErrorContains(t, err, "cannot change", change)
	}
	require.ErrorContains(t, write(s, func(tx *store.Tx) error { return tx.Exec(ctx, "DELETE FROM purchases") }), "cannot be deleted")
	twin := some(2, ledger.PurchasePrepared)
	twin.PaymentID = "ord-1"
	require.Error(t, write(s, func(tx *store.Tx) error { return purchases.Add(ctx, tx, twin) }), "a payment id is never used twice")
}

func TestListsAndWindows(t *testing.T) {
	ctx, s := context.Background(), open(t)
	all := []*ledger.Purchase{some(1, ledger.PurchaseSucceeded), some(2, ledger.PurchaseWaiting), some(3, ledger.PurchaseDeclined), some(4, ledger.PurchaseSent)}
	all[2].Hold = "look"
	add(t, s, all...)
	ids := func(list []ledger.Purchase, err error) (ids []string) {
		require.NoError(t, err)
		for _, p := range list {
			ids = append(ids, p.ID)
		}
		return ids
	}
	require.Equal(t, []string{"p2", "p4"}, ids(purchases.Open(ctx, s)))
	require.Equal(t, []string{"p4", "p3"}, ids(purchases.List(ctx, s, purchases.Window{Limit: 2})))
	require.Equal(t, []string{"p2", "p1"}, ids(purchases.List(ctx, s, purchases.Window{Anchor: all[2], Limit: 9})))
	require.Equal(t, []string{"p4", "p3"}, ids(purchases.List(ctx, s, purchases.Window{Anchor: all[2], With: true, Newer: true, Limit: 9})))
	require.Equal(t, []string{"p3"}, ids(purchases.List(ctx, s, purchases.Window{Held: true, Limit: 9})))
	counts, err := purchases.Counts(ctx, s)
	require.NoError(t, err)
	require.EqualValues(t, 1, counts[ledger.PurchaseSent])

	found, err := purchases.Unsettled(ctx, s, []ledger.Key{{Project: 1, ID: "ord-1"}, {Project: 1, ID: "Ord-3"}, {Project: 1, ID: "ORD-9"}})
	require.NoError(t, err)
	require.Len(t, found, 1, "a purchase that succeeded is moved by nothing")
	require.Equal(t, "p3", found[ledger.Key{Project: 1, ID: "ord-3"}].ID)
}
