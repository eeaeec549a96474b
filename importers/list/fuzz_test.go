package list

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/importers/charset"
)

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"payment_id;amount\nA;1\n", "payment_id,amount\r\nA,\"1,\r\n000\"\r\n", "\ufeff주문번호\t금액\rA\t1\r", "\xff\xfea\x00;\x00b\x00\n\x001\x00", "a|b\n\n1|\"\"\"\"\n", "PK\x03\x04", "payment_id\n\"",
		"\xc1\xd6\xb9\xae\xb9\xf8\xc8\xa3;x\nA;1\n",
	} {
		f.Add([]byte(s))
	}
	f.Add(sheet(f, `<row r="2"><c r="A2"><v>5.8E+10</v></c></row>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read("x", data)
		if err != nil {
			var e *ledger.Error
			require.True(t, errors.As(err, &e))
			require.NotEmpty(t, e.Hint)
			require.True(t, utf8.ValidString(e.Message))
			return
		}
		require.NotEmpty(t, got.Rows)
		last := 0
		for _, r := range got.Rows {
			require.Greater(t, r.Line, last)
			last = r.Line
			require.False(t, blank(r.Fields))
		}
		m, _ := Propose(got.Header)
		require.Len(t, m.Wishes(got), len(got.Rows))
		if got.Format == "csv" {
			nothingIsLost(t, data, got)
		}
	})
}

// nothingIsLost compares with the standard library where that can read the file: the last rows
// are the same, and what comes before them is titles and the header.
func nothingIsLost(t *testing.T, data []byte, got *Table) {
	text := charset.Decode(string(data)).S
	if got.Delimiter == "" || strings.Contains(text, "\r") {
		return
	}
	std := csv.NewReader(strings.NewReader(text))
	std.Comma, std.FieldsPerRecord = rune(got.Delimiter[0]), -1
	all, err := std.ReadAll()
	if err != nil {
		return
	}
	var rows [][]string
	for _, fields := range all {
		if !blank(fields) {
			rows = append(rows, fields)
		}
	}
	require.GreaterOrEqual(t, len(rows), len(got.Rows)+1)
	rows = rows[len(rows)-len(got.Rows)-1:]
	require.Equal(t, rows[0], got.Header)
	for i, r := range got.Rows {
		require.Equal(t, rows[i+1], r.Fields)
	}
}
