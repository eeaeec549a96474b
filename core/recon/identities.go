package recon

import (
	"fmt"

	"contra/core/money"
)

// Check is one of the five identities that must hold, in one currency or in rows.
type Check struct {
	Name     string         `json:"name"`
	Currency money.Currency `json:"currency,omitempty"`
	Left     int64          `json:"left"`
	Right    int64          `json:"right"`
	Holds    bool           `json:"holds"`
	Words    string         `json:"words"` // the equation with its numbers
}

// Rows are the rows of the reports of a run.
type Rows struct {
	Read     int64 `json:"read"`
	Accepted int64 `json:"accepted"`
	Rejected int64 `json:"rejected"`
	Ignored  int64 `json:"ignored"`
}

// Checks works the first three identities out: rows, the report's total, the
// local total.
func (r *Result) Checks(rows Rows) []Check {
	checks := []Check{check("rows", "", rows.Read, rows.Accepted+rows.Rejected+rows.Ignored,
		fmt.Sprintf("read %d = accepted %d + rejected %d + ignored %d", rows.Read, rows.Accepted, rows.Rejected, rows.Ignored))}
	for _, t := range r.Totals {
		var report, local int64
		for _, s := range r.Sides {
			if s.Currency == t.Currency {
				report, local = report+s.Report, local+s.Local
			}
		}
		f := func(minor int64) string { return money.New(minor, t.Currency).Format() }
		checks = append(checks,
			check("report", t.Currency, t.Report, t.Matched+report, fmt.Sprintf("report %s = matched %s + report side of the breaks %s", f(t.Report), f(t.Matched), f(report))),
			check("local", t.Currency, t.Local, t.Matched-t.Tolerated+local, fmt.Sprintf("local %s = matched %s − tolerated %s + local side of the breaks %s", f(t.Local), f(t.Matched), f(t.Tolerated), f(local))))
	}
	return checks
}

func check(name string, c money.Currency, left, right int64, words string) Check {
	return Check{name, c, left, right, left == right, words}
}
