package run_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/report/pack"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/core/store/runs"
	"contra/importers/report"
	"contra/importers/report/reporttest"
)

// The items of a report are made from its text, and kept: they are those that were read from the
// file, whether they are kept or not.
func TestTheItemsOfAReportAreThoseThatWereRead(t *testing.T) {
	r := reporttest.New(t)
	ctx := context.Background()
	rows := sales(200)
	rows[7].OperationID, rows[8].OperationID = "", "not-a-number"
	rows[9].Amount.Currency = "???"
	b := r.Read(file("oct.csv", rows...))
	require.Len(t, b.Rejects, 1)
	info, _, err := r.Run.Import(ctx, b)
	require.NoError(t, err)

	items := func(s *store.Store) *corereport.Body {
		got, err := reports.Items(ctx, s, report.Rereader{}, info)
		require.NoError(t, err)
		require.Equal(t, b.Items, got.Items)
		require.Equal(t, b.Lines, got.Lines)
		return got
	}
	kept := func() (n int) {
		require.NoError(t, r.Store.QueryRow(ctx, "SELECT count(*) FROM report_parts").Scan(&n))
		return n
	}
	only, err := store.Open(ctx, r.Store.Path(), store.Options{ReadOnly: true})
	require.NoError(t, err)
	defer only.Close()
	items(only)
	require.Zero(t, kept(), "a ledger that is only read stays as it is")
	items(r.Store)
	require.Equal(t, 1, kept())
	items(r.Store)
	items(only)

	found, err := reports.OfPayment(ctx, r.Store, report.Rereader{}, ledger.Key{Project: 1234, ID: "ord-150"})
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, b.Lines[149], uint32(found[0].Row.Line))
}

// What was kept only saves time: when it was damaged, or cannot be kept, the items are made from the text.
func TestItemsDoNotDependOnWhatWasKept(t *testing.T) {
	r := reporttest.New(t)
	ctx := context.Background()
	b := r.Read(file("oct.csv", sales(200)...))
	info, _, err := r.Run.Import(ctx, b)
	require.NoError(t, err)
	same := func(s *store.Store) {
		t.Helper()
		got, err := reports.Items(ctx, s, report.Rereader{}, info)
		require.NoError(t, err)
		require.Equal(t, b.Items, got.Items)
		require.Equal(t, b.Lines, got.Lines)
	}
	other, err := store.Open(ctx, r.Store.Path(), store.Options{Wait: time.Millisecond})
	require.NoError(t, err)
	defer other.Close()
	require.NoError(t, r.Store.Derive(ctx, "test", func(*store.Tx) error {
		same(other) // it waits in vain for the ledger
		return nil
	}))
	same(r.Store)
	flip(t, r, "report_parts", func(data []byte) { data[20] ^= 4 })
	same(other)
	flip(t, r, "report_parts", func(data []byte) { data[20] ^= 4 })
	found, err := reports.OfPayment(ctx, r.Store, report.Rereader{}, ledger.Key{Project: 1234, ID: "ord-150"})
	require.NoError(t, err)
	require.Len(t, found, 1)
}

// A byte of a stored text that is another one than it was is not read as a row.
func TestADamagedTextIsNamed(t *testing.T) {
	r := reporttest.New(t)
	ctx := context.Background()
	info, _, err := r.Run.Import(ctx, r.Read(file("oct.csv", sales(200)...)))
	require.NoError(t, err)
	for at := range 200 {
		change := func(data []byte) { data[at*len(data)/200] ^= 1 << (at % 8) }
		flip(t, r, "report_blocks", change)
		_, err = reports.Items(ctx, r.Store, report.Rereader{}, info)
		var said *ledger.Error
		require.ErrorAs(t, err, &said)
		require.Equal(t, ledger.ErrDamaged, said.Code)
		require.ErrorContains(t, err, "block 0 of report 1")
		flip(t, r, "report_blocks", change)
	}
	_, err = reports.Items(ctx, r.Store, report.Rereader{}, info)
	require.NoError(t, err)
}

// flip changes what a table has packed in its only row.
func flip(t *testing.T, r *reporttest.Rig, table string, change func(data []byte)) {
	t.Helper()
	var data []byte
	require.NoError(t, r.Store.QueryRow(t.Context(), "SELECT data FROM "+table).Scan(&data))
	change(data)
	require.NoError(t, r.Exec(fmt.Sprintf("UPDATE %s SET data = x'%x'", table, data)))
}

func TestDamagedPairsAreNoticed(t *testing.T) {
	r := reporttest.New(t)
	r.Know(sales(20)...)
	x, err := r.Run.Run(t.Context(), run.Request{Bodies: []*corereport.Body{r.Read(file("oct.csv", sales(20)...))}}, nil)
	require.NoError(t, err)
	for at := range 10 {
		change := func(data []byte) { data[at] ^= 1 }
		flip(t, r, "run_pairs", change)
		_, err = r.Run.Joined(t.Context(), x, 3)
		require.ErrorContains(t, err, "damaged")
		flip(t, r, "run_pairs", change)
	}
	want, err := r.Run.Joined(t.Context(), x, 3)
	require.NoError(t, err)

	pairs, err := runs.Pairs(t.Context(), r.Store, x.ID)
	require.NoError(t, err)
	var text []byte
	for _, row := range pairs {
		text = binary.LittleEndian.AppendUint32(text, row)
	}
	old := pack.Compress(nil, text) // as older ledgers have them
	require.NoError(t, r.Exec(fmt.Sprintf("UPDATE run_pairs SET data = x'%x'", old)))
	got, err := r.Run.Joined(t.Context(), x, 3)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// Who gives up while a text is read is not told that the ledger is damaged.
func TestATextThatIsGivenUpIsNotDamaged(t *testing.T) {
	r := reporttest.New(t)
	info, _, err := r.Run.Import(t.Context(), r.Read(file("oct.csv", sales(20)...)))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	text, err := reports.OpenText(ctx, r.Store, report.Rereader{}, info)
	require.NoError(t, err)
	cancel()
	_, err = text.Row(ctx, 2, 3)
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	require.Equal(t, ledger.ErrCancelled, said.Code)
}

// Many may look a payment up at once: nobody keeps a connection while he waits for another one.
func TestManyLookAPaymentUpAtOnce(t *testing.T) {
	r := reporttest.New(t)
	info, _, err := r.Run.Import(t.Context(), r.Read(file("oct.csv", sales(200)...)))
	require.NoError(t, err)
	_, err = reports.Items(t.Context(), r.Store, report.Rereader{}, info)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 20 {
				found, err := reports.OfPayment(ctx, r.Store, report.Rereader{}, ledger.Key{Project: 1234, ID: "ord-150"})
				assert.NoError(t, err)
				assert.Len(t, found, 1)
			}
		})
	}
	all.Wait()
}
