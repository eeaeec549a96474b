package split

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

type piece struct {
	Line    int
	Raw     string
	Problem string
}

func all(t testing.TB, s *Splitter) []piece {
	t.Helper()
	var out []piece
	for {
		m, err := s.Next()
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		out = append(out, piece{m.Line, string(m.Raw), m.Problem})
	}
}

func TestWholeMessages(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []piece
	}{
		"nothing":               {"", nil},
		"only white space":      {" \r\n\t\n", nil},
		"only a mark":           {"\ufeff", nil},
		"one object a line":     {"{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}", []piece{{1, `{"a":1}`, ""}, {2, `{"b":2}`, ""}, {4, `{"c":3}`, ""}}},
		"mark before":           {"\ufeff{\"a\":1}\n", []piece{{1, `{"a":1}`, ""}}},
		"marks of joined files": {"\ufeff{\"a\":1}\n\ufeff{\"b\":2}\n", []piece{{1, `{"a":1}`, ""}, {2, `{"b":2}`, ""}}},
		"over many lines": {"\n{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"c\": []\n}\n", []piece{
			{2, "{\n  \"a\": {\n    \"b\": 1\n  }\n}", ""}, {7, "{\n  \"c\": []\n}", ""}}},
		"side by side":        {`{"a":"}{"}{"b":[{}]} {"c":1}`, []piece{{1, `{"a":"}{"}`, ""}, {1, `{"b":[{}]}`, ""}, {1, `{"c":1}`, ""}}},
		"list on one line":    {`[{"a":1},{"b":"]"},[{"c":1}],4,"x,]\"",null]`, []piece{{1, `{"a":1}`, ""}, {1, `{"b":"]"}`, ""}, {1, `[{"c":1}]`, ""}, {1, `4`, ""}, {1, `"x,]\""`, ""}, {1, `null`, ""}}},
		"list over lines":     {"[\n  {\n    \"a\": 1\n  },\n  {\"b\": 2}\n]\n", []piece{{2, "{\n    \"a\": 1\n  }", ""}, {5, `{"b": 2}`, ""}}},
		"list, line ends }":   {"[\n{\"a\":[{\"x\":1},\n{\"y\":2}]},\n{\"b\":2}\n]", []piece{{2, "{\"a\":[{\"x\":1},\n{\"y\":2}]}", ""}, {4, `{"b":2}`, ""}}},
		"empty list":          {"[]", nil},
		"a list on each line": {"[{\"a\":1}]\n[{\"b\":1},\n{\"c\":1}]", []piece{{1, `{"a":1}`, ""}, {2, `{"b":1}`, ""}, {3, `{"c":1}`, ""}}},
		"no list around":      {"{\"a\":1},\n{\"b\":1},{\"c\":1}\n", []piece{{1, `{"a":1}`, ""}, {2, `{"b":1}`, ""}, {2, `{"c":1}`, ""}}},
		"escapes":             {`{"a":"\"}\\"}` + "\n" + `{"b":"\\"}`, []piece{{1, `{"a":"\"}\\"}`, ""}, {2, `{"b":"\\"}`, ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, all(t, New(strings.NewReader(c.in))))
			require.Equal(t, c.want, all(t, New(iotest.OneByteReader(strings.NewReader(c.in)))), "a byte at a time")
		})
	}
}

func TestBrokenMessages(t *testing.T) {
	const good = "{\n  \"g\": {\n    \"x\": 1\n  }\n}"
	for name, c := range map[string]struct {
		in   string
		want []piece
	}{
		"a line cut off":       {"{\"a\":1\n{\"b\":2}\n", []piece{{1, `{"a":1`, ""}, {2, `{"b":2}`, ""}}},
		"inside a string":      {"{\"a\":\"x\n{\"b\":2}\n", []piece{{1, `{"a":"x`, ""}, {2, `{"b":2}`, ""}}},
		"behind a colon":       {"{\"a\":\n{\"b\":2}\n{\"c\":3}\n", []piece{{1, `{"a":`, ""}, {2, `{"b":2}`, ""}, {3, `{"c":3}`, ""}}},
		"bad lines":            {"{\"a\":1}\noops\n[1]x\n}\n{\"b\":2}\n", []piece{{1, `{"a":1}`, ""}, {2, `oops`, ""}, {3, `1`, ""}, {3, "x\n}", ""}, {5, `{"b":2}`, ""}}},
		"one object cut off":   {"{\n  \"a\": {\n    \"x\": 1,\n" + good + "\n" + good, []piece{{1, "{\n  \"a\": {\n    \"x\": 1,", ""}, {4, good, ""}, {9, good, ""}}},
		"cut behind a colon":   {"{\n  \"a\":\n" + good + "\n" + good, []piece{{1, "{\n  \"a\":", ""}, {3, good, ""}, {8, good, ""}}},
		"cut at the end":       {good + "\n{\n  \"a\": {\n", []piece{{1, good, ""}, {6, "{\n  \"a\": {", ""}}},
		"the head lost":        {"    \"x\": 1\n  },\n  \"y\": [\n    {\n    }\n  ]\n}\n" + good, []piece{{1, "\"x\": 1\n  },\n  \"y\": [", ""}, {4, "{\n    }", ""}, {6, "]\n}", ""}, {8, good, ""}}},
		"in a list":            {"[\n  {\n    \"a\": [\n      {\n  },\n  {\"b\": 1},\n  {\"c\": 1}\n]", []piece{{2, "{\n    \"a\": [\n      {\n  },", ""}, {6, `{"b": 1}`, ""}, {7, `{"c": 1}`, ""}}},
		"in a list, hugging":   {"[{\n  \"a\": [\n}, {\n  \"b\": 1\n}]", []piece{{1, "{\n  \"a\": [\n},", ""}, {3, "{\n  \"b\": 1\n}", ""}}},
		"wrong but whole":      {"{\"a\":tru}\n{\n \"b\" 1,\n \"c\": {]}\n}\n{\"d\":1}", []piece{{1, `{"a":tru}`, ""}, {2, "{\n \"b\" 1,\n \"c\": {]}\n}", ""}, {6, `{"d":1}`, ""}}},
		"garbage behind":       {"{\n\"a\":1\n} x\n{\"b\":1} y", []piece{{1, "{\n\"a\":1\n}", ""}, {3, "x", ""}, {4, `{"b":1}`, ""}, {4, "y", ""}}},
		"garbage in a list":    {"[x{\"a\":1} y, \"z\n{\"b\":1}]", []piece{{1, "x", ""}, {1, `{"a":1}`, ""}, {1, "y", ""}, {1, `"z`, ""}, {2, `{"b":1}`, ""}}},
		"numbers and text":     {"5\n\"x\"\nnull\n", []piece{{1, "5", ""}, {2, `"x"`, ""}, {3, "null", ""}}},
		"a list not closed":    {"\n[{\"a\":1},\n", []piece{{2, `{"a":1}`, ""}, {2, "[", "the list that begins here is not closed; the file may be cut off"}}},
		"little-endian UTF-16": {"\xff\xfe{\x00}\x00", []piece{{1, "\xff\xfe{\x00}\x00", "the text is UTF-16; save it as UTF-8"}}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, all(t, New(strings.NewReader(c.in))))
			require.Equal(t, c.want, all(t, New(iotest.OneByteReader(strings.NewReader(c.in)))), "a byte at a time")
		})
	}
}

