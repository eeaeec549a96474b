package recondialog

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/core/store/runs"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
)

// single describes the one break of a plan.
func single(plan *work.Plan) []dialog.Line {
	f := &plan.Findings[0]
	lines := []dialog.Line{strong(fmt.Sprintf("%s  %s", f.Code, f.PaymentID)), plain(page.Sentence(f.Break.Reason))}
	if f.Decision != nil {
		lines = append(lines, warn(page.Sentence(fmt.Sprintf("%s already by %s: “%s”; that is kept as history", prose.Decided(f.Decision.Verb), f.Decision.Operator, f.Decision.Note))))
	}
	return append(lines, dialog.Line{})
}

// mostSums is how many sums of codes are written out.
const mostSums = 8

// several describes all breaks of a plan by code and currency.
func several(plan *work.Plan) []dialog.Line {
	lines := []dialog.Line{strong(page.Things(int64(len(plan.Findings)), "break", "breaks"))}
	for i, s := range plan.Sums {
		if i == mostSums {
			lines = append(lines, muted(fmt.Sprintf("  and %d more codes and currencies", len(plan.Sums)-i)))
			break
		}
		line := fmt.Sprintf("  %s %s, ", page.Count(s.Findings), recon.Code(s.Code))
		if s.Currency != "" {
			line += "at stake " + prose.Signed(money.New(s.Stake, s.Currency))
		} else {
			line += "no amount that could be read"
		}
		lines = append(lines, plain(line))
	}
	if all := inAll(plan.Sums); len(plan.Sums) > 1 && all != "" {
		lines = append(lines, plain("  in all, at stake "+all))
	}
	if n := decidedBefore(plan.Findings); n > 0 {
		lines = append(lines, warn("  "+page.Things(n, "of them was decided before and is decided anew", "of them were decided before and are decided anew")))
	}
	lines = append(lines, refusals(plan.Refused)...)
	return append(lines, dialog.Line{})
}

// inAll adds up what is at stake, by currency.
func inAll(sums []runs.Sum) string {
	var all []money.Amount
	for _, s := range sums {
		if s.Currency == "" {
			continue
		}
		at := slices.IndexFunc(all, func(a money.Amount) bool { return a.Currency == s.Currency })
		if at < 0 {
			all = append(all, money.New(s.Stake, s.Currency))
			continue
		}
		sum, ok := money.AddMinor(all[at].Minor, s.Stake)
		if !ok {
			return "more " + string(s.Currency) + " than can be added up"
		}
		all[at].Minor = sum
	}
	words := make([]string, len(all))
	for i, a := range all {
		words[i] = prose.Signed(a)
	}
	return strings.Join(words, ", ")
}

func decidedBefore(all []archive.Finding) (n int64) {
	for i := range all {
		if all[i].Decision != nil {
			n++
		}
	}
	return n
}

// refusals counts what a decision leaves, by the reason.
func refusals(all []work.Refusal) (lines []dialog.Line) {
	counts := map[string]int64{}
	var order []string
	for _, r := range all {
		if counts[r.Why] == 0 {
			order = append(order, r.Why)
		}
		counts[r.Why]++
	}
	for i, why := range order {
		if i == 4 {
			lines = append(lines, muted(fmt.Sprintf("  and %d more reasons", len(order)-i)))
			break
		}
		verb := "are left as they are"
		if counts[why] == 1 {
			verb = "is left as it is"
		}
		lines = append(lines, warn(fmt.Sprintf("  %s %s: %s", page.Count(counts[why]), verb, why)))
	}
	return lines
}
