package query

import (
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{`method:kakaopay status:success,partial amount:>50000 date:2026-10 -flag:disputed 고객42`,
		`customer:"고객 ""42""",x !"a:b" id:ORD-1`, `amount:1..2EUR date:2026-10-01..7d`, `date:>=2026-10-01T15:00Z`, `a"b c"d,"`,
		"status:\"x\u2028y\"", "-", "!:", `status:"canceled"`, "date:<=1970", "updated:2999", "amount:<0.000000000000000001", "text:a,b"} {
		f.Add(s, 3)
	}
	payment := ledger.Payment{ID: "x", Currency: "EUR", Captured: 1250, CreatedAt: now}
	f.Fuzz(func(t *testing.T, text string, pos int) {
		for _, s := range Complete(text, pos, nil) {
			require.True(t, 0 <= s.From && s.From <= s.To && s.To <= len(text))
		}
		filter, err := Parse(text, now)
		if err != nil {
			var problem *ParseError
			require.True(t, errors.As(err, &problem))
			require.True(t, 0 <= problem.Pos && problem.Pos <= len(text))
			require.NotEmpty(t, problem.Message)
			return
		}
		canonical := filter.String()
		require.True(t, utf8.ValidString(canonical))
		again, err := Parse(canonical, now)
		require.NoError(t, err, canonical)
		require.Equal(t, filter, again, canonical)
		require.Equal(t, canonical, again.String())
		require.Equal(t, filter.Match(payment), again.Match(payment))
	})
}

// The comparisons of the language against plain arithmetic on what was typed.
func TestRangesAgreeWithArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 400)
		from, to, at := days.Draw(t, "from"), days.Draw(t, "to"), days.Draw(t, "at")
		day := func(n int) string { return now.AddDate(0, 0, -n).Format("2006-01-02") }
		p := ledger.Payment{CreatedAt: now.AddDate(0, 0, -at).Add(time.Duration(rapid.IntRange(-18*3600, 5*3600).Draw(t, "second")) * time.Second)}
		holds := func(text string) bool {
			f, err := Parse(text, now)
			require.NoError(t, err)
			return f.Match(p)
		}
		require.Equal(t, at < from, holds("date:>"+day(from)))
		require.Equal(t, at <= from, holds("date:>="+day(from)))
		require.Equal(t, at > from, holds("date:<"+day(from)))
		require.Equal(t, at >= from, holds("date:<="+day(from)))
		require.Equal(t, at == from, holds("date:"+day(from)))
		if from >= to {
			require.Equal(t, from >= at && at >= to, holds("date:"+day(from)+".."+day(to)))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if _, err := Parse("method:kakaopay status:success,partial amount:>50000 date:2026-10 -flag:disputed", now); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	f, err := Parse("method:kakaopay status:success,partial amount:>50000 date:2026-10 -flag:disputed kim", now)
	if err != nil {
		b.Fatal(err)
	}
	p := ledger.Payment{ID: "ORD-1", Method: "kakaopay", Status: "success", Currency: "KRW", Captured: 60000, CustomerID: "Kim",
		CreatedAt: time.Date(2026, 10, 7, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for range b.N {
		if !f.Match(p) {
			b.Fatal("no match")
		}
	}
}
