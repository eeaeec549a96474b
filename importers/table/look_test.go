package table

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"contra/importers/charset"
)

const plain = "payment_id;amount;currency\nA-1;1250;EUR\nA-2;300;KRW\n"

func TestLookFindsDelimiterAndHeader(t *testing.T) {
	for name, c := range map[string]struct {
		text      string
		delimiter byte
		line      int
		header    []string
	}{
		"semicolons":      {plain, ';', 1, []string{"payment_id", "amount", "currency"}},
		"commas":          {strings.ReplaceAll(plain, ";", ","), ',', 1, []string{"payment_id", "amount", "currency"}},
		"tabs":            {strings.ReplaceAll(plain, ";", "\t"), '\t', 1, []string{"payment_id", "amount", "currency"}},
		"bars":            {strings.ReplaceAll(plain, ";", "|"), '|', 1, []string{"payment_id", "amount", "currency"}},
		"lone CR":         {strings.ReplaceAll(plain, "\n", "\r"), ';', 1, []string{"payment_id", "amount", "currency"}},
		"blanks":          {" payment_id ;\"amount \"; currency\nA-1;1;EUR\n", ';', 1, []string{"payment_id", "amount", "currency"}},
		"two columns":     {"id,note\n1,a\n2,b\n", ',', 1, []string{"id", "note"}},
		"decimal commas":  {"id;amount;fee\nA;1,50;0,10\nB;2,50;0,20\nC;3,50;0,30\n", ';', 1, []string{"id", "amount", "fee"}},
		"commas in text":  {"id|amount|note\nA|1|b, c, d, e\nB|2|f, g, h, i\n", '|', 1, []string{"id", "amount", "note"}},
		"bars in text":    {"id,amount,note\nA,1,x|y\nB,2,x|y\nC,3,x|y,z\nD,4,x|y\nE,5,x|y\n", ',', 1, []string{"id", "amount", "note"}},
		"comma in names":  {"id;Amount, EUR;Fee, EUR\nA;1;2\nB;3;4\n", ';', 1, []string{"id", "Amount, EUR", "Fee, EUR"}},
		"lines above":     {"Payments\nfrom;2026-01-01;to;2026-01-31\n\nid;amount;currency;day\nA;1;EUR;2026-01-01\nB;2;EUR;2026-01-02\n", ';', 4, []string{"id", "amount", "currency", "day"}},
		"titles, padded":  {"Company,ACME,,,\nid,amount,currency,day,type\nA,1,EUR,2026-01-01,sale\n", ',', 2, []string{"id", "amount", "currency", "day", "type"}},
		"many pairs":      {strings.Repeat("Key,Value\n", 9) + "id,amount,currency,day,type\nA,1,EUR,2026-01-01,sale\nB,1,EUR,2026-01-01,sale\n", ',', 10, []string{"id", "amount", "currency", "day", "type"}},
		"sep=":            {"sep=|\r\nid|note;a|x\r\n1|2;3|4\r\n", '|', 2, []string{"id", "note;a", "x"}},
		"rows end so":     {"id;amount;currency\nA;1;EUR;\nB;2;EUR;\n", ';', 1, []string{"id", "amount", "currency"}},
		"a name is blank": {";id;amount;currency;day\n1;A;1;EUR;2026-01-01\n", ';', 1, []string{"", "id", "amount", "currency", "day"}},
		"folded names":    {"id;\"amount\nin cents\";currency\nA;1;EUR\n", ';', 1, []string{"id", "amount\nin cents", "currency"}},
		"a broken row":    {"id;amount;note\nA;1;\"x\" y\nB;2;z\n", ';', 1, []string{"id", "amount", "note"}},
	} {
		l := look(t, c.text)
		require.Equal(t, string(rune(c.delimiter)), string(rune(l.Delimiter)), name)
		require.Equal(t, c.line, l.HeaderLine, name)
		require.Equal(t, c.header, l.Header, name)
		require.Len(t, l.Preamble, c.line-1, name)
		got, _ := records(t, FromBytes("x", []byte(c.text)), l, 1)
		require.NotEmpty(t, got, name)
		require.Equal(t, got[0].Cells, l.Samples[0], name)
		require.Equal(t, got[0].Line, l.SampleLines[0], name)
	}
}

func TestLookGivesTheFirstRowsAsWritten(t *testing.T) {
	l := look(t, "Report \"March\"\r\n\r\nid;note;sum\r\n1;\"a\r\nb\";5\r\n\r\n2;\"c\"\"d\";6\r\n")
	require.Equal(t, []string{`Report "March"`, ""}, l.Preamble)
	require.Equal(t, [][]string{{"1", "a\r\nb", "5"}, {"2", `c"d`, "6"}}, l.Samples)
	require.Equal(t, []string{"1;\"a\r\nb\";5", `2;"c""d";6`}, l.SampleText)
	require.Equal(t, []int{4, 7}, l.SampleLines)
	require.Len(t, look(t, string(many(1000, true))).Samples, 20)
}

func TestHintsAreObeyed(t *testing.T) {
	text := []byte("a;b,c;d\ne;f,g;h\n1;2,3;4\n")
	l, err := FromBytes("x", text).Look(Hint{Delimiter: ',', HeaderLine: 2, Encoding: "windows-1251"})
	require.NoError(t, err)
	require.Equal(t, []string{"e;f", "g;h"}, l.Header)
	require.Equal(t, []string{"a;b,c;d"}, l.Preamble)
	require.Equal(t, charset.CP1251, l.Encoding)
	require.Equal(t, 2, l.HeaderLine)

	l, err = FromBytes("x", []byte("\ufeff"+plain)).Look(Hint{Encoding: "CP1251"})
	require.NoError(t, err)
	require.Equal(t, charset.UTF8, l.Encoding, "a mark is believed first")

	_, err = FromBytes("x.csv", text).Look(Hint{Encoding: "KOI-7"})
	require.Contains(t, refused(t, err), "KOI-7")
	_, err = FromBytes("x.csv", text).Look(Hint{HeaderLine: 9})
	require.Contains(t, refused(t, err), "x.csv, line 9,")
}

