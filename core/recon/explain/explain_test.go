package explain_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/explain"
)

const day = 24 * time.Hour

var noon = time.Date(2026, 10, 10, 12, 0, 0, 0, time.UTC)

type change = func(*recon.Record)

func record(changes ...change) recon.Record {
	r := recon.Record{Project: 1, PaymentID: "ORD-1", OperationID: "7", TypeName: "sale", StatusName: "success", Money: money.New(1000, "KRW"), When: noon}
	for _, c := range changes {
		c(&r)
	}
	return r
}

func row(line int, changes ...change) recon.Record {
	r := record(changes...)
	r.Report, r.Line = 1, line
	return r
}

func id(s string) change           { return func(r *recon.Record) { r.OperationID = s } }
func payment(s string) change      { return func(r *recon.Record) { r.PaymentID = s } }
func kind(s string) change         { return func(r *recon.Record) { r.TypeName = s } }
func status(s string) change       { return func(r *recon.Record) { r.StatusName = s } }
func won(n int64) change           { return func(r *recon.Record) { r.Money.Minor = n } }
func currency(c string) change     { return func(r *recon.Record) { r.Money.Currency = money.Currency(c) } }
func after(d time.Duration) change { return func(r *recon.Record) { r.When = noon.Add(d) } }
func arn(s string) change          { return func(r *recon.Record) { r.Refs.ARN = s } }

// line finds what one rule says of a candidate for a row.
func line(t *testing.T, rule explain.Rule, subject, candidate recon.Record, rules recon.Rules) string {
	t.Helper()
	b := recon.Break{Report: []recon.Record{subject}}
	if subject.Line == 0 {
		b = recon.Break{Local: []recon.Record{subject}}
	}
	all := explain.Break(b, []recon.Record{candidate}, rules)
	require.Len(t, all, 1)
	for _, l := range all[0].Lines {
		if l.Rule == rule {
			return fmt.Sprintf("%s: %s", l.Outcome, l.Words)
		}
	}
	return ""
}

func TestEveryRuleSaysByHowMuchACandidateDiffers(t *testing.T) {
	rules := recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 5}, Types: map[string]string{"storno": "refund"}, Statuses: map[string]string{"settled": "success"}}
	for _, c := range []struct {
		rule      explain.Rule
		subject   []change
		candidate []change
		want      string
	}{
		{explain.Operation, nil, nil, "pass: 7"},
		{explain.Operation, nil, []change{id("8")}, "fail: 8, not 7"},
		{explain.Operation, nil, []change{id("")}, "unknown: given on one side only: 7"},
		{explain.Operation, []change{id("")}, []change{id("")}, "unknown: given on neither side"},
		{explain.Project, nil, nil, "pass: 1"},
		{explain.Project, nil, []change{func(r *recon.Record) { r.Project = 2 }}, "fail: 2, not 1"},
		{explain.Project, nil, []change{func(r *recon.Record) { r.Project = 0 }}, "unknown: given on one side only: 1"},
		{explain.Payment, nil, []change{payment("ord-1")}, "pass: ord-1, which means ORD-1"},
		{explain.Payment, nil, []change{payment("ORD-2")}, "fail: ORD-2, not ORD-1"},
		{explain.Type, []change{kind("refund")}, []change{kind("reversal")}, "pass: reversal, which means refund"},
		{explain.Type, []change{kind("Storno")}, []change{kind("refund")}, "pass: refund, which means Storno"},
		{explain.Type, nil, []change{kind("refund")}, "fail: refund, not sale"},
		{explain.Status, []change{status("settled")}, nil, "pass: success, which means settled"},
		{explain.Status, nil, []change{status("decline")}, "fail: decline, not success"},
		{explain.Status, nil, []change{status("")}, "unknown: given on one side only: success"},
		{explain.Amount, nil, nil, "pass: 1,000 KRW"},
		{explain.Amount, nil, []change{won(2000)}, "fail: 1,000 KRW more"},
		{explain.Amount, nil, []change{won(900)}, "fail: 100 KRW less"},
		{explain.Amount, nil, []change{won(1005)}, "pass: 5 KRW more, which is tolerated"},
		{explain.Amount, nil, []change{currency("EUR")}, "pass: as many minor units"},
		{explain.Amount, nil, []change{currency("EUR"), won(5)}, "fail: 0.05 EUR, not 1,000 KRW"},
		{explain.Currency, nil, nil, "pass: KRW"},
		{explain.Currency, nil, []change{currency("EUR")}, "fail: EUR, not KRW"},
		{explain.Date, nil, nil, "pass: at the same moment"},
		{explain.Date, nil, []change{after(3 * day)}, "pass: 3 days later"},
		{explain.Date, nil, []change{after(-25 * time.Hour)}, "pass: 1 day earlier"},
		{explain.Date, nil, []change{after(90 * time.Minute)}, "pass: 1 hour later"},
		{explain.Date, nil, []change{after(90 * time.Second)}, "pass: 1 minute later"},
		{explain.Date, nil, []change{after(-2 * time.Second)}, "pass: 2 seconds earlier"},
		{explain.Date, nil, []change{after(time.Millisecond)}, "pass: less than a second later"},
		{explain.Date, nil, []change{after(8 * day)}, "fail: 8 days later, allowed are 7 days"},
		{explain.Date, nil, []change{func(r *recon.Record) { r.When = time.Time{} }}, "unknown: no date"},
		{explain.Reference, nil, nil, "unknown: none on both sides"},
		{explain.Reference, []change{arn("A")}, nil, "unknown: none on both sides"},
		{explain.Reference, []change{arn("A")}, []change{arn("A")}, "pass: same ARN A"},
		{explain.Reference, []change{arn("A")}, []change{arn("B")}, "fail: another ARN: B, not A"},
		{explain.Reference, []change{arn("A"), rrn("R")}, []change{arn("B"), rrn("R")}, "pass: same RRN R"},
		{explain.Reference, []change{provider("P")}, []change{provider("Q")}, "fail: another provider's id: Q, not P"},
	} {
		require.Equal(t, c.want, line(t, c.rule, row(2, c.subject...), record(c.candidate...), rules), c.rule)
	}
	require.Equal(t, "pass: Storno, which means refund", line(t, explain.Type, record(kind("refund")), row(2, kind("Storno")), rules), "the other way round")
}

