package list

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"contra/core/batch"
	"contra/core/ledger"
)

func read(t testing.TB, data string) *Table {
	t.Helper()
	got, err := Read("list.csv", []byte(data))
	require.NoError(t, err)
	return got
}

func TestEveryDelimiterEncodingAndLineEnd(t *testing.T) {
	rows := []string{"주문번호|환불금액|통화|사유", "580|12.50|EUR|고객 요청", `KP-1||KRW|"a ""b""` + "\x01" + `c, d; e"`, "", "7|5|KRW|"}
	encodings := map[string]struct {
		name string
		enc  encoding.Encoding
	}{
		"utf-8": {"UTF-8", encoding.Nop}, "utf-8 marked": {"UTF-8", unicode.UTF8BOM},
		"utf-16le": {"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}, "utf-16le marked": {"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"utf-16be": {"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}, "utf-16be marked": {"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		"cp949": {"CP949", korean.EUCKR},
	}
	for _, comma := range []string{";", ",", "\t", "|"} {
		for name, e := range encodings {
			for _, end := range []string{"\r\n", "\n", "\r"} {
				text := strings.ReplaceAll(strings.ReplaceAll(strings.Join(rows, end), "|", comma), "\x01", end)
				data, err := e.enc.NewEncoder().String(text)
				require.NoError(t, err)
				require.Equal(t, &Table{
					Format: "csv", Encoding: e.name, Delimiter: comma, Header: []string{"주문번호", "환불금액", "통화", "사유"},
					Rows: []Record{{2, []string{"580", "12.50", "EUR", "고객 요청"}}, {3, []string{"KP-1", "", "KRW", `a "b"` + end + "c, d; e"}}, {6, []string{"7", "5", "KRW", ""}}},
				}, read(t, data), "%q %s %q", comma, name, end)
			}
		}
	}
}

func TestTitlesAndSniffing(t *testing.T) {
	for name, c := range map[string]struct {
		data, comma string
		header      []string
		lines       []int
	}{
		"titles":         {"Refunds, of June; by hand\n\n;;\nShop KR 1234\npayment_id,amount\nA,1\n\nB,2\n", ",", []string{"payment_id", "amount"}, []int{6, 8}},
		"decimal commas": {"ref;sum\nA;1,5\nB;2,5\nC;3,5\n", ";", []string{"ref", "sum"}, []int{2, 3, 4}},
		"commas in text": {"payment_id;description\nA;a, b, c\nB;a, b, c\n", ";", []string{"payment_id", "description"}, []int{2, 3}},
		"one column":     {"payment_id\nA\nB,1\n", "", []string{"payment_id"}, []int{2, 3}},
		"unknown names":  {"Ref,What\nA,1\nB,2\n", ",", []string{"Ref", "What"}, []int{2, 3}},
		"short row":      {"payment_id,amount,currency\nA\nB,2\n", ",", []string{"payment_id", "amount", "currency"}, []int{2, 3}},
		"empty extra":    {"payment_id;amount\nA;1;;\n", ";", []string{"payment_id", "amount"}, []int{2}},
		"sep line":       {"sep=,\r\nRef,What\r\nA,1;2\r\n", ",", []string{"Ref", "What"}, []int{3}},
		"later name":     {"Name;Order\nWHO;order id;Amount\nx;A;1\n", ";", []string{"WHO", "order id", "Amount"}, []int{3}},
	} {
		got := read(t, c.data)
		require.Equal(t, c.comma, got.Delimiter, name)
		require.Equal(t, c.header, got.Header, name)
		var lines []int
		for _, r := range got.Rows {
			lines = append(lines, r.Line)
		}
		require.Equal(t, c.lines, lines, name)
	}
}

func TestRefused(t *testing.T) {
	for data, says := range map[string]string{
		"":                                     "is empty",
		"\n ; \n":                              "is empty",
		"payment_id;amount\n":                  "line 1, is a header, and no row follows",
		"580\n581\n":                           "line 1, is no header",
		"A;A\nx;y\n":                           "line 1, is no header",
		"payment_id;amount\nA;1\n\"B;2\nC;3\n": "line 3, has a quote that is never closed",
		"payment_id;amount\nA;\"1\" x\n":       "line 2, has text behind a closing quote",
		"payment_id,amount,currency\n\nA,1,000,KRW\n": "line 3, has 4 values, and the header has 3",
		"payment_id;x\nA;\xff\xfe\xff\n":              "line 2, has bytes that are neither UTF-8, UTF-16 nor CP949",
		"payment_id;x\nA;\x00\n":                      "line 2, has a NUL",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":            "is an old or a locked workbook",
		"\x1f\x8b\x08":                                "is compressed",
		"PK\x03\x04":                                  "cannot be read as a workbook",
		"payment_id;x\nA" + strings.Repeat(";x", 600): "has more columns",
	} {
		_, err := Read("/some/where/ref\x1bunds.csv", []byte(data))
		var e *ledger.Error
		require.True(t, errors.As(err, &e), "%q", data)
		require.Contains(t, e.Message, says)
		require.True(t, strings.HasPrefix(e.Message, "ref\ufffdunds.csv"), e.Message)
		require.NotEmpty(t, e.Hint)
	}
}

func TestLongList(t *testing.T) {
	var b strings.Builder
	b.WriteString("payment_id,amount,currency,description\n")
	for i := range 100_000 {
		fmt.Fprintf(&b, "KP-%d,%d,KRW,\"item, %d\"\n", i, i+1, i)
	}
	got := read(t, b.String())
	require.Len(t, got.Rows, 100_000)
	require.Equal(t, Record{100_001, []string{"KP-99999", "100000", "KRW", "item, 99999"}}, got.Rows[99_999])
}

func TestWishes(t *testing.T) {
	got := read(t, "general.payment_id;payment.amount;payment.currency;payment.description;method;operation_type;general.project_id;general.operation_id;x\n A ;100;KRW;paid by 4111 1111 1111 1111;wallet/kakaopay;refund;7;9;y\nB\n")
	m, sure := Propose(got.Header)
	require.True(t, sure)
	require.Equal(t, []batch.Wish{
		{Line: 2, Type: "refund", Project: "7", Method: "wallet/kakaopay", PaymentID: " A ", OperationID: "9", Amount: "100", Minor: true, Currency: "KRW", Description: "paid by 4111 11** **** 1111"},
		{Line: 3, PaymentID: "B", Minor: true},
	}, m.Wishes(got))
	cards := m.Cards(got)
	require.Len(t, cards, 1)
	require.Equal(t, 2, cards[0].Line)
	require.NotContains(t, cards[0].Message, "4111 1111")

	got = read(t, "payment_id;amount\n4111-1111-1111-1111;12.50\n")
	m, _ = Propose(got.Header)
	require.Equal(t, []batch.Wish{{Line: 2, PaymentID: "4111-1111-1111-1111", Amount: "12.50"}}, m.Wishes(got))
	require.Len(t, m.Cards(got), 1)
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("payment_id,amount,currency,description\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "KP-%d,%d,KRW,\"item, %d\"\n", i, i+1, i)
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if t, err := Read("a.csv", data); err != nil || len(t.Rows) != 100_000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorkbook(b *testing.B) {
	var rows strings.Builder
	rows.WriteString(`<row r="1"><c r="A1" t="inlineStr"><is><t>payment_id</t></is></c><c r="B1" t="inlineStr"><is><t>amount</t></is></c></row>`)
	for i := range 100_000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>KP-%d</t></is></c><c r="B%d"><v>%d</v></c><c r="C%d" t="inlineStr"><is><t>KRW</t></is></c></row>`, i+2, i+2, i, i+2, i+1, i+2)
	}
	data := sheet(b, rows.String())
	b.ReportAllocs()
	for b.Loop() {
		if t, err := Read("a.xlsx", data); err != nil || len(t.Rows) != 100_000 {
			b.Fatal(err)
		}
	}
}
