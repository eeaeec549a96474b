package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// A ledger of every older layout is brought up to date and keeps what it holds.
func TestOlderLayoutsAreBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	steps, err := migrations()
	require.NoError(t, err)
	for version := 1; version < len(steps); version++ {
		t.Run(fmt.Sprint("from ", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			db, err := sql.Open("sqlite", path)
			require.NoError(t, err)
			for _, step := range steps[:version] {
				_, err := db.Exec(step)
				require.NoError(t, err)
			}
			_, err = db.Exec(fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d;
INSERT INTO settings (name, value) VALUES ('ledger_id', 'x');
INSERT INTO payments VALUES (1, 1234, 'ORD-1', 'ord-1', 'success', 'kakaopay', '', '', 'KRW', 1000, 1000, 0, 300, 700, NULL, 0, 1, 1, 1);
INSERT INTO refunds (id, payment, project, payment_id, amount, currency, description, state, path, body, request_id, operation_id, code, message, operator, owner, attempts, hold, created_at, sent_at, checked_at, updated_at)
VALUES ('r1', 1, 1234, 'ORD-1', 300, 'KRW', 'd', 'in_doubt', '/p', x'7b7d', '', '', '', '', 'me', '', 1, '', 1, 1, 0, 1)`, applicationID, version))
			require.NoError(t, err)
			require.NoError(t, db.Close())

			_, err = Open(ctx, path, Options{ReadOnly: true})
			require.ErrorContains(t, err, "older layout")
			for range 2 { // the second time there is nothing to do
				s, err := Open(ctx, path, Options{})
				require.NoError(t, err)
				f, err := s.Refund(ctx, "r1")
				require.NoError(t, err)
				require.Equal(t, ledger.InDoubt, f.State)
				require.Equal(t, ledger.ViaGate, f.Via)
				require.EqualValues(t, 300, f.Amount.Minor)
				var n int
				require.NoError(t, s.QueryRow(ctx, "SELECT count(*) FROM batches").Scan(&n))
				require.NoError(t, s.QueryRow(ctx, "PRAGMA user_version").Scan(&n))
				require.Equal(t, len(steps), n)
				require.NoError(t, s.Close())
			}
		})
	}
}
