package money

import "testing"

func BenchmarkAppendFormat(b *testing.B) {
	b.ReportAllocs()
	buf := make([]byte, 0, 64)
	for i := range b.N {
		buf = New(int64(i)*997, "KRW").AppendFormat(buf[:0])
	}
}

func BenchmarkString(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		_ = New(int64(i)*997, "EUR").String()
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if _, err := Parse("1234567.89", "EUR"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseRefuses(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if _, err := Parse("1,234,567.89", "EUR"); err == nil {
			b.Fatal("taken")
		}
	}
}
