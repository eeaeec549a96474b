package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/query"
	"contra/core/store"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, path string, o store.Options) *store.Store {
	t.Helper()
	if o.Operator == "" {
		o.Operator = "tester"
	}
	s, err := store.Open(context.Background(), path, o)
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// fill stores n payments with values that collide often, so that ties and
// equal runs are met, and gives them back as stored.
func fill(t testing.TB, s *store.Store, n int) []ledger.Payment {
	t.Helper()
	ctx := context.Background()
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	accounts := make([]*ledger.Account, n)
	for i := range accounts {
		captured := int64(r.IntN(6)) * 500
		refunded := min(captured, int64(r.IntN(3))*500)
		accounts[i] = &ledger.Account{Payment: ledger.Payment{
			Project: int64(1 + r.IntN(2)), ID: fmt.Sprintf("%s-%d_%d%%", pick("ORD", "ord", "주문"), i, r.IntN(9)),
			Status: pick("success", "refunded", "partially refunded", "decline", "a new status"), Method: pick("kakaopay", "card"),
			CustomerID: pick("고객 42", "customer7", "Customer7", "", "o'neil"), Currency: money.Currency(pick("KRW", "EUR", "KWD", "XXZ")),
			Requested: captured, Captured: captured, Refunded: refunded, Reserved: int64(r.IntN(2)) * min(500, captured-refunded),
			Flags: ledger.Flags(r.IntN(4)), CreatedAt: now.AddDate(0, 0, -r.IntN(40)), UpdatedAt: now.Add(-time.Duration(r.IntN(100)) * time.Hour),
		}}
	}
	for _, a := range accounts[:n/20] { // the platform need not date everything
		a.Payment.CreatedAt, a.Payment.UpdatedAt = time.Time{}, time.Time{}
	}
	require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
		tx.Record("test", "", nil)
		return tx.SaveAccounts(ctx, accounts, nil)
	}))
	all, err := s.Payments(ctx, store.Window{Sort: query.Sort{Field: query.Date}, Limit: -1})
	require.NoError(t, err)
	require.Len(t, all, n)
	return all
}

// The SQL of a filter must find exactly what the language's own Match finds.
func TestFiltersFindWhatMatchFinds(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "l.db"), store.Options{})
	all := fill(t, s, 400)
	for _, text := range []string{
		"", "status:success", "status:partial,refunded", "-status:success", `status:"a new status"`, "method:KAKAOPAY", "customer:customer7", `customer:"고객 42"`, "-customer:customer7",
		"currency:KRW", "project:2", "amount:>500", "amount:5", "amount:5..10", "amount:<1.5", "amount:>5EUR", "amount:<=2000KRW", "-amount:>500", "refundable:>0", "refunded:0", "in_flight:>0",
		"date:2026-10", "date:2026-11-01..2026-11-07", "date:7d", "updated:>2026-11-18", "updated:yesterday", "flag:disputed", "-flag:disagrees", "flag:disputed,disagrees",
		"ord", "ORD-1", "주문", "0%", "_1", "'", "고객", "-ord", "status:success amount:>500 currency:KRW date:2026-11 ord", "payment:" + strings.ToUpper(all[3].ID), "payment:nothing",
	} {
		f, err := query.Parse(text, now)
		require.NoError(t, err, text)
		want := map[int64]bool{}
		for _, p := range all {
			if f.Match(p) {
				want[p.RowID] = true
			}
		}
		for _, sort := range query.Sortable() {
			got, err := s.Payments(ctx, store.Window{Filter: f, Sort: query.Sort{Field: sort}, Limit: -1})
			require.NoError(t, err, text)
			require.Len(t, got, len(want), "%q sorted by %s", text, sort)
			for _, p := range got {
				require.True(t, want[p.RowID], "%q must not find %s", text, p.ID)
			}
		}
		n, err := s.Count(ctx, f)
		require.NoError(t, err)
		require.EqualValues(t, len(want), n, text)
		var counted, refundable int64
		totals, err := s.Totals(ctx, f)
		require.NoError(t, err)
		for _, total := range totals {
			counted += total.Payments
			refundable += total.Refundable
		}
		require.EqualValues(t, len(want), counted, text)
		for _, p := range all {
			if want[p.RowID] {
				refundable -= p.Refundable()
			}
		}
		require.Zero(t, refundable, text)
	}
}

