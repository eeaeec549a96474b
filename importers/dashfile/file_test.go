package dashfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"contra/core/batch"
	"contra/core/money"
)

const head = "operation_type;general.project_id;method;general.payment_id;general.operation_id;payment.amount;payment.currency;payment.description\r\n"

const good = head +
	"refund;120;wallet/kakaopay;580;;1000;KRW;Order 580 returned\r\n" +
	"refund;120;wallet/kakaopay;581;;350;KRW;환불 요청\r\n" +
	"refund;35;card;payment_536231;77;1905;EUR;Duplicate charge\r\n"

func read(t testing.TB, data string) File {
	t.Helper()
	f, err := Read("refunds.csv", strings.NewReader(data))
	require.NoError(t, err)
	return f
}

// told lists findings as "line code column".
func told(f File) (list []string) {
	for _, x := range f.Findings {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%d %s %s", x.Line, x.Code, x.Column)))
	}
	return list
}

func TestReadsAGoodFile(t *testing.T) {
	f := read(t, good)
	require.Empty(t, f.Findings)
	require.Equal(t, []batch.Row{
		{Line: 2, Type: "refund", Project: 120, Method: "wallet/kakaopay", PaymentID: "580", Amount: money.Amount{Minor: 1000, Currency: "KRW"}, Description: "Order 580 returned"},
		{Line: 3, Type: "refund", Project: 120, Method: "wallet/kakaopay", PaymentID: "581", Amount: money.Amount{Minor: 350, Currency: "KRW"}, Description: "환불 요청"},
		{Line: 4, Type: "refund", Project: 35, Method: "card", PaymentID: "payment_536231", OperationID: "77", Amount: money.Amount{Minor: 1905, Currency: "EUR"}, Description: "Duplicate charge"},
	}, f.Rows)
	require.Equal(t, batch.Columns(), f.Columns)
	require.False(t, f.LF)
	require.EqualValues(t, len(good), f.Bytes)
	sum := sha256.Sum256([]byte(good))
	require.Equal(t, hex.EncodeToString(sum[:]), f.SHA256)

	lf := read(t, strings.ReplaceAll(good, "\r\n", "\n"))
	require.True(t, lf.LF)
	require.Equal(t, f.Rows, lf.Rows)
	require.Equal(t, f.Rows, read(t, strings.ReplaceAll(good, "\r\n", "\r")).Rows)
	require.Equal(t, f.Rows, read(t, strings.TrimSuffix(good, "\r\n")).Rows)
}

func TestColumnsMayStandInAnyOrderAndTheOptionalOneMayLack(t *testing.T) {
	f := read(t, "payment.currency;payment.amount;general.payment_id;method;general.project_id;payment.description;operation_type\nKRW;5;A;m;7;d;refund\n")
	require.Empty(t, f.Findings)
	require.Equal(t, []batch.Row{{Line: 2, Type: "refund", Project: 7, Method: "m", PaymentID: "A", Amount: money.Amount{Minor: 5, Currency: "KRW"}, Description: "d"}}, f.Rows)
}

