package pulls_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
	"contra/core/store/pulls"
)

var (
	bg   = context.Background()
	noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(bg, filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "tester"})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func write(t require.TestingT, s *store.Store, fn func(tx *store.Tx) error) {
	require.NoError(t, s.Write(bg, "test", func(tx *store.Tx) error {
		tx.Record("test", "", 1)
		return fn(tx)
	}))
}

func hour(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

// Spans are what a set of hours would be, whatever their order and overlap.
func TestSpansCoverWhatWasCoveredAndNothingElse(t *testing.T) {
	s := open(t)
	project := int64(0)
	rapid.Check(t, func(t *rapid.T) {
		project++
		covered := map[int]bool{}
		for range rapid.IntRange(1, 8).Draw(t, "pulls") {
			from := rapid.IntRange(0, 30).Draw(t, "from")
			to := from + rapid.IntRange(1, 10).Draw(t, "hours")
			write(t, s, func(tx *store.Tx) error {
				return pulls.Cover(bg, tx, dataapi.Operations, []int64{project}, hour(from), hour(to))
			})
			for h := from; h < to; h++ {
				covered[h] = true
			}
		}
		all, err := pulls.Spans(bg, s, dataapi.Operations)
		require.NoError(t, err)
		var last time.Time
		for _, span := range all {
			if span.Project != project {
				continue
			}
			require.True(t, span.From.After(last), "spans that touch are one")
			require.True(t, span.To.After(span.From))
			last = span.To
			for at := span.From; at.Before(span.To); at = at.Add(time.Hour) {
				h := int(at.Sub(noon) / time.Hour)
				require.True(t, covered[h])
				delete(covered, h)
			}
		}
		require.Empty(t, covered)
	})
}

func TestSpansOfKindsAndProjectsAreKeptApart(t *testing.T) {
	s := open(t)
	write(t, s, func(tx *store.Tx) error {
		return pulls.Cover(bg, tx, dataapi.Operations, []int64{1, 2}, hour(0), hour(1))
	})
	write(t, s, func(tx *store.Tx) error {
		return pulls.Cover(bg, tx, dataapi.Financial, []int64{2}, hour(1), hour(2))
	})
	all, err := pulls.Spans(bg, s, dataapi.Operations)
	require.NoError(t, err)
	require.Equal(t, []pulls.Span{{1, hour(0), hour(1)}, {2, hour(0), hour(1)}}, all)
}

func row(id string, at int, text string) pulls.Row {
	return pulls.Row{Project: 1, ID: id, At: hour(at), Raw: []byte(text)}
}

func keep(t *testing.T, s *store.Store, rows ...pulls.Row) (fresh int64) {
	t.Helper()
	write(t, s, func(tx *store.Tx) (err error) {
		fresh, err = pulls.Keep(bg, tx, dataapi.Operations, rows)
		return err
	})
	return fresh
}

func kept(t *testing.T, s *store.Store, from, to int) (all []string) {
	t.Helper()
	require.NoError(t, pulls.Each(bg, s, dataapi.Operations, []int64{1}, hour(from), hour(to), func(raw []byte) error {
		all = append(all, string(raw))
		return nil
	}))
	return all
}

func TestTheLastWordOnEachOperationIsKept(t *testing.T) {
	s := open(t)
	require.EqualValues(t, 3, keep(t, s, row("1", 0, `{"a":1}`), row("2", 1, "{\n}"), row("", 2, `{"x":"без номера"}`)))
	require.EqualValues(t, 0, keep(t, s, row("2", 1, "{\n}"), row("", 2, `{"x":"без номера"}`), row("1", 0, `{"a":1}`)))
	require.EqualValues(t, 1, keep(t, s, row("1", 5, `{"a":2}`), row("2", 1, "{\n}")))
	require.Equal(t, []string{"{\n}", `{"x":"без номера"}`}, kept(t, s, 0, 5), "an operation that went on is at its new time")
	require.Equal(t, []string{`{"a":2}`}, kept(t, s, 5, 6))
	other := row("1", 0, `{"other":1}`)
	other.Project = 2
	require.EqualValues(t, 1, keep(t, s, other), "another project's")
	require.Len(t, kept(t, s, 0, 6), 3)
	nobodys := row("9", 0, `{"nobody":1}`)
	nobodys.Project = 0
	keep(t, s, nobodys)
	require.Len(t, kept(t, s, 0, 6), 4, "a row that does not say its project may be any's")
}

func TestTwoRowsOfOneOperationAtOnceAreBothKept(t *testing.T) {
	s := open(t)
	a, b := row("1", 0, `{"a":1}`), row("1", 0, `{"b":1}`)
	require.EqualValues(t, 2, keep(t, s, a, b, a))
	require.Equal(t, []string{`{"a":1}`, `{"b":1}`}, kept(t, s, 0, 1))
	require.EqualValues(t, 0, keep(t, s, a, b))
	require.Equal(t, []string{`{"a":1}`, `{"b":1}`}, kept(t, s, 0, 1), "and not once more each time")
}

func TestManyRowsComeBackAsTheyWere(t *testing.T) {
	s := open(t)
	want := map[string]bool{}
	for part := range 5 {
		var rows []pulls.Row
		for i := range 1000 {
			text := fmt.Sprintf(`{"operation_id":%d,"part":%d}`, part*1000+i, part)
			rows, want[text] = append(rows, row(fmt.Sprint(part*1000+i), i%7, text)), true
		}
		require.EqualValues(t, 1000, keep(t, s, rows...))
	}
	for _, text := range kept(t, s, 0, 7) {
		require.True(t, want[text], text)
		delete(want, text)
	}
	require.Empty(t, want)
}

func TestRunsAreFoundAgain(t *testing.T) {
	s := open(t)
	x := pulls.Run{Kind: dataapi.Operations, Projects: []int64{1, 2}, From: hour(0), To: hour(9), Next: hour(3), State: pulls.Running, Owner: "me", Import: 7, Waited: 3 * time.Second}
	write(t, s, func(tx *store.Tx) error { return pulls.Save(bg, tx, &x) })
	got, ok, err := pulls.Latest(bg, s, dataapi.Operations, []int64{1, 2}, hour(0))
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, x, got)
	require.Equal(t, "tester", got.Operator)
	for _, none := range [][]int64{{1}, {2, 1}, nil} {
		_, ok, err = pulls.Latest(bg, s, dataapi.Operations, none, hour(0))
		require.NoError(t, err)
		require.False(t, ok)
	}
	record := ledger.Import{RowID: 7, Source: "data api", State: "running"}
	write(t, s, func(tx *store.Tx) error { return tx.SaveImport(bg, &record) })
	write(t, s, func(tx *store.Tx) error { return pulls.Abandon(bg, tx, got) })
	all, err := pulls.Open(bg, s)
	require.NoError(t, err)
	require.Empty(t, all)
	all, err = pulls.Runs(bg, s, 0, 10)
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, pulls.Interrupted, all[0].State)
	require.False(t, all[0].EndedAt.IsZero())
	imports, err := s.Imports(bg, 0, 1)
	require.NoError(t, err)
	require.Equal(t, "failed", imports[0].State)
}

func TestBalancesAreThoseOfTheLastAnswer(t *testing.T) {
	s := open(t)
	first := []dataapi.Balance{{Name: "Main", Amount: money.New(5, "KRW"), At: noon}, {Name: "Main", Amount: money.New(-7, "EUR"), At: noon}, {Name: "Main", Amount: money.New(9, "KRW"), At: noon}}
	for _, want := range [][]dataapi.Balance{first, first[1:2], nil} {
		write(t, s, func(tx *store.Tx) error { return pulls.SaveBalances(bg, tx, want) })
		got, err := pulls.Balances(bg, s)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}
