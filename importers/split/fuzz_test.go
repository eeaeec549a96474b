package split

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var seeds = []string{
	"", "{}", "[{},{}]", "{\"a\":1}\n{\"b\":\"}{\"}\n", "{\n  \"a\": [\n    {\n    }\n  ]\n}\n", "[{\n}, {\n}]", "{\"a\":\n{\"b\"\n}\n]x",
	"[[{}],\"a,b\",1e5,]", "\ufeff{}\n\ufeff{}", "x {\n y }\n", "{\"a\":\"\\\"", "]},{[", "{\"a\":\"x\n{}", "\xff\xfe",
}

// Every byte that counts is in one message, in order, under the right line number.
func FuzzNothingIsLost(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, []byte("\xff\xfe")) || bytes.HasPrefix(in, []byte("\xfe\xff")) {
			return
		}
		at := 0
		skip := func(raw string, line int) {
			for at < len(in) {
				switch rest := in[at:]; {
				case bytes.HasPrefix(rest, []byte("\ufeff")):
					at += len("\ufeff")
				case raw != "" && bytes.HasPrefix(rest, []byte(raw)) && 1+bytes.Count(in[:at], []byte("\n")) == line:
					return
				case strings.IndexByte(" \t\r\n,[]", rest[0]) >= 0:
					at++
				default:
					t.Fatalf("byte %d (%q) is in no message of %q", at, rest[0], in)
				}
			}
			require.Empty(t, raw, "on line %d there is no such message in what remains of %q", line, in)
		}
		for _, m := range all(t, New(bytes.NewReader(in))) {
			if m.Problem != "" {
				require.Equal(t, "[", m.Raw)
				continue
			}
			require.NotEmpty(t, strings.Trim(m.Raw, " \t\r\n"))
			skip(m.Raw, m.Line)
			at += len(m.Raw)
		}
		skip("", 0)
	})
}

// With small limits every path of long messages is taken; it ends, in order.
func FuzzLongMessages(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), 7)
		f.Add([]byte(strings.Repeat(s, 5)), 20)
	}
	f.Fuzz(func(t *testing.T, in []byte, limit int) {
		s := New(bytes.NewReader(in))
		s.max = 2 + limit&63
		s.keep = s.max / 2
		s.buf = make([]byte, 4)
		line, total := 1, 0
		for _, m := range all(t, s) {
			if strings.HasPrefix(m.Problem, "the list") {
				continue // told at the end, with the line of its beginning
			}
			require.GreaterOrEqual(t, m.Line, line)
			require.LessOrEqual(t, len(m.Raw), s.max)
			line = m.Line
			if m.Problem == "" {
				total += len(m.Raw)
			}
		}
		require.LessOrEqual(t, total, len(in))
	})
}

// On valid input the messages are the values that encoding/json finds.
func TestAgreesWithEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in strings.Builder
		var want []string
		for range rapid.IntRange(0, 5).Draw(t, "groups") {
			gap := rapid.SampledFrom([]string{"\n", "\n\n", " ", "", "\r\n"})
			if rapid.Bool().Draw(t, "list") {
				var items []string
				for range rapid.IntRange(0, 4).Draw(t, "items") {
					items = append(items, value(t, 3))
				}
				in.WriteString("[" + gap.Draw(t, "gap") + strings.Join(items, gap.Draw(t, "gap")+","+gap.Draw(t, "gap")) + gap.Draw(t, "gap") + "]")
				want = append(want, items...)
			} else {
				v := object(t, 3)
				in.WriteString(v)
				want = append(want, v)
			}
			in.WriteString(gap.Draw(t, "gap"))
		}
		d := json.NewDecoder(strings.NewReader(in.String()))
		for {
			var any json.RawMessage
			err := d.Decode(&any)
			if err == io.EOF {
				break
			}
			require.NoError(t, err, "the generator makes valid JSON")
		}
		var got []string
		for _, m := range all2(t, in.String()) {
			require.Empty(t, m.Problem)
			got = append(got, m.Raw)
		}
		require.Equal(t, want, got)
	})
}

func all2(t *rapid.T, in string) (out []piece) {
	s := New(strings.NewReader(in))
	for {
		m, err := s.Next()
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		out = append(out, piece{m.Line, string(m.Raw), m.Problem})
	}
}

var texts = rapid.SampledFrom([]string{`""`, `"a"`, `"}{"`, `"},{"`, `"[\"]"`, `"\\"`, `"é\u0041"`, `"line\nbreak"`})

func object(t *rapid.T, depth int) string {
	space := rapid.SampledFrom([]string{"", " ", "\n", "\n  ", "\r\n\t"})
	var members []string
	for i := range rapid.IntRange(0, 3).Draw(t, "members") {
		members = append(members, fmt.Sprintf("%s\"k%d\"%s:%s%s%s", space.Draw(t, "space"), i, space.Draw(t, "space"), space.Draw(t, "space"), value(t, depth-1), space.Draw(t, "space")))
	}
	return "{" + space.Draw(t, "space") + strings.Join(members, ",") + "}"
}

func value(t *rapid.T, depth int) string {
	kind := rapid.IntRange(0, 4).Draw(t, "kind")
	if depth <= 0 {
		kind = min(kind, 2)
	}
	switch kind {
	case 0:
		return texts.Draw(t, "text")
	case 1:
		return rapid.SampledFrom([]string{"0", "-1.5e3", "true", "false", "null"}).Draw(t, "scalar")
	case 2:
		return "{}"
	case 3:
		return object(t, depth)
	}
	var items []string
	for range rapid.IntRange(0, 3).Draw(t, "items") {
		items = append(items, value(t, depth-1))
	}
	return "[" + strings.Join(items, rapid.SampledFrom([]string{",", ", ", ",\n"}).Draw(t, "comma")) + "]"
}

func BenchmarkLines(b *testing.B) {
	line := `{"project_id":1234,"payment":{"id":"ABC123","sum":{"amount":1000,"currency":"KRW"}},"operation":{"id":5028800010128225,"sum_initial":{"amount":1000,"currency":"KRW"},"message":"` + strings.Repeat("x", 500) + `"}}` + "\n"
	benchmark(b, strings.Repeat(line, 10_000))
}

func BenchmarkList(b *testing.B) {
	one := `{"project_id":1234,"payment":{"id":"ABC123","sum":{"amount":1000,"currency":"KRW"}},"operation":{"id":5028800010128225,"sum_initial":{"amount":1000,"currency":"KRW"},"message":"` + strings.Repeat("x", 500) + `"}}`
	benchmark(b, "["+strings.Repeat(one+",", 9_999)+one+"]")
}

func benchmark(b *testing.B, in string) {
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		s := New(strings.NewReader(in))
		n := 0
		for {
			if _, err := s.Next(); err != nil {
				break
			}
			n++
		}
		require.Equal(b, 10_000, n)
	}
}
