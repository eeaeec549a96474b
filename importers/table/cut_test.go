package table

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// pieces cuts a text with small limits.
func pieces(t testing.TB, text []byte, size, quote int) (all [][]byte) {
	t.Helper()
	c := newCutter(iotest.OneByteReader(bytes.NewReader(text)), ';', size)
	c.longestQuote = quote
	for {
		piece, err := c.next(nil)
		if err == io.EOF {
			return all
		}
		require.NoError(t, err)
		require.NotEmpty(t, piece)
		all = append(all, piece)
	}
}

func TestPiecesEndWithRecords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                            nil,
		"a;1\nb;2\nc;3":               {"a;1\n", "b;2\n", "c;3"},
		"a;1\r\nb;2\r\n":              {"a;1\r\n", "b;2\r\n"},
		"a;1\rb;2\r":                  {"a;1\r", "b;2\r"},
		"a;\"x\ny\"\nb;2\n":           {"a;\"x\ny\"\n", "b;2\n"},
		"a;\"x\n\"\"y\n\"\"\"\nb;2\n": {"a;\"x\n\"\"y\n\"\"\"\n", "b;2\n"},
		"a;5\"\nb;2\nc;3\n":           {"a;5\"\n", "b;2\n", "c;3\n"},
		"a;\"Big\" x\nb;2\nc;3\n":     {"a;\"Big\" x\nb;2\n", "c;3\n"},
	} {
		var got []string
		for _, p := range pieces(t, []byte(text), 1, 100) {
			got = append(got, string(p))
		}
		require.Equal(t, want, got, "%q", text)
	}
}

func TestAQuoteThatIsNeverClosedDoesNotHideTheRest(t *testing.T) {
	rows := strings.Repeat("b;2\n", 50)
	text := []byte("a;\"x\n" + rows + "c;\"end\"\n")
	got := scanAll(pieces(t, text, 1000, 64))
	require.Len(t, got, 52)
	require.Equal(t, record{1, []string{"a", `"x`}, errQuote.Error()}, got[0])
	require.Equal(t, record{52, []string{"c", "end"}, ""}, got[51])
}

func scanAll(pieces [][]byte) (all []record) {
	line := 1
	for _, p := range pieces {
		all = append(all, scan(p, ';', line)...)
		line += breaks(p)
	}
	return all
}

func TestARowThatNeverEndsIsRefused(t *testing.T) {
	c := newCutter(strings.NewReader(strings.Repeat("a;", 1000)), ';', 16)
	c.longestRow = 1000
	_, err := c.next(nil)
	require.Equal(t, errLong, err)
}

// However a text is cut, the pieces are the text, and the records in them the same.
func FuzzPiecesHaveTheSameRecords(f *testing.F) {
	for _, s := range []string{
		"a;1\nb;2\r\nc;3\rd", "\"a\nb\";\"c\"\"d\"\r\n\n;\n", "a;\"x\nb;2\nc;3\n", "a;\"x\" y\nb;\"2\n\"\n", "\"\"\"\n\"\"\"\n\"\n", "a;\"\r\n\r\r\n\n\"", "\"a;\n\"b;\n\"c\";",
	} {
		f.Add([]byte(s), 1, 2, 5)
	}
	f.Fuzz(func(t *testing.T, text []byte, size, other, quote int) {
		size, other, quote = 1+size&63, 1+other&1023, 2+quote&63
		one, two := pieces(t, text, size, quote), pieces(t, text, other, quote)
		require.Equal(t, string(text), string(bytes.Join(one, nil)))
		require.Equal(t, string(text), string(bytes.Join(two, nil)))
		records := scanAll(one)
		require.Equal(t, scanAll(two), records)
		if longest := pieces(t, text, len(text)+1, len(text)+1); len(longest) > 0 && !far(one, quote) {
			require.Equal(t, scan(text, ';', 1), records)
		}
	})
}

// far tells whether a limit may have been passed.
func far(pieces [][]byte, quote int) bool {
	return len(bytes.Join(pieces, nil)) > quote
}
