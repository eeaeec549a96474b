package batch_test

import (
	"bytes"
	"encoding/csv"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
)

func TestWhatCannotBeWrittenWithoutQuoting(t *testing.T) {
	for value, want := range map[string]string{
		"": "", "Order 580 returned": "", "반품 2개 (고객 42)": "", "it's 'so'": "", `a\.`: "", "trailing ": "", "👨‍👩‍👧": "", "a,b": "",
		"a;b": "a semicolon", "환불;b": "a semicolon", `5"`: "a double quote", `환"`: "a double quote",
		"a\nb": "a line break", "환\r": "a line break", "a\u2028b": "a line break", "\u0085x": "a line break", "a\tb": "a tab", "환\tb": "a tab",
		"a\x00": "the control sign U+0000", "환\x1b[31m": "the control sign U+001B", "a\x7f": "the control sign U+007F", "a\u009b31m": "the control sign U+009B",
		"a\xff": "bytes that are not UTF-8", "\ufeffa": "a byte order mark", " a": "a blank at its beginning", "\u3000a": "a blank at its beginning",
		`\.`: `\. alone, which some readers take for the end of the file`,
	} {
		require.Equal(t, want, batch.Unwritable(value), "%q", value)
	}
}

// Whatever is called writable is written by a plain writer as it is.
func FuzzUnwritable(f *testing.F) {
	for _, s := range []string{"", "a;b", "환불;", " a", `\.`, "a\xff", "\u3000", "a\tb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if batch.Unwritable(value) != "" {
			return
		}
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma = ';'
		require.NoError(t, w.Write([]string{"x", value}))
		w.Flush()
		require.Equal(t, "x;"+value+"\n", out.String())
	})
}
