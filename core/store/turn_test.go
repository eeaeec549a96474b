package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/store"
)

// An import writes without a break, in transactions that are long beside the
// moments between them; another process gets its turn all the same.
func TestALongImportDoesNotStarveAnotherProcess(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	path := filepath.Join(t.TempDir(), "l.db")
	busy, other := open(t, path, store.Options{}), open(t, path, store.Options{Wait: 10 * time.Second})
	begun, ended := make(chan bool, 1), make(chan error)
	go func() {
		var err error
		for err == nil && ctx.Err() == nil {
			err = busy.Write(context.Background(), "import", func(tx *store.Tx) error {
				select {
				case begun <- true:
				default:
				}
				for until := time.Now().Add(400 * time.Millisecond); time.Now().Before(until) && ctx.Err() == nil; {
					if _, err := tx.Refund(context.Background(), "none"); err == nil {
						return err
					}
				}
				tx.Record("import", "", nil)
				return nil
			})
		}
		ended <- err
	}()
	<-begun
	err := other.Write(ctx, "refund", func(tx *store.Tx) error { tx.Record("refund", "", nil); return nil })
	stop()
	require.NoError(t, <-ended)
	require.NoError(t, err)
}
