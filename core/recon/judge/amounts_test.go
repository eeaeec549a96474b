package judge_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/judge"
)

func TestATolerableDifferenceIsMatchedAndCounted(t *testing.T) {
	in := recon.Input{
		Report: records{row(2, won(1_002)), row(3, id("8"), kind("refund"), won(499)), row(4, id("9"), won(1_003)), row(5, id("10"), euro(1_001))},
		Local:  records{operation(1), operation(2, id("8"), kind("refund"), won(500)), operation(3, id("9")), operation(4, id("10"), euro(1_000))},
		Rules:  recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 2}},
	}
	out := decide(t, in)
	requireFound(t, out, "operation: 2 = 1", "operation: 3 = 2", "WITHIN_TOLERANCE: 2 | 1", "WITHIN_TOLERANCE: 3 | 2", "AMOUNT_DIFF: 4 | 3", "AMOUNT_DIFF: 5 | 4")
	require.Equal(t, recon.Total{Currency: "KRW", Report: 1_506, Local: 1_500, Matched: 503, Tolerated: 3}, out.Totals[1])
	offs := []int64{out.Pairs[0].Off, out.Pairs[1].Off}
	require.ElementsMatch(t, []int64{2, 1}, offs, "of refunds, less is more")
	require.Contains(t, []string{out.Tolerated[0].Reason, out.Tolerated[1].Reason},
		"same operation id; the report says 1,002 KRW, the ledger 1,000 KRW: 2 KRW more, tolerance 2")
	in.Report = records{row(2, won(1_002), outside)}
	in.Local = records{operation(1, outside)}
	requireFound(t, decide(t, in))
	in.Local = records{operation(1)}
	requireFound(t, decide(t, in), "WRONG_PERIOD: 2 | 1")
	in.Report = records{row(2, won(10))}
	in.Local = records{operation(1, won(1))}
	in.Rules.Tolerance["KRW"] = 100
	requireFound(t, decide(t, in), "EXPONENT_SUSPECT: 2 | 1")
}

func TestFeesAreComparedWithTheTerms(t *testing.T) {
	terms := []recon.Fee{
		{Currency: "KRW", Type: "Refund", Fixed: 7},
		{Currency: "KRW", Fixed: 10, Basis: 275},
		{Currency: "KRW", Fixed: 99}, // never reached
		{Currency: "EUR", Basis: 1},
	}
	for name, c := range map[string]struct {
		r    recon.Record
		want string // empty: as agreed
	}{
		"as agreed":             {row(2, fee(38)), ""}, // 10 + 27.5, rounded half up
		"rounded down":          {row(2, fee(37)), "the fee is 37 KRW, agreed are 38 KRW (10 KRW and 2.75% of 1,000 KRW): 1 KRW less"},
		"too much":              {row(2, fee(40)), "the fee is 40 KRW, agreed are 38 KRW (10 KRW and 2.75% of 1,000 KRW): 2 KRW more"},
		"of its type":           {row(2, kind("refund"), fee(7)), ""},
		"of its type, wrong":    {row(2, kind("reversal"), fee(38)), "the fee is 38 KRW, agreed are 7 KRW (7 KRW and 0.00% of 1,000 KRW): 31 KRW more"},
		"none given":            {row(2), ""},
		"another currency":      {row(2, func(r *recon.Record) { r.Fee = &money.Amount{Minor: 1, Currency: "USD"} }), ""},
		"no terms":              {row(2, func(r *recon.Record) { r.Money.Currency = "USD" }, fee(999)), ""},
		"declined":              {row(2, status("decline"), fee(0)), ""},
		"no money moved":        {row(2, kind("auth"), fee(0)), ""},
		"rounded to nothing":    {row(2, euro(4_999), fee(0)), ""},
		"rounded up from half":  {row(2, euro(5_000), fee(1)), ""},
		"of its currency":       {row(2, euro(5_000), fee(9)), "the fee is 0.09 EUR, agreed are 0.01 EUR (0.00 EUR and 0.01% of 50.00 EUR): 0.08 EUR more"},
		"too large to work out": {row(2, won(math.MaxInt64/1000), fee(1)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			local := operation(1, kind(c.r.TypeName), status(c.r.StatusName), func(l *recon.Record) { l.Money = c.r.Money })
			in := recon.Input{Report: records{c.r}, Local: records{local}, Rules: recon.Rules{Fees: terms}}
			if name == "too large to work out" {
				in.Rules.Fees = []recon.Fee{{Currency: "KRW", Basis: math.MaxInt64}}
				require.Contains(t, decide(t, in).Breaks[0].Reason, "which is too large a sum")
				return
			}
			out := decide(t, in)
			if c.want == "" {
				requireFound(t, out, "operation: 2 = 1")
				return
			}
			requireFound(t, out, "FEE_DIFF: 2 | 1")
			require.Equal(t, "same operation id; "+c.want, out.Breaks[0].Reason)
			in.Rules.Tolerance = map[money.Currency]int64{"KRW": 31, "EUR": 8}
			requireFound(t, decide(t, in), "operation: 2 = 1")
			in.Rules = recon.Rules{}
			requireFound(t, decide(t, in), "operation: 2 = 1")
		})
	}
}

