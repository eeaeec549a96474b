package files

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

// got is what came out of one stream.
type got struct{ Name, Text, Err string }

func read(t *testing.T, p *Plan) (out []got) {
	t.Helper()
	require.NoError(t, p.Each(func(name string, r io.Reader) error {
		text, err := io.ReadAll(r)
		g := got{Name: name, Text: string(text)}
		if err != nil {
			var d *Damage
			require.True(t, errors.As(err, &d), "%v", err)
			g.Err = err.Error()
		}
		out = append(out, g)
		return nil
	}))
	return out
}

func gz(texts ...string) string {
	var b bytes.Buffer
	for _, text := range texts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
	}
	return b.String()
}

func zipped(t *testing.T, entries ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, entries[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.String()
}

// tree writes files into a new folder and goes there.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
}

func TestFolderInOrderWithRules(t *testing.T) {
	tree(t, map[string]string{
		"cb/3.json": "three", "cb/10.NDJSON": "ten", "cb/a/x.jsonl": "x", "cb/a/y.log.gz": gz("y"), "cb/b.txt": "b",
		"cb/c.csv": "no", "cb/d.csv.gz": "no", "cb/e": "no", "cb/._f.json": "no",
		"cb/z.zip": zipped(t, "2.json", "two", "1.json.gz", gz("o", "ne"), "in.zip", "no", "__MACOSX/2.json", "no", "dir/", ""),
	})
	p, err := Open([]string{"cb/"}, nil)
	require.NoError(t, err)
	require.Equal(t, []got{
		{"cb/10.NDJSON", "ten", ""}, {"cb/3.json", "three", ""}, {"cb/a/x.jsonl", "x", ""}, {"cb/a/y.log.gz", "y", ""}, {"cb/b.txt", "b", ""},
		{"cb/z.zip/2.json", "two", ""}, {"cb/z.zip/1.json.gz", "one", ""},
	}, read(t, p))
	require.Equal(t, []Ignored{
		{"cb/._f.json", RuleMetadata}, {"cb/c.csv", RuleExtension}, {"cb/d.csv.gz", RuleExtension}, {"cb/e", RuleExtension},
		{"cb/z.zip/in.zip", RuleExtension}, {"cb/z.zip/__MACOSX/2.json", RuleMetadata},
	}, p.Ignored)
	require.Positive(t, p.Total)
	require.Equal(t, p.Total, p.Read())
}

func TestNamedFilesAreReadWhateverTheyAreCalled(t *testing.T) {
	tree(t, map[string]string{"dump": "plain", "packed": gz("p", "q"), "zipped": zipped(t, "a.json", "a"), "unpacked.gz": "plain too"})
	p, err := Open([]string{"./dump", "packed", "zipped", "unpacked.gz"}, nil)
	require.NoError(t, err)
	require.Equal(t, []got{{"./dump", "plain", ""}, {"packed", "pq", ""}, {"zipped/a.json", "a", ""}, {"unpacked.gz", "plain too", ""}}, read(t, p))
}

func TestStdin(t *testing.T) {
	for _, in := range []string{"text", gz("te", "xt")} {
		p, err := Open([]string{"-"}, strings.NewReader(in))
		require.NoError(t, err)
		require.Equal(t, []got{{"-", "text", ""}}, read(t, p))
		require.Zero(t, p.Total)
		require.EqualValues(t, len(in), p.Read())
	}
	p, err := Open([]string{"-"}, strings.NewReader(zipped(t, "a.json", "a")))
	require.NoError(t, err)
	require.Contains(t, read(t, p)[0].Err, "zip archive")
	_, err = Open([]string{"-", "-"}, strings.NewReader(""))
	require.Equal(t, ledger.ErrUsage, err.(*ledger.Error).Code)
}

