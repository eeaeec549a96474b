package block_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/report/block"
	"contra/core/report/pack"
)

// month is the text of n rows such as reports have.
func month(n int) []byte {
	rnd := rand.New(rand.NewPCG(3, 4))
	var s strings.Builder
	for _, i := range rnd.Perm(n) {
		at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 2678400 * time.Second / time.Duration(n)).Format(time.DateTime)
		kind := "sale"
		if i%20 == 7 {
			kind = "refund"
		}
		fmt.Fprintf(&s, "1234,%d,ORD-2026-%08d,%s,success,%d,KRW,%s,%s,kakaopay,customer%d,\n", 5028800000000000+i*7919, i, kind, 1000+i%90000, at, at, i%5000)
	}
	return []byte(s.String())
}

func open(t require.TestingT, data []byte, size int) *block.Block {
	b, err := block.Open(data, size)
	require.NoError(t, err)
	return b
}

func TestTheTextOfAReportTakesAnEighth(t *testing.T) {
	text := month(8000)
	data := block.NewEncoder(',').Encode(nil, text)
	require.Less(t, len(data)*8, len(text))
	b := open(t, data, len(text))
	require.Equal(t, 8000, b.Lines())
	back, err := b.Text(nil)
	require.NoError(t, err)
	require.Equal(t, string(text), string(back))
}

// What is odd about a text survives like the rest.
func TestAnyTextComesBackAndAnyLineByItself(t *testing.T) {
	for name, text := range map[string]string{
		"empty":             "",
		"no end":            "a,b\nc,d",
		"delimiter at end":  "a,b\nc,",
		"blank lines":       "\n\na,b\n\n",
		"all ends":          "1,2\r\n3,4\n5,6\r7,8\r\r\n\n9,10",
		"odd lines":         "total\n1,2\n3,4\n\"x\ny\",5\n6,7\nsum,13,!\n",
		"zeros":             "007\n012\n100\n",
		"zeros, uneven":     "07\n7\n007\n",
		"longest digits":    "999999999999999999\n000000000000000001\n",
		"too many digits":   "1999999999999999999\n1000000000000000001\n",
		"digits turn words": "12-05\n12/05\n\n",
		"one word, many":    "a\na\nb\na\nb\n",
		"like before":       "5,5\n66,66\n7,7\n",
		"not text":          "\x00\xff,\x80\n\r\x01,2\n",
	} {
		t.Run(name, func(t *testing.T) {
			check(t, []byte(text))
		})
	}
	var many strings.Builder // more words than a column may have, and more than 57 bits
	for i := range 1000 {
		fmt.Fprintf(&many, "w%cx%c,%d\n", 'a'+i%26, 'a'+i/26, uint64(i)*999_999_999_999_999)
	}
	check(t, []byte(many.String()))
}

// A sign that is no digit, where digits were expected, is not taken for one.
func TestNoSignIsTakenForADigit(t *testing.T) {
	row := "5-22 16:48:00,2026,123456,12345678,123456789,1234567890123456,12345678901234567\n"
	for i := range len(row) - 1 {
		for _, c := range []byte{0, 0x18, ' ', '/', ':', '?', 'p', 0x80, 0xb5, 0xff} {
			odd := []byte(row)
			odd[i] = c
			check(t, []byte(strings.Repeat(row, 3)+string(odd)+strings.Repeat(row, 3)))
		}
	}
}

func check(t require.TestingT, text []byte) {
	b := open(t, block.NewEncoder(',').Encode(nil, text), len(text))
	back, err := b.Text([]byte("before"))
	require.NoError(t, err)
	require.Equal(t, "before"+string(text), string(back))
	var lines []byte
	for i := range b.Lines() {
		lines, err = b.Append(lines, i, i+1)
		require.NoError(t, err)
	}
	require.Equal(t, string(text), string(lines))
	some, err := b.Append(nil, b.Lines()/3, b.Lines()/2)
	require.NoError(t, err)
	require.Contains(t, string(text), string(some))
}

func TestDamagedBlocksAreNoticed(t *testing.T) {
	text := month(50)
	data := block.NewEncoder(',').Encode(nil, text)
	for i := range data {
		_, err := block.Open(data[:i], len(text))
		require.ErrorContains(t, err, "damaged")
	}
	for i := range data { // also where it would read well
		data[i] ^= 1 << (i % 8)
		_, err := block.Open(data, len(text))
		require.ErrorContains(t, err, "damaged")
		data[i] ^= 1 << (i % 8)
	}
	_, err := block.Open(pack.Seal(append([]byte{9}, data[1:len(data)-4]...), 0), len(text))
	require.ErrorContains(t, err, "damaged")
	_, err = block.Open(data, len(text)+1)
	require.ErrorContains(t, err, "damaged")
}

func TestTextThatIsCompressedAsAWholeIsReadToo(t *testing.T) {
	text := month(50)
	b := open(t, pack.Compress(nil, text), len(text))
	line, err := b.Append(nil, 7, 8)
	require.NoError(t, err)
	require.Equal(t, strings.SplitAfter(string(text), "\n")[7], string(line))
}

func FuzzAnyTextComesBack(f *testing.F) {
	f.Add([]byte("1,2\r\n03,4\nx"))
	f.Add(month(20))
	f.Fuzz(func(t *testing.T, text []byte) { check(t, text) })
}

// Whatever a block holds, reading it ends, with its text or with an error.
func FuzzAnyBytesAreOpened(f *testing.F) {
	for _, data := range [][]byte{block.NewEncoder(',').Encode(nil, month(20)), block.NewEncoder(';').Encode(nil, []byte("a;b\nc\n1;2\r\n"))} {
		f.Add(data[:len(data)-4]) // without its checksum
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, size := range []int{0, len(month(20)), 13} {
			if b, err := block.Open(pack.Seal(data[:len(data):len(data)], 0), size); err == nil {
				if text, err := b.Text(nil); err == nil {
					require.Len(t, text, size)
				}
			}
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	text := month(8000)
	b.SetBytes(int64(len(text)))
	e := block.NewEncoder(',')
	var data []byte
	for b.Loop() {
		data = e.Encode(data[:0], text)
	}
	b.ReportMetric(float64(len(data))/8000, "bytes/row")
}

func BenchmarkText(b *testing.B) {
	text := month(8000)
	b.SetBytes(int64(len(text)))
	data := block.NewEncoder(',').Encode(nil, text)
	var back []byte
	for b.Loop() {
		x, err := block.Open(data, len(text))
		require.NoError(b, err)
		if back, err = x.Text(back[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLine(b *testing.B) {
	text := month(8000)
	x := open(b, block.NewEncoder(',').Encode(nil, text), len(text))
	var line []byte
	for b.Loop() {
		line, _ = x.Append(line[:0], 4000, 4001)
	}
}