func TestGrossLessFeeIsNet(t *testing.T) {
	refund := kind("refund")
	for name, c := range map[string]struct {
		r     recon.Record
		holds bool
	}{
		"so it is":                      {row(2, fee(30), net(970)), true},
		"more":                          {row(2, fee(30), net(971)), false},
		"less":                          {row(2, fee(30), net(969)), false},
		"fee on top":                    {row(2, fee(30), net(1_030)), false},
		"with a sign":                   {row(2, fee(30), net(-970)), false},
		"no fee":                        {row(2, net(970)), true},
		"no net":                        {row(2, fee(30)), true},
		"another currency":              {row(2, fee(30), func(r *recon.Record) { r.Net = &money.Amount{Minor: 5, Currency: "EUR"} }), true},
		"fee in another":                {row(2, net(5), func(r *recon.Record) { r.Fee = &money.Amount{Minor: 5, Currency: "EUR"} }), true},
		"declined":                      {row(2, status("decline"), fee(0), net(0)), true},
		"no money moved":                {row(2, kind("auth"), fee(30), net(0)), true},
		"given back, fee taken off":     {row(2, refund, fee(30), net(970)), true},
		"given back, fee on top":        {row(2, refund, fee(30), net(1_030)), true},
		"given back, signed":            {row(2, refund, fee(30), net(-1_030)), true},
		"given back, signed, taken off": {row(2, refund, fee(30), net(-970)), true},
		"given back, wrong":             {row(2, refund, fee(30), net(-1_000)), false},
		"given back, too large to add up, signed": {row(2, refund, won(math.MaxInt64), fee(30), net(30-math.MaxInt64)), true},
		"given back, too large to add":            {row(2, refund, won(math.MaxInt64), fee(30), net(1)), false},
	} {
		t.Run(name, func(t *testing.T) {
			local := operation(1, kind(c.r.TypeName), status(c.r.StatusName), func(l *recon.Record) { l.Money = c.r.Money })
			out := compare(t, records{c.r}, records{local})
			if c.holds {
				requireFound(t, out, "operation: 2 = 1")
				return
			}
			requireFound(t, out, "NET_DIFF: 2 | 1")
		})
	}
	in := recon.Input{Report: records{row(2, fee(30), net(971))}, Local: records{operation(1)}, Rules: recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 1}}}
	requireFound(t, decide(t, in), "operation: 2 = 1")
	require.Equal(t, "same operation id; 1,000 KRW less a fee of 30 KRW is 970 KRW, but the net is 971 KRW", compare(t, in.Report, in.Local).Breaks[0].Reason)
}

