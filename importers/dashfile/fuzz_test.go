package dashfile

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/importers/charset"
)

// Whatever arrives, every line below the header is a row or a finding, and every row
// that is not as it should be has one too.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		good, head, "", "\ufeff" + good, strings.ReplaceAll(good, ";", ","), head + "\"a;b\"\r\n\r\n;;;;;;;\n", head + "refund;x;y;4111 1111 1111 1111;z;1.5;krw;\"",
		strings.ReplaceAll(good, "\r\n", "\r"), "\xff\xfeo\x00;\x00\n\x00", head + "refund;1;card;\xb0\xa1;;1;KRW;x\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("-", strings.NewReader(string(data)))
		require.NoError(t, err)
		require.EqualValues(t, len(data), file.Bytes)
		lines := map[int]bool{}
		for _, r := range file.Rows {
			require.False(t, lines[r.Line], "line %d twice", r.Line)
			lines[r.Line] = true
			require.LessOrEqual(t, r.Amount.Minor, int64(batch.MaxAmount))
			require.GreaterOrEqual(t, r.Amount.Minor, int64(0))
			require.True(t, utf8.ValidString(r.PaymentID+r.Description+r.Method))
			for _, x := range r.Faults {
				require.NotEmpty(t, x.Message)
			}
		}
		for _, x := range file.Findings {
			require.NotEmpty(t, x.Message)
			require.True(t, utf8.ValidString(x.Message))
			lines[x.Line] = lines[x.Line] || x.Code == batch.FieldCount
		}
		if file.Rows == nil {
			require.NotEmpty(t, file.Findings)
			return
		}
		in := newLines(charset.Decode(string(data)).S)
		in.next()
		for _, ok := in.next(); ok; _, ok = in.next() {
			require.True(t, lines[in.n], "line %d is lost", in.n)
		}
	})
}