func TestLongMessages(t *testing.T) {
	long := strings.Repeat("x", MaxMessage)
	pretty := "{\n  \"a\": [\n    \"" + strings.Repeat("y\",\n    \"", MaxMessage/8) + "\"\n  ]\n}"
	for name, in := range map[string]string{
		"on a line":           "{\"a\":1}\n{\"l\":\"" + long + "\"}\n{\"b\":1}\n",
		"on a line, cut off":  "{\"a\":1}\n{\"l\":\"" + long + "\n{\"b\":1}\n",
		"not an object":       "{\"a\":1}\n" + long + "y\n{\"b\":1}\n",
		"over many lines":     "{\"a\":1}\n" + pretty + "\n{\"b\":1}\n",
		"in a list":           "[{\"a\":1}," + pretty + "\n, {\"b\":1}]",
		"text in a list":      "[{\"a\":1},\"" + long + "\"\n, {\"b\":1}]",
		"cut off, many lines": "{\"a\":1}\n" + strings.TrimRight(pretty, "}]\n ") + "\n{\"b\":1}\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := all(t, New(strings.NewReader(in)))
			require.Equal(t, `{"a":1}`, got[0].Raw)
			require.Contains(t, got[1].Problem, "longer than 1048576 bytes")
			require.Len(t, got[1].Raw, 64<<10)
			last := got[len(got)-1]
			require.Equal(t, `{"b":1}`, last.Raw)
			require.Equal(t, 1+strings.Count(in[:strings.Index(in, `{"b"`)], "\n"), last.Line)
			require.LessOrEqual(t, len(got), 4)
		})
	}
	exact := `{"l":"` + strings.Repeat("x", MaxMessage-8) + `"}`
	require.Equal(t, []piece{{1, exact, ""}, {2, "{}", ""}}, all(t, New(strings.NewReader(exact+"\n{}"))))
}

// An element that lost its end may swallow those behind it, as long as commas fit.
func TestLostEndDoesNotSwallowMegabytes(t *testing.T) {
	var in bytes.Buffer
	in.WriteString("[\n  {\n    \"operations\": [\n      {},\n")
	const n = 40_000
	for range n {
		in.WriteString("  {\n    \"filler\": \"" + strings.Repeat("x", 50) + "\"\n  },\n")
	}
	got := all(t, New(&in))
	require.Len(t, got, n+2)
	require.Equal(t, 2, got[0].Line)
	require.Equal(t, 5, got[1].Line)
}

func TestMemoryStaysBounded(t *testing.T) {
	for _, endless := range []string{"{\"a\":[{\"b\":[", "[", " ", "x", "{\"a\":1,\n", "\"x", "\n\n", "{}}"} {
		s := New(io.LimitReader(&repeat{text: endless}, 40<<20))
		for {
			if _, err := s.Next(); err != nil {
				break
			}
		}
		require.LessOrEqual(t, len(s.buf), 8<<20, endless)
		require.LessOrEqual(t, cap(s.scan.open), 4*deepest, endless)
	}
}

type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(b), nil
}

func TestReadErrorComesLast(t *testing.T) {
	failed := errors.New("damaged")
	s := New(io.MultiReader(strings.NewReader("[{\"a\":1},{\"b\":"), iotest.ErrReader(failed)))
	m, err := s.Next()
	require.NoError(t, err)
	require.Equal(t, `{"a":1}`, string(m.Raw))
	m, err = s.Next()
	require.NoError(t, err)
	require.Equal(t, `{"b":`, string(m.Raw))
	_, err = s.Next()
	require.ErrorIs(t, err, failed)
}