// A record with everything wrong has one code after the other as it is mended.
func TestTheFirstCodeThatAppliesWins(t *testing.T) {
	r := row(2, payment("ORD-2"), euro(10_000), kind("refund reverse"), status("decline"), fee(5), net(1))
	l := operation(1, kind("refund"), refundOf("F1", ledger.Succeeded), held, outside)
	in := recon.Input{Report: records{r}, Local: records{l}, Earlier: map[string]recon.Record{"op:7": row(9, won(5))},
		Rules: recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 4}, Fees: []recon.Fee{{Currency: "KRW", Fixed: 100}}}}
	for _, step := range []struct {
		code recon.Code
		mend func()
	}{
		{recon.SameIDChanged, func() { in.Earlier = nil }},
		{recon.SameIDChanged, func() { in.Report[0].PaymentID = "ORD-1" }},
		{recon.CurrencyDiff, func() { in.Report[0].Money.Currency = "KRW" }},
		{recon.ExponentSuspect, func() { in.Report[0].Money.Minor = 1_010 }},
		{recon.AmountDiff, func() { in.Report[0].Money.Minor = 1_004 }},
		{recon.StatusDiff, func() { in.Report[0].StatusName = "success" }},
		{recon.TypeDiff, func() { in.Local[0].TypeName = "refund reverse"; fee(5)(&in.Report[0]); net(1)(&in.Report[0]) }},
		{recon.FeeDiff, func() { in.Rules.Fees = nil }},
		{recon.NetDiff, func() { in.Report[0].Net = nil }},
		{recon.RefundReversed, func() { in.Local[0].Held = false }},
		{recon.WrongPeriod, func() { in.Local[0].Flags = 0 }},
	} {
		out := decide(t, in)
		require.Len(t, out.Breaks, 1)
		require.Equal(t, step.code, out.Breaks[0].Code)
		step.mend()
	}
	requireFound(t, decide(t, in), "operation: 2 = 1", "WITHIN_TOLERANCE: 2 | 1")
}

func TestWhatIsDueDependsOnTheCutOff(t *testing.T) {
	late := operation(1, at(november.Add(-day)))
	for name, c := range map[string]struct {
		period recon.Period
		due    time.Duration
		local  recon.Record
		want   []string
	}{
		"the end of the period":     {month, 2 * day, late, []string{"NOT_YET_REPORTED:  | 1"}},
		"a later cut-off":           {recon.Period{From: october, To: november, CutOff: november.Add(day)}, 2 * day, late, []string{"MISSING_IN_REPORT:  | 1"}},
		"no time at all":            {month, 0, late, []string{"MISSING_IN_REPORT:  | 1"}},
		"after an earlier cut-off":  {recon.Period{From: october, To: november, CutOff: noon}, 0, late, []string{"NOT_YET_REPORTED:  | 1"}},
		"reports without an end":    {recon.Period{From: october}, 2 * day, late, []string{"MISSING_IN_REPORT:  | 1"}},
		"an operation without date": {month, 2 * day, operation(1, undated), []string{"MISSING_IN_REPORT:  | 1"}},
		"declined":                  {month, 0, operation(1, status("decline")), nil},
		"on its way":                {month, 0, operation(1, status("processing")), nil},
		"outside":                   {month, 0, operation(1, outside), nil},
	} {
		t.Run(name, func(t *testing.T) {
			out := decide(t, recon.Input{Local: records{c.local}, Period: c.period, Rules: recon.Rules{Due: c.due}})
			requireFound(t, out, c.want...)
			for _, b := range out.Breaks {
				require.Equal(t, name == "the end of the period" || name == "a later cut-off" || name == "no time at all", strings.Contains(b.Reason, "it was due on"))
			}
			for _, e := range out.Expected {
				require.Equal(t, c.local.When.Add(c.due), e.Due)
				require.Empty(t, out.Counts(), "what is expected is no break")
			}
		})
	}
}