func TestTellsWhatIsWrongWithTheFileAndReadsOn(t *testing.T) {
	encoded := func(data []byte, err error) string { require.NoError(t, err); return string(data) }
	row := "refund;120;card;1;;10;EUR;x\r\n"
	for name, c := range map[string]struct {
		data string
		want []string
		rows int
	}{
		"empty":             {"", []string{"0 file_empty"}, 0},
		"only a header":     {head, []string{"0 file_empty"}, 0},
		"byte order mark":   {"\ufeff" + good, []string{"1 file_bom"}, 3},
		"utf-16":            {encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(good))), []string{"1 file_encoding"}, 3},
		"cp949":             {encoded(korean.EUCKR.NewEncoder().Bytes([]byte(good))), []string{"1 file_encoding"}, 3},
		"broken":            {head + row + "refund;120;card;2;;10;EUR;\xff\r\n", []string{"3 file_encoding"}, 2},
		"nul":               {head + row + "refund;120;card;2;;10;EUR;\x00\r\n", []string{"3 file_encoding"}, 2},
		"commas":            {strings.ReplaceAll(good, ";", ","), []string{"1 file_delimiter"}, 3},
		"tabs":              {strings.ReplaceAll(good, ";", "\t"), []string{"1 file_delimiter"}, 3},
		"bars":              {strings.ReplaceAll(good, ";", "|"), []string{"1 file_delimiter"}, 3},
		"workbook":          {"PK\x03\x04xxx", []string{"0 file_unreadable"}, 0},
		"column missing":    {strings.Replace(good, "method;", "way;", 1), []string{"1 column_missing method", "1 column_unknown way"}, 3},
		"column misspelt":   {strings.Replace(good, "method;", " Method;", 1), []string{"1 column_missing method"}, 3},
		"column twice":      {strings.Replace(good, "general.operation_id;", "method;", 1), []string{"1 column_duplicated method"}, 3},
		"column unknown":    {strings.Replace(good, "general.operation_id;", "x;", 1), []string{"1 column_unknown x"}, 3},
		"column nameless":   {strings.Replace(good, "general.operation_id;", ";", 1), []string{"1 column_unknown"}, 3},
		"no header":         {row + row, []string{"1 column_missing operation_type", "1 column_missing general.project_id", "1 column_missing method", "1 column_missing general.payment_id", "1 column_missing payment.amount", "1 column_missing payment.currency", "1 column_missing payment.description"}, 0},
		"too few fields":    {head + row + "refund;120;card;1;10;EUR;x\r\n", []string{"3 field_count"}, 2},
		"too many fields":   {head + "refund;120;card;1;;10;EUR;x;y\r\n" + row, []string{"2 field_count"}, 2},
		"quoted":            {head + row + "refund;120;card;\"1\";;10;EUR;x\r\n", []string{"3 field_quoted general.payment_id"}, 2},
		"quoted semicolon":  {head + "refund;120;card;1;;10;EUR;\"x;y\"\"z\"\r\n", []string{"2 field_quoted payment.description"}, 1},
		"quoted line break": {head + "refund;120;card;1;;10;EUR;\"x\r\ny\"\r\n", []string{"2 field_quoted payment.description", "3 field_count"}, 2},
		"quoted header":     {"\"" + strings.Replace(head, ";", "\";", 1) + row, []string{"1 field_quoted operation_type"}, 1},
		"empty line":        {head + row + "\r\n" + row, []string{"3 field_count"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, c.data)
			for _, x := range f.Findings {
				require.NotEmpty(t, x.Message)
			}
			if name == "broken" {
				require.Contains(t, f.Rows[1].Description, "\ufffd")
			}
			require.ElementsMatch(t, c.want, asked(told(f), c.want))
			require.Len(t, f.Rows, c.rows)
		})
	}
	f := read(t, strings.ReplaceAll(good, ";", ","))
	require.Equal(t, read(t, good).Rows, f.Rows, "what is wrong as a whole hides nothing else")
	f = read(t, head+"refund;120;card;1;;10;EUR;\"x;y\"\"z\"\r\n")
	require.Equal(t, `x;y"z`, f.Rows[0].Description)
}

// asked leaves out warnings of unknown columns where a case is not about them.
func asked(got, want []string) (kept []string) {
	for _, g := range got {
		if strings.Contains(g, "column_unknown") && !strings.Contains(strings.Join(want, "\n"), "column_unknown") {
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

func TestExtension(t *testing.T) {
	for name, want := range map[string]int{"a.csv": 0, "a.CSV": 0, "-": 0, "a.txt": 1, "a": 1, "a.csv.txt": 1} {
		f, err := Read(name, strings.NewReader(good))
		require.NoError(t, err)
		require.Len(t, f.Findings, want, name)
		require.Len(t, f.Rows, 3)
	}
}

func TestOnlyReadingItselfFails(t *testing.T) {
	_, err := Read("a.csv", iotest.ErrReader(errors.New("gone")))
	require.ErrorContains(t, err, "gone")
	f, err := Read("a.csv", iotest.OneByteReader(strings.NewReader(good)))
	require.NoError(t, err)
	require.Equal(t, read(t, good), f)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	return copy(p, bytes.Repeat([]byte{'x'}, len(p))), nil
}

func TestTooLarge(t *testing.T) {
	f, err := Read("a.csv", endless{})
	require.NoError(t, err)
	require.Equal(t, []string{"0 file_too_large"}, told(f))
	require.Empty(t, f.Rows)
	require.Empty(t, f.SHA256, "of a part would be a lie")
}
