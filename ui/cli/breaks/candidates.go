package breaks

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"contra/core/desk"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/explain"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// candidates gives what else may be the other side of a finding, the nearest first.
func candidates(ctx context.Context, d *desk.Desk, x archive.Run, f archive.Finding) ([]view.Candidate, error) {
	if f.Kind == archive.Paired {
		return []view.Candidate{}, nil
	}
	rows, operations, err := d.Runs.Near(ctx, x, f)
	return view.Each(explain.Break(f.Break, slices.Concat(rows, operations), x.Rules), view.NewCandidate), err
}

// compared tells how the two sides of a finding compare, rule by rule.
func compared(f *archive.Finding, rules recon.Rules) []explain.Line {
	if f.Kind == archive.Paired {
		return explain.Pair(f.Pair, rules)
	}
	found := explain.Break(recon.Break{Report: f.Break.Report}, f.Break.Local, rules)
	if len(found) != 1 {
		return []explain.Line{}
	}
	return found[0].Lines
}

var marks = map[explain.Outcome]string{explain.Pass: "=", explain.Fail: "≠", explain.Unknown: "?"}

func lines(all []explain.Line) *out.Table {
	t := out.NewTable(out.Column{Title: "RULE"}, out.Column{Title: ""}, out.Column{Title: "THE LEDGER, AS SEEN FROM THE REPORT"})
	for _, l := range all {
		t.Add(string(l.Rule), marks[l.Outcome], l.Words)
	}
	return t
}

func alternatives(all []view.Candidate) *out.Table {
	t := out.NewTable(out.Column{Title: "NEAR"}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATUS"}, out.Column{Title: "TYPE"},
		out.Column{Title: "AT (UTC)"}, out.Column{Title: "OPERATION"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "WHY NOT"})
	for i := range all {
		r := &all[i].Record
		side := "ledger"
		if r.Line != 0 {
			side = "report"
		}
		t.Add(side, number(r.Line), amount(r), r.Status, r.Type, app.Clock(time.Time(r.At)), r.OperationID, r.PaymentID, against(all[i].Lines))
	}
	return t
}

// against says what speaks against a candidate.
func against(all []explain.Line) string {
	var no []string
	for _, l := range all {
		if l.Outcome == explain.Fail {
			no = append(no, fmt.Sprintf("%s: %s", l.Rule, l.Words))
		}
	}
	if len(no) == 0 {
		return "nothing: it has another match, or several fit"
	}
	return strings.Join(no, "; ")
}
