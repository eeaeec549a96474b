package check_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/store"
)

// The same planted file is checked against a ledger on disk.
func TestEveryFaultIsFoundWithARealLedger(t *testing.T) {
	p := plant()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "tester"})
	require.NoError(t, err)
	defer s.Close()
	p.store(t, s)
	facts := lookup(t, s, p.rows)
	facts.Projects = map[int64]bool{shop: true, 35: true}
	for k := range p.unproven {
		facts.Payments[k].Unproven = true
	}
	report := check.Check(p.rows, facts)
	requirePlanted(t, p, report)
	require.Len(t, report.Findings, len(check.Check(p.rows, p.facts()).Findings))
}

// store keeps the planting's payments and our open refunds of them.
func (p *planting) store(t testing.TB, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	accounts := make([]*ledger.Account, len(p.payments))
	for i := range p.payments {
		accounts[i] = &ledger.Account{Payment: p.payments[i]}
	}
	require.NoError(t, s.Write(ctx, "test", func(tx *store.Tx) error {
		tx.Record("test", "", nil)
		if err := tx.SaveAccounts(ctx, accounts, nil); err != nil {
			return err
		}
		for _, a := range accounts {
			for i, r := range p.rivals[a.Payment.Key().Fold()] {
				f := &ledger.Refund{ID: fmt.Sprint(a.Payment.ID, "-", i), Via: r.Via, Project: a.Payment.Project, PaymentID: a.Payment.ID, PaymentRow: a.Payment.RowID,
					Amount: r.Amount, State: r.State, Operator: r.Who, Path: "/", Body: []byte{}}
				if err := tx.AddRefund(ctx, f); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// lookup gathers the facts about rows from a ledger.
func lookup(t testing.TB, s *store.Store, rows []batch.Row) check.Facts {
	t.Helper()
	ctx := context.Background()
	keys := make([]ledger.Key, len(rows))
	for i := range rows {
		keys[i] = rows[i].Key()
	}
	f := check.Facts{Methods: methods(), Payments: make(map[ledger.Key]*check.Payment, len(rows)), Elsewhere: map[string][]int64{}, Now: now, Layout: batch.Standard(), Draft: true}
	var held []int64
	require.NoError(t, s.EachPayment(ctx, keys, func(k ledger.Key, p *ledger.Payment) {
		f.Payments[k] = &check.Payment{Payment: *p}
		if p.Reserved > 0 {
			held = append(held, p.RowID)
		}
	}))
	var missing []string
	for _, k := range keys {
		if f.Payments[k] == nil {
			missing = append(missing, k.ID)
		}
	}
	elsewhere, err := s.PaymentsByIDs(ctx, missing)
	require.NoError(t, err)
	for id, list := range elsewhere {
		for _, p := range list {
			f.Elsewhere[id] = append(f.Elsewhere[id], p.Project)
		}
	}
	open, err := s.RefundsOfPayments(ctx, held)
	require.NoError(t, err)
	for _, p := range f.Payments {
		for _, r := range open[p.RowID] {
			p.Rivals = append(p.Rivals, check.Rival{Who: r.Operator, Amount: r.Amount, Via: r.Via, State: r.State, Since: r.CreatedAt})
		}
	}
	return f
}

// A payment that the platform named in one spelling is found in any other.
func TestCaseDoesNotMatter(t *testing.T) {
	p := plant()
	upper := slices.Clone(p.rows)
	for i := range upper {
		if strings.HasPrefix(upper[i].PaymentID, "ORD-") {
			upper[i].PaymentID = strings.ToLower(upper[i].PaymentID)
		}
	}
	requirePlanted(t, p, check.Check(upper, p.facts()))
}
