package charset

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

const sample = "payment_id;사유\r\n580;고객 환불 요청, 똠방각하\r\n"

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	require.NoError(t, err)
	return out
}

func TestReadsEveryEncoding(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want Text
	}{
		"utf-8":           {sample, Text{sample, UTF8, false, 0}},
		"utf-8 marked":    {"\ufeff" + sample, Text{sample, UTF8, true, 0}},
		"utf-16le marked": {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), sample), Text{sample, UTF16LE, true, 0}},
		"utf-16be marked": {encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), sample), Text{sample, UTF16BE, true, 0}},
		"utf-16le":        {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), sample), Text{sample, UTF16LE, false, 0}},
		"utf-16be":        {encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), sample), Text{sample, UTF16BE, false, 0}},
		"cp949":           {encode(t, korean.EUCKR, sample), Text{sample, CP949, false, 0}},
		"empty":           {"", Text{"", UTF8, false, 0}},
		"only a mark":     {"\ufeff", Text{"", UTF8, true, 0}},
		"pair":            {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "a😀b"), Text{"a😀b", UTF16LE, true, 0}},
		"broken utf-8":    {"\ufeffa\r\nb\rc\n\xff\xfe", Text{"a\r\nb\rc\n\ufffd", UTF8, true, 4}},
		"broken utf-16":   {"\xff\xfea\x00\n\x00\x00\xd8b\x00", Text{"a\n\ufffdb", UTF16LE, true, 2}},
		"odd utf-16":      {"\xff\xfea\x00b", Text{"a\ufffd", UTF16LE, true, 1}},
		"half a sign":     {"a;b\n1;\xb0", Text{"a;b\n1;\ufffd", "", false, 2}},
	} {
		require.Equal(t, c.want, Decode(c.data), name)
	}
}

// Cyrillic of Windows is a pair of bytes in CP949 too, and must not be taken for Korean.
func TestRussianCodePageIsNotKorean(t *testing.T) {
	got := Decode(encode(t, charmap.Windows1251, "номер заказа;сумма;причина возврата\n580;100;товар не понравился\n"))
	require.Empty(t, got.Encoding)
	require.Equal(t, 1, got.Bad)
	require.True(t, utf8.ValidString(got.S))
}

func TestLineEndBelongsToItsLine(t *testing.T) {
	s := "a\r\nb\rc\nd"
	want := []int{1, 1, 1, 2, 2, 3, 3, 4}
	for at := range s {
		require.Equal(t, want[at], Line(s, at), "%d", at)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{sample, "\xff\xfea\x00", "\xfe\xff\x00a", "\xef\xbb\xbf", "\xb0\xa1", "\x00\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		got := Decode(data)
		require.True(t, utf8.ValidString(got.S))
		if got.Encoding == "" {
			require.Positive(t, got.Bad, "what is of no known encoding has a bad byte")
		}
	})
}

func TestShort(t *testing.T) {
	require.Equal(t, "고객 42", Short("고객 42"))
	require.Equal(t, "a�[31m�b�", Short("a\x1b[31m\u202eb\xff"))
	long := Short(string(make([]byte, 1000)))
	require.Equal(t, 41, utf8.RuneCountInString(long))
}
