package check

import (
	"cmp"
	"slices"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// Check compares rows with the facts. The same rows and facts give the same report.
func Check(rows []batch.Row, f Facts) batch.Report {
	if f.MaxRows <= 0 {
		f.MaxRows = MaxRows
	}
	if len(f.Layout.Columns) == 0 {
		f.Layout.Columns = batch.Columns()
	}
	c := &checker{Facts: f, codes: codesOf(f.Methods), methods: map[string]method{}, groups: make(map[ledger.Key]*group, len(rows))}
	report := batch.Report{Rows: int64(len(rows)), Files: (len(rows) + f.MaxRows - 1) / f.MaxRows}
	c.files(rows, report.Files)
	var all, good money.Totals
	for i := range rows {
		c.begin(i, &rows[i])
		c.check()
		if !c.r.Amount.IsPositive() || c.faults[colAmount] != nil || c.faults[colCurrency] != nil || c.r.Amount.Currency == "" {
			continue
		}
		if all.Add(c.r.Amount) != nil {
			c.say(batch.Error, colAmount, batch.AmountTooLarge, "all rows in %s are more than can be added up: correct the amount", short(string(c.r.Amount.Currency)))
		} else if !c.wrong {
			_ = good.Add(c.r.Amount) // a part of a sum that fits
		}
	}
	report.Totals, report.Good = totals(&all), totals(&good)
	report.Findings, report.Errors, report.Warnings = c.result(len(rows))
	report.OK = report.Rows - report.Errors
	return report
}

func totals(t *money.Totals) []batch.Total {
	list := make([]batch.Total, 0, 2)
	for _, x := range t.List() {
		list = append(list, batch.Total{Currency: x.Currency, Rows: int64(x.Count), Amount: x.Minor})
	}
	return list
}

// result gives the findings in their order, and how many rows have an error and
// how many have nothing but warnings.
func (c *checker) result(rows int) (findings []batch.Finding, errors, warnings int64) {
	const doubtful, wrong = 1, 2
	worst := make([]uint8, rows)
	all := c.gathered()
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.N, b.N), cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	findings = make([]batch.Finding, len(all))
	for i := range all {
		f := &all[i]
		findings[i] = f.Finding
		switch {
		case f.row < 0:
		case f.Severity == batch.Error:
			worst[f.row] = wrong
		default:
			worst[f.row] = max(worst[f.row], doubtful)
		}
	}
	for _, w := range worst {
		switch w {
		case wrong:
			errors++
		case doubtful:
			warnings++
		}
	}
	return findings, errors, warnings
}
