package judge_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/recon"
)

func TestOneOfSeveralRowsCounts(t *testing.T) {
	for name, c := range map[string]struct {
		report, local records
		want          []string
	}{
		"the one that agrees":       {records{row(2, won(1_500)), row(3), row(4, status("decline"))}, records{operation(1)}, []string{"DUP_IN_REPORT: 2 | ", "DUP_IN_REPORT: 4 | ", "operation: 3 = 1"}},
		"the first line of equals":  {records{row(9), row(3), row(4)}, records{operation(1)}, []string{"DUP_IN_REPORT: 4 | ", "DUP_IN_REPORT: 9 | ", "operation: 3 = 1"}},
		"none agrees":               {records{row(3, won(1_500)), row(2, won(1_400))}, records{operation(1)}, []string{"DUP_IN_REPORT: 3 | ", "AMOUNT_DIFF: 2 | 1"}},
		"nothing here":              {records{row(2), row(3)}, nil, []string{"DUP_IN_REPORT: 3 | ", "MISSING_LOCAL: 2 | "}},
		"the one in the period":     {records{row(2, outside), row(3, won(1_500))}, records{operation(1)}, []string{"AMOUNT_DIFF: 3 | 1"}},
		"only outside":              {records{row(2, outside), row(3, outside)}, records{operation(1)}, []string{"WRONG_PERIOD: 2 | 1"}},
		"projects are told apart":   {records{row(2), row(3, project(2))}, records{operation(1), operation(2, project(2))}, []string{"operation: 2 = 1", "operation: 3 = 2"}},
		"no project is any":         {records{row(2, project(0)), row(3)}, records{operation(1)}, []string{"DUP_IN_REPORT: 3 | ", "operation: 2 = 1"}},
		"no project, by payment":    {records{row(2, project(0), payment("ORD-2"))}, records{operation(1), operation(2, project(2), payment("ORD-2"))}, []string{"MISSING_IN_REPORT:  | 1", "operation: 2 = 2"}},
		"no project, no payment":    {records{row(2, project(0), payment(""))}, records{operation(1, project(2)), operation(2, project(3))}, []string{"MISSING_IN_REPORT:  | 2", "operation: 2 = 1"}},
		"another project, twice":    {records{row(2), row(3)}, records{operation(1, project(2))}, []string{"DUP_IN_REPORT: 3 | ", "SAME_ID_CHANGED: 2 | 1"}},
		"one of two projects":       {records{row(2), row(3, project(3))}, records{operation(1, project(2))}, []string{"MISSING_LOCAL: 3 | ", "SAME_ID_CHANGED: 2 | 1"}},
		"one of two projects here":  {records{row(2)}, records{operation(1, project(2)), operation(2, project(3))}, []string{"MISSING_IN_REPORT:  | 2", "SAME_ID_CHANGED: 2 | 1"}},
		"ids without a project":     {records{row(2, id("a")), row(3, id("a"))}, nil, []string{"DUP_IN_REPORT: 3 | ", "MISSING_LOCAL: 2 | "}},
		"no id is no duplicate":     {records{row(2, bare), row(3, bare)}, nil, []string{"MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"ids are not folded":        {records{row(2, id("a")), row(3, id("A"))}, nil, []string{"MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"here, the one that agrees": {records{row(2)}, records{operation(1, won(900)), operation(2), operation(3, payment("ORD-2"))}, []string{"DUP_LOCAL:  | 1", "DUP_LOCAL:  | 3", "operation: 2 = 2"}},
		"here, the same payment":    {records{row(2, won(800))}, records{operation(1, payment("ORD-0")), operation(2)}, []string{"DUP_LOCAL:  | 1", "AMOUNT_DIFF: 2 | 2"}},
		"here, no row":              {nil, records{operation(1), operation(2)}, []string{"DUP_LOCAL:  | 2", "MISSING_IN_REPORT:  | 1"}},
		"here, outside":             {records{row(2)}, records{operation(1, outside), operation(2)}, []string{"operation: 2 = 2"}},
		"on both sides":             {records{row(2), row(3)}, records{operation(1), operation(2)}, []string{"DUP_IN_REPORT: 3 | ", "DUP_LOCAL:  | 2", "operation: 2 = 1"}},
	} {
		t.Run(name, func(t *testing.T) { requireFound(t, compare(t, c.report, c.local), c.want...) })
	}
	in := recon.Input{Report: records{row(2), row(3, won(999))}, Local: records{operation(1)}, Rules: recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 1}}}
	requireFound(t, decide(t, in), "DUP_IN_REPORT: 3 | ", "operation: 2 = 1")
	in = recon.Input{Report: records{row(2, won(1_500)), row(3, won(1_001))}, Local: records{operation(1)}, Rules: recon.Rules{Tolerance: map[money.Currency]int64{"KRW": 1}}}
	requireFound(t, decide(t, in), "DUP_IN_REPORT: 2 | ", "WITHIN_TOLERANCE: 3 | 1", "operation: 3 = 1")
}

