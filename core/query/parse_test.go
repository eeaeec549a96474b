package query

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
)

// A Saturday late enough in the day that it is Sunday in Seoul already.
var now = time.Date(2026, 11, 21, 18, 2, 0, 0, time.UTC)

func TestParseReadsTheLanguage(t *testing.T) {
	d := func(digits int64, places int) *Decimal { return &Decimal{digits, places} }
	on := func(y int, m time.Month, day int) time.Time { return date(y, m, day) }
	for text, want := range map[string][]Term{
		"":                        nil,
		"  \t ":                   nil,
		"고객42":                    {{Field: Text, Values: []string{"고객42"}}},
		`-"a b"`:                  {{Field: Text, Not: true, Values: []string{"a b"}}},
		`"x:y"`:                   {{Field: Text, Values: []string{"x:y"}}},
		`"say ""hi"""`:            {{Field: Text, Values: []string{`say "hi"`}}},
		"a,b":                     {{Field: Text, Values: []string{"a,b"}}},
		"text:a,\"b,c\"":          {{Field: Text, Values: []string{"a", "b,c"}}},
		"METHOD:kakaopay":         {{Field: Method, Values: []string{"kakaopay"}}},
		`customer:"고객 42",7,7`:    {{Field: Customer, Values: []string{"고객 42", "7"}}},
		`customer:""`:             {{Field: Customer, Values: []string{""}}},
		"id:ORD-1 cust:x cur:krw": {{Field: Payment, Values: []string{"ORD-1"}}, {Field: Customer, Values: []string{"x"}}, {Field: Currency, Values: []string{"KRW"}}},
		"payment:a:b":             {{Field: Payment, Values: []string{"a:b"}}},
		"project:007":             {{Field: Project, Values: []string{"7"}}},
		"status:success,partial":  {{Field: Status, Values: []string{"success", "partially refunded", "partially reversed"}}},
		"state:partially_refunded,\"awaiting capture\"": {{Field: Status, Values: []string{"partially refunded", "awaiting capture"}}},
		"status:canceled":                   {{Field: Status, Values: []string{"cancelled", "canceled"}}},
		`status:"brand New"`:                {{Field: Status, Values: []string{"brand New"}}},
		"!flag:disputed":                    {{Field: Flag, Not: true, Values: []string{"disputed"}}},
		"flag:Reversed-Back,disagrees":      {{Field: Flag, Values: []string{"reversed_back", "disagrees"}}},
		"amount:>50000":                     {{Field: Amount, Number: &NumberRange{Min: d(50000, 0), MinOpen: true}}},
		"amount:>=12.50":                    {{Field: Amount, Number: &NumberRange{Min: d(1250, 2)}}},
		"in-flight:<5":                      {{Field: InFlight, Number: &NumberRange{Max: d(5, 0), MaxOpen: true}}},
		"left:<=5":                          {{Field: Refundable, Number: &NumberRange{Max: d(5, 0)}}},
		"amount:100..200":                   {{Field: Amount, Number: &NumberRange{Min: d(100, 0), Max: d(200, 0)}}},
		"amount:100..200.5eur":              {{Field: Amount, Number: &NumberRange{Min: d(100, 0), Max: d(2005, 1), Currency: "EUR"}}},
		"refunded:12.50":                    {{Field: Refunded, Number: &NumberRange{Min: d(1250, 2), Max: d(1250, 2)}}},
		"refunded:=0":                       {{Field: Refunded, Number: &NumberRange{Min: d(0, 0), Max: d(0, 0)}}},
		"-amount:>12.50EUR":                 {{Field: Amount, Not: true, Number: &NumberRange{Min: d(1250, 2), MinOpen: true, Currency: "EUR"}}},
		"date:2026":                         {{Field: Date, Times: &TimeRange{on(2026, 1, 1), on(2027, 1, 1)}}},
		"date:2026-Q3":                      {{Field: Date, Times: &TimeRange{on(2026, 7, 1), on(2026, 10, 1)}}},
		"date:2026-12":                      {{Field: Date, Times: &TimeRange{on(2026, 12, 1), on(2027, 1, 1)}}},
		"date:2026-10-03":                   {{Field: Date, Times: &TimeRange{on(2026, 10, 3), on(2026, 10, 4)}}},
		"date:2026-10-01..2026-10-07":       {{Field: Date, Times: &TimeRange{on(2026, 10, 1), on(2026, 10, 8)}}},
		"date:2026-10-05..2026-10-05":       {{Field: Date, Times: &TimeRange{on(2026, 10, 5), on(2026, 10, 6)}}},
		"date:2026-09..2026-Q4":             {{Field: Date, Times: &TimeRange{on(2026, 9, 1), on(2027, 1, 1)}}},
		"created:>2026-10-01":               {{Field: Date, Times: &TimeRange{From: on(2026, 10, 2)}}},
		"date:>=2026-10":                    {{Field: Date, Times: &TimeRange{From: on(2026, 10, 1)}}},
		"date:<2026-10":                     {{Field: Date, Times: &TimeRange{To: on(2026, 10, 1)}}},
		"date:<=2026-10-01":                 {{Field: Date, Times: &TimeRange{To: on(2026, 10, 2)}}},
		"updated:today":                     {{Field: Updated, Times: &TimeRange{on(2026, 11, 21), on(2026, 11, 22)}}},
		"updated:yesterday":                 {{Field: Updated, Times: &TimeRange{on(2026, 11, 20), on(2026, 11, 21)}}},
		"updated:7d":                        {{Field: Updated, Times: &TimeRange{on(2026, 11, 15), on(2026, 11, 22)}}},
		"updated:1D":                        {{Field: Updated, Times: &TimeRange{on(2026, 11, 21), on(2026, 11, 22)}}},
		"date:>=2026-10-01T15:00Z":          {{Field: Date, Times: &TimeRange{From: on(2026, 10, 1).Add(15 * time.Hour)}}},
		"date:2026-10-01..2026-10-02t00:30": {{Field: Date, Times: &TimeRange{on(2026, 10, 1), on(2026, 10, 2).Add(31 * time.Minute)}}},
	} {
		f, err := Parse(text, now)
		require.NoError(t, err, text)
		require.Equal(t, Filter{want}, f, text)
		again, err := Parse(f.String(), now)
		require.NoError(t, err, f.String())
		require.Equal(t, f, again, f.String())
	}
}

