package report

import (
	"slices"
	"strings"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/report/names"
)

// Propose makes a profile for a header from what its names usually mean. The samples,
// cells of rows, tell how amounts and moments are written. A person has to look at it: what
// could mean several things is left out or left as it is usual.
func Propose(header []string, samples [][]string) corereport.Profile {
	p := corereport.Profile{
		Title: "proposed from the names of the columns", Zone: "UTC", Sign: corereport.SignByType,
		Columns: map[corereport.Field]string{}, Defaults: map[corereport.Field]string{},
		Header: header, Fingerprint: corereport.Fingerprint(header),
	}
	at := map[corereport.Field]int{}
	best := map[corereport.Field]names.Guess{}
	for i, name := range header {
		g, ok := names.Column(name)
		if was, taken := best[g.Field]; !ok || taken && was.Rank <= g.Rank {
			continue
		}
		p.Columns[g.Field], best[g.Field], at[g.Field] = name, g, i
	}
	column := func(f corereport.Field) (cells []string) {
		for _, row := range samples {
			if i, ok := at[f]; ok && i < len(row) && row[i] != "" {
				cells = append(cells, row[i])
			}
		}
		return cells
	}
	p.Types = names.Types(slices.Concat(header, column(corereport.OperationType))...)
	p.Statuses = names.Statuses(slices.Concat(header, column(corereport.OperationStatus))...)
	for _, f := range []corereport.Field{corereport.Amount, corereport.Debit, corereport.Credit} {
		if c := best[f].Currency; c != "" && p.Columns[corereport.Currency] == "" {
			p.Defaults[corereport.Currency] = string(c)
		}
	}
	switch g, ok := best[corereport.Amount]; {
	case ok && p.Columns[corereport.Direction] != "", !ok && p.Columns[corereport.Debit] != "" && p.Columns[corereport.Credit] != "":
		p.Sign = corereport.SignColumns
	case ok && (g.Rank == 0 || g.Unit == corereport.UnitMinor):
		p.Unit = corereport.UnitMinor // the Data API's own name, or the name says so
	}
	amounts := slices.Concat(column(corereport.Amount), column(corereport.Debit), column(corereport.Credit))
	w := writing(amounts, finest(append(column(corereport.Currency), p.Defaults[corereport.Currency])))
	p.Decimal, p.Grouping = w.marks()
	if w.fraction {
		p.Unit = corereport.UnitMajor // minor units have no decimals, so it can be nothing else
	}
	p.Layouts = layouts(slices.Concat(column(corereport.CreatedAt), column(corereport.CompletedAt)))
	return p
}

// finest is how many decimals the finest of some currencies has.
func finest(codes []string) int {
	const unknown = 4
	most := -1
	for _, code := range codes {
		if code == "" {
			continue
		}
		exp, known := money.Currency(strings.ToUpper(code)).Exponent()
		if !known {
			return unknown
		}
		most = max(most, exp)
	}
	if most < 0 {
		return unknown
	}
	return most
}
