package judge_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
)

func TestRowsWithoutAnIDAreMatchedByTheirValues(t *testing.T) {
	one := records{operation(1)}
	for name, c := range map[string]struct {
		report, local records
		want          []string
	}{
		"one and one":             {records{row(2, bare, after(time.Hour))}, one, []string{"values: 2 = 1"}},
		"the payment in capitals": {records{row(2, bare, payment("ord-1"))}, one, []string{"values: 2 = 1"}},
		"a reversal is a refund":  {records{row(2, bare, kind("reversal"))}, records{operation(1, kind("refund"))}, []string{"values: 2 = 1"}},
		"no project there":        {records{row(2, bare, project(0))}, one, []string{"values: 2 = 1"}},
		"no id here":              {records{row(2)}, records{operation(1, bare)}, []string{"values: 2 = 1"}},
		"another payment":         {records{row(2, bare, payment("ORD-2"))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"no payment":              {records{row(2, bare, payment(""))}, records{operation(1, payment(""))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another project":         {records{row(2, bare, project(2))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another type":            {records{row(2, bare, kind("capture"))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another amount":          {records{row(2, bare, won(999))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another currency":        {records{row(2, bare, euro(1000))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"other ids never match":   {records{row(2, id("8"))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"seven days":              {records{row(2, bare, after(7*day))}, one, []string{"values: 2 = 1"}},
		"seven days before":       {records{row(2, bare, after(-7*day))}, one, []string{"values: 2 = 1"}},
		"no date here":            {records{row(2, bare)}, records{operation(1, undated)}, []string{"values: 2 = 1"}},
		"more than seven days":    {records{row(2, bare, after(7*day+time.Second))}, one, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"no date":                 {records{row(2, bare, undated)}, one, []string{"values: 2 = 1"}},
		"another status":          {records{row(2, bare)}, records{operation(1, status("decline"))}, []string{"STATUS_DIFF: 2 | 1"}},
		"the equal status first":  {records{row(2, bare)}, records{operation(1, status("decline")), operation(2, id("8"), after(day))}, []string{"values: 2 = 2"}},
		"the period first":        {records{row(2, bare)}, records{operation(1, outside), operation(2, id("8"), after(day))}, []string{"values: 2 = 2"}},
		"the period first, there": {records{row(2, bare, after(day)), row(3, bare, outside)}, one, []string{"values: 2 = 1"}},
		"the equal status first, with neighbours": {records{row(2, bare)}, records{operation(1, status("decline")), operation(2, id("8"), after(day)), operation(3, id("9"), payment("ORD-9"), outside)},
			[]string{"values: 2 = 2"}},
		"the equal status before the period": {records{row(2, bare)}, records{operation(1, status("decline")), operation(2, id("8"), after(day), outside)}, []string{"WRONG_PERIOD: 2 | 2"}},
		"the period before the neighbour":    {records{row(2, bare)}, records{operation(1, status("processing"), outside), operation(2, id("8"), status("decline"), after(day))}, []string{"STATUS_DIFF: 2 | 2"}},
		"neighbours keep to themselves":      {records{row(2, bare, outside)}, records{operation(1, after(time.Hour), outside), operation(2, id("8"), status("decline"))}, nil},
		"a neighbour in a tie is done with": {records{row(2, bare), row(3, bare, outside)},
			records{operation(1, outside, after(-time.Hour)), operation(2, id("8"), outside, after(time.Hour)), operation(3, id("9"), outside, after(time.Hour)), operation(4, id("10"), status("decline"))},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2 3"}},
		"no known currency": {records{row(2, bare, func(r *recon.Record) { r.Money.Currency = "won" })}, records{operation(1, func(r *recon.Record) { r.Money.Currency = "won" })},
			[]string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"then the neighbour":          {records{row(2, bare)}, records{operation(1, outside)}, []string{"WRONG_PERIOD: 2 | 1"}},
		"neighbours among themselves": {records{row(2, bare), row(3, bare, outside, after(day))}, records{operation(1, outside, after(day))}, []string{"MISSING_LOCAL: 2 | "}},
		"as many of each": {records{row(2, bare), row(3, bare, after(time.Hour))}, records{operation(1), operation(2, id("8"), after(2*time.Hour))},
			[]string{"values: 2 = 1", "values: 3 = 2"}},
		"the nearer one": {records{row(2, bare)}, records{operation(1, after(time.Hour)), operation(2, id("8"), after(-time.Minute))},
			[]string{"MISSING_IN_REPORT:  | 1", "values: 2 = 2"}},
		"two real rows that are the same": {records{row(2, bare), row(3, bare)}, records{operation(1), operation(2, id("8"))},
			[]string{"values: 2 = 1", "values: 3 = 2"}},
		"two rows for one": {records{row(2, bare), row(3, bare)}, one, []string{"AMBIGUOUS: 2 |  ~ 1", "AMBIGUOUS: 3 | "}},
		"two of two projects for one without": {records{row(2, bare, project(0))}, records{operation(1), operation(2, id("8"), project(2))},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2"}},
		"projects first": {records{row(2, bare, project(0), after(time.Hour)), row(3, bare, project(2))}, records{operation(1), operation(2, id("8"), project(2))},
			[]string{"values: 2 = 1", "values: 3 = 2"}},
		"no project here": {records{row(2, bare, project(2)), row(3, bare)}, records{operation(1), operation(2, id("8"), project(0), after(day))},
			[]string{"values: 2 = 2", "values: 3 = 1"}},
		"one of two projects, none here": {records{row(2, bare, project(2)), row(3, bare, project(3), after(2*day))}, records{operation(1, project(0))},
			[]string{"MISSING_LOCAL: 3 | ", "values: 2 = 1"}},
		"no project there, in another period": {records{row(2, bare, project(0), outside)}, records{operation(1), operation(2, id("8"), project(2), after(2*day))},
			[]string{"MISSING_IN_REPORT:  | 2", "WRONG_PERIOD: 2 | 1"}},
		"two projects here, in another period": {records{row(2, bare, project(0))}, records{operation(1, outside), operation(2, id("8"), project(2), outside, after(2*day))},
			[]string{"WRONG_PERIOD: 2 | 1"}},
		"no project is as good": {records{row(2, bare, project(0), after(-time.Hour)), row(3, bare, after(time.Hour))}, records{operation(1)},
			[]string{"AMBIGUOUS: 2 |  ~ 1", "AMBIGUOUS: 3 | "}},
		"a tie outside is nobody's break": {records{row(2, bare, outside)}, records{operation(1, after(-time.Hour)), operation(2, id("8"), after(time.Hour))},
			[]string{"MISSING_IN_REPORT:  | 1", "MISSING_IN_REPORT:  | 2"}},
		"a tie with one outside": {records{row(2, bare), row(3, bare, outside)}, records{operation(1, outside, after(-time.Hour)), operation(2, id("8"), outside, after(time.Hour)), operation(3, id("9"), outside, after(time.Hour))},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2 3"}},
	} {
		t.Run(name, func(t *testing.T) { requireFound(t, compare(t, c.report, c.local), c.want...) })
	}
}

func TestTheWindowIsARule(t *testing.T) {
	in := recon.Input{Report: records{row(2, bare, after(2*day))}, Local: records{operation(1)}, Rules: recon.Rules{Window: day}}
	requireFound(t, decide(t, in), "MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ")
}

func TestWordsOfTheReportAreTranslated(t *testing.T) {
	in := recon.Input{
		Report: records{row(2, kind("Purchase"), status("Settled")), row(3, bare, payment("ORD-2"), kind("Storno"), status("Settled"))},
		Local:  records{operation(1), operation(2, id("8"), payment("ORD-2"), kind("refund"))},
		Rules:  recon.Rules{Types: map[string]string{"purchase": "sale", "storno": "Reversal"}, Statuses: map[string]string{"settled": "success"}},
	}
	out, total := decideTranslated(t, in)
	requireFound(t, out, "operation: 2 = 1", "values: 3 = 2")
	require.Equal(t, recon.Total{Currency: "KRW"}, total, "a sale and a refund of the same amount")
	in.Report = records{row(2, kind("Purchase"), status("Settled"))}
	in.Local = nil
	_, total = decideTranslated(t, in)
	require.Equal(t, recon.Total{Currency: "KRW", Report: 1000}, total)
}

// decideTranslated leaves out the laws, which know no words but the platform's.
func decideTranslated(t *testing.T, in recon.Input) (recon.Result, recon.Total) {
	in.Period = month
	out := mustJudge(t, in)
	return out, out.Totals[0]
}

func TestWhatARowDoesNotSayContradictsNothing(t *testing.T) {
	out := compare(t, records{row(2, kind(""), status(""), payment(""), project(0), undated)}, records{operation(1)})
	requireFound(t, out, "operation: 2 = 1")
	require.EqualValues(t, 1000, out.Totals[0].Report)
	out = compare(t, records{row(2, kind("")), row(3, kind(""))}, records{operation(1)})
	requireFound(t, out, "operation: 2 = 1", "DUP_IN_REPORT: 3 | ")
}

func TestRowsAreMatchedByAReference(t *testing.T) {
	lost := func(c ...change) []change { return append([]change{bare, payment("")}, c...) }
	refund := func(n int64, c ...change) recon.Record {
		return operation(n, append([]change{id(fmt.Sprint(n)), kind("refund")}, c...)...)
	}
	for name, c := range map[string]struct {
		report, local records
		want          []string
	}{
		"ARN":                 {records{row(2, lost(arn("A"))...)}, records{operation(1, arn("A"))}, []string{"reference: 2 = 1"}},
		"provider's id":       {records{row(2, lost(provider("P"))...)}, records{operation(1, provider("P"))}, []string{"reference: 2 = 1"}},
		"RRN":                 {records{row(2, lost(rrn("R"))...)}, records{operation(1, rrn("R"))}, []string{"reference: 2 = 1"}},
		"another":             {records{row(2, lost(rrn("R"))...)}, records{operation(1, rrn("S"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"none":                {records{row(2, lost()...)}, records{operation(1)}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another amount":      {records{row(2, lost(arn("A"), won(999))...)}, records{operation(1, arn("A"))}, []string{"AMOUNT_DIFF: 2 | 1"}},
		"another status":      {records{row(2, lost(arn("A"), status("decline"))...)}, records{operation(1, arn("A"))}, []string{"STATUS_DIFF: 2 | 1"}},
		"another type":        {records{row(2, lost(arn("A"), kind("refund"))...)}, records{operation(1, arn("A"))}, []string{"FOREIGN_REFUND: 2 | ", "MISSING_IN_REPORT:  | 1"}},
		"another currency":    {records{row(2, lost(arn("A"), euro(1000))...)}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another payment":     {records{row(2, bare, payment("ORD-2"), arn("A"))}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"another project":     {records{row(2, lost(project(2), arn("A"))...)}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"other ids":           {records{row(2, id("8"), arn("A"), won(999))}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"too late":            {records{row(2, lost(arn("A"), after(8*day))...)}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"too late and wrong":  {records{row(2, lost(arn("A"), won(9), after(8*day))...)}, records{operation(1, arn("A"))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"equal amounts first": {records{row(2, lost(provider("P"), kind("refund"), won(50))...)}, records{refund(1, provider("P"), won(50)), refund(2, provider("P"), won(60))}, []string{"reference: 2 = 1", "MISSING_IN_REPORT:  | 2"}},
		"several of them": {records{row(2, lost(provider("P"), kind("refund"), won(40))...)}, records{refund(1, provider("P"), won(50)), refund(2, provider("P"), won(60))},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2"}},
		"two that are equal": {records{row(2, lost(provider("P"))...)}, records{operation(1, provider("P"), after(time.Hour)), operation(2, id("8"), payment("ORD-2"), provider("P"), after(-time.Hour))},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2"}},
	} {
		t.Run(name, func(t *testing.T) { requireFound(t, compare(t, c.report, c.local), c.want...) })
	}
}

// As in a column that holds the same word on every row.
func TestAReferenceThatManyShareIsNone(t *testing.T) {
	in := recon.Input{Report: records{row(2, bare, payment(""), provider("0"))}}
	want := []string{"MISSING_LOCAL: 2 | "}
	for n := range int64(32) {
		in.Local = append(in.Local, operation(n+1, id(fmt.Sprint(n+1)), provider("0")))
	}
	require.Equal(t, recon.Ambiguous, decide(t, in).Breaks[0].Code)
	in.Local = append(in.Local, operation(33, id("33"), provider("0")))
	for n := range int64(33) {
		want = append(want, fmt.Sprintf("MISSING_IN_REPORT:  | %d", n+1))
	}
	requireFound(t, decide(t, in), want...)
}
