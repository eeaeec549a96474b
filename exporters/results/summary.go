package results

import (
	"github.com/xuri/excelize/v2"

	"contra/core/money"
)

var summaryColumns = []struct {
	title string
	width float64
}{{"Currency", 12}, {"Outcome", 16}, {"Rows", 10}, {"Amount", 20}, {"Amount in minor units", 24}}

// summary writes the totals and, after those of one currency, all of its rows
// together. Currencies are never added up.
func (k *kit) summary(totals []Total) error {
	row := 0
	put := func(cells ...excelize.Cell) error {
		row++
		for i, c := range cells {
			name, err := excelize.CoordinatesToCellName(i+1, row)
			if err != nil {
				return err
			}
			if c.Value != nil {
				if err := k.f.SetCellValue(summarySheet, name, c.Value); err != nil {
					return err
				}
			}
			if err := k.f.SetCellStyle(summarySheet, name, name, c.StyleID); err != nil {
				return err
			}
		}
		return k.err
	}
	line := func(t Total, l look) error {
		a := money.New(t.Amount, t.Currency)
		currency := string(t.Currency)
		if currency == "" {
			currency = "none"
		}
		text, count := l, l
		text.format, count.format = "@", "#,##0"
		return put(k.cell(currency, text), k.cell(t.Outcome, text), k.cell(t.Rows, count), k.major(a, l), k.minor(a, l))
	}

	head := make([]excelize.Cell, len(summaryColumns))
	for i, c := range summaryColumns {
		head[i] = k.cell(c.title, look{header: true})
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := k.f.SetColWidth(summarySheet, name, name, c.width); err != nil {
			return err
		}
	}
	if err := put(head...); err != nil {
		return err
	}
	var all Total
	for i, t := range totals {
		if i == 0 || t.Currency != all.Currency {
			all = Total{Currency: t.Currency, Outcome: "all"}
		}
		sum, ok := money.AddMinor(all.Amount, t.Amount)
		if !ok {
			return tooLarge(t.Currency)
		}
		all.Amount = sum
		all.Rows += t.Rows
		if err := line(t, look{outcome: t.Outcome}); err != nil {
			return err
		}
		if i+1 == len(totals) || totals[i+1].Currency != t.Currency {
			if err := line(all, look{bold: true}); err != nil {
				return err
			}
		}
	}
	return k.f.SetPanes(summarySheet, frozen())
}
