package atomic_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/exporters/atomic"
)

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	broken := errors.New("no more rows")
	require.ErrorIs(t, atomic.WriteFile(path, func(w io.Writer) error {
		io.WriteString(w, "half")
		require.NoFileExists(t, path, "the name appears with the last byte only")
		return broken
	}), broken)
	require.Empty(t, names(t, dir))
	require.Panics(t, func() { atomic.WriteFile(path, func(io.Writer) error { panic("bug") }) })
	require.NoFileExists(t, path)
}

func TestAnExistingFileIsNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	require.NoError(t, atomic.WriteFile(path, text("first")))
	require.ErrorContains(t, atomic.WriteFile(path, text("second")), "exists already")
	link := filepath.Join(dir, "link.csv")
	require.NoError(t, os.Symlink(filepath.Join(dir, "nowhere"), link))
	require.ErrorContains(t, atomic.WriteFile(link, text("x")), "exists already", "a link that leads nowhere is a name too")
	// Somebody takes the name while we write.
	late := filepath.Join(dir, "late.csv")
	require.ErrorContains(t, atomic.WriteFile(late, func(w io.Writer) error { return os.WriteFile(late, []byte("theirs"), 0o600) }), "exists already")
	got, err := os.ReadFile(late)
	require.NoError(t, err)
	require.Equal(t, "theirs", string(got))
	got, err = os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "first", string(got))
	require.ElementsMatch(t, []string{"out.csv", "link.csv", "late.csv"}, names(t, dir), "nothing is left over")
	require.Error(t, atomic.WriteFile(filepath.Join(dir, "none", "x.csv"), text("x")))
}

func TestOfManyWritersOneWins(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	var wg sync.WaitGroup
	won := make(chan string, 20)
	for _, s := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		wg.Go(func() {
			if atomic.WriteFile(path, text(s)) == nil {
				won <- s
			}
		})
	}
	wg.Wait()
	require.Len(t, won, 1)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, <-won, string(got))
	require.Equal(t, []string{"out.csv"}, names(t, dir))
}
