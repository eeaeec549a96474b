package gate

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	for _, v := range vectors(t) {
		if v.Name == name {
			return v.Message
		}
	}
	require.Fail(t, "no vector "+name)
	return nil
}

func BenchmarkDecodeVerifyEvents(b *testing.B) {
	doc, err := Sign("secret", sample(b, "kakaopay-callback-refund-decline"), AtTop)
	require.NoError(b, err)
	key := NewKey("secret")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		d, _ := Decode(doc)
		if _, err := key.Verify(d); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Events(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	doc := sample(b, "kakaopay-callback-refund-decline")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Sign("secret", doc, AtTop); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	doc, err := Sign("secret", sample(b, "kakaopay-callback-refund-decline"), AtTop)
	require.NoError(b, err)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(doc); err != nil {
			b.Fatal(err)
		}
	}
}
