package run_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/store"
	"contra/core/store/local"
	"contra/importers/report"
)

// A field is a large month: a ledger, the report about it, and the same
// operations as a list for programs that cannot read a ledger. It is kept in
// $CONTRA_BENCH, so that it is made once and other programs can be measured on it.
type field struct{ ledger, report, local string }

func makeField(tb testing.TB, n int) field {
	dir := os.Getenv("CONTRA_BENCH")
	if dir == "" {
		dir = tb.TempDir()
	}
	dir = filepath.Join(dir, strconv.Itoa(n))
	f := field{filepath.Join(dir, "ledger.db"), filepath.Join(dir, "report.csv"), filepath.Join(dir, "local.csv")}
	if _, err := os.Stat(f.local); err == nil {
		return f
	}
	require.NoError(tb, os.MkdirAll(dir, 0o700))
	s, err := store.Open(context.Background(), f.ledger, store.Options{Operator: "bench"})
	require.NoError(tb, err)
	defer s.Close()
	order := rand.New(rand.NewPCG(7, uint64(n))).Perm(n)
	list := create(tb, f.local+".part")
	fmt.Fprintln(list, "operation_id,payment_id,type,status,amount,currency,date")
	for at := 0; at < n; at += 50_000 {
		require.NoError(tb, s.Write(context.Background(), "bench", func(tx *store.Tx) error {
			var all []*ledger.Account
			for i := at; i < min(n, at+50_000); i++ {
				o := operation(i, n)
				if i%1000 != 1 { // the report alone has these
					all = append(all, account(i, o))
					fmt.Fprintf(list, "%s,%s,%s,%s,%d,%s,%s\n", o.ID, payment(i), o.Type, o.Status, o.Amount.Minor, o.Amount.Currency, o.Date.Format(time.DateTime))
				}
			}
			tx.Record("bench", "", 1)
			return tx.SaveAccounts(context.Background(), all, func(*ledger.Account, *ledger.Operation) bool { return true })
		}))
	}
	require.NoError(tb, local.Refresh(context.Background(), s)) // as an import does
	rows := create(tb, f.report)
	fmt.Fprintln(rows, "project_id,operation_id,payment_id,operation_type,operation_status,sum_initial.amount,sum_initial.currency,operation_created_at,operation_completed_at,payment_method_type,customer_id,arn")
	for _, i := range order {
		o := operation(i, n)
		switch i % 1000 {
		case 0:
			continue // the ledger alone has these
		case 2:
			o.Amount.Minor += 500
		case 3:
			o.Status = "decline"
		}
		fmt.Fprintf(rows, "1234,%s,%s,%s,%s,%d,%s,%s,%s,kakaopay,customer%d,\n", o.ID, payment(i), o.Type, o.Status, o.Amount.Minor, o.Amount.Currency,
			o.CreatedAt.Format(time.DateTime), o.Date.Format(time.DateTime), i%5000)
	}
	require.NoError(tb, rows.close())
	require.NoError(tb, list.close())
	require.NoError(tb, os.Rename(f.local+".part", f.local))
	return f
}

func payment(i int) string { return fmt.Sprintf("ORD-2026-%08d", i) }

func operation(i, n int) ledger.Operation {
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * (31 * 24 * time.Hour / time.Duration(n))).Truncate(time.Second)
	o := ledger.Operation{Project: 1234, ID: strconv.Itoa(5028800000000000 + i*7919), Type: "sale", Status: "success", Amount: money.New(int64(1000+i%90_000), "KRW"),
		RequestID: fmt.Sprintf("%040d", i), Code: "0", Message: "Success", CreatedAt: at, CompletedAt: at, Date: at, FirstSeen: at}
	if i%20 == 7 {
		o.Type = "refund"
	}
	return o
}

func account(i int, o ledger.Operation) *ledger.Account {
	return &ledger.Account{Operations: []ledger.Operation{o}, Payment: ledger.Payment{Project: 1234, ID: payment(i), Status: "success", Method: "kakaopay",
		CustomerID: fmt.Sprint("customer", i%5000), Description: "Order", Currency: "KRW", Requested: o.Amount.Minor, Captured: o.Amount.Minor, CreatedAt: o.Date, UpdatedAt: o.Date}}
}

type writer struct {
	*bufio.Writer
	f *os.File
}

func create(tb testing.TB, path string) writer {
	f, err := os.Create(path)
	require.NoError(tb, err)
	return writer{bufio.NewWriterSize(f, 1<<20), f}
}

func (w writer) close() error {
	if err := w.Flush(); err != nil {
		return err
	}
	return w.f.Close()
}

// From the CSV to the stored breaks, with the report kept in the ledger.
func BenchmarkReconcile50k(b *testing.B) { reconcile(b, 50_000) }
func BenchmarkReconcile1M(b *testing.B)  { reconcile(b, 1_000_000) }
func BenchmarkReconcile10M(b *testing.B) { reconcile(b, 10_000_000) }

func reconcile(b *testing.B, n int) {
	f := makeField(b, n)
	for b.Loop() {
		b.StopTimer()
		s := openCopy(b, f)
		r := &run.Runner{Store: s, Reader: report.Rereader{}}
		b.StartTimer()
		x, err := r.Run(context.Background(), run.Request{Bodies: []*corereport.Body{readReport(b, f.report)}}, nil)
		b.StopTimer()
		require.NoError(b, err)
		require.EqualValues(b, 4*(n/1000), x.Breaks)
		require.EqualValues(b, n-4*(n/1000), x.Summary.Matched)
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// The same report once more, of which nothing has changed.
func BenchmarkAgainUnchanged1M(b *testing.B) {
	f := makeField(b, 1_000_000)
	s := openCopy(b, f)
	defer s.Close()
	r := &run.Runner{Store: s, Reader: report.Rereader{}}
	first, err := r.Run(context.Background(), run.Request{Bodies: []*corereport.Body{readReport(b, f.report)}}, nil)
	require.NoError(b, err)
	for b.Loop() {
		again, err := r.Run(context.Background(), run.Request{Reports: []int64{first.Summary.Reports[0].ID}}, nil)
		require.NoError(b, err)
		require.True(b, again.Reused)
		require.Len(b, again.Result.Breaks, int(first.Breaks))
	}
}

func openCopy(b *testing.B, f field) *store.Store {
	path := filepath.Join(b.TempDir(), "ledger.db")
	text, err := os.ReadFile(f.ledger)
	require.NoError(b, err)
	require.NoError(b, os.WriteFile(path, text, 0o600))
	s, err := store.Open(context.Background(), path, store.Options{Operator: "bench"})
	require.NoError(b, err)
	return s
}

func readReport(tb testing.TB, path string) *corereport.Body {
	all, err := report.Open(path, nil, report.Options{})
	require.NoError(tb, err)
	body, err := all[0].Read(context.Background(), report.Options{})
	require.NoError(tb, err)
	return body
}