// Walking the list in windows, forwards or backwards from any row, gives the
// whole list in one order, with nothing twice and nothing left out.
func TestWindowsTileTheList(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "l.db"), store.Options{})
	fill(t, s, 200)
	for _, field := range query.Sortable() {
		for _, desc := range []bool{false, true} {
			sort := query.Sort{Field: field, Desc: desc}
			whole, err := s.Payments(ctx, store.Window{Sort: sort, Limit: -1})
			require.NoError(t, err)
			for _, before := range []bool{false, true} {
				var walked []ledger.Payment
				var anchor *ledger.Payment
				for {
					page, err := s.Payments(ctx, store.Window{Sort: sort, Anchor: anchor, Before: before, Limit: 7})
					require.NoError(t, err)
					if len(page) == 0 {
						break
					}
					if before {
						walked, anchor = append(append([]ledger.Payment{}, page...), walked...), &page[0]
					} else {
						walked, anchor = append(walked, page...), &page[len(page)-1]
					}
				}
				require.Equal(t, rows(whole), rows(walked), "%s, backwards %v", sort, before)
			}
			mid := whole[77]
			with, err := s.Payments(ctx, store.Window{Sort: sort, Anchor: &mid, With: true, Limit: 3})
			require.NoError(t, err)
			require.Equal(t, rows(whole[77:80]), rows(with))
		}
	}
}

func rows(all []ledger.Payment) []int64 {
	ids := make([]int64, len(all))
	for i, p := range all {
		ids[i] = p.RowID
	}
	return ids
}

func TestTheJournalShowsTampering(t *testing.T) {
	ctx := context.Background()
	tamper := func(t *testing.T, statements ...string) store.Chain {
		path := filepath.Join(t.TempDir(), "l.db")
		s := open(t, path, store.Options{})
		for i := range 5 {
			require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
				tx.Record("test", fmt.Sprint(i), map[string]int{"i": i})
				return nil
			}))
		}
		whole, err := s.VerifyChain(ctx)
		require.NoError(t, err)
		require.Nil(t, whole.Bad)
		db, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		defer db.Close()
		var steps int64
		require.NoError(t, db.QueryRow("SELECT count(*) FROM audit WHERE kind = 'schema'").Scan(&steps))
		require.Equal(t, 5+steps, whole.Entries, "five and those of the schema")
		for _, statement := range statements {
			_, err := db.Exec(statement)
			require.NoError(t, err, statement)
		}
		chain, err := s.VerifyChain(ctx)
		require.NoError(t, err)
		return chain
	}
	free := []string{"DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"}
	for name, c := range map[string]struct {
		statement string
		bad       int64
	}{
		"an edited payload":  {"UPDATE audit SET payload = x'7b7d' WHERE seq = 3", 3},
		"an edited operator": {"UPDATE audit SET operator = 'somebody' WHERE seq = 4", 4},
		"an edited time":     {"UPDATE audit SET at = at + 1 WHERE seq = 2", 2},
		"a deleted entry":    {"DELETE FROM audit WHERE seq = 3", 4},
		"two swapped":        {"UPDATE audit SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4); UPDATE audit SET seq = -seq WHERE seq < 0", 3},
		"an inserted entry":  {"INSERT INTO audit SELECT 1000, at, operator, kind, subject, payload, prev, hash FROM audit WHERE seq = 5", 1000},
	} {
		t.Run(name, func(t *testing.T) {
			chain := tamper(t, append(free, c.statement)...)
			require.NotNil(t, chain.Bad)
			require.Equal(t, c.bad, chain.Bad.Seq)
			require.NotEmpty(t, chain.Why)
		})
	}
	t.Run("a refund changed behind the chain's back", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "l.db")
		s := open(t, path, store.Options{})
		p := fill(t, s, 1)[0]
		f := ledger.Refund{ID: "r1", PaymentRow: p.RowID, Project: p.Project, PaymentID: p.ID, Amount: p.Amount(5), State: ledger.Prepared, Body: []byte("{}")}
		write := func(kind string, change func(tx *store.Tx) error) {
			require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error { tx.Record(kind, "r1", map[string]int{}); return change(tx) }))
		}
		write("prepared", func(tx *store.Tx) error { return tx.AddRefund(ctx, &f) })
		f.State = ledger.Declined
		write("declined", func(tx *store.Tx) error { return tx.SaveRefund(ctx, &f) })
		chain, err := s.VerifyChain(ctx)
		require.NoError(t, err)
		require.Nil(t, chain.Bad, chain.Why)

		db, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		defer db.Close()
		_, err = db.Exec("UPDATE refunds SET state = 'succeeded'")
		require.NoError(t, err)
		chain, err = s.VerifyChain(ctx)
		require.NoError(t, err)
		require.NotNil(t, chain.Bad)
		require.Equal(t, "declined", chain.Bad.Kind)
		require.Contains(t, chain.Why, "succeeded")

		_, err = db.Exec("DROP TRIGGER refunds_stay; DELETE FROM refunds")
		require.NoError(t, err)
		chain, err = s.VerifyChain(ctx)
		require.NoError(t, err)
		require.Contains(t, chain.Why, "not in the ledger")
	})
	t.Run("the triggers stand in the way", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "l.db")
		open(t, path, store.Options{})
		db, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		defer db.Close()
		for _, statement := range []string{"UPDATE audit SET kind = 'x'", "DELETE FROM audit"} {
			_, err := db.Exec(statement)
			require.ErrorContains(t, err, "the journal cannot be changed")
		}
	})
}

