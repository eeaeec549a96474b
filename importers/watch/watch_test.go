package watch

import (
	"archive/zip"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func put(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func look(t *testing.T, f *Folder) (names []string, growing int) {
	t.Helper()
	ready, growing, err := f.Look()
	require.NoError(t, err)
	for _, r := range ready {
		names = append(names, filepath.Base(r.Path)+" "+string(r.Kind))
	}
	return names, growing
}

func TestAFileIsGivenOnceItDoesNotGrowAnyMore(t *testing.T) {
	folder := t.TempDir()
	f := &Folder{Paths: []string{folder}}
	path := put(t, folder, "a.json", "{")
	names, growing := look(t, f)
	require.Empty(t, names)
	require.Equal(t, 1, growing)
	put(t, folder, "a.json", `{"a":1}`)
	names, growing = look(t, f)
	require.Empty(t, names, "it grew since")
	require.Equal(t, 1, growing)
	names, growing = look(t, f)
	require.Equal(t, []string{"a.json callbacks"}, names)
	require.Zero(t, growing)
	names, _ = look(t, f)
	require.Empty(t, names, "once only")

	require.NoError(t, os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)))
	look(t, f)
	names, _ = look(t, f)
	require.Equal(t, []string{"a.json callbacks"}, names, "it changed")

	require.NoError(t, os.Remove(path))
	look(t, f)
	require.Empty(t, f.seen)
}

func TestAnEmptyFileIsWaitedFor(t *testing.T) {
	folder := t.TempDir()
	f := &Folder{Paths: []string{folder}}
	put(t, folder, "a.csv", "")
	for range 3 {
		names, growing := look(t, f)
		require.Empty(t, names)
		require.Equal(t, 1, growing)
	}
}

func TestWhatAFileHoldsIsKnownByNameOrContent(t *testing.T) {
	folder := t.TempDir()
	pack := func(name, text string) {
		file, err := os.Create(filepath.Join(folder, name))
		require.NoError(t, err)
		w := gzip.NewWriter(file)
		_, err = io.WriteString(w, text)
		require.NoError(t, err)
		require.NoError(t, w.Close())
		require.NoError(t, file.Close())
	}
	archive := func(name string, inside ...string) {
		file, err := os.Create(filepath.Join(folder, name))
		require.NoError(t, err)
		w := zip.NewWriter(file)
		for _, n := range inside {
			_, err := w.Create(n)
			require.NoError(t, err)
		}
		require.NoError(t, w.Close())
		require.NoError(t, file.Close())
	}
	for _, name := range []string{"a.NDJSON", "deep/er/b.csv", "c.txt", ".hidden.json", ".git/d.json", "e.pdf", "f.zip", "notes"} {
		put(t, folder, name, "x")
	}
	pack("g.json.gz", "x")
	pack("h.csv.gz", "{")
	pack("i.gz", "\r\n [")
	pack("j.gz", "date;amount")
	put(t, folder, "k.gz", "not packed")
	archive("l.zip", "one.csv", "two.json", "three.json")
	archive("m.zip", "readme.md")
	f := &Folder{Paths: []string{folder, folder}}
	look(t, f)
	names, _ := look(t, f)
	require.Equal(t, []string{"a.NDJSON callbacks", "c.txt report", "b.csv report", "f.zip report", "g.json.gz callbacks", "h.csv.gz report",
		"i.gz callbacks", "j.gz report", "k.gz report", "l.zip callbacks", "l.zip report"}, names)
}

func TestEachEndsWithItsContextAndTriesAgainLater(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.json", "{}")
	put(t, folder, "b.csv", "x")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var got []string
	f := &Folder{Paths: []string{folder}, Every: time.Millisecond}
	require.NoError(t, f.Each(ctx, func(_ context.Context, file File) error {
		got = append(got, filepath.Base(file.Path))
		switch strings.Join(got, " ") {
		case "a.json":
			return ErrLater
		case "a.json b.csv a.json":
			stop()
		}
		return nil
	}))
	require.Equal(t, []string{"a.json", "b.csv", "a.json"}, got)

	f = &Folder{Paths: []string{folder}, Every: time.Millisecond}
	require.ErrorIs(t, f.Each(context.Background(), func(context.Context, File) error { return io.ErrUnexpectedEOF }), io.ErrUnexpectedEOF)
}

func TestAFolderThatIsNotThereIsSaidAtOnceAndLaterToldOnce(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "in")
	var said *ledger.Error
	f := &Folder{Paths: []string{folder}, Every: time.Millisecond}
	require.ErrorAs(t, f.Each(context.Background(), nil), &said)
	require.Equal(t, ledger.ErrIO, said.Code)
	require.Contains(t, said.Message, folder)
	f.Paths = []string{put(t, t.TempDir(), "a.json", "{}")}
	require.ErrorAs(t, f.Each(context.Background(), nil), &said)
	require.Equal(t, ledger.ErrUsage, said.Code)

	path := put(t, folder, "a.json", "{}")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	told := 0
	f = &Folder{Paths: []string{folder}, Every: time.Millisecond, Trouble: func(error) {
		told++
		put(t, folder, "b.json", "{}")
	}}
	require.NoError(t, f.Each(ctx, func(_ context.Context, file File) error {
		if file.Path == path {
			return os.RemoveAll(folder)
		}
		stop()
		return nil
	}))
	require.Equal(t, 1, told)
}

func TestOnceGivesWhatIsWholeAndCountsTheRest(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.json", "{}")
	put(t, folder, "b.json", "")
	var got []string
	growing, err := (&Folder{Paths: []string{folder}, Every: time.Millisecond}).Once(context.Background(), func(_ context.Context, file File) error {
		got = append(got, filepath.Base(file.Path))
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, []string{"a.json"}, got)
	require.Equal(t, 1, growing)
}
