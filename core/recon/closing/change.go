package closing

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
)

// Change is one difference between what was signed and what is.
type Change struct {
	What   string
	Signed string
	Now    string
}

// compare gives the differences between a signature and the month as it is.
func compare(s archive.Signature, now *Readiness) []Change {
	var all []Change
	is := now.Run.Summary
	note := func(what string, was, is any) {
		if a, b := fmt.Sprint(was), fmt.Sprint(is); a != b {
			all = append(all, Change{what, a, b})
		}
	}
	note("rows read", s.Rows.Read, is.Rows.Read)
	note("matched", s.Matched, is.Matched)
	for _, c := range currencies(s.Totals, is.Totals) {
		was, now := total(s.Totals, c), total(is.Totals, c)
		for _, x := range []struct {
			what     string
			was, now int64
		}{{"report total", was.Report, now.Report}, {"local total", was.Local, now.Local}, {"matched total", was.Matched, now.Matched}} {
			note(x.what, money.New(x.was, c), money.New(x.now, c))
		}
	}
	for _, a := range recon.Codes() {
		note(string(a.Code), s.Counts[a.Code], is.Counts[a.Code])
	}
	was := map[string]string{}
	for _, o := range s.Open {
		was[o.Key] = describe(o)
	}
	for i := range now.Open {
		o := open(&now.Open[i])
		if was[o.Key] == "" {
			all = append(all, Change{"open break", "", describe(o)})
		}
		delete(was, o.Key)
	}
	for _, k := range now.Carried {
		delete(was, k.Break.Key)
	}
	gone := make([]string, 0, len(was))
	for _, words := range was {
		gone = append(gone, words)
	}
	slices.Sort(gone)
	for _, words := range gone {
		all = append(all, Change{"open break", words, ""})
	}
	return all
}

func describe(o archive.OpenBreak) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", o.Code, o.PaymentID, o.Stake))
}

func currencies(lists ...[]recon.Total) []money.Currency {
	var all []money.Currency
	for _, l := range lists {
		for _, t := range l {
			if !slices.Contains(all, t.Currency) {
				all = append(all, t.Currency)
			}
		}
	}
	slices.Sort(all)
	return all
}

func total(all []recon.Total, c money.Currency) recon.Total {
	for _, t := range all {
		if t.Currency == c {
			return t
		}
	}
	return recon.Total{Currency: c}
}
