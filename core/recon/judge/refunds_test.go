package judge_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/recon"
)

func TestARefundOfOursIsFoundByTheOnlyRowThatFits(t *testing.T) {
	refund := func(line int, c ...change) recon.Record { return row(line, append([]change{kind("refund")}, c...)...) }
	sent := records{ours("F1", ledger.Sent)}
	for name, c := range map[string]struct {
		report, local records
		want          []string
	}{
		"success":                 {records{refund(2, after(time.Hour))}, sent, []string{"refund: 2 = F1"}},
		"a reversal":              {records{refund(2, kind("reversal"))}, sent, []string{"refund: 2 = F1"}},
		"without an id":           {records{refund(2, bare)}, sent, []string{"refund: 2 = F1"}},
		"without a date":          {records{refund(2, undated)}, sent, []string{"refund: 2 = F1"}},
		"begun nobody knows when": {records{refund(2)}, records{ours("F1", ledger.Sent, undated)}, []string{"refund: 2 = F1"}},
		"no payments":             {records{refund(2, payment(""))}, records{ours("F1", ledger.Sent, payment(""))}, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"without a project":       {records{refund(2, project(0))}, sent, []string{"refund: 2 = F1"}},
		"weeks later":             {records{refund(2, after(15*day))}, sent, []string{"refund: 2 = F1"}},
		"as the clocks are":       {records{refund(2, after(-10*time.Minute))}, sent, []string{"refund: 2 = F1"}},
		"before it was begun":     {records{refund(2, after(-11*time.Minute))}, sent, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"another amount":          {records{refund(2, won(999))}, sent, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"another currency":        {records{refund(2, euro(1000))}, sent, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"another payment":         {records{refund(2, payment("ORD-2"))}, sent, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"another project":         {records{refund(2, project(2))}, sent, []string{"FOREIGN_REFUND: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"a sale":                  {records{row(2)}, sent, []string{"MISSING_LOCAL: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"two refunds":             {records{refund(2)}, records{ours("F1", ledger.Sent), ours("F2", ledger.InDoubt)}, []string{"AMBIGUOUS: 2 |  ~ F1 F2"}},
		"two rows":                {records{refund(2), refund(3, id("8"))}, sent, []string{"AMBIGUOUS: 2 |  ~ F1", "AMBIGUOUS: 3 | "}},
		"two refunds, one of them later": {records{refund(2)}, records{ours("F1", ledger.Sent), ours("F2", ledger.InDoubt, after(day))},
			[]string{"refund: 2 = F1", "REFUND_IN_DOUBT:  | F2"}},
		"an operation comes first": {records{refund(2)}, records{ours("F1", ledger.Sent), operation(1, kind("refund"))},
			[]string{"operation: 2 = 1", "REFUND_IN_DOUBT:  | F1"}},
		"declined":   {records{refund(2, status("decline"))}, sent, []string{"REFUND_IN_DOUBT: 2 | F1"}},
		"on its way": {records{refund(2, status("processing"))}, sent, []string{"REFUND_IN_DOUBT: 2 | F1"}},
		"declined, and success": {records{refund(2, status("decline")), refund(3, id("8"))}, sent,
			[]string{"MISSING_LOCAL: 2 | ", "refund: 3 = F1"}},
		"declined before it was begun": {records{refund(2, status("decline"), after(-time.Hour))}, sent, []string{"MISSING_LOCAL: 2 | ", "REFUND_IN_DOUBT:  | F1"}},
		"a row outside":                {records{refund(2, at(november), outside)}, sent, []string{"WRONG_PERIOD: 2 | F1"}},
		"a refund outside":             {records{refund(2)}, records{ours("F1", ledger.Sent, at(october.Add(-day)))}, []string{"refund: 2 = F1"}},
		"both outside":                 {records{refund(2, outside)}, records{ours("F1", ledger.Sent, at(october.Add(-day)))}, nil},
	} {
		t.Run(name, func(t *testing.T) { requireFound(t, compare(t, c.report, c.local), c.want...) })
	}
}

// What was found to be our refund is in both totals.
func TestAFoundRefundCountsOnBothSides(t *testing.T) {
	out := compare(t, records{row(2, kind("refund"))}, records{ours("F1", ledger.InDoubt)})
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: -1000, Local: -1000, Matched: -1000}}, out.Totals)
	out = compare(t, records{row(2, kind("refund"))}, records{ours("F1", ledger.InDoubt, at(october.Add(-day)))})
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: -1000, Local: -1000, Matched: -1000}}, out.Totals)
	out = compare(t, nil, records{ours("F1", ledger.InDoubt)})
	require.Equal(t, []recon.Total{{Currency: "KRW"}}, out.Totals, "nobody knows whether it happened")
}

// Only what may have reached the platform can be the row in the report.
func TestStatesOfARefundDecideWhatARowMeans(t *testing.T) {
	foreign, waiting := "FOREIGN_REFUND: 2 | ", "NOT_YET_REPORTED:  | F1"
	for state, want := range map[ledger.RefundState][]string{
		ledger.Sent: {"refund: 2 = F1"}, ledger.Accepted: {"refund: 2 = F1"}, ledger.InDoubt: {"refund: 2 = F1"}, ledger.Exported: {"refund: 2 = F1"},
		ledger.Uploaded: {"refund: 2 = F1"}, ledger.Succeeded: {"refund: 2 = F1"}, ledger.Confirmed: {"refund: 2 = F1"},
		ledger.Prepared: {foreign, waiting}, ledger.AwaitingApproval: {foreign}, ledger.Cancelled: {foreign}, ledger.Rejected: {foreign}, ledger.Declined: {foreign},
	} {
		in := recon.Input{Report: records{row(2, kind("refund"))}, Local: records{ours("F1", state)}, Rules: recon.Rules{Due: 30 * day}}
		t.Run(string(state), func(t *testing.T) { requireFound(t, decide(t, in), want...) })
	}
}

func TestARefundThatNoReportShowsWaitsOrIsInDoubt(t *testing.T) {
	young, old := "NOT_YET_REPORTED:  | F1", "REFUND_IN_DOUBT:  | F1"
	for state, want := range map[ledger.RefundState][2][]string{
		ledger.Prepared: {{young}, {old}}, ledger.Sent: {{young}, {old}}, ledger.Accepted: {{young}, {old}}, ledger.Exported: {{young}, {old}},
		ledger.Uploaded: {{young}, {old}}, ledger.Succeeded: {{young}, {old}}, ledger.InDoubt: {{old}, {old}},
		ledger.AwaitingApproval: {}, ledger.Confirmed: {}, ledger.Rejected: {}, ledger.Declined: {}, ledger.Cancelled: {}, ledger.ReversedBackNow: {},
	} {
		t.Run(string(state), func(t *testing.T) {
			for i, due := range []time.Duration{30 * day, day} {
				in := recon.Input{Local: records{ours("F1", state)}, Rules: recon.Rules{Due: due}}
				requireFound(t, decide(t, in), want[i]...)
				in.Local = records{ours("F1", state, held)}
				if state == ledger.Cancelled {
					requireFound(t, decide(t, in))
				} else {
					requireFound(t, decide(t, in), old)
				}
			}
			requireFound(t, compare(t, nil, records{ours("F1", state, at(october.Add(-time.Second)))}))
		})
	}
}

func TestAForeignRefundNamesOursOverTheSameAmount(t *testing.T) {
	reason := func(local ...recon.Record) string {
		in := recon.Input{Report: records{row(2, id("9"), kind("refund"))}, Local: local, Period: month, Rules: recon.Rules{Due: 60 * day}}
		return decide(t, in).Breaks[0].Reason
	}
	require.Contains(t, reason(ours("F1", ledger.Prepared)), "; refund F1 of ours over the same amount is prepared: to send it now may pay twice")
	require.Contains(t, reason(ours("F1", ledger.AwaitingApproval)), "to send it now may pay twice")
	require.Contains(t, reason(ours("F1", ledger.Declined)), "; refund F1 of ours over the same amount is declined")
	require.Contains(t, reason(operation(1, kind("refund"), refundOf("F1", ledger.Succeeded))),
		"; refund F1 of ours over the same amount has succeeded as operation 7, so this is one more")
	require.Contains(t, reason(ours("F1", ledger.Declined), ours("F2", ledger.Cancelled), ours("F3", ledger.Prepared)), "refund F3", "what may still pay comes first")
	require.NotContains(t, reason(operation(1, kind("refund"))), "of ours over", "it is none of ours")
	require.NotContains(t, reason(ours("F1", ledger.Prepared, won(999))), "of ours over")
	require.NotContains(t, reason(ours("F1", ledger.Prepared, project(2))), "of ours over")
	in := recon.Input{Report: records{row(2, id("9"), kind("refund"), after(-time.Hour)), row(3, kind("refund"))}, Local: records{ours("F1", ledger.Sent)}}
	out := decide(t, in)
	requireFound(t, out, "FOREIGN_REFUND: 2 | ", "refund: 3 = F1")
	require.Contains(t, out.Breaks[0].Reason, "; refund F1 of ours over the same amount has a row of its own")
}

func TestAnUndoneRefundStaysInSightUntilAPersonHasLooked(t *testing.T) {
	back := operation(1, kind("refund reverse"), refundOf("F1", ledger.ReversedBackNow))
	requireFound(t, compare(t, records{row(2, kind("refund reverse"))}, records{back}), "operation: 2 = 1")
	back.Held = true
	requireFound(t, compare(t, records{row(2, kind("refund reverse"))}, records{back}), "REFUND_REVERSED: 2 | 1")
	declined := records{row(2, kind("refund reverse"), status("decline"))}
	requireFound(t, compare(t, declined, nil), "MISSING_LOCAL: 2 | ")
	requireFound(t, compare(t, declined, records{operation(1, kind("refund reverse"), status("decline"), held)}), "operation: 2 = 1")
	for state, want := range map[ledger.RefundState]string{ledger.Confirmed: "REFUND_FAILED_LATE: 2 | 1", ledger.Declined: "operation: 2 = 1"} {
		out := compare(t, records{row(2, kind("refund"), status("decline"))}, records{operation(1, kind("refund"), status("decline"), refundOf("F1", state))})
		requireFound(t, out, want)
	}
	pending := compare(t, records{row(2, kind("refund"), status("processing"))}, records{operation(1, kind("refund"), status("processing"), refundOf("F1", ledger.Succeeded))})
	requireFound(t, pending, "operation: 2 = 1")
}
