package charset

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

func TestGuessTellsEncodingsApartByTheirLetters(t *testing.T) {
	for _, c := range []struct {
		in   encoding.Encoding
		want string
		text string
	}{
		{encoding.Nop, UTF8, "payment_id;amount\n580;100\n"},
		{encoding.Nop, UTF8, ""},
		{encoding.Nop, UTF8, "номер;сумма\n580;100\n"},
		{encoding.Nop, UTF8, "номер;сумма;причина\n580;100;б\xd0\n"}, // one sign is damaged
		{encoding.Nop, UTF8, "id;주문번호\xec"},                          // cut off
		{korean.EUCKR, CP949, "payment_id;사유\n580;고객 환불 요청\n"},
		{korean.EUCKR, CP949, "id;note\n1;취소\n"},
		{korean.EUCKR, CP949, "거래번호,결제금액,상태\n1,100,똠방각하 환불\n"},
		{charmap.Windows1251, CP1251, "номер заказа;сумма;причина возврата\n580;100;товар не понравился\n"},
		{charmap.Windows1251, CP1251, "НОМЕР ЗАКАЗА;СУММА\n580;100\n"},
		{charmap.Windows1251, CP1251, "id;method\n1;ВИЗА\n2;ВИЗА\n"},
		{charmap.Windows1251, CP1251, "платіж;сума;її опис\n580;100;повернення коштів\n"},
		{charmap.Windows1251, CP1251, "id;товар\n1;чехол iPhone 15\n"},
		{charmap.Windows1252, CP1252, "id;Grund\n1;Müller wollte zurück\n2;Ärger, Größe falsch\n"},
		{charmap.Windows1252, CP1252, "id;motif\n1;créée à Nîmes\n2;DÉJÀ payé\n"},
		{charmap.Windows1252, CP1252, "id;Betrag §5 €\n1;10\n"},
		{unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), UTF16LE, "id;사유\n1;환불\n"},
		{unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), UTF16BE, "id;сумма\n1;2\n"},
	} {
		got, mark := Guess([]byte(encode(t, c.in, c.text)))
		require.Equal(t, c.want, got, c.text)
		require.Zero(t, mark)
	}
}

func TestGuessBelievesAMark(t *testing.T) {
	for mark, want := range map[string]string{"\ufeff": UTF8, "\xff\xfe": UTF16LE, "\xfe\xff": UTF16BE} {
		got, n := Guess([]byte(mark + "\xc0\xc1"))
		require.Equal(t, want, got)
		require.Equal(t, len(mark), n)
	}
}

func TestNewReaderReadsWhatGuessNames(t *testing.T) {
	for name, c := range map[string]struct {
		in   encoding.Encoding
		text string
	}{
		UTF8:    {encoding.Nop, "а가é😀"},
		UTF16LE: {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "а가é😀"},
		UTF16BE: {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "а가é😀"},
		CP949:   {korean.EUCKR, "환불 똠"},
		CP1251:  {charmap.Windows1251, "возврат №5 ё"},
		CP1252:  {charmap.Windows1252, "Rückzahlung 5 €"},
	} {
		got, err := io.ReadAll(NewReader(strings.NewReader(encode(t, c.in, c.text)), name))
		require.NoError(t, err)
		require.Equal(t, c.text, string(got), name)
	}
	for name, c := range map[string][2]string{
		UTF16LE: {"a\x00\x00\xd8b\x00c", "a\ufffdb\ufffd"},
		CP949:   {"a\xb0", "a\ufffd"},
		CP1251:  {"a\x98b", "a\ufffdb"},
	} {
		got, err := io.ReadAll(NewReader(strings.NewReader(c[0]), name))
		require.NoError(t, err)
		require.Equal(t, c[1], string(got), name)
	}
}

func TestEncodingsAreKnownByTheirUsualNames(t *testing.T) {
	for spelling, want := range map[string]string{
		"utf-8": UTF8, "UTF_16LE": UTF16LE, "EUC-KR": CP949, "windows-1251": CP1251, "ISO-8859-1": CP1252, "Latin 1": CP1252,
	} {
		got, ok := Named(spelling)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for _, name := range []string{UTF8, UTF16LE, UTF16BE, CP949, CP1251, CP1252} {
		got, ok := Named(name)
		require.True(t, ok)
		require.Equal(t, name, got)
	}
	_, ok := Named("KOI-7")
	require.False(t, ok)
}
