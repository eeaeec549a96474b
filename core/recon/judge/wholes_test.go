package judge_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/recon"
)

func TestDeclaredWholesAreMatchedByTheirSums(t *testing.T) {
	byPayment := []recon.Group{{By: recon.ByPayment}}
	whole := operation(1, won(900))
	parts := records{row(2, id("a"), won(400)), row(3, id("b"), won(500))}
	for name, c := range map[string]struct {
		groups        []recon.Group
		report, local records
		want          []string
	}{
		"many rows, one operation": {byPayment, parts, records{whole}, []string{"group: 2 3 = 1"}},
		"one row, many operations": {byPayment, records{row(2, id("a"), won(900))}, records{operation(1, won(400)), operation(2, id("8"), won(500))}, []string{"group: 2 = 1 2"}},
		"many and many":            {byPayment, parts, records{operation(1, won(300)), operation(2, id("8"), won(600))}, []string{"group: 2 3 = 1 2"}},
		"not declared":             {nil, parts, records{whole}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"not enough":               {byPayment, parts[:1], records{whole}, []string{"SPLIT_INCOMPLETE: 2 | 1"}},
		"too much":                 {byPayment, append(records{row(4, id("c"), won(1))}, parts...), records{whole}, []string{"SPLIT_INCOMPLETE: 2 3 4 | 1"}},
		"nothing on one side":      {byPayment, parts, nil, []string{"MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"another payment":          {byPayment, parts, records{operation(1, payment("ORD-2"), won(900))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"another project":          {byPayment, parts, records{operation(1, project(2), won(900))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"another currency":         {byPayment, parts, records{operation(1, euro(900))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"another type":             {byPayment, parts, records{operation(1, kind("capture"), won(900))}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"of one type only":         {[]recon.Group{{By: recon.ByPayment, Type: "refund"}}, parts, records{whole}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"of this type":             {[]recon.Group{{By: recon.ByPayment, Type: "Sale"}}, parts, records{whole}, []string{"group: 2 3 = 1"}},
		"what did not succeed":     {byPayment, append(records{row(4, id("c"), status("decline"))}, parts...), records{whole}, []string{"group: 2 3 = 1", "MISSING_LOCAL: 4 | "}},
		"two ids are no whole":     {byPayment, records{row(2, id("a"), won(900))}, records{whole}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | "}},
		"a rest outside": {byPayment, records{parts[0], row(3, id("b"), won(500), outside)}, records{whole},
			[]string{"WRONG_PERIOD: 2 3 | 1"}},
		"a rest outside, here": {byPayment, records{row(2, id("a"), won(900))}, records{operation(1, won(400)), operation(2, id("8"), won(500), outside)},
			[]string{"WRONG_PERIOD: 2 | 1 2"}},
		"neighbours do not matter": {byPayment, append(records{row(4, id("c"), outside)}, parts...), records{whole}, []string{"group: 2 3 = 1"}},
		"all outside":              {byPayment, records{row(2, id("a"), won(400), outside), row(3, id("b"), won(500), outside)}, records{operation(1, won(900), outside)}, nil},
		"one side outside":         {byPayment, parts, records{operation(1, won(899), outside)}, []string{"MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
		"by batch": {[]recon.Group{{By: recon.ByBatch}}, records{row(2, id("a"), won(400), batch("S")), row(3, id("b"), payment("ORD-2"), won(500), batch("S"))},
			records{operation(1, won(900), payment("ORD-3"), batch("S"))}, []string{"group: 2 3 = 1"}},
		"by ARN": {[]recon.Group{{By: recon.ByARN}}, records{row(2, id("a"), won(400), arn("A")), row(3, id("b"), won(500), arn("A"))}, records{operation(1, won(900), arn("A"))}, []string{"group: 2 3 = 1"}},
		"by RRN": {[]recon.Group{{By: recon.ByRRN}}, records{row(2, id("a"), won(400), rrn("A")), row(3, id("b"), won(500), rrn("A"))}, records{operation(1, won(900), rrn("A"))}, []string{"group: 2 3 = 1"}},
		"by provider": {[]recon.Group{{By: recon.ByProvider}}, records{row(2, id("a"), won(400), provider("A")), row(3, id("b"), won(500), provider("A"))}, records{operation(1, won(900), provider("A"))},
			[]string{"group: 2 3 = 1"}},
		"no key": {[]recon.Group{{By: recon.ByBatch}}, parts, records{whole}, []string{"MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | "}},
	} {
		t.Run(name, func(t *testing.T) {
			requireFound(t, decide(t, recon.Input{Report: c.report, Local: c.local, Rules: recon.Rules{Groups: c.groups}}), c.want...)
		})
	}
	out := decide(t, recon.Input{Report: parts[:1], Local: records{whole}, Rules: recon.Rules{Groups: byPayment}})
	require.Equal(t, "same payment; 1 row of the report is 400 KRW, 1 operation of the ledger is 900 KRW: 500 KRW less", out.Breaks[0].Reason)
	out = decide(t, recon.Input{Report: parts, Local: records{whole}, Rules: recon.Rules{Groups: byPayment}})
	require.EqualValues(t, 2, out.Matched)
}

func TestAPersonDecidesAboutMatches(t *testing.T) {
	other := row(2, id("8"), won(700), status("decline"))
	match := func(rows, local []string) recon.Manual {
		return recon.Manual{Match: []recon.ManualMatch{{Rows: rows, Local: local, Note: "seen in the bank"}}}
	}
	here := recon.LocalKey(&recon.Record{Project: 1, OperationID: "7", PaymentID: "ORD-1"})

	in := recon.Input{Report: records{other}, Local: records{operation(1)}, Manual: match([]string{"op:8"}, []string{here})}
	out := decide(t, in)
	requireFound(t, out, "hand: 2 = 1")
	require.Equal(t, "seen in the bank", out.Pairs[0].Note)
	require.EqualValues(t, -1000, out.Pairs[0].Off, "a declined row counts nothing")
	require.Equal(t, []recon.Total{{Currency: "KRW", Local: 1000, Tolerated: -1000}}, out.Totals)

	in.Report = append(in.Report, row(3, bare, undated), row(4, bare, undated))
	in.Manual = match([]string{recon.RowKey(&in.Report[1]), recon.RowKey(&in.Report[1])}, []string{here})
	requireFound(t, decide(t, in), "MISSING_LOCAL: 2 | ", "hand: 3 4 = 1")
	in.Manual = match([]string{recon.RowKey(&in.Report[1]), "op:9"}, []string{here})
	requireFound(t, decide(t, in), "AMBIGUOUS: 3 |  ~ 1", "AMBIGUOUS: 4 | ", "MISSING_LOCAL: 2 | ")

	in = recon.Input{Report: records{row(2, kind("refund")), row(3, id("8"), kind("refund"))}, Local: records{ours("F1", ledger.InDoubt)}, Manual: match([]string{"op:8"}, []string{"refund:F1"})}
	out = decide(t, in)
	requireFound(t, out, "FOREIGN_REFUND: 2 | ", "hand: 3 = F1")
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: -2000, Local: -1000, Matched: -1000}}, out.Totals)

	in = recon.Input{Report: records{row(2, euro(300))}, Local: records{operation(1)}, Manual: match([]string{"op:7"}, []string{here})}
	out = decide(t, in)
	require.Zero(t, out.Pairs[0].Off, "currencies have no difference")
	require.Equal(t, []recon.Total{{Currency: "EUR", Report: 300, Matched: 300, Tolerated: 300}, {Currency: "KRW", Local: 1000, Tolerated: -1000}}, out.Totals)

	in = recon.Input{Report: records{other, row(3, id("8"))}, Local: records{operation(1)}, Manual: match([]string{"op:8"}, []string{here})}
	in.Manual.Match = append([]recon.ManualMatch{{Rows: []string{"op:8"}, Local: []string{"op:9@1/ord-1"}}}, in.Manual.Match...)
	requireFound(t, decide(t, in), "DUP_IN_REPORT: 3 | ", "hand: 2 = 1")

	in = recon.Input{Report: records{row(2, outside), row(3)}, Local: records{operation(1)}, Manual: match([]string{"op:7"}, []string{here})}
	requireFound(t, decide(t, in), "hand: 3 = 1")
	in.Report = records{row(2, rejected("no amount"))}
	requireFound(t, decide(t, in), "ROW_REJECTED: 2 | 1")
}

func TestAPersonKeepsRecordsApart(t *testing.T) {
	here := recon.LocalKey(&recon.Record{Project: 1, OperationID: "7", PaymentID: "ORD-1"})
	apart := func(row recon.Record) recon.Manual {
		return recon.Manual{Apart: []recon.ManualMatch{{Rows: []string{recon.RowKey(&row)}, Local: []string{here}}}}
	}
	for name, r := range map[string]recon.Record{
		"by operation": row(2), "by values": row(2, bare), "by reference": row(2, bare, payment(""), arn("A")), "by reference, another amount": row(2, bare, arn("A"), won(7)),
	} {
		t.Run(name, func(t *testing.T) {
			in := recon.Input{Report: records{r}, Local: records{operation(1, arn("A"))}, Manual: apart(r)}
			requireFound(t, decide(t, in), "MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ")
		})
	}
	r := row(2, bare)
	in := recon.Input{Report: records{r}, Local: records{operation(1), operation(2, id("8"))}, Manual: apart(r)}
	requireFound(t, decide(t, in), "MISSING_IN_REPORT:  | 1", "values: 2 = 2")
	in = recon.Input{Report: records{row(2, id("a"), won(400)), row(3, id("b"), won(600))}, Local: records{operation(1)},
		Rules: recon.Rules{Groups: []recon.Group{{By: recon.ByPayment}}}}
	in.Manual = apart(in.Report[1])
	requireFound(t, decide(t, in), "MISSING_IN_REPORT:  | 1", "MISSING_LOCAL: 2 | ", "MISSING_LOCAL: 3 | ")
	refund := row(2, kind("refund"))
	in = recon.Input{Report: records{refund}, Local: records{ours("F1", ledger.Sent)}}
	in.Manual.Apart = []recon.ManualMatch{{Rows: []string{"op:7"}, Local: []string{"refund:F1"}}}
	requireFound(t, decide(t, in), "FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1")
}
