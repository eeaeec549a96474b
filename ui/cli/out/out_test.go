package out

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/text"
)

// Whatever a stranger wrote, the document holds only what can be seen, and
// reading it gives the stranger's text back.
func FuzzJSONIsVisibleAndTrue(f *testing.F) {
	for _, s := range []string{"고객42 ✓", "\x1b[2J", "a\u202eb\u2066", "\u009b31m", "\u200b\ufeff\u2028", "\U000e0041\U0010ffff", "\xff\xfe", "<&>", "\x7f", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := JSON(&b, map[string]string{"text": s}); err != nil {
			t.Fatal(err)
		}
		line, found := bytes.CutSuffix(b.Bytes(), []byte("\n"))
		if !found {
			t.Fatal("no line end")
		}
		for _, r := range string(line) {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q stands in %q", r, line)
			}
		}
		var back map[string]string
		if err := json.Unmarshal(line, &back); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && back["text"] != want {
			t.Fatalf("%q became %q", s, back["text"])
		}
	})
}

func TestListAnnouncesTruncation(t *testing.T) {
	for _, c := range []struct {
		items []string
		total int64
		want  string
	}{
		{nil, 0, `{"items":[],"total":0}`},
		{[]string{"a", "b"}, 2, `{"items":["a","b"],"total":2}`},
		{[]string{"a"}, 5, `{"items":["a"],"total":5,"truncated":true}`},
	} {
		var b bytes.Buffer
		require.NoError(t, List(&b, c.items, c.total))
		require.JSONEq(t, c.want, b.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWritingFailsLoudly(t *testing.T) {
	require.Error(t, JSON(full{}, 1))
	require.Error(t, List(full{}, []int{1}, 1))
	table := NewTable(Column{Title: "A"})
	table.Add("x")
	require.Error(t, table.Write(full{}))
}

func TestTableAlignsByColumnsNotByBytes(t *testing.T) {
	table := NewTable(Column{Title: "NAME"}, Column{Title: "AMOUNT", Right: true}, Column{Title: "END"})
	table.Add("고객42", "1", "x")
	table.Add("a", "128,000", "y")
	table.Add("b\x1b[2J\n", "", "")
	var b bytes.Buffer
	require.NoError(t, table.Write(&b))
	rows := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	require.Len(t, rows, 4)
	for _, r := range rows {
		require.NotContains(t, r, "\x1b")
		require.Equal(t, strings.TrimRight(r, " "), r)
	}
	end := text.Width(strings.TrimSuffix(rows[0], "END"))
	require.Equal(t, end, text.Width(strings.TrimSuffix(rows[1], "x")))
	require.Equal(t, end, text.Width(strings.TrimSuffix(rows[2], "y")))
}

func TestProgressLine(t *testing.T) {
	require.Equal(t, "0 callbacks", line("callbacks", 0, 0, 0, 0))
	require.Equal(t, "12,000 callbacks  6,000/s  [##########..........] 50 %  2s left", line("callbacks", 12000, 50, 100, 2*time.Second))
	require.NotContains(t, line("callbacks", 1, 200, 100, time.Hour), "left", "a file that grew")
	huge := line("callbacks", 1<<40, 1<<60, 1<<61, 400*24*time.Hour)
	require.NotContains(t, huge, "-")

	var b bytes.Buffer
	bar := NewBar(&b)
	bar.Show("callbacks", 1, 1, 2)
	bar.Clear()
	require.True(t, strings.HasSuffix(b.String(), "\r"))
	for _, part := range strings.Split(b.String(), "\r") {
		require.NotContains(t, part, "\n")
	}
	(*Bar)(nil).Show("callbacks", 1, 1, 2)
	(*Bar)(nil).Clear()
}

func TestGroup(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1000: "-1,000", -999: "-999", 1234567: "1,234,567"} {
		require.Equal(t, want, Group(n))
	}
}
