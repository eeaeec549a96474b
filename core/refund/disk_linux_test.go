package refund_test

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store"
)

const fullDisk = "CONTRA_TEST_FULL_DISK"

// The disk takes ever more bytes before it is full, so that the write fails at
// every place of a refund. The limit binds a whole process, so a copy of this one runs it.
func TestAFullDiskRefusesBeforeSending(t *testing.T) {
	if os.Getenv(fullDisk) == "" {
		self, err := os.Executable()
		require.NoError(t, err)
		cmd := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
		cmd.Env = append(os.Environ(), fullDisk+"=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		require.Contains(t, string(out), "refused before sending")
		return
	}
	ctx := context.Background()
	signal.Ignore(syscall.SIGXFSZ)
	r := desktest.New(t, desktest.Options{})
	room := func(bytes uint64) {
		var limit syscall.Rlimit
		require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit))
		limit.Cur = min(bytes, limit.Max)
		require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
	}
	refused, unrecorded := 0, 0
	for more := uint64(0); ; more += 3000 {
		id := "ORD-" + strconv.Itoa(int(more))
		require.NoError(t, r.Platform.AddPayment(desktest.Sale(id, 1000)))
		r.Import(r.Platform.Callbacks(id)...)
		wal, err := os.Stat(r.Ledger + "-wal")
		require.NoError(t, err)
		asked, _ := attempts(r)

		row := r.Payment(id).RowID
		room(uint64(wal.Size()) + more)
		f, sent, failed := r.Desk.PlanNow(ctx, row, desktest.KRW(300), "")
		room(1 << 40)

		n, _ := attempts(r)
		require.Equal(t, sent, n > asked, "what is said about sending is true: %v", failed)
		if failed == nil {
			require.True(t, sent)
			break
		}
		require.Equal(t, ledger.ErrIO, code(failed), "%v", failed)
		if sent {
			unrecorded++
			require.EqualValues(t, 300, r.Payment(id).Reserved)
		} else {
			refused++
			require.ErrorContains(t, failed, "the disk")
			if f.ID != "" {
				s := r.Desk.Runner.Settle(ctx, f.ID)
				require.NoError(t, s.Err, "with room again the same program goes on")
			}
		}
		chain, err := r.Desk.Store.VerifyChain(ctx)
		require.NoError(t, err)
		require.Nil(t, chain.Bad)
	}
	require.Greater(t, refused, 3)
	t.Logf("%d refused before sending, %d sent whose answer could not be recorded", refused, unrecorded)
}

// Another process holds the ledger's write lock for longer than we wait.
func TestAHeldLedgerRefusesBeforeSending(t *testing.T) {
	ctx := context.Background()
	for _, point := range []string{"before the intent", "before the attempt", "after the answer"} {
		t.Run(point, func(t *testing.T) {
			r := desktest.New(t, desktest.Options{Timeout: 100 * time.Millisecond}, desktest.Sale("ORD-1", 1000))
			db, err := sql.Open("sqlite", r.Ledger)
			require.NoError(t, err)
			defer db.Close()
			other, err := db.Conn(ctx)
			require.NoError(t, err)
			defer other.Close()
			d, err := desk.Open(ctx, desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: "desk2", Wait: 20 * time.Millisecond, Probe: func(p string) {
				if p == point {
					_, err := other.ExecContext(ctx, "BEGIN IMMEDIATE")
					require.NoError(t, err)
				}
			}})
			require.NoError(t, err)
			defer d.Close()
			d.Secrets.Put(desktest.Project, desktest.Secret)
			f, sent, err := d.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
			require.Equal(t, ledger.ErrBusy, code(err))
			require.ErrorContains(t, err, "another process holds the ledger")
			n, _ := attempts(r)
			require.Equal(t, sent, n == 1)
			require.Equal(t, point == "after the answer", sent)
			require.Equal(t, point == "before the intent", f.ID == "", "an intent that stays is named")
			_, err = other.ExecContext(ctx, "ROLLBACK")
			require.NoError(t, err)
			if f.ID != "" { // the process goes on, or another takes over
				f, err = d.Runner.Watch(ctx, f.ID, 0)
				require.NoError(t, err)
				require.False(t, f.State.Final())
				require.EqualValues(t, 300, r.Payment("ORD-1").Reserved)
			}
		})
	}
}

// Power is cut: of the log, whatever was written after the last sync may be
// missing from any byte on. Cuts before that only must leave a ledger of an earlier moment.
func TestPowerCutsNeverForgetWhatWasSent(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("ORD-1", 1000))
	var sending int64
	d := r.Open("desk2", func(point string) {
		if point == "before the first byte" {
			wal, err := os.Stat(r.Ledger + "-wal")
			require.NoError(t, err)
			sending = wal.Size()
		}
	})
	f, sent, err := d.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.True(t, sent)
	f, err = d.Runner.Watch(ctx, f.ID, 5*time.Second)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	base, err := os.ReadFile(r.Ledger)
	require.NoError(t, err)
	wal, err := os.ReadFile(r.Ledger + "-wal")
	require.NoError(t, err)
	const header, frame = 32, 24 + 4096
	require.Zero(t, (len(wal)-header)%frame, "the log is whole and was not folded back yet")
	require.Greater(t, len(wal), int(sending))

	cuts, states := 0, map[ledger.RefundState]int{}
	for edge := header; edge <= len(wal); edge += frame {
		for _, cut := range []int{edge, edge + 11, edge + 24 + edge/7%4096} {
			if cut > len(wal) {
				continue
			}
			cuts++
			left := append([]byte(nil), wal[:cut]...)
			if cuts%2 == 0 { // the file may be as long as before, with nothing in it
				left = append(left, make([]byte, len(wal)-cut)...)
			}
			path := filepath.Join(t.TempDir(), "cut.db")
			require.NoError(t, os.WriteFile(path, base, 0o600))
			require.NoError(t, os.WriteFile(path+"-wal", left, 0o600))
			state := afterThePowerCut(t, path, f.ID)
			states[state]++
			if int64(cut) >= sending {
				require.Contains(t, []ledger.RefundState{ledger.Sent, ledger.Accepted, ledger.Succeeded}, state, "cut at %d of %d, synced to %d", cut, len(wal), sending)
			}
		}
	}
	for _, state := range []ledger.RefundState{"", ledger.Prepared, ledger.Sent, ledger.Accepted, ledger.Succeeded} {
		require.Positive(t, states[state], "the cuts fell at every step: %v", states)
	}
	t.Logf("%d cuts: %v", cuts, states)
}

// afterThePowerCut opens a ledger and tells what it knows of a refund.
func afterThePowerCut(t *testing.T, path, id string) ledger.RefundState {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Operator: "after"})
	require.NoError(t, err)
	defer s.Close()
	chain, err := s.VerifyChain(ctx)
	require.NoError(t, err)
	require.Nil(t, chain.Bad, chain.Why)
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer db.Close()
	var verdict string
	require.NoError(t, db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	require.Equal(t, "ok", verdict)
	f, err := s.Refund(ctx, id)
	if code(err) == ledger.ErrNotFound {
		return ""
	}
	require.NoError(t, err)
	a, _, err := s.Account(ctx, f.PaymentRow)
	require.NoError(t, err)
	require.EqualValues(t, 300, a.Payment.Reserved+a.Payment.Refunded, "never half a transaction")
	return f.State
}