func TestADuplicateIsInNoTotal(t *testing.T) {
	out := compare(t, records{row(2), row(3)}, records{operation(1), operation(2, payment("ORD-2"))})
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: 1000, Local: 2000, Matched: 1000}}, out.Totals)
	require.Equal(t, []recon.Side{{Code: recon.DupInReport, Currency: "KRW", Breaks: 1}, {Code: recon.DupLocal, Currency: "KRW", Breaks: 1, Local: 1000}}, out.Sides)
}

func TestARowIsNamedByItsPlace(t *testing.T) {
	in := func(report int64) string {
		r := row(2, rejected("no date"))
		r.Report = report
		return compare(t, records{r}, nil).Breaks[0].Reason
	}
	require.Equal(t, "line 2 of report 7 could not be read: no date", in(7))
	require.Equal(t, "line 2 of file 1 could not be read: no date", in(-1), "a report that is not kept")
	require.Equal(t, "line 2 could not be read: no date", in(0))
}

// The join has paired one of the rows already.
func TestFurtherRowsOfAMatchedOperationAreDuplicates(t *testing.T) {
	twin := row(1)
	in := recon.Input{Twins: map[uint64]recon.Record{twin.Op: twin}, Joined: []recon.Total{{Currency: "KRW", Report: 1000, Local: 1000, Matched: 1000}}, Rows: 1}
	in.Report = records{row(2), row(3, won(900)), row(4, outside)}
	out := decide(t, in)
	requireFound(t, out, "DUP_IN_REPORT: 2 | ", "DUP_IN_REPORT: 3 | ")
	require.EqualValues(t, 1, out.Matched)
	require.EqualValues(t, 1000, out.Totals[0].Report)
	in.Report = records{row(2)}
	requireFound(t, decide(t, in), "DUP_IN_REPORT: 2 | ")
	in.Local = records{operation(2)}
	requireFound(t, decide(t, in), "DUP_IN_REPORT: 2 | ", "DUP_LOCAL:  | 2")
	in.Report, in.Local = records{row(2, project(2))}, nil
	requireFound(t, decide(t, in), "MISSING_LOCAL: 2 | ")

	other := row(1, id("not a number"))
	in.Twins = map[uint64]recon.Record{recon.OpKey("7"): other}
	in.Report = records{row(2)}
	requireFound(t, decide(t, in), "MISSING_LOCAL: 2 | ")
}

func TestARejectedRowTakesTheOperationThatItsIDNames(t *testing.T) {
	broken := row(2, rejected("no amount"))
	for name, c := range map[string]struct {
		report, local records
		want          []string
	}{
		"once":                {records{broken, row(3, rejected("no date"))}, records{operation(1)}, []string{"ROW_REJECTED: 2 | 1", "ROW_REJECTED: 3 | "}},
		"unless another has":  {records{broken, row(3)}, records{operation(1)}, []string{"ROW_REJECTED: 2 | ", "operation: 3 = 1"}},
		"not by payment":      {records{row(2, bare, rejected("no amount"))}, records{operation(1)}, []string{"MISSING_IN_REPORT:  | 1", "ROW_REJECTED: 2 | "}},
		"not another payment": {records{broken}, records{operation(1, payment("ORD-2"))}, []string{"MISSING_IN_REPORT:  | 1", "ROW_REJECTED: 2 | "}},
		"not another project": {records{broken}, records{operation(1, project(2))}, []string{"MISSING_IN_REPORT:  | 1", "ROW_REJECTED: 2 | "}},
		"outside or not":      {records{row(2, rejected("no amount"), outside)}, nil, []string{"ROW_REJECTED: 2 | "}},
	} {
		t.Run(name, func(t *testing.T) { requireFound(t, compare(t, c.report, c.local), c.want...) })
	}
}

