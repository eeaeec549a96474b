package results

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"contra/core/money"
)

// exactDigits is how many digits of a number a spreadsheet keeps. What is longer
// is written as text.
const exactDigits = 15

// look is how a cell looks. A style is made once for each.
type look struct {
	header, bold bool
	outcome      string
	format       string
}

// fills are calm backgrounds by outcome; what is not here has none.
var fills = map[string]string{
	Succeeded: "EAF4EA",
	Declined:  "F8E8E6",
	NotTaken:  "F8E8E6",
	TakenBack: "F8E8E6",
	InDoubt:   "FCF3DC",
	Open:      "E8F0F8",
	NotSent:   "F2F2F2",
	Withdrawn: "F2F2F2",
}

// kit makes cells and keeps the first failure to make a style.
type kit struct {
	f      *excelize.File
	styles map[look]int
	err    error
}

func (k *kit) cell(value any, l look) excelize.Cell {
	if _, ok := fills[l.outcome]; !ok {
		l.outcome = ""
	}
	id, ok := k.styles[l]
	if !ok {
		style := &excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11, Bold: l.header || l.bold}}
		if l.format != "" {
			style.CustomNumFmt = &l.format
		}
		switch {
		case l.header:
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE3EA"}}
		case l.outcome != "":
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fills[l.outcome]}}
		}
		var err error
		if id, err = k.f.NewStyle(style); err != nil && k.err == nil {
			k.err = err
		}
		k.styles[l] = id
	}
	return excelize.Cell{StyleID: id, Value: value}
}

// major gives an amount in major units, with the decimals of its currency. Like
// amounts it is empty when they are not known.
func (k *kit) major(a money.Amount, l look) excelize.Cell {
	text, _ := amounts(a)
	exp, _ := a.Currency.Exponent()
	l.format = "#,##0"
	if exp > 0 {
		l.format += "." + strings.Repeat("0", exp)
	}
	return k.number(text, l)
}

// minor gives an amount in minor units.
func (k *kit) minor(a money.Amount, l look) excelize.Cell {
	_, text := amounts(a)
	l.format = "0"
	return k.number(text, l)
}

// number gives a cell whose value is exactly the decimal number text, or text
// itself when a spreadsheet could not keep all its digits.
func (k *kit) number(text string, l look) excelize.Cell {
	if text == "" {
		return k.cell(nil, l)
	}
	if value, ok := exact(text); ok {
		return k.cell(value, l)
	}
	l.format = "@"
	return k.cell(text, l)
}

// exact gives a number that is written with exactly the digits of text. With no
// more than 15 of them the shortest decimal of a float64 is the text again, which
// is looked at here all the same.
func exact(text string) (any, bool) {
	whole, decimals, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if len(strings.TrimLeft(whole+decimals, "0")) > exactDigits {
		return nil, false
	}
	if !point {
		n, err := strconv.ParseInt(text, 10, 64)
		return n, err == nil
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && strconv.FormatFloat(n, 'f', len(decimals), 64) == text
}