func TestWhatIsNoTableIsRefusedByName(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "is empty",
		"\n\r\n ;; \n":                "is empty",
		"payment_id;amount;currency":  "line 1, is a header, and no row follows",
		"a title\nid,amount\n\n":      "line 2, is a header, and no row follows",
		"1;2;3\n4;5;6\n":              "has no header",
		"no table\nbut words\n":       "has no header",
		"\x00\x01\x02;a;b\n1;2\x00;3": "is no text",
		"\xd0\xcf\x11\xe0\xa1\xb1":    "is a workbook",
	} {
		_, err := FromBytes("march.csv", []byte(text)).Look(Hint{})
		require.Regexp(t, "^march.csv.* "+want, refused(t, err), "%q", text)
	}
}

var encodings = []struct {
	name, mark, text string
	in               encoding.Encoding
}{
	{charset.UTF8, "", "платёж;сумма;причина\n1;2;не понравился\n", encoding.Nop},
	{charset.UTF8, "\ufeff", "결제;금액;사유\n1;2;환불\n", encoding.Nop},
	{charset.UTF16LE, "", "결제;금액;사유\n1;2;환불 🙂\n", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{charset.UTF16LE, "\xff\xfe", "결제;금액;사유\n1;2;환불 🙂\n", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{charset.UTF16BE, "", "платёж;сумма;причина\n1;2;не понравился\n", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{charset.UTF16BE, "\xfe\xff", "결제;금액;사유\n1;2;환불\n", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{charset.CP949, "", "결제;금액;사유\n1;2;고객 환불, 똠방각하\n", korean.EUCKR},
	{charset.CP1251, "", "платёж;сумма;причина\n1;2;не понравился №5\n", charmap.Windows1251},
	{charset.CP1252, "", "Zahlung;Betrag;Grund\n1;2;Größe falsch, zurück für 5 €\n", charmap.Windows1252},
}

func TestEveryEncodingIsReadInParts(t *testing.T) {
	for _, e := range encodings {
		head, row, _ := strings.Cut(e.text, "\n")
		text := e.text + strings.Repeat(row, 500)
		raw, err := e.in.NewEncoder().String(text)
		require.NoError(t, err)
		s := FromBytes("x", []byte(e.mark+raw))
		s.size = 100
		l, err := s.Look(Hint{})
		require.NoError(t, err, e.name)
		require.Equal(t, e.name, l.Encoding)
		require.Equal(t, e.mark != "", l.BOM)
		require.Equal(t, strings.Split(head, ";"), l.Header)
		got, sum := records(t, s, l, 2)
		require.Equal(t, scan([]byte(strings.Repeat(row, 501)), ';', 2), got)
		require.EqualValues(t, len(e.mark)+len(raw), sum.Bytes)
	}
}

// A report that begins with ASCII for long is still known by its letters.
func TestEncodingIsKnownFromLettersFarDown(t *testing.T) {
	far := string(many(3000, false)) + "1;2;3;4;5;6;7;8;9;10;11;12;13;не понравился\r\n"
	require.Greater(t, len(far), headSize)
	raw, err := charmap.Windows1251.NewEncoder().String(far)
	require.NoError(t, err)
	s := FromBytes("x", []byte(raw))
	l, err := s.Look(Hint{})
	require.NoError(t, err)
	require.Equal(t, charset.CP1251, l.Encoding)
	got, _ := records(t, s, l, 1)
	require.Equal(t, "не понравился", got[3000].Cells[13])
}

func TestWhatIsNoTextIsMarkedInItsOwnRow(t *testing.T) {
	text := "id;сумма;причина\n1;2;a\n2;3;b\xffc\n3;4;d\x00e\n4;5;f\n"
	s := FromBytes("x", []byte(text))
	l, err := s.Look(Hint{Encoding: charset.UTF8})
	require.NoError(t, err)
	got, _ := records(t, s, l, 1)
	require.Equal(t, []string{"2", "3", "b\ufffdc"}, got[1].Cells)
	require.Equal(t, []string{"3", "4", "d\ufffde"}, got[2].Cells)
	require.Equal(t, record{5, []string{"4", "5", "f"}, ""}, got[3])
	require.Equal(t, got[1].Cells, l.Samples[1])
}

func FuzzLook(f *testing.F) {
	for _, e := range encodings {
		raw, err := e.in.NewEncoder().String(e.text)
		require.NoError(f, err)
		f.Add([]byte(e.mark+raw), 3)
	}
	f.Add([]byte("sep=;\nid;a\n1;\"2\n3\"\n\"\n"), 1)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		s := FromBytes("x", data)
		s.size = 1 + size&255
		l, err := s.Look(Hint{})
		if err != nil {
			refused(t, err)
			return
		}
		require.Len(t, l.Preamble, l.HeaderLine-1)
		got, sum := records(t, s, l, 2)
		require.EqualValues(t, len(data), sum.Bytes)
		for i, line := range l.SampleLines {
			at := 0
			for at < len(got) && got[at].Line != line {
				at++
			}
			require.Less(t, at, len(got), "line %d", line)
			require.Equal(t, l.Samples[i], got[at].Cells)
		}
		again, err := s.Look(Hint{Encoding: l.Encoding, Delimiter: l.Delimiter, HeaderLine: l.HeaderLine})
		require.NoError(t, err)
		require.Equal(t, l, again, "what was found out, as a hint")
	})
}
