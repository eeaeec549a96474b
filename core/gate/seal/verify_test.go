package seal_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/gate/seal"
	"contra/core/gate/tree"
)

// put signs a document in the given order of its parts, with our own Natural key only.
func put(t require.TestingT, secret, doc string, where seal.Place) string {
	d, err := tree.Parse([]byte(doc))
	require.NoError(t, err)
	sig, err := seal.NewKey(secret).Signature(&d)
	require.NoError(t, err)
	out, err := seal.Put(&d, sig, where)
	require.NoError(t, err)
	return string(out)
}

func verify(t require.TestingT, secret, doc string) (seal.Order, error) {
	d, err := tree.Parse([]byte(doc))
	require.NoError(t, err)
	return seal.NewKey(secret).Verify(&d)
}

func TestVerifyFindsTheSignature(t *testing.T) {
	const sig = "5VRUOK8ZbZ0tBfNTGHDTOTnXg0Uv5mEBzUjRCPuF/8DE4mxY3QZkJ2hPwf3jJRYyhE0W3fS4wOjdc4yKzLTYLg=="
	for _, c := range []struct {
		doc  string
		want error
	}{
		{`{"a":1}`, seal.ErrNoSignature},
		{`{"a":1,"signature":""}`, seal.ErrNoSignature},
		{`{"a":1,"signature":null}`, seal.ErrNoSignature},
		{`{"a":1,"signature":[],"general":{"signature":{}}}`, seal.ErrNoSignature},
		{`{"a":1,"payment":{"signature":"` + sig + `"}}`, seal.ErrNoSignature},
		{`[{"signature":"` + sig + `"}]`, seal.ErrNoSignature},
		{`{"a":1,"signature":7}`, seal.ErrBadSignature},
		{`{"a":1,"signature":true}`, seal.ErrBadSignature},
		{`{"a":1,"signature":["x"]}`, seal.ErrBadSignature},
		{`{"a":1,"signature":"x"}`, seal.ErrBadSignature},
		{`{"a":1,"signature":"` + sig + `"}`, seal.ErrBadSignature},
	} {
		_, err := verify(t, "secret", c.doc)
		require.ErrorIs(t, err, c.want, c.doc)
	}
	_, err := verify(t, "", `{"a":1,"signature":"x"}`)
	require.ErrorIs(t, err, seal.ErrEmptySecret)
	good := put(t, "secret", `{"a":1}`, seal.AtTop)
	_, err = verify(t, "Secret", good)
	require.ErrorIs(t, err, seal.ErrBadSignature, "another secret")
	_, err = verify(t, "secret", good[:len(good)-4]+`=\n"}`)
	require.ErrorIs(t, err, seal.ErrBadSignature, "another spelling of the same Base64")
}

func TestPut(t *testing.T) {
	d, err := tree.Parse([]byte("{}"))
	require.NoError(t, err)
	for _, c := range []struct {
		doc   string
		where seal.Place
		want  string
	}{
		{`{}`, seal.AtTop, `{"signature":"S"}`},
		{"{ \"a\" : 1\n}\n", seal.AtTop, "{ \"a\" : 1,\"signature\":\"S\"\n}\n"},
		{`{"signature" : null ,"a":1}`, seal.AtTop, `{"signature" : "S" ,"a":1}`},
		{`{"a":1}`, seal.AtGeneral, `{"a":1,"general":{"signature":"S"}}`},
		{`{"general":{},"a":1}`, seal.AtGeneral, `{"general":{"signature":"S"},"a":1}`},
		{`{"general":{"x":{"y":[1]}}}`, seal.AtGeneral, `{"general":{"x":{"y":[1]},"signature":"S"}}`},
		{`{"general":{"signature":"old","x":1}}`, seal.AtGeneral, `{"general":{"signature":"S","x":1}}`},
		{`{"general":{"signature":"old"}}`, seal.AtTop, `{"general":{"signature":"S"},"signature":"S"}`},
		{`{"signature":"old","general":{"x":1}}`, seal.AtGeneral, `{"signature":"S","general":{"x":1,"signature":"S"}}`},
	} {
		d, err = tree.Parse([]byte(c.doc))
		require.NoError(t, err)
		got, err := seal.Put(&d, "S", c.where)
		require.NoError(t, err)
		require.Equal(t, c.want, string(got))
	}
	for _, doc := range []string{`[1]`, `{"general":[1]}`, `{"general":"x"}`} {
		d, err = tree.Parse([]byte(doc))
		require.NoError(t, err)
		_, err = seal.Put(&d, "S", seal.AtGeneral)
		require.Error(t, err, doc)
	}
}

// document draws any JSON object.
func document(t *rapid.T) string {
	key := rapid.SampledFrom([]string{"a", "a1", "a10", "a2", "b:c", "", "general", "signature", "frame_mode", "_x", "é", "a b", "ab"})
	var value func(depth int) any
	value = func(depth int) any {
		n := rapid.IntRange(0, 6).Draw(t, "kind")
		if depth > 3 {
			n %= 5
		}
		switch n {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return rapid.Int64().Draw(t, "number")
		case 3, 4:
			return rapid.String().Draw(t, "text")
		case 5:
			l := make([]any, rapid.IntRange(0, 12).Draw(t, "items"))
			for i := range l {
				l[i] = value(depth + 1)
			}
			return l
		}
		m := map[string]any{}
		for range rapid.IntRange(0, 4).Draw(t, "members") {
			m[key.Draw(t, "key")] = value(depth + 1)
		}
		return m
	}
	m := map[string]any{}
	for range rapid.IntRange(0, 6).Draw(t, "members") {
		m[key.Draw(t, "key")] = value(1)
	}
	if _, ok := m["general"].(map[string]any); !ok {
		delete(m, "general")
	}
	b, err := json.Marshal(m)
	require.NoError(t, err)
	return string(b)
}

func TestWhatIsSignedVerifies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := document(t)
		where := rapid.SampledFrom([]seal.Place{seal.AtTop, seal.AtGeneral}).Draw(t, "place")
		signed := put(t, "a secret", doc, where)
		order, err := verify(t, "a secret", signed)
		require.NoError(t, err)
		require.Equal(t, seal.Natural, order)
		require.Equal(t, signed, put(t, "a secret", signed, where), "signing again changes nothing")
		_, err = verify(t, "another", signed)
		require.ErrorIs(t, err, seal.ErrBadSignature)
	})
}

func TestKeyServesManyAtOnce(t *testing.T) {
	key := seal.NewKey("secret")
	var wg sync.WaitGroup
	errs := make(chan error, 8)
	for g := range 8 {
		doc := put(t, "secret", fmt.Sprintf(`{"n":%d,"list":[1,2,3],"x%d":{"y":"%d"}}`, g, g%3, g), seal.AtTop)
		wg.Go(func() {
			for range 300 {
				d, err := tree.Parse([]byte(doc))
				if err == nil {
					_, err = key.Verify(&d)
				}
				if err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	require.NoError(t, <-errs)
}