func TestParseDatesInUTC(t *testing.T) {
	seoul := time.FixedZone("KST", 9*3600)
	f, err := Parse("date:today", now.In(seoul)) // Sunday the 22nd there
	require.NoError(t, err)
	require.Equal(t, "date:2026-11-21", f.String())
}

func TestParseErrorsHelp(t *testing.T) {
	for text, want := range map[string]struct {
		pos     int
		message string
	}{
		"method:x stauts:success":     {9, `there is no field "stauts": did you mean status? The fields are status, amount,`},
		"qqqqqq:1":                    {0, `there is no field "qqqqqq": The fields are status,`},
		"12:30":                       {0, `a word with a colon goes in "quotes"`},
		"status:sucess":               {7, `there is no status "sucess": did you mean success?`},
		"status:zzzzzzz":              {7, `some are success, partial, refunded`},
		"flag:dispute":                {5, `there is no flag "dispute": did you mean disputed?`},
		"status:":                     {7, `a value is missing after status:`},
		"status:success,":             {15, `a value is missing after status:`},
		`payment:""`:                  {8, `a value is missing after payment:`},
		"currency:won":                {0, ""}, // three letters: a currency that may exist
		"currency:₩":                  {9, `is not a currency: write its three letters, such as KRW`},
		"project:KR":                  {8, `"KR" is not a project id: write its number`},
		"amount:50,000":               {10, "amount takes one range, without commas: thousands are not separated"},
		"amount:":                     {7, "nothing stands after amount:: write amount:>50000"},
		"amount:abc":                  {7, `"abc" is not an amount`},
		"amount:-5":                   {7, `"-5" is not an amount`},
		"amount:1e3":                  {7, `"1e3" is not an amount`},
		"amount:1EUR..2KRW":           {7, `is not an amount or a range of amounts`},
		"amount:200..100":             {7, `the range "200..100" ends before it begins`},
		"amount:1.10..1.1":            {0, ""},
		"amount:9999999999999999999":  {7, "is not an amount"},
		"amount>500":                  {0, "a colon is missing after amount: write amount:>500"},
		"date:2026-13":                {5, `"2026-13" is not a date`},
		"date:2026-02-30":             {5, `"2026-02-30" is not a date`},
		"date:03.10.2026":             {5, `is not a date or a range of dates: write date:2026-10-03`},
		"date:2026-10-07..2026-10-01": {5, "ends before it begins"},
		"date:0d":                     {5, `"0d" is not a date`},
		"date:>2999":                  {5, "no date lies in"},
		"date:<1970":                  {5, "no date lies in"},
		"date:1000":                   {5, "is not a date"},
		`a "b c`:                      {2, `the quote is not closed: end it with another "`},
		"-":                           {1, "a word is missing"},
		`""`:                          {0, "a word is missing"},
		"a\x00b":                      {1, "readable text only"},
		"a \"\x1b[31m\"":              {3, "readable text only"},
		"\xff":                        {0, "readable text only"},
	} {
		_, err := Parse(text, now)
		if want.message == "" {
			require.NoError(t, err, text)
			continue
		}
		var problem *ParseError
		require.ErrorAs(t, err, &problem, text)
		require.Contains(t, err.Error(), want.message, text)
		require.Equal(t, want.pos, problem.Pos, text)
	}
}

