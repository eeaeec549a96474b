package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestParseKeepsWhatWasWritten(t *testing.T) {
	const doc = " {\"a\" : [1, -0.50e+07, \"x\\u00e9\\ud83d\\ude00\\/\"],\n\"b\":{\"c\":null,\"\":true},\"d\":12345678901234567890}\n"
	d, err := Parse([]byte(doc))
	require.NoError(t, err)
	a, b := d.Child(0, "a"), d.Child(0, "b")
	require.Equal(t, Array, d.Nodes[a].Kind)
	require.Equal(t, `[1, -0.50e+07, "x\u00e9\ud83d\ude00\/"]`, d.Bytes(a))
	require.Equal(t, "-0.50e+07", d.Nodes[a+2].Text)
	require.Equal(t, "xé😀/", d.Nodes[a+3].Text)
	require.Equal(t, True, d.Nodes[d.Child(b, "")].Kind)
	require.Equal(t, "12345678901234567890", d.Nodes[d.Child(0, "d")].Text)
	require.True(t, d.Empty(d.Child(b, "c")))
	require.Equal(t, None, d.Child(b, "z"))
	require.Equal(t, None, d.Child(a, ""), "a list has no members")
	require.Equal(t, strings.TrimSpace(doc), d.Bytes(0))
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		doc, reason  string
		offset, line int
	}{
		{"", "empty", 0, 1},
		{" \n ", "empty", 3, 2},
		{"\ufeff{}", "byte order mark", 0, 1},
		{`"text"`, "neither an object nor a list", 0, 1},
		{"\n 12", "neither an object nor a list", 2, 2},
		{`{"a":1}x`, "more text", 7, 1},
		{`{"a":1}{"a":1}`, "more text", 7, 1},
		{"{\"a\":1,\n\"a\":2}", `"a" occurs twice`, 12, 2},
		{`{"\u0061":1,"a":2}`, `"a" occurs twice`, 16, 1},
		{`{"a":1`, "cut off", 6, 1},
		{`{"a":"x`, "cut off", 7, 1},
		{`{"a":"x\`, "cut off", 8, 1},
		{`{"a":"x\u12`, "cut off", 11, 1},
		{`{"a":tru`, "true, false or null", 5, 1},
		{`{a:1}`, "a key", 1, 1},
		{`{"a" 1}`, "a colon", 5, 1},
		{`{"a":1,}`, "a key", 7, 1},
		{`[1,]`, "a value", 3, 1},
		{`[1 2]`, "a comma", 3, 1},
		{`[01]`, "a comma", 2, 1},
		{`[+1]`, "a value", 1, 1},
		{`[.5]`, "a value", 1, 1},
		{`[1.]`, "a digit", 3, 1},
		{`[-]`, "a digit", 2, 1},
		{`[1e]`, "a digit", 3, 1},
		{`[NaN]`, "a value", 1, 1},
		{"[\"a\tb\"]", "control character", 3, 1},
		{`["a\x41"]`, "an escape", 4, 1},
		{`["\ud83d"]`, "half of a surrogate", 2, 1},
		{`["\ud83dA"]`, "half of a surrogate", 2, 1},
		{`["\ude00\ud83d"]`, "half of a surrogate", 2, 1},
		{`["\u00_1"]`, "hexadecimal", 4, 1},
		{"[\"\xff\"]", "not UTF-8", 2, 1},
		{"[\x00]", "a value", 1, 1},
		{strings.Repeat("[", 65) + strings.Repeat("]", 65), "64 levels", 64, 1},
	} {
		_, err := Parse([]byte(c.doc))
		var e *Error
		require.ErrorAs(t, err, &e, "%q", c.doc)
		require.Contains(t, e.Reason, c.reason, "%q", c.doc)
		require.Equal(t, [2]int{c.offset, c.line}, [2]int{e.Offset, e.Line}, "%q", c.doc)
	}
	_, err := Parse([]byte(strings.Repeat("[", 64) + strings.Repeat("]", 64)))
	require.NoError(t, err)
}

func TestManyMembers(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"first":0`)
	for i := range 50_000 {
		fmt.Fprintf(&b, `,"k%d":1`, i)
	}
	_, err := Parse([]byte(b.String() + "}"))
	require.NoError(t, err)
	_, err = Parse([]byte(b.String() + `,"first":1}`))
	require.ErrorContains(t, err, "occurs twice")
}

// FuzzParse compares with encoding/json: what Parse accepts, it accepts and reads
// the same; what Parse refuses, it refuses too unless one of the stricter rules explains it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{}`, `[]`, `{"a":[1,2.5e3,{"b":null}],"c":"\u00e9\n"}`, `{"a":1,"a":2}`, `[1,]`, `["\ud800"]`, `1`, "{\"a\":\"\xff\"}", `{"a":{"b":{"c":[[[]]]}}} `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		d, err := Parse(doc)
		if err != nil {
			var e *Error
			require.ErrorAs(t, err, &e)
			require.True(t, e.Offset >= 0 && e.Offset <= len(doc) && e.Line >= 1)
			if json.Valid(doc) && utf8.Valid(doc) {
				require.Regexp(t, "occurs twice|half of a surrogate|64 levels|neither an object", e.Reason)
			}
			return
		}
		require.True(t, json.Valid(doc))
		dec := json.NewDecoder(bytes.NewReader(doc))
		dec.UseNumber()
		var want any
		require.NoError(t, dec.Decode(&want))
		_, err = dec.Token()
		require.True(t, errors.Is(err, io.EOF))
		require.Equal(t, want, value(&d, 0))
	})
}

// value builds what encoding/json would.
func value(d *Doc, at int32) any {
	n := d.Nodes[at]
	switch n.Kind {
	case Object:
		m := map[string]any{}
		for i := at + 1; i < n.Next; i = d.Nodes[i].Next {
			m[d.Nodes[i].Key] = value(d, i)
		}
		return m
	case Array:
		l := []any{}
		for i := at + 1; i < n.Next; i = d.Nodes[i].Next {
			l = append(l, value(d, i))
		}
		return l
	case String:
		return n.Text
	case Number:
		return json.Number(n.Text)
	case True, False:
		return n.Kind == True
	}
	return nil
}