func TestWhatIsMissingIsNamedFirst(t *testing.T) {
	tree(t, map[string]string{"a.json": "a"})
	for path, code := range map[string]ledger.Code{"no/such.json": ledger.ErrNotFound, "a.json/b": ledger.ErrIO} {
		_, err := Open([]string{"a.json", path}, nil)
		var e *ledger.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, code, e.Code)
		require.Contains(t, e.Error(), path)
	}
	_, err := Open(nil, nil)
	require.Equal(t, ledger.ErrUsage, err.(*ledger.Error).Code)
}

func TestDamageComesAfterWhatIsGood(t *testing.T) {
	long := make([]byte, 0, 1<<20)
	for i := range 1 << 17 {
		long = append(long, byte('a'+i*i%26), byte('0'+i%7), byte(i>>3), byte(i*7>>5), byte(i), 'x', 'y', '\n')
	}
	packed := gz(string(long))
	archive := zipped(t, "a.json", "first", "b.json", string(long), "c.json", "third")
	hurt := []byte(archive)
	copy(hurt[len(hurt)/2:], bytes.Repeat([]byte{0xFF}, 64))
	tree(t, map[string]string{
		"1.json.gz": packed[:len(packed)/2], "2.json.gz": gz("member") + "rubbish and more of it", "3.json.gz": "", "4.json.gz": "\x1f\x8bxx",
		"5.zip": archive[:len(archive)/2], "6.zip": string(hurt), "7.json": "fine",
	})
	p, err := Open([]string{"."}, nil)
	require.NoError(t, err)
	out := read(t, p)
	names := map[string]got{}
	for _, g := range out {
		names[g.Name] = g
	}
	require.True(t, strings.HasPrefix(string(long), names["./1.json.gz"].Text))
	require.Greater(t, len(names["./1.json.gz"].Text), 1000)
	require.Contains(t, names["./1.json.gz"].Err, "ends too early")
	require.Equal(t, "member", names["./2.json.gz"].Text)
	require.Regexp(t, `damaged at byte \d+: .*invalid header`, names["./2.json.gz"].Err)
	require.Contains(t, names["./3.json.gz"].Err, "cannot be empty")
	require.Contains(t, names["./4.json.gz"].Err, "cannot be unpacked")
	require.Contains(t, names["./5.zip"].Err, "no readable table of contents")
	require.Equal(t, got{"./6.zip/a.json", "first", ""}, names["./6.zip/a.json"])
	require.NotEmpty(t, names["./6.zip/b.json"].Err)
	require.Equal(t, got{"./6.zip/c.json", "third", ""}, names["./6.zip/c.json"])
	require.Equal(t, got{"./7.json", "fine", ""}, names["./7.json"])
}

func TestHostileNamesAreOnlyNames(t *testing.T) {
	tree(t, map[string]string{"a.zip": zipped(t,
		"../../../etc/x.json", "1", "/abs.json", "2", `c:\win.json`, "3", "\x1b[2J\u202e.json", "4", strings.Repeat("n", 3000)+".json", "5")})
	before, err := os.ReadDir(".")
	require.NoError(t, err)
	p, err := Open([]string{"a.zip"}, nil)
	require.NoError(t, err)
	out := read(t, p)
	require.Len(t, out, 5)
	require.Equal(t, "a.zip/../../../etc/x.json", out[0].Name)
	require.Equal(t, "a.zip/abs.json", out[1].Name)
	require.Equal(t, "a.zip/c:/win.json", out[2].Name)
	require.Equal(t, "a.zip/\ufffd[2J\ufffd.json", out[3].Name)
	require.Less(t, len(out[4].Name), 500)
	after, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Equal(t, len(before), len(after))
}

func TestDiskFailureIsNotDamage(t *testing.T) {
	failed := errors.New("input/output error")
	for _, head := range []string{"plain", gz(strings.Repeat("x", 1000))[:20]} {
		p, err := Open([]string{"-"}, io.MultiReader(strings.NewReader(head), failing{failed}))
		require.NoError(t, err)
		err = p.Each(func(_ string, r io.Reader) error {
			_, err := io.ReadAll(r)
			return err
		})
		var e *ledger.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, ledger.ErrIO, e.Code)
		require.ErrorIs(t, err, failed)
	}
}
