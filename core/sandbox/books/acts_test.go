package books_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// The order by time and every choice from it agree with a plain walk over the
// books, whatever was added, changed and touched in between; so does the balance.
func TestActsAndBalancesAgreeWithThePayments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := books.New(1)
		b.Fund(map[int64]map[money.Currency]int64{1: {"KRW": 50}})
		var operations []int64
		moment := rapid.Custom(func(t *rapid.T) time.Time {
			return now.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, "s")) * time.Second)
		})
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				p := books.Payment{Project: rapid.Int64Range(1, 2).Draw(t, "project"), ID: fmt.Sprint("P", len(operations)),
					CustomerID: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "customer"), Amount: won(100), CreatedAt: moment.Draw(t, "at")}
				require.NoError(t, b.Add(p))
				p, _ = b.Payment(p.Project, p.ID)
				operations = append(operations, p.Operations[0].ID)
			},
			"buy": func(t *rapid.T) {
				e, refusal := purchase(b, fmt.Sprint("P", len(operations)), 100)
				require.Nil(t, refusal)
				operations = append(operations, e.Operation.ID)
			},
			"refund": func(t *rapid.T) {
				if len(operations) == 0 {
					return
				}
				r := ask(fmt.Sprint("P", rapid.IntRange(0, len(operations)-1).Draw(t, "payment")), 40, "KRW")
				if e, refusal := b.Refund(r); refusal == nil {
					operations = append(operations, e.Operation.ID)
				}
			},
			"end": func(t *rapid.T) {
				if len(operations) > 0 {
					id := rapid.SampledFrom(operations).Draw(t, "operation")
					_, _ = b.Settle(id, rapid.SampledFrom([]string{"0", "20000"}).Draw(t, "code"), moment.Draw(t, "at")) // it may have ended
				}
			},
			"touch": func(t *rapid.T) {
				if len(operations) > 0 {
					require.NoError(t, b.Touch(rapid.SampledFrom(operations).Draw(t, "operation"), moment.Draw(t, "at")))
				}
			},
			"": func(t *rapid.T) {
				q := books.Query{From: moment.Draw(t, "from"), To: moment.Draw(t, "to"), Offset: rapid.IntRange(0, 3).Draw(t, "offset")}
				q.Projects = rapid.SampledFrom([][]int64{nil, {1}, {1, 2}, {3}}).Draw(t, "projects")
				q.Types = rapid.SampledFrom([][]string{nil, {"sale"}, {"refund", "reversal"}}).Draw(t, "types")
				q.Statuses = rapid.SampledFrom([][]string{nil, {"success"}}).Draw(t, "statuses")
				q.Customers = rapid.SampledFrom([][]string{nil, {"a"}}).Draw(t, "customers")
				var got []int64
				for e := range b.Acted(q) {
					got = append(got, e.Operation().ID)
				}
				require.Equal(t, chosen(b, q), got)
				held := map[int64]int64{1: 50}
				for _, p := range b.Payments() {
					held[p.Project] += p.Captured() - p.Refunded()
				}
				for _, balance := range b.Balances() {
					require.Equal(t, held[balance.Project], balance.Minor)
					require.GreaterOrEqual(t, balance.Minor, int64(0))
				}
			},
		})
	})
}

// chosen is the plain walk.
func chosen(b *books.Books, q books.Query) (ids []int64) {
	all := map[int64]books.Operation{}
	has := func(words []string, word string) bool { return words == nil || slices.Contains(words, word) }
	for _, p := range b.Payments() {
		for _, o := range p.Operations {
			if !o.Date.Before(q.From) && o.Date.Before(q.To) && (q.Projects == nil || slices.Contains(q.Projects, p.Project)) &&
				has(q.Types, o.Type) && has(q.Statuses, o.Status) && has(q.Customers, p.CustomerID) {
				ids, all[o.ID] = append(ids, o.ID), o
			}
		}
	}
	slices.Sort(ids)
	slices.SortStableFunc(ids, func(a, b int64) int { return all[a].Date.Compare(all[b].Date) })
	if q.Offset >= len(ids) {
		return nil
	}
	return ids[q.Offset:]
}

func TestAReaderMayStopAndTheBooksGoOn(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(100)}, books.Payment{ID: "B", Amount: won(100)})
	all := books.Query{From: now.AddDate(-1, 0, 0), To: now.AddDate(1, 0, 0)}
	for e := range b.Acted(all) {
		_, refusal := b.Refund(ask(e.Payment.ID, 1, "KRW"))
		require.Nil(t, refusal, "no lock is held between two rows")
		break
	}
	require.Error(t, b.Touch(99, now))
	p, _ := b.Payment(1, "A")
	require.Equal(t, []string{"sale", "refund"}, []string{p.Entries()[0].Operation().Type, p.Entries()[1].Operation().Type})
}
