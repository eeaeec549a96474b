package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A large transaction leaves the connection as it was, however it ends.
func TestAfterALargeTransactionAllIsAsBefore(t *testing.T) {
	setting := func(s *Store, name string) (n int) {
		require.NoError(t, s.write.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&n))
		return n
	}
	for name, end := range map[string]func(tx *Tx, cancel func()) error{
		"done":   func(tx *Tx, _ func()) error { tx.Record("test", "", 1); return nil },
		"failed": func(*Tx, func()) error { return errors.New("no") },
		"cancelled": func(tx *Tx, cancel func()) error {
			for cancel(); tx.Exec(context.Background(), "SELECT 1") == nil; { // until it was rolled back
			}
			return context.Canceled
		},
		"nothing": func(*Tx, func()) error { return ErrNothing },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), Options{})
			require.NoError(t, err)
			defer s.Close()
			cache, log := setting(s, "cache_size"), setting(s, "wal_autocheckpoint")
			require.NotZero(t, log)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			err = s.Write(ctx, "test", func(tx *Tx) error { return tx.Frugal(ctx, func() error { return end(tx, cancel) }) })
			require.Equal(t, name == "done" || name == "nothing", err == nil, "%v", err)
			s.apart.Wait()
			require.Equal(t, log, setting(s, "wal_autocheckpoint"))
			require.Equal(t, cache, setting(s, "cache_size"))
		})
	}
}

// Whoever closes the ledger waits for the checkpoint, and what was committed is there without it.
func TestALedgerIsClosedBehindItsCheckpoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	for i := range 3 {
		s, err := Open(context.Background(), path, Options{})
		require.NoError(t, err)
		require.NoError(t, s.Write(context.Background(), "test", func(tx *Tx) error {
			tx.Record("test", "", 1)
			return tx.Frugal(context.Background(), func() error {
				return tx.Exec(context.Background(), "INSERT INTO settings (name, value) VALUES (?, hex(randomblob(1500000)))", i)
			})
		}))
		require.NoError(t, s.Close())
		require.NoFileExists(t, path+"-wal")
	}
}