func TestAChangeSinceAnEarlierReportIsABreak(t *testing.T) {
	pending := status("processing")
	for name, c := range map[string]struct {
		was   recon.Record
		row   recon.Record
		words string // empty: no change
	}{
		"amount":             {row(8, won(900)), row(2), "900 KRW, this one says 1,000 KRW"},
		"currency":           {row(8, euro(1000)), row(2), "10.00 EUR, this one says 1,000 KRW"},
		"type":               {row(8, kind("capture")), row(2), "capture, this one says sale"},
		"a reversal":         {row(8, kind("reversal")), row(2, kind("refund")), ""},
		"payment":            {row(8, payment("ORD-2")), row(2), "payment ORD-2, this one says payment ORD-1"},
		"payment, as it is":  {row(8, payment("ord-1")), row(2), ""},
		"payment, not given": {row(8, payment("")), row(2), ""},
		"project":            {row(8, project(2)), row(2), "project 2, this one says project 1"},
		"project, not given": {row(8, project(0)), row(2), ""},
		"final status":       {row(8, status("decline")), row(2), "decline, this one says success"},
		"an end undone":      {row(8), row(2, pending), "success, this one says processing"},
		"progress":           {row(8, pending), row(2), ""},
		"progress, and more": {row(8, pending, won(900)), row(2), "900 KRW, this one says 1,000 KRW"},
		"date":               {row(8, after(day)), row(2), ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := recon.Input{Report: records{c.row}, Earlier: map[string]recon.Record{"op:7": c.was}}
			local := operation(1, kind(c.row.TypeName), status(c.row.StatusName))
			if c.words == "" {
				in.Local = records{local}
				requireFound(t, decide(t, in), "operation: 2 = 1")
				return
			}
			out := decide(t, in)
			requireFound(t, out, "SAME_ID_CHANGED: 2 | ")
			require.Equal(t, "another report (line 8 of report 1) says of operation 7: "+c.words, out.Breaks[0].Reason)
			in.Local = records{local}
			requireFound(t, decide(t, in), "SAME_ID_CHANGED: 2 | 1")
		})
	}
}

// Whatever else is found, the change comes first.
func TestAChangedRowIsNeverMatchedInSilence(t *testing.T) {
	in := recon.Input{Report: records{row(2, kind("refund"))}, Earlier: map[string]recon.Record{"op:7": row(8, kind("refund"), won(900))}}
	in.Local = records{ours("F1", "sent")}
	requireFound(t, decide(t, in), "SAME_ID_CHANGED: 2 | F1")
	in.Local = records{ours("F1", "sent"), ours("F2", "sent")}
	requireFound(t, decide(t, in), "SAME_ID_CHANGED: 2 |  ~ F1 F2")
	in.Report = append(in.Report, row(3, id("8"), kind("refund")))
	requireFound(t, decide(t, in), "AMBIGUOUS: 3 | ", "SAME_ID_CHANGED: 2 |  ~ F1 F2")
	in.Report = records{row(2, kind("refund"), status("decline"))}
	requireFound(t, decide(t, in), "REFUND_IN_DOUBT:  | F1", "REFUND_IN_DOUBT:  | F2", "SAME_ID_CHANGED: 2 | ")
	in.Report = records{row(2), row(3, id("8"))}
	in.Local = records{operation(1, id("9"), won(2000))}
	in.Rules.Groups = []recon.Group{{By: recon.ByPayment}}
	requireFound(t, decide(t, in), "SAME_ID_CHANGED: 2 | ", "SPLIT_INCOMPLETE: 3 | 1")
	in.Report[0].Flags |= recon.Outside
	requireFound(t, decide(t, in), "SPLIT_INCOMPLETE: 3 | 1")
}
