package check_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
)

const million = 1_000_000

var big struct {
	once sync.Once
	dir  string
	err  error
}

// fill names the ledger that this process is to fill and nothing else, so that
// what filling it takes is not counted as memory of a check.
const fill = "CONTRA_FILL_LEDGER"

func TestMain(m *testing.M) {
	if path := os.Getenv(fill); path != "" {
		if err := fillLedger(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if big.dir != "" {
		os.RemoveAll(big.dir)
	}
	os.Exit(code)
}

// bigLedger is a ledger of a million payments, made once.
func bigLedger(b *testing.B) *store.Store {
	b.Helper()
	big.once.Do(func() {
		if big.dir, big.err = os.MkdirTemp("", "contra-bench-"); big.err == nil {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), fill+"="+filepath.Join(big.dir, "ledger.db"))
			cmd.Stderr = os.Stderr
			big.err = cmd.Run()
		}
	})
	require.NoError(b, big.err)
	s, err := store.Open(context.Background(), filepath.Join(big.dir, "ledger.db"), store.Options{Operator: "bench"})
	require.NoError(b, err)
	b.Cleanup(func() { s.Close() })
	return s
}

func fillLedger(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Operator: "bench"})
	if err != nil {
		return err
	}
	defer s.Close()
	const part = 50_000
	for from := 0; from < million; from += part {
		accounts := make([]*ledger.Account, part)
		for i := range accounts {
			accounts[i] = &ledger.Account{Payment: paymentOf(from + i)}
		}
		if err := s.Write(ctx, "test", func(tx *store.Tx) error {
			tx.Record("test", "", nil)
			return tx.SaveAccounts(ctx, accounts, nil)
		}); err != nil {
			return err
		}
	}
	return nil
}

func paymentOf(i int) ledger.Payment {
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
	captured := int64(10_100 + i*7919%30_000*10)
	left := captured
	return ledger.Payment{Project: shop, ID: fmt.Sprintf("ORD-%s-%07d", at.Format("060102"), i), Status: "success", Method: "kakaopay", CustomerID: fmt.Sprint("고객", i%50_000),
		Description: "주문", Currency: "KRW", Requested: captured, Captured: captured, Left: &left, CreatedAt: at, UpdatedAt: at}
}

// bigBatch is n rows of payments all over the ledger; one of a hundred is wrong.
func bigBatch(n int) []batch.Row {
	rows := make([]batch.Row, 0, n)
	for _, i := range rand.New(rand.NewPCG(5, 6)).Perm(million)[:n] {
		p := paymentOf(i)
		r := batch.Row{N: int64(len(rows) + 1), Line: len(rows) + 2, Type: batch.Refund, Project: shop, Method: "wallet/kakaopay", PaymentID: p.ID,
			Amount: money.New(p.Captured, "KRW"), Description: "반품 " + p.ID}
		switch len(rows) % 200 {
		case 17:
			r.Amount.Minor++
		case 117:
			r.PaymentID += "x"
		}
		rows = append(rows, r)
	}
	return rows
}

// BenchmarkLookupAndCheck checks a hundred thousand rows against a ledger of a
// million payments on disk, look-ups included.
func BenchmarkLookupAndCheck(b *testing.B) {
	s := bigLedger(b)
	rows := bigBatch(100_000)
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // Linux counts the peak anew
	b.ReportAllocs()
	b.ResetTimer()
	var checked time.Duration
	for range b.N {
		b.StopTimer()
		debug.FreeOSMemory() // the peak is that of one check
		b.StartTimer()
		facts := lookup(b, s, rows)
		t := time.Now()
		report := check.Check(rows, facts)
		checked += time.Since(t)
		require.EqualValues(b, 1000, report.Errors)
	}
	b.StopTimer()
	b.ReportMetric(float64(checked.Milliseconds())/float64(b.N), "check-ms")
	b.ReportMetric(peakMB(), "peak-rss-MB")
	runtime.KeepAlive(rows)
}

// peakMB is the most memory that the process had since it was last asked to
// count anew, where the system tells.
func peakMB() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	var kb float64
	_, _ = fmt.Sscan(string(rest), &kb)
	return kb / 1024
}

// BenchmarkCheck checks rows against facts in memory.
func BenchmarkCheck(b *testing.B) {
	rows := bigBatch(100_000)
	facts := check.Facts{Methods: methods(), Payments: map[ledger.Key]*check.Payment{}, Now: now}
	for _, i := range rand.New(rand.NewPCG(5, 6)).Perm(million)[:len(rows)] {
		p := paymentOf(i)
		facts.Payments[p.Key().Fold()] = &check.Payment{Payment: p}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		report := check.Check(rows, facts)
		require.EqualValues(b, 1000, report.Errors)
	}
}
