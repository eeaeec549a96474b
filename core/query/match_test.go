package query

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func TestMatch(t *testing.T) {
	p := ledger.Payment{
		Project: 1234, ID: "ORD-20261121-0042", Status: "partially refunded", Method: "kakaopay", CustomerID: "고객 Kim",
		Currency: "KRW", Captured: 128000, Refunded: 50000, Reserved: 3000, Flags: ledger.Disagrees | ledger.ReversedBack,
		CreatedAt: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 21, 23, 59, 59, 0, time.UTC),
	}
	for text, want := range map[string]bool{
		"":                              true,
		"payment:ord-20261121-0042":     true,
		"payment:ord":                   false,
		"ord-2026":                      true,
		"kim":                           true,
		"-KIM":                          false,
		"nobody":                        false,
		"고객":                            true,
		`customer:"고객 kim"`:             true,
		"customer:고객":                   false,
		"project:1,1234":                true,
		"project:1":                     false,
		"status:partial":                true,
		"status:refunded":               false,
		"method:KakaoPay":               true,
		"currency:KRW,EUR":              true,
		"currency:EUR":                  false,
		"amount:128000":                 true,
		"amount:>128000":                false,
		"amount:100000..128000KRW":      true,
		"amount:>0EUR":                  false,
		"-amount:>0EUR":                 true,
		"refunded:50000":                true,
		"in_flight:>0":                  true,
		"refundable:75000":              true,
		"flag:disputed":                 false,
		"flag:disputed,reversed_back":   true,
		"-flag:disagrees":               false,
		"date:2026-11-21":               true,
		"date:<2026-11-21":              false,
		"updated:2026-11-21":            true,
		"updated:>2026-11-21":           false,
		"date:today status:partial kim": true,
		"date:today status:success kim": false,
		"date:>=2026-11-21T00:00:01":    false,
		"updated:>=2026-11-21T23:59:59": true,
		"date:2026-11-20..2026-11-21":   true,
	} {
		f, err := Parse(text, now)
		require.NoError(t, err, text)
		require.Equal(t, want, f.Match(p), text)
		if len(f.Terms) == 1 {
			f.Terms[0].Not = !f.Terms[0].Not
			require.Equal(t, !want, f.Match(p), "not %s", text)
		}
	}
	require.False(t, Filter{[]Term{{Field: "nonsense"}, {Field: Amount}, {Field: Date}}}.Match(p), "a term that says nothing holds for nothing")
}

func TestComplete(t *testing.T) {
	known := func(f Field) []string {
		return map[Field][]string{Method: {"kakaopay", "Direct Debit SEPA"}, Currency: {"KRW"}}[f]
	}
	texts := func(text string) (all []string) {
		for _, s := range Complete(text, len(text), known) {
			all = append(all, text[:s.From]+s.Text+text[s.To:])
		}
		return all
	}
	require.Contains(t, texts(""), "status:")
	require.Equal(t, []string{"kim -refundable:", "kim -refunded:"}, texts("kim -ref"))
	require.Equal(t, []string{"status:success,partial", "status:success,partially_refunded", "status:success,partially_reversed",
		"status:success,partially_paid", "status:success,partially_paid_out"}, texts("status:success,part"))
	require.Equal(t, []string{"method:kakaopay"}, texts("method:K"))
	require.Equal(t, []string{`method:"Direct Debit SEPA"`}, texts(`method:"direct d`))
	require.Equal(t, []string{"flag:disputed", "flag:disagrees"}, texts("flag:dis"))
	require.Contains(t, texts("date:"), "date:today")
	require.Empty(t, texts("nothing:x"))
	require.Empty(t, Complete("method:", 7, nil))
	require.NotEmpty(t, Complete("sta", 99, nil), "a position outside the text is its end")
}

func TestEveryCompletionParses(t *testing.T) {
	known := map[Field][]string{Method: {"a b"}, Currency: {"KRW"}, Customer: {"고객, 42"}, Payment: {`a"b`}, Project: {"7"}}
	for _, f := range Complete("", 0, nil) {
		values := Complete(f.Text, len(f.Text), func(f Field) []string { return known[f] })
		require.NotEmpty(t, values, f.Text)
		for _, v := range values {
			_, err := Parse(f.Text+v.Text, now)
			require.NoError(t, err, f.Text+v.Text)
		}
	}
}
