package seal

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate/tree"
)

func parse(t testing.TB, doc string) *tree.Doc {
	t.Helper()
	d, err := tree.Parse([]byte(doc))
	require.NoError(t, err)
	return &d
}

func TestStringToSign(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"scalars", `{"t":true,"f":false,"n":null,"e":"","z":0,"m":-1.50E+2}`, "e:;f:0;m:-1.50E+2;n:;t:1;z:0"},
		{"empty containers", `{"a":[],"b":{},"c":{"d":[{}]},"e":1}`, "e:1"},
		{"colons", `{"a:b":{"c::":"x:y;z"}}`, "a::b:c:::::x:y;z"},
		{"no escapes left", `{"a":"\/\u0041\ud83d\ude00\n"}`, "a:/A😀\n"},
		{"frame_mode anywhere", `{"frame_mode":"x","a":{"frame_mode":{"b":1},"c":[{"frame_mode":1,"d":2}]}}`, "a:c:0:d:2"},
		{"underscore stays", `{"_a":1}`, "_a:1"},
		{"signature at the top and in general", `{"signature":{"x":1},"general":{"signature":"s","id":1}}`, "general:id:1"},
		{"signature deeper is data", `{"general":{"a":{"signature":1}},"payment":{"signature":2},"l":[{"signature":3}]}`,
			"general:a:signature:1;l:0:signature:3;payment:signature:2"},
		{"general deeper is not general", `{"a":{"general":{"signature":1}}}`, "a:general:signature:1"},
		{"list as root", `["a",{"signature":"b"}]`, "0:a;1:signature:b"},
		{"empty key", `{"":{"":1},"a":{"":2}}`, "::1;a::2"},
		{"eleven items", `{"x":["a","b","c","d","e","f","g","h","i","j","k"]}`,
			"x:0:a;x:1:b;x:2:c;x:3:d;x:4:e;x:5:f;x:6:g;x:7:h;x:8:i;x:9:j;x:10:k"},
		{"key and its continuation", `{"address2":"b","address":"a"}`, "address:a;address2:b"},
		{"equal in natural order", `{"a b":1,"ab":2,"a  b":3}`, "a b:1;ab:2;a  b:3"},
		{"nothing", `{}`, ""},
	} {
		require.Equal(t, c.want, StringToSign(parse(t, c.doc)), c.name)
	}
}

func TestEqualPathsStayAsWritten(t *testing.T) {
	var doc []string
	want := map[string]string{}
	for i := range 60 {
		first := []string{"c", "a", "b"}[i%3]
		key := first + strings.Repeat(" ", (i*17)%60) + "x"
		doc = append(doc, strconv.Quote(key)+":1")
		want[first] += key + ":1;"
	}
	require.Equal(t, want["a"]+want["b"]+strings.TrimSuffix(want["c"], ";"), StringToSign(parse(t, "{"+strings.Join(doc, ",")+"}")))
}

func TestOrdersDiffer(t *testing.T) {
	var f flat
	f.load(parse(t, `{"x":[0,1,2,3,4,5,6,7,8,9,10],"address2":"b","address":"a"}`))
	require.Equal(t, "address:a;address2:b;x:0:0;x:1:1;x:2:2;x:3:3;x:4:4;x:5:5;x:6:6;x:7:7;x:8:8;x:9:9;x:10:10", string(f.join(Natural)))
	require.Equal(t, "address:a;address2:b;x:0:0;x:1:1;x:10:10;x:2:2;x:3:3;x:4:4;x:5:5;x:6:6;x:7:7;x:8:8;x:9:9", string(f.join(BytewiseKey)))
	require.Equal(t, "address2:b;address:a;x:0:0;x:10:10;x:1:1;x:2:2;x:3:3;x:4:4;x:5:5;x:6:6;x:7:7;x:8:8;x:9:9", string(f.join(BytewisePair)))
}

// Scratch memory and the remembered order must not carry over into another message.
func TestFlatIsUsedAgain(t *testing.T) {
	docs := []string{
		`{"b":1,"a":2,"c":3}`, `{"b":3,"a":1,"c":2}`, `{"c":1,"b":2,"a":3}`, `{"a":1}`, `{}`,
		`{"a":{"b":[1,2]},"c":3}`, `{"x10":1,"x9":2,"x1":3}`, `{"a b":1,"ab":2}`, `{"ab":1,"a b":2}`,
	}
	var used flat
	for i := range 3 * len(docs) * len(docs) {
		d := parse(t, docs[(i*7+i/len(docs))%len(docs)])
		used.load(d)
		require.Equal(t, StringToSign(d), string(used.join(Natural)))
		if i%4 == 0 {
			used.join(BytewisePair)
		}
	}
}

// FuzzFlatten compares the signed parts with those of a plain walk over what
// encoding/json reads.
func FuzzFlatten(f *testing.F) {
	for _, s := range []string{`{"a":{"b:c":[1,null,{"signature":true}]},"general":{"signature":1,"x":2}}`, `[[],{},"x"]`, `{"frame_mode":1,"signature":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		d, err := tree.Parse(doc)
		if err != nil {
			return
		}
		dec := json.NewDecoder(bytes.NewReader(doc))
		dec.UseNumber()
		var v any
		require.NoError(t, dec.Decode(&v))
		want := plainWalk(nil, nil, v)
		slices.Sort(want)
		var fl flat
		fl.load(&d)
		got := make([]string, 0, len(fl.pairs))
		fl.join(Natural)
		for i, p := range fl.sorts {
			got = append(got, string(fl.buf[p.start:p.end]))
			if i > 0 {
				require.LessOrEqual(t, fl.compare(Natural, fl.sorts[i-1], p), 0)
			}
		}
		slices.Sort(got)
		require.Equal(t, want, got)
	})
}

func plainWalk(all, keys []string, v any) []string {
	if all == nil {
		all = []string{}
	}
	switch v := v.(type) {
	case map[string]any:
		for k, w := range v {
			signature := k == "signature" && (len(keys) == 0 || len(keys) == 1 && keys[0] == "general")
			if k == "frame_mode" || signature {
				continue
			}
			all = plainWalk(all, append(slices.Clone(keys), strings.ReplaceAll(k, ":", "::")), w)
		}
	case []any:
		for i, w := range v {
			all = plainWalk(all, append(slices.Clone(keys), strconv.Itoa(i)), w)
		}
	default:
		text := map[any]string{true: "1", false: "0", nil: ""}
		s, ok := text[v]
		if n, is := v.(json.Number); is {
			s = n.String()
		} else if !ok {
			s = v.(string)
		}
		all = append(all, strings.Join(keys, ":")+":"+s)
	}
	return all
}
