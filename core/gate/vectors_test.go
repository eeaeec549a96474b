package gate

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate/tree"
)

// vector is one message with the signature that is published for it, or that
// follows from the algorithm.
type vector struct {
	Name, Origin, Secret, Place string
	Message                     json.RawMessage
	String, Signature           string
}

func vectors(t testing.TB) []vector {
	t.Helper()
	data, err := os.ReadFile("../../testdata/signatures.json")
	require.NoError(t, err)
	var vs []vector
	require.NoError(t, json.Unmarshal(data, &vs))
	require.Len(t, vs, 44)
	return vs
}

// signed is the message as it travels: with the vector's own signature.
func (v vector) signed(t testing.TB) []byte {
	t.Helper()
	at := AtTop
	if v.Place == "general" {
		at = AtGeneral
	}
	doc, err := Sign(v.Secret, v.Message, at)
	require.NoError(t, err)
	require.Contains(t, string(doc), `"signature":"`+v.Signature+`"`)
	return doc
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			text, err := StringToSign(v.Message)
			require.NoError(t, err)
			require.Equal(t, v.String, text)
			sig, err := Signature(v.Secret, v.Message)
			require.NoError(t, err)
			require.Equal(t, v.Signature, sig)
			order, err := Verify(v.Secret, v.signed(t))
			require.NoError(t, err)
			require.Equal(t, Natural, order)
		})
	}
}

// Every single change to what is signed must show.
func TestTamperedVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			doc := v.signed(t)
			refuse := func(doc []byte, what string) {
				_, err := Verify(v.Secret, doc)
				require.ErrorIs(t, err, ErrBadSignature, what)
			}
			refuse([]byte(strings.Replace(string(doc), "{", `{"added":"1",`, 1)), "a field added")
			_, err := Verify(v.Secret+" ", doc)
			require.ErrorIs(t, err, ErrBadSignature, "another secret")
			d, err := tree.Parse(doc)
			require.NoError(t, err)
			changed := 0
			for i, n := range d.Nodes {
				if n.Kind >= tree.Array || n.Key == "frame_mode" {
					continue
				}
				refuse(slices.Concat(doc[:n.Start], flip(n), doc[n.Stop:]), "a value changed: "+n.Key)
				if n.Key != "" && n.Key != "signature" {
					refuse(drop(t, d, int32(i)), "a field dropped: "+n.Key)
				}
				changed++
			}
			require.Greater(t, changed, 1)
		})
	}
}

// flip writes another value than the node's.
func flip(n tree.Node) []byte {
	switch n.Kind {
	case tree.True:
		return []byte("false")
	case tree.False, tree.Null:
		return []byte("true")
	case tree.Number:
		if n.Text == "0" {
			return []byte("1")
		}
		return []byte(n.Text + "1")
	}
	text := n.Text + "x"
	if n.Key == "signature" {
		first := map[bool]string{true: "B", false: "A"}[n.Text[0] == 'A']
		text = first + n.Text[1:]
	}
	b, _ := json.Marshal(text)
	return b
}

// drop cuts a member out, with its key and one comma.
func drop(t *testing.T, d tree.Doc, at int32) []byte {
	n := d.Nodes[at]
	key, err := json.Marshal(n.Key)
	require.NoError(t, err)
	from := strings.LastIndex(d.Raw[:n.Start], string(key))
	require.Positive(t, from)
	before := bytes.TrimRight([]byte(d.Raw[:from]), " \n")
	after := bytes.TrimLeft([]byte(d.Raw[n.Stop:]), " \n")
	if after[0] == ',' {
		after = after[1:]
	} else {
		before = bytes.TrimSuffix(before, []byte(","))
	}
	return slices.Concat(before, after)
}

// The algorithm does not protect these; whoever reads a message must not rely on them.
func TestWhatTheSignatureLeavesOpen(t *testing.T) {
	const doc = `{"id":"1","empty":"","signature":"S"}`
	signed, err := Sign("secret", []byte(doc), AtTop)
	require.NoError(t, err)
	for _, c := range [][2]string{
		{`"id":"1"`, `"id":1`}, {`"id":"1"`, `"id":true`}, {`"empty":""`, `"empty":null`},
		{`{`, `{"frame_mode":"x",`}, {`{`, `{"list":[],"object":{"inner":{}},`},
	} {
		_, err := Verify("secret", []byte(strings.Replace(string(signed), c[0], c[1], 1)))
		require.NoError(t, err, c[1])
	}
}

// A signature made in either of the other orders still holds, and is told apart.
func TestOtherOrders(t *testing.T) {
	const doc = `{"address2":"b","address":"a","x":[0,1,2,3,4,5,6,7,8,9,10],"signature":"S"}`
	for order, text := range map[Order]string{
		BytewiseKey:  "address:a;address2:b;x:0:0;x:1:1;x:10:10;x:2:2;x:3:3;x:4:4;x:5:5;x:6:6;x:7:7;x:8:8;x:9:9",
		BytewisePair: "address2:b;address:a;x:0:0;x:10:10;x:1:1;x:2:2;x:3:3;x:4:4;x:5:5;x:6:6;x:7:7;x:8:8;x:9:9",
	} {
		mac := hmac.New(sha512.New, []byte("secret"))
		mac.Write([]byte(text))
		signed := strings.Replace(doc, `"S"`, `"`+base64.StdEncoding.EncodeToString(mac.Sum(nil))+`"`, 1)
		got, err := Verify("secret", []byte(signed))
		require.NoError(t, err)
		require.Equal(t, order, got)
		_, err = Verify("secret", []byte(strings.Replace(signed, `"a"`, `"c"`, 1)))
		require.ErrorIs(t, err, ErrBadSignature)
	}
}
