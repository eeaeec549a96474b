package table

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// record is what a Scanner finds.
type record struct {
	Line  int
	Cells []string
	Bad   string
}

// scan cuts a text into records.
func scan(text []byte, delimiter byte, line int) (all []record) {
	s := NewScanner(delimiter)
	for {
		size, lines, ok := s.Next(text)
		if !ok {
			return all
		}
		r := record{Line: line, Cells: s.strings()}
		if err := s.Err(); err != nil {
			r.Bad = err.Error()
		}
		all = append(all, r)
		text, line = text[size:], line+lines
	}
}

// collect reads all chunks, in their order.
func collect(t testing.TB, s *Source, l Look, workers int) (chunks []Chunk, sum Sum) {
	t.Helper()
	var mu sync.Mutex
	sum, err := s.Chunks(context.Background(), l, workers, nil, func(c Chunk) error {
		mu.Lock()
		defer mu.Unlock()
		c.Data = slices.Clone(c.Data)
		chunks = append(chunks, c)
		return nil
	})
	require.NoError(t, err)
	slices.SortFunc(chunks, func(a, b Chunk) int { return a.N - b.N })
	for i, c := range chunks {
		require.Equal(t, i, c.N)
		require.NotEmpty(t, c.Data)
	}
	return chunks, sum
}

// records reads the records of all chunks.
func records(t testing.TB, s *Source, l Look, workers int) (all []record, sum Sum) {
	t.Helper()
	chunks, sum := collect(t, s, l, workers)
	for _, c := range chunks {
		all = append(all, scan(c.Data, l.Delimiter, c.Line)...)
	}
	return all, sum
}

// look looks at a text.
func look(t testing.TB, text string) Look {
	t.Helper()
	l, err := FromBytes("x.csv", []byte(text)).Look(Hint{})
	require.NoError(t, err)
	return l
}

// refused gives what a ledger error says, and wants a next step in it.
func refused(t testing.TB, err error) string {
	t.Helper()
	var e *ledger.Error
	require.True(t, errors.As(err, &e), "%v", err)
	require.NotEmpty(t, e.Hint)
	return e.Error()
}