func TestDecimalInMinorUnits(t *testing.T) {
	for _, c := range []struct {
		d     Decimal
		exp   int
		minor int64
		exact bool
	}{
		{Decimal{50000, 0}, 0, 50000, true},
		{Decimal{1250, 2}, 2, 1250, true},
		{Decimal{125, 1}, 2, 1250, true},
		{Decimal{12505, 3}, 2, 1250, false},
		{Decimal{12500, 3}, 2, 1250, true},
		{Decimal{1250, 2}, 0, 12, false},
		{Decimal{999999999999999999, 0}, 0, 999999999999999999, true},
	} {
		minor, exact, err := c.d.Minor(c.exp)
		require.NoError(t, err)
		require.Equal(t, c.minor, minor, c.d)
		require.Equal(t, c.exact, exact, c.d)
	}
	_, _, err := Decimal{999999999999999999, 0}.Minor(2)
	require.ErrorIs(t, err, ErrTooLarge)
	require.Equal(t, "0.05", Decimal{5, 2}.String())
}

func TestSort(t *testing.T) {
	for text, want := range map[string]Sort{"-date": {Date, true}, "amount": {Amount, false}, "-left": {Refundable, true}, " id ": {Payment, false}} {
		s, err := ParseSort(text)
		require.NoError(t, err, text)
		require.Equal(t, want, s)
		again, err := ParseSort(s.String())
		require.NoError(t, err)
		require.Equal(t, s, again)
	}
	for _, bad := range []string{"", "-", "flag", "text", "--date", "dato"} {
		_, err := ParseSort(bad)
		require.ErrorContains(t, err, "There are date, updated", bad)
	}
}

func TestBoundsAreNeverWrong(t *testing.T) {
	parse := func(s string) NumberRange {
		f, err := Parse("amount:"+s, now)
		require.NoError(t, err)
		return *f.Terms[0].Number
	}
	for _, c := range []struct {
		text        string
		cur         money.Currency
		inside, out []int64
	}{
		{">12.505", "EUR", []int64{1251}, []int64{1250}},
		{">=12.505", "EUR", []int64{1251}, []int64{1250}},
		{"<12.505", "EUR", []int64{1250, 0}, []int64{1251}},
		{"<=12.505", "EUR", []int64{1250}, []int64{1251}},
		{"12.505", "EUR", nil, []int64{1250, 1251}},
		{">12.50", "EUR", []int64{1251}, []int64{1250}},
		{">=12.50", "EUR", []int64{1250}, []int64{1249}},
		{"<12.50", "EUR", []int64{1249}, []int64{1250}},
		{"12.5", "EUR", []int64{1250}, []int64{125, 12}},
		{"12.5", "KRW", nil, []int64{12, 13, 1250}},
		{"1..1.5", "KRW", []int64{1}, []int64{0, 2, 15}},
		{"12.5", "KWD", []int64{12500}, []int64{1250}},
		{">999999999999999999", "EUR", nil, []int64{1 << 62}},
		{"<999999999999999999", "EUR", []int64{1 << 62, 0}, nil},
	} {
		exp, _ := c.cur.Exponent()
		lowest, highest, ok := parse(c.text).Bounds(exp)
		for _, n := range c.inside {
			require.True(t, ok && lowest <= n && n <= highest, "%s %s: %d", c.text, c.cur, n)
		}
		for _, n := range c.out {
			require.False(t, ok && lowest <= n && n <= highest, "%s %s: %d", c.text, c.cur, n)
		}
	}
}