func provider(s string) change { return func(r *recon.Record) { r.Refs.Provider = s } }
func rrn(s string) change      { return func(r *recon.Record) { r.Refs.RRN = s } }

func TestTheNearestCandidateComesFirst(t *testing.T) {
	candidates := []recon.Record{
		record(id("a"), payment("ORD-2"), kind("refund")),
		record(id("b"), currency("EUR")),
		record(id("c"), won(2000)),
		record(id("d"), won(1500)),
		record(id("e"), after(day)),
		record(id("f"), after(time.Hour)),
		record(id("g"), func(r *recon.Record) { r.When = time.Time{} }),
		row(9, id("h")),
	}
	b := recon.Break{Report: []recon.Record{row(2, id("x"))}}
	order := func() (ids string) {
		for _, c := range explain.Break(b, candidates, recon.Rules{}) {
			ids += c.Record.OperationID
		}
		return ids
	}
	require.Equal(t, "fegdcba", order(), "a row is no candidate for a row")
	slices.Reverse(candidates)
	require.Equal(t, "fegdcba", order())
	b.Local = []recon.Record{record(id("y"))}
	require.Equal(t, "hfegdcba", order(), "but for the operation of the break")
	require.Equal(t, 1, explain.Break(b, candidates, recon.Rules{})[0].Failed)
}