func TestAWriteWithoutAnEntryIsRolledBack(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "l.db"), store.Options{})
	err := s.Write(ctx, "test", func(tx *store.Tx) error {
		return tx.SaveImport(ctx, &ledger.Import{Source: "x", State: "running"})
	})
	require.ErrorContains(t, err, "without an audit entry")
	imports, err := s.Imports(ctx, 0, 10)
	require.NoError(t, err)
	require.Empty(t, imports)
}

func TestOpenRefusesWhatIsNoLedger(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	require.NoError(t, err)
	_, err = db.Exec("CREATE TABLE people (name TEXT)")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	_, err = store.Open(ctx, foreign, store.Options{})
	require.ErrorContains(t, err, "another program")

	newer := filepath.Join(dir, "newer.db")
	s, err := store.Open(ctx, newer, store.Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	db, err = sql.Open("sqlite", newer)
	require.NoError(t, err)
	_, err = db.Exec("PRAGMA user_version = 99")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	_, err = store.Open(ctx, newer, store.Options{})
	require.ErrorContains(t, err, "newer version")

	_, err = store.Open(ctx, filepath.Join(dir, "none.db"), store.Options{ReadOnly: true})
	require.ErrorContains(t, err, "there is no ledger")
}

func TestReadOnlyRefusesEveryWrite(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "l.db")
	open(t, path, store.Options{})
	s := open(t, path, store.Options{ReadOnly: true})
	err := s.Write(ctx, "test", func(tx *store.Tx) error { tx.Record("x", "", nil); return nil })
	require.ErrorContains(t, err, "read-only")
}

func TestARefundsIntentCannotBeRewritten(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "l.db")
	s := open(t, path, store.Options{})
	p := fill(t, s, 1)[0]
	require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
		tx.Record("x", "", nil)
		return tx.AddRefund(ctx, &ledger.Refund{ID: "r1", PaymentRow: p.RowID, Project: p.Project, PaymentID: p.ID, Amount: p.Amount(5), State: ledger.Prepared, Body: []byte("{}")})
	}))
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer db.Close()
	for _, statement := range []string{"UPDATE refunds SET body = x'00'", "UPDATE refunds SET amount = 6", "UPDATE refunds SET id = 'r2'"} {
		_, err := db.Exec(statement)
		require.ErrorContains(t, err, "cannot change", statement)
	}
	_, err = db.Exec("DELETE FROM refunds")
	require.ErrorContains(t, err, "cannot be deleted")
	_, err = db.Exec("UPDATE refunds SET state = 'sent'")
	require.NoError(t, err)
}

func TestANewLedgerIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	s := open(t, path, store.Options{})
	fill(t, s, 1)
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, name)
	}
}
