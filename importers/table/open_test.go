package table

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

func packed(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func zipped(t *testing.T, members ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m[0])
		require.NoError(t, err)
		_, err = w.Write([]byte(m[1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestTheSameTableHasTheSameSumHoweverItIsPacked(t *testing.T) {
	data := many(3000, true)
	want := FromBytes("x", data)
	l, err := want.Look(Hint{})
	require.NoError(t, err)
	rows, sum := records(t, want, l, 2)
	dir := file(t, "x.csv", data)
	gz := file(t, "x.csv.gz", packed(t, data))
	archive := file(t, "x.zip", zipped(t, [2]string{"__MACOSX/._x.csv", "?"}, [2]string{"march/", ""}, [2]string{"march/x.csv", string(data)}))
	for path, name := range map[string]string{dir: dir, gz: gz, archive: archive + ":march/x.csv"} {
		all, err := Open(path, nil)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, name, all[0].Name)
		for range 2 { // once with what Look had read, once from the beginning
			got, err := all[0].Look(Hint{})
			require.NoError(t, err)
			require.Equal(t, l, got)
			again, its := records(t, all[0], got, 2)
			require.Equal(t, sum, its, name)
			require.Equal(t, len(rows), len(again))
			require.Equal(t, rows[len(rows)-1], again[len(again)-1])
		}
		require.NoError(t, all[0].Close())
	}
	for _, in := range [][]byte{data, packed(t, data)} {
		all, err := Open(Stdin, bytes.NewReader(in))
		require.NoError(t, err)
		got, err := all[0].Look(Hint{})
		require.NoError(t, err)
		require.Equal(t, l, got)
		_, its := collect(t, all[0], got, 2)
		require.Equal(t, sum, its)
		_, err = all[0].Look(Hint{})
		require.Contains(t, refused(t, err), "can be read only once")
	}
}

func TestEveryTableOfAnArchiveIsRead(t *testing.T) {
	path := file(t, "year.zip", zipped(t, [2]string{"a.csv", plain}, [2]string{"b\\c.TXT", plain}, [2]string{"d.tsv", plain}))
	all, err := Open(path, nil)
	require.NoError(t, err)
	var names []string
	for _, s := range all {
		l, err := s.Look(Hint{})
		require.NoError(t, err)
		require.Equal(t, []string{"A-1", "1250", "EUR"}, l.Samples[0])
		require.NoError(t, s.Close())
		names = append(names, strings.TrimPrefix(s.Name, path))
	}
	require.Equal(t, []string{":a.csv", ":b/c.TXT", ":d.tsv"}, names)
}

func TestWhatCannotBeOpenedIsNamed(t *testing.T) {
	gz := packed(t, many(1000, false))
	for want, path := range map[string]string{
		"there is no file \".*none.csv\"":                        filepath.Join(t.TempDir(), "none.csv"),
		"is a folder":                                            t.TempDir(),
		"book.xlsx is a workbook":                                file(t, "book.xlsx", zipped(t, [2]string{"xl/a.xml", ""}, [2]string{"[Content_Types].xml", ""})),
		"mixed.zip:scan.pdf is no table":                         file(t, "mixed.zip", zipped(t, [2]string{"a.csv", plain}, [2]string{"scan.pdf", ""})),
		"no.zip has no table in it":                              file(t, "no.zip", zipped(t)),
		"torn.zip cannot be unpacked: zip: not a valid zip file": file(t, "torn.zip", zipped(t, [2]string{"a.csv", plain})[:60]),
		"bad.gz cannot be unpacked: gzip: invalid header":        file(t, "bad.gz", []byte("\x1f\x8bxxxxxxxxxxxxxx")),
		"torn.gz is damaged: it ends too early":                  file(t, "torn.gz", gz[:len(gz)-20]),
		"sum.gz cannot be unpacked: gzip: invalid checksum":      file(t, "sum.gz", append(gz[:len(gz)-8:len(gz)-8], "12345678"...)),
		"empty.csv is empty":                                     file(t, "empty.csv", nil),
		"photo.csv is no text":                                   file(t, "photo.csv", bytes.Repeat([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), 100)),
	} {
		require.Regexp(t, want, refused(t, opened(path)))
	}
	_, err := Open(Stdin, nil)
	require.Contains(t, refused(t, err), "standard input")
	_, err = Open(Stdin, bytes.NewReader(zipped(t, [2]string{"a.csv", plain})))
	require.Contains(t, refused(t, err), "- is a zip archive")
}

// opened opens and reads a file to its end.
func opened(path string) error {
	all, err := Open(path, nil)
	if err != nil {
		return err
	}
	all[0].grace = 1 << 20
	l, err := all[0].Look(Hint{})
	if err != nil {
		return err
	}
	_, err = all[0].Chunks(context.Background(), l, 2, nil, func(Chunk) error { return nil })
	return err
}

func TestWhatIsMadeToFillTheDiskIsRefused(t *testing.T) {
	rows := []byte("a;b;c\n" + strings.Repeat("1;2;3\n", 1<<20))
	require.Contains(t, refused(t, opened(file(t, "bomb.csv.gz", packed(t, rows)))), "bomb.csv.gz cannot be unpacked: it becomes more than 200 times as large")
	require.Contains(t, refused(t, opened(file(t, "bomb.zip", zipped(t, [2]string{"a.csv", string(rows)})))), "bomb.zip:a.csv cannot be unpacked: it becomes")
	require.NoError(t, opened(file(t, "report.csv.gz", packed(t, many(20_000, false)))))
}

func TestAFileThatChangesMeanwhileIsRefused(t *testing.T) {
	path := file(t, "growing.csv", []byte(plain))
	all, err := Open(path, nil)
	require.NoError(t, err)
	l, err := all[0].Look(Hint{})
	require.NoError(t, err)
	_, err = all[0].Chunks(context.Background(), l, 1, nil, func(Chunk) error {
		return os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour))
	})
	require.Contains(t, refused(t, err), "growing.csv has changed while it was read")
}
