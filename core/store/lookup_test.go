package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
)

// A look-up of many is the same as many look-ups of one, however the ids are
// spelt and however many parts the keys make.
func TestManyPaymentsAreLookedUpLikeOne(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "l.db"), store.Options{})
	all := fill(t, s, 2500)
	var twins []*ledger.Account
	for _, p := range all[:200] { // another project has the same id, in another spelling
		twins = append(twins, &ledger.Account{Payment: ledger.Payment{Project: 9, ID: strings.ToUpper(p.ID), Status: "success", Currency: "KRW"}})
	}
	require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
		tx.Record("test", "", nil)
		return tx.SaveAccounts(ctx, twins, nil)
	}))
	var keys []ledger.Key
	var ids []string
	for i, p := range all {
		id := p.ID
		if i%2 == 0 {
			id = strings.ToUpper(id)
		}
		keys = append(keys, ledger.Key{Project: p.Project, ID: id}, ledger.Key{Project: 7, ID: id}, ledger.Key{ID: id})
		ids = append(ids, id, id)
	}
	for _, odd := range []string{"", "nobody", "'", `"`, "\\u0000", "a\x00b", "\xff\xfe", strings.Repeat("가", 4000), "]", "null"} {
		keys, ids = append(keys, ledger.Key{Project: 1, ID: odd}), append(ids, odd)
	}

	byKey, err := s.PaymentsByKeys(ctx, keys)
	require.NoError(t, err)
	require.Len(t, byKey, len(all))
	byID, err := s.PaymentsByIDs(ctx, ids)
	require.NoError(t, err)
	require.Len(t, byID, len(all))
	for i, p := range all {
		require.Equal(t, p, byKey[p.Key().Fold()])
		if i%50 == 0 || i < 200 {
			one, err := s.Find(ctx, 0, p.ID)
			require.NoError(t, err)
			require.Equal(t, one, byID[strings.ToLower(p.ID)])
		}
	}

	none, err := s.PaymentsByKeys(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, none)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err = s.PaymentsByKeys(cancelled, keys)
	var e *ledger.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ledger.ErrCancelled, e.Code)
}

func TestOpenRefundsOfManyPayments(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "l.db"), store.Options{})
	all := fill(t, s, 40)
	states := []ledger.RefundState{ledger.Prepared, ledger.Declined, ledger.InDoubt, ledger.Succeeded}
	var rows []int64
	for i, p := range all {
		rows = append(rows, p.RowID, p.RowID)
		require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
			tx.Record("test", "", nil)
			for n := range i % 5 {
				f := ledger.Refund{ID: fmt.Sprintf("r%d-%d", i, n), Project: p.Project, PaymentID: p.ID, PaymentRow: p.RowID, Via: ledger.ViaGate,
					Amount: money.New(int64(n+1), "KRW"), State: states[n], Path: "/", Body: []byte("{}")}
				if err := tx.AddRefund(ctx, &f); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	found, err := s.RefundsOfPayments(ctx, rows[:2*30])
	require.NoError(t, err)
	for i, p := range all {
		var want []ledger.Refund
		refunds, err := s.RefundsOf(ctx, p.RowID)
		require.NoError(t, err)
		for _, f := range refunds {
			if f.State.Reserves() && i < 30 {
				want = append(want, f)
			}
		}
		require.Equal(t, want, found[p.RowID])
	}
}