func TestSumsThatDoNotFitAreAnError(t *testing.T) {
	huge := won(math.MaxInt64 - 5)
	for name, in := range map[string]recon.Input{
		"matched":     {Report: records{row(2, huge), row(3, id("8"))}, Local: records{operation(1, huge), operation(2, id("8"))}},
		"broken":      {Report: records{row(2, huge), row(3, id("8"))}},
		"here":        {Local: records{operation(2, huge), operation(3, id("8"))}},
		"with joined": {Report: records{row(2, huge)}, Local: records{operation(1, huge)}, Joined: []recon.Total{{Currency: "KRW", Report: 9, Local: 9, Matched: 9}}},
		"given back":  {Report: records{row(2, kind("refund"), huge), row(3, kind("refund"), id("8"))}},
		"the sides together": {Report: records{row(2, huge), row(3, id("8"), huge)}, Local: records{operation(1, id("8"), status("decline"))},
			Joined: []recon.Total{{Currency: "KRW", Report: 5 - math.MaxInt64, Local: 5 - math.MaxInt64, Matched: 5 - math.MaxInt64}}},
		"a whole": {Report: records{row(2, huge), row(3, id("8"))}, Local: records{operation(1, id("9"))}, Rules: recon.Rules{Groups: []recon.Group{{By: recon.ByPayment}}}},
	} {
		t.Run(name, func(t *testing.T) {
			in.Period = month
			_, err := judge.Judge(context.Background(), in)
			var e *ledger.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, ledger.ErrOverflow, e.Code)
			require.EqualError(t, err, "the sums in KRW are too large")
		})
	}
	out := compare(t, records{row(2, won(math.MaxInt64))}, records{operation(1, won(0))})
	requireFound(t, out, "AMOUNT_DIFF: 2 | 1")
}

func TestWhatCannotBeJudgedIsAnError(t *testing.T) {
	_, err := judge.Judge(context.Background(), recon.Input{Report: records{row(2, won(-1))}})
	require.EqualError(t, err, "success sale of -1 KRW (operation 7, payment ORD-1) has an amount below zero")
	_, err = judge.Judge(context.Background(), recon.Input{Local: records{operation(1, won(-1))}})
	require.Error(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = judge.Judge(ctx, recon.Input{Report: records{row(2)}})
	require.EqualError(t, err, "the comparison was cancelled")
}

// The id of a break is how a note on it is found again.
func TestABreakKeepsItsID(t *testing.T) {
	first := func(in recon.Input) string { return decide(t, in).Breaks[0].ID }
	in := recon.Input{Report: records{row(2, won(900), project(0))}, Local: records{operation(1)}}
	was := first(in)
	in.Report = records{row(70, won(900)), row(3, id("8"), bare, won(5))}
	in.Report[0].Report = 9
	require.Equal(t, was, first(in), "in another place, in another layout, among others")
	in.Report[0].StatusName = "decline"
	require.Equal(t, was, first(in), "whatever it says")
	in.Report[0].Money.Minor = 1000
	require.NotEqual(t, was, first(in), "another code is another break")

	ambiguous := recon.Input{Report: records{row(2, bare)}, Local: records{operation(1, after(-time.Hour)), operation(2, id("8"), after(time.Hour))}}
	was = first(ambiguous)
	ambiguous.Local = append(ambiguous.Local, operation(3, id("9"), after(time.Hour)))
	require.Equal(t, was, first(ambiguous), "candidates come and go")

	require.NotEqual(t, first(recon.Input{Report: records{row(2, rejected("no date"), bare)}}), first(recon.Input{Report: records{row(3, rejected("no date"), bare)}}),
		"a row that could not be read is known by its line")
	require.Equal(t, first(recon.Input{Report: records{row(2, rejected("no date"))}}), first(recon.Input{Report: records{row(3, rejected("no date"))}}))
	raw := func(text string) change { return func(r *recon.Record) { r.Raw = text } }
	require.Equal(t, first(recon.Input{Report: records{row(2, rejected("no date"), bare, raw("a;b"))}}), first(recon.Input{Report: records{row(3, rejected("no date"), bare, raw("a;b"))}}),
		"or by its text")
}
