package refunds

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
	"contra/ui/tui/grid"
)

// a ledger of refunds: every seventh is in doubt, every eleventh is on its way,
// every thirteenth has a hold, the others are finished.
func ledgerOf(t *testing.T, n int) *desk.Desk {
	t.Helper()
	now := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	d, err := desk.Open(context.Background(), desk.Options{Ledger: filepath.Join(t.TempDir(), "l.db"), Config: config.Config{}, Now: func() time.Time { return now }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	ctx := context.Background()
	intake := d.Intake("x")
	sum := money.New(1_000_000, "KRW")
	require.NoError(t, intake.Store(ctx, []ledger.Inbound{{Source: "x", Raw: []byte("{}"), Events: []ledger.Event{{Project: 1, PaymentID: "P", PaymentStatus: "success", Method: "kakaopay", Left: &sum,
		Operation: ledger.Operation{ID: "1", Type: "sale", Status: "success", Amount: sum, CreatedAt: now, Date: now}}}}}))
	for i := range n {
		now = now.Add(time.Duration(i%3) * time.Second) // several share a moment
		err := d.Store.Write(ctx, "x", func(tx *store.Tx) error {
			f := ledger.Refund{ID: fmt.Sprintf("%03d", i), Project: 1, PaymentID: "P", PaymentRow: 1, Amount: money.New(1, "KRW"), State: ledger.Succeeded, Body: []byte("{}")}
			switch {
			case i%7 == 0:
				f.State = ledger.InDoubt
			case i%11 == 0:
				f.State = ledger.Accepted
			case i%13 == 0:
				f.Hold = "look"
			}
			tx.Record("x", f.ID, nil)
			return tx.AddRefund(ctx, &f)
		})
		require.NoError(t, err)
	}
	return d
}

// The list is the same however it is paged through, and holds every refund once.
func TestTheListIsWholeHoweverItIsRead(t *testing.T) {
	for _, n := range []int{0, 1, 7, 60} {
		d := ledgerOf(t, n)
		for _, g := range []group{groups[0], groups[1], groups[3]} {
			r := reader{context.Background(), d, g}
			whole := r.window(grid.Request[row]{Dir: grid.FromStart, N: 10_000})
			require.NoError(t, whole.Err)
			seen := map[string]bool{}
			for _, x := range whole.Rows {
				require.False(t, seen[x.key()], x.key())
				seen[x.key()] = true
			}
			if g.states == nil {
				refunds := 0
				for _, x := range whole.Rows {
					if x.heading == "" {
						refunds++
					}
				}
				require.Equal(t, n, refunds)
			}
			for _, page := range []int{1, 5, 33} {
				require.Equal(t, keys(whole.Rows), keys(down(t, r, page)), "down by %d", page)
				require.Equal(t, keys(whole.Rows), keys(up(t, r, page)), "up by %d", page)
			}
			for i, x := range whole.Rows {
				w := r.window(grid.Request[row]{Dir: grid.Around, N: 9, Anchor: &x})
				require.NoError(t, w.Err)
				require.Equal(t, x.key(), w.Rows[w.At].key(), "around %d", i)
			}
		}
	}
}

func down(t *testing.T, r reader, n int) []row {
	w := r.window(grid.Request[row]{Dir: grid.FromStart, N: n})
	rows := w.Rows
	for !w.AtEnd && len(w.Rows) > 0 {
		w = r.window(grid.Request[row]{Dir: grid.Forward, N: n, Anchor: &rows[len(rows)-1]})
		require.NoError(t, w.Err)
		rows = append(rows, w.Rows...)
	}
	return rows
}

func up(t *testing.T, r reader, n int) []row {
	w := r.window(grid.Request[row]{Dir: grid.FromEnd, N: n})
	rows := w.Rows
	for !w.AtStart && len(w.Rows) > 0 {
		w = r.window(grid.Request[row]{Dir: grid.Backward, N: n, Anchor: &rows[0]})
		require.NoError(t, w.Err)
		rows = append(append([]row{}, w.Rows...), rows...)
	}
	return rows
}

func keys(rows []row) []string {
	out := []string{}
	for _, x := range rows {
		out = append(out, x.key())
	}
	return out
}

// A refund that ended since it was seen is found at its new place.
func TestARefundThatMovedIsFound(t *testing.T) {
	d := ledgerOf(t, 40)
	r := reader{context.Background(), d, groups[0]}
	stale := row{refund: ledger.Refund{ID: "007", State: ledger.InDoubt}}
	w := r.window(grid.Request[row]{Dir: grid.FromStart, N: 100})
	for _, x := range w.Rows {
		if x.refund.ID == "007" {
			stale = x
		}
	}
	require.NoError(t, d.Store.Write(context.Background(), "x", func(tx *store.Tx) error {
		f, err := tx.Refund(context.Background(), "007")
		if err != nil {
			return err
		}
		f.State = ledger.Succeeded
		tx.Record("x", f.ID, nil)
		return tx.SaveRefund(context.Background(), &f)
	}))
	w = r.window(grid.Request[row]{Dir: grid.Around, N: 9, Anchor: &stale})
	require.Equal(t, "007", w.Rows[w.At].refund.ID)
	require.Equal(t, ledger.Succeeded, w.Rows[w.At].refund.State)
}