func TestAPairSaysWhatItRestsOn(t *testing.T) {
	p := recon.Pair{By: recon.ByValues, Report: []recon.Record{row(2, id(""), after(time.Hour))}, Local: []recon.Record{record()}}
	lines := explain.Pair(p, recon.Rules{})
	require.Equal(t, "the same payment, type, amount and currency; one side has no operation id", lines[0].Words)
	require.Contains(t, lines, explain.Line{Rule: explain.Date, Outcome: explain.Pass, Words: "1 hour later"})
	for _, by := range []recon.By{recon.ByOperation, recon.ByReference, recon.ByRefund} {
		p.By = by
		require.Equal(t, explain.Pass, explain.Pair(p, recon.Rules{})[0].Outcome)
	}
	whole := recon.Pair{By: recon.ByWhole, Report: []recon.Record{row(2, won(400)), row(3, won(600))}, Local: []recon.Record{record()}}
	require.Equal(t, []explain.Line{
		{Rule: explain.Sum, Outcome: explain.Pass, Words: "parts of a declared whole that add up"},
		{Rule: explain.Sum, Outcome: explain.Pass, Words: "2 in the report: 1,000 KRW; 1 in the ledger: 1,000 KRW"},
	}, explain.Pair(whole, recon.Rules{}))
	whole.By, whole.Note, whole.Report[0].Money.Minor = recon.ByHand, "one order", 300
	require.Equal(t, []explain.Line{
		{Rule: explain.Decision, Outcome: explain.Pass, Words: "matched by hand: one order"},
		{Rule: explain.Sum, Outcome: explain.Fail, Words: "2 in the report: 900 KRW; 1 in the ledger: 1,000 KRW"},
	}, explain.Pair(whole, recon.Rules{}))
	whole.Report = []recon.Record{row(2, won(1<<62)), row(3, won(1<<62))}
	require.Contains(t, explain.Pair(whole, recon.Rules{})[1].Words, "too much to add up")
}

func TestASuggestionDiffersInOneRespect(t *testing.T) {
	missing := func(r recon.Record) recon.Break {
		return recon.Break{Code: recon.MissingLocal, Report: []recon.Record{r}}
	}
	overdue := func(r recon.Record) recon.Break {
		return recon.Break{Code: recon.MissingInReport, Local: []recon.Record{r}}
	}
	bare := id("")
	for name, c := range map[string]struct {
		breaks []recon.Break
		want   string // empty: none
	}{
		"another payment":          {[]recon.Break{missing(row(2, bare, payment("ORD-2"))), overdue(record())}, "ORD-2, not ORD-1"},
		"another amount":           {[]recon.Break{missing(row(2, bare, won(1500))), overdue(record())}, "500 KRW more"},
		"another currency":         {[]recon.Break{missing(row(2, bare, currency("EUR"))), overdue(record())}, "EUR, not KRW"},
		"another type":             {[]recon.Break{missing(row(2, bare, kind("capture"))), overdue(record())}, "capture, not sale"},
		"another date":             {[]recon.Break{missing(row(2, bare, after(9*day))), overdue(record())}, "9 days later, allowed are 7 days"},
		"another id":               {[]recon.Break{missing(row(2, id("8"))), overdue(record())}, "8, not 7"},
		"another status":           {[]recon.Break{missing(row(2, bare, status("decline"))), overdue(record())}, "decline, not success"},
		"a reversal is a refund":   {[]recon.Break{missing(row(2, kind("reversal"), id("8"))), overdue(record(kind("refund")))}, "8, not 7"},
		"two respects":             {[]recon.Break{missing(row(2, id("8"), won(1500))), overdue(record())}, ""},
		"nothing":                  {[]recon.Break{missing(row(2, bare)), overdue(record())}, ""},
		"two that differ as much":  {[]recon.Break{missing(row(2, bare, won(1500))), overdue(record()), overdue(record(id("8")))}, ""},
		"two rows that do":         {[]recon.Break{missing(row(2, bare, won(1500))), missing(row(3, bare, won(1600))), overdue(record())}, ""},
		"the payment on a far day": {[]recon.Break{missing(row(2, bare, payment("ORD-2"), after(day))), overdue(record())}, ""},
		"no payments":              {[]recon.Break{missing(row(2, bare, payment(""), won(5))), overdue(record(payment("")))}, ""},
		"what is expected":         {[]recon.Break{missing(row(2, bare, won(1500))), {Code: recon.NotYetReported, Local: []recon.Record{record()}}}, "500 KRW more"},
		"a duplicate":              {[]recon.Break{{Code: recon.DupInReport, Report: []recon.Record{row(2, bare, won(1500))}}, overdue(record())}, ""},
		"an extra operation":       {[]recon.Break{missing(row(2, bare, won(1500))), {Code: recon.DupLocal, Local: []recon.Record{record()}}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all := explain.Suggest(c.breaks, recon.Rules{})
			if c.want == "" {
				require.Empty(t, all)
				return
			}
			require.Len(t, all, 1)
			require.Equal(t, c.want, all[0].But.Words)
			require.Equal(t, explain.Fail, all[0].But.Outcome)
			require.Equal(t, 2, all[0].Row.Line)
		})
	}
}
