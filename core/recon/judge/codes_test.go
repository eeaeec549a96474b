package judge_test

import (
	"testing"
	"time"

	"contra/core/ledger"
	"contra/core/recon"
)

const day = 24 * time.Hour

func TestWhatAgreesIsAPair(t *testing.T) {
	requireFound(t, compare(t, records{row(2)}, records{operation(1)}), "operation: 2 = 1")
	requireFound(t, compare(t, records{row(2, kind("Reversal"))}, records{operation(1, kind("refund"))}), "operation: 2 = 1")
	requireFound(t, compare(t, records{row(2, project(0), payment("ord-1"))}, records{operation(1)}), "operation: 2 = 1")
}

func TestEveryCodeIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		in   recon.Input
		want []string
		says string
	}{
		"rejected": {recon.Input{Report: records{row(2, rejected("the amount is empty"))}},
			[]string{"ROW_REJECTED: 2 | "}, "line 2 of report 1 could not be read: the amount is empty"},
		"rejected, with its operation": {recon.Input{Report: records{row(2, rejected("the amount is empty"))}, Local: records{operation(1)}},
			[]string{"ROW_REJECTED: 2 | 1"}, "line 2 of report 1 could not be read: the amount is empty; the ledger has its operation, success sale of 1,000 KRW (operation 7, payment ORD-1)"},
		"twice in the report": {recon.Input{Report: records{row(2), row(3)}, Local: records{operation(1)}},
			[]string{"DUP_IN_REPORT: 3 | ", "operation: 2 = 1"}, "operation 7 counts as on line 2 of report 1: it says the same"},
		"twice in the ledger": {recon.Input{Report: records{row(2)}, Local: records{operation(1), operation(2, payment("ORD-2"))}},
			[]string{"DUP_LOCAL:  | 2", "operation: 2 = 1"},
			"the ledger has operation 7 more than once, and counts another: that one says success sale of 1,000 KRW (operation 7, payment ORD-1), this one success sale of 1,000 KRW (operation 7, payment ORD-2)"},
		"another payment": {recon.Input{Report: records{row(2)}, Local: records{operation(1, payment("ORD-2"))}},
			[]string{"SAME_ID_CHANGED: 2 | 1"}, "same operation id; the report says it is of payment ORD-1, the ledger of payment ORD-2"},
		"another project": {recon.Input{Report: records{row(2)}, Local: records{operation(1, project(2))}},
			[]string{"SAME_ID_CHANGED: 2 | 1"}, "same operation id; the report says it is of project 1, the ledger of project 2"},
		"two candidates": {recon.Input{Report: records{row(2, bare)}, Local: records{operation(1, after(-time.Hour)), operation(2, id("8"), after(time.Hour))}},
			[]string{"AMBIGUOUS: 2 |  ~ 1 2"}, "1 row of the report and 2 operations of the ledger fit each other equally well: same payment, type, amount and currency"},
		"another currency": {recon.Input{Report: records{row(2, euro(1000))}, Local: records{operation(1)}},
			[]string{"CURRENCY_DIFF: 2 | 1"}, "same operation id; the report says 10.00 EUR, the ledger 1,000 KRW"},
		"ten times": {recon.Input{Report: records{row(2, won(10_000))}, Local: records{operation(1)}},
			[]string{"EXPONENT_SUSPECT: 2 | 1"}, "same operation id; the report says 10,000 KRW, the ledger 1,000 KRW: exactly 10 times as much in the report"},
		"a hundredth": {recon.Input{Report: records{row(2, won(10))}, Local: records{operation(1)}},
			[]string{"EXPONENT_SUSPECT: 2 | 1"}, "same operation id; the report says 10 KRW, the ledger 1,000 KRW: exactly 100 times as much in the ledger"},
		"a thousandth": {recon.Input{Report: records{row(2, won(1))}, Local: records{operation(1)}},
			[]string{"EXPONENT_SUSPECT: 2 | 1"}, "same operation id; the report says 1 KRW, the ledger 1,000 KRW: exactly 1000 times as much in the ledger"},
		"more": {recon.Input{Report: records{row(2, won(1_500))}, Local: records{operation(1)}},
			[]string{"AMOUNT_DIFF: 2 | 1"}, "same operation id; the report says 1,500 KRW, the ledger 1,000 KRW: 500 KRW more, tolerance 0"},
		"less": {recon.Input{Report: records{row(2, won(999))}, Local: records{operation(1)}},
			[]string{"AMOUNT_DIFF: 2 | 1"}, "same operation id; the report says 999 KRW, the ledger 1,000 KRW: 1 KRW less, tolerance 0"},
		"nothing at all": {recon.Input{Report: records{row(2, won(0))}, Local: records{operation(1)}},
			[]string{"AMOUNT_DIFF: 2 | 1"}, "same operation id; the report says 0 KRW, the ledger 1,000 KRW: 1,000 KRW less, tolerance 0"},
		"another status": {recon.Input{Report: records{row(2, status("decline"))}, Local: records{operation(1)}},
			[]string{"STATUS_DIFF: 2 | 1"}, "same operation id; the report says decline, the ledger success"},
		"pending here": {recon.Input{Report: records{row(2)}, Local: records{operation(1, status("processing"))}},
			[]string{"STATUS_DIFF: 2 | 1"}, "same operation id; the report says success, the ledger processing"},
		"another type": {recon.Input{Report: records{row(2, kind("refund"))}, Local: records{operation(1)}},
			[]string{"TYPE_DIFF: 2 | 1"}, "same operation id; the report says refund, the ledger sale"},
		"foreign refund": {recon.Input{Report: records{row(2, kind("refund"))}},
			[]string{"FOREIGN_REFUND: 2 | "}, "no operation and no refund of ours fits the success refund of 1,000 KRW (operation 7, payment ORD-1)"},
		"a declined refund that nobody knows": {recon.Input{Report: records{row(2, kind("reversal"), status("decline"))}},
			[]string{"MISSING_LOCAL: 2 | "}, "the report has a decline reversal of 1,000 KRW (operation 7, payment ORD-1) that no operation and no refund of ours fits; it moved no money"},
		"refund in doubt": {recon.Input{Local: records{ours("F1", ledger.InDoubt)}},
			[]string{"REFUND_IN_DOUBT:  | F1"}, "refund F1 of 1,000 KRW on payment ORD-1 is in_doubt since 2026-10-10 12:00 UTC, and no report shows it"},
		"taken back, unknown here": {recon.Input{Report: records{row(2, kind("refund reverse"))}},
			[]string{"REFUND_REVERSED: 2 | "}, "the report says that a refund of 1,000 KRW on payment ORD-1 was taken back, and the ledger does not know of it"},
		"taken back, and waiting": {recon.Input{Report: records{row(2, kind("refund reverse"))}, Local: records{operation(1, kind("refund reverse"), refundOf("F1", ledger.ReversedBackNow), held)}},
			[]string{"REFUND_REVERSED: 2 | 1"}, "same operation id; the refund of 1,000 KRW on payment ORD-1 was taken back after it had succeeded, and nobody has dealt with it yet"},
		"failed late": {recon.Input{Report: records{row(2, kind("refund"), status("decline"))}, Local: records{operation(1, kind("refund"), status("decline"), refundOf("F1", ledger.Succeeded))}},
			[]string{"REFUND_FAILED_LATE: 2 | 1"}, "same operation id; both sides say decline, yet refund F1 of 1,000 KRW is succeeded here"},
		"not due": {recon.Input{Local: records{operation(1, at(november.Add(-day)))}, Rules: recon.Rules{Due: 2 * day}},
			[]string{"NOT_YET_REPORTED:  | 1"}, "the reports were cut off at 2026-11-01 00:00 UTC, and it has to be in one by 2026-11-02 00:00 UTC"},
		"overdue": {recon.Input{Local: records{operation(1, at(november.Add(-2*day)))}, Rules: recon.Rules{Due: 2 * day}},
			[]string{"MISSING_IN_REPORT:  | 1"}, "no row of the reports fits the success sale of 1,000 KRW (operation 7, payment ORD-1); it was due on 2026-11-01 00:00 UTC, and the reports were cut off at 2026-11-01 00:00 UTC"},
		"unknown here": {recon.Input{Report: records{row(2)}},
			[]string{"MISSING_LOCAL: 2 | "}, "the ledger has no operation that fits the success sale of 1,000 KRW (operation 7, payment ORD-1)"},
		"in the next period here": {recon.Input{Report: records{row(2, at(november.Add(-time.Minute)))}, Local: records{operation(1, at(november), outside)}},
			[]string{"WRONG_PERIOD: 2 | 1"}, "same operation id; the report has it on 2026-10-31 23:59 UTC, the ledger on 2026-11-01 00:00 UTC: only one of the two is in the period"},
		"in the next period there": {recon.Input{Report: records{row(2, at(november), outside)}, Local: records{operation(1, at(november.Add(-time.Minute)))}},
			[]string{"WRONG_PERIOD: 2 | 1"}, "same operation id; the report has it on 2026-11-01 00:00 UTC, the ledger on 2026-10-31 23:59 UTC: only one of the two is in the period"},
	} {
		t.Run(name, func(t *testing.T) {
			out := decide(t, c.in)
			requireFound(t, out, c.want...)
			for _, list := range [][]recon.Break{out.Breaks, out.Expected, out.Tolerated} {
				if len(list) > 0 && list[0].Reason != c.says {
					t.Errorf("says %q\nwant %q", list[0].Reason, c.says)
				}
			}
		})
	}
}
