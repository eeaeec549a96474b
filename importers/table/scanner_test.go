package table

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestScannerCutsCells(t *testing.T) {
	for text, want := range map[string][]record{
		"":                               nil,
		"a;b;c\n1;;3":                    {{1, []string{"a", "b", "c"}, ""}, {2, []string{"1", "", "3"}, ""}},
		"a;b\r\n1;2\r3;4\n":              {{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}, {3, []string{"3", "4"}, ""}},
		"\n\r\n;\n":                      {{1, []string{""}, ""}, {2, []string{""}, ""}, {3, []string{"", ""}, ""}},
		`"a;b";"c""d";"";""""` + "\n;":   {{1, []string{"a;b", `c"d`, "", `"`}, ""}, {2, []string{"", ""}, ""}},
		"\"a\nb\r\nc\rd\";2\nx;y":        {{1, []string{"a\nb\r\nc\rd", "2"}, ""}, {5, []string{"x", "y"}, ""}},
		"pipe 5\";a\"b\"\n1;2\n":         {{1, []string{`pipe 5"`, `a"b"`}, ""}, {2, []string{"1", "2"}, ""}},
		"=\"0042\";1\n":                  {{1, []string{`="0042"`, "1"}, ""}},
		"long enough for words;and more": {{1, []string{"long enough for words", "and more"}, ""}},
	} {
		require.Equal(t, want, scan([]byte(text), ';', 1), "%q", text)
	}
}

func TestABrokenQuoteTakesOnlyItsOwnLine(t *testing.T) {
	for text, want := range map[string][]record{
		"1;\"Smith;x\n2;b;y\n3;\"c\";z\n":    {{1, []string{"1", `"Smith`, "x"}, errQuote.Error()}, {2, []string{"2", "b", "y"}, ""}, {3, []string{"3", "c", "z"}, ""}},
		"1;\"Smith;x\n2;b;y\n":               {{1, []string{"1", `"Smith`, "x"}, errQuote.Error()}, {2, []string{"2", "b", "y"}, ""}},
		"1;\"Big\" shop;\"x\"\n2;b;y\n":      {{1, []string{"1", `"Big" shop`, `"x"`}, errQuote.Error()}, {2, []string{"2", "b", "y"}, ""}},
		"\"a\nb\";\"c\" d;\"e\nf\"\n2;b;y\n": {{1, []string{"a\nb", `"c" d`, `"e`}, errQuote.Error()}, {3, []string{`f"`}, ""}, {4, []string{"2", "b", "y"}, ""}},
		"1;\"":                               {{1, []string{"1", `"`}, errQuote.Error()}},
	} {
		require.Equal(t, want, scan([]byte(text), ';', 1), "%q", text)
	}
}

// A quote that opens in one row and one that ends a value rows later make one value of all of them.
func TestRowsBetweenTwoStrayQuotesAreNotLostUnseen(t *testing.T) {
	got := scan([]byte("1;\"Smith;x\n2;b;y\n3;c;z\n4;pipe 5\";w\n5;d;v\n"), ';', 1)
	require.Len(t, got, 2)
	require.Equal(t, errRows.Error(), got[0].Bad)
	require.Len(t, got[0].Cells, 3)
	require.Equal(t, record{5, []string{"5", "d", "v"}, ""}, got[1])

	got = scan([]byte("1;x;\"two lines;\nof text\"\n2;y;\"more\n\ntext\"\n"), ';', 1)
	require.Empty(t, got[0].Bad+got[1].Bad, "text is no row")
}

func TestOnlyKeepsTheCellsThatAreWanted(t *testing.T) {
	s := NewScanner(',')
	s.Only([]bool{false, true})
	_, _, ok := s.Next([]byte(`"a""b","c""d","e""f"` + "\n"))
	require.True(t, ok)
	require.Equal(t, 3, s.Len())
	require.Equal(t, `c"d`, string(s.Cell(1)))
}

func TestScannerDoesNotAllocate(t *testing.T) {
	data := many(100, true)
	data = append(data, "1;\"a \"\"quoted\"\" word\";3\n"...)
	s := NewScanner(';')
	require.Zero(t, testing.AllocsPerRun(10, func() {
		for rest := data; ; {
			size, _, ok := s.Next(rest)
			if !ok {
				break
			}
			rest = rest[size:]
		}
	}))
}

// What encoding/csv reads is read alike, but for two customs of its own: it leaves out blank
// lines, and turns CR LF in values into LF. A lone CR is no line end for it.
func FuzzScannerAgreesWithEncodingCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"a\nb\",\"c\"\"d\"\r\n\n,\n", "a,\"\"\n\"\"\"\",b", "\"1234567\",12345678,\"123456789\"\n", "x,\"a\r\nb\"\r\n", "\"\n\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.Contains(strings.ReplaceAll(string(data), "\r\n", ""), "\r") {
			return
		}
		std := csv.NewReader(bytes.NewReader(data))
		std.FieldsPerRecord = -1
		want, err := std.ReadAll()
		if err != nil {
			return
		}
		var got [][]string
		s := NewScanner(',')
		for rest := data; ; {
			size, lines, ok := s.Next(rest)
			if !ok {
				break
			}
			require.Positive(t, lines)
			if err := s.Err(); err != errRows {
				require.NoError(t, err)
			}
			if len(trimEnd(rest[:size])) > 0 {
				var cells []string
				for i := range s.Len() {
					cells = append(cells, strings.ReplaceAll(string(s.Cell(i)), "\r\n", "\n"))
				}
				got = append(got, cells)
			}
			rest = rest[size:]
		}
		require.Equal(t, want, got)
	})
}
