package book

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"contra/core/money"
	"contra/exporters/cell"
)

// Look is how a row looks.
type Look struct {
	Fill string // six hexadecimal digits; empty: none
	Bold bool
}

// heads is how titles look.
var heads = Look{Fill: "DDE3EA", Bold: true}

// look is how a cell looks. A style is made once for each.
type look struct {
	Look
	format string
}

func (b *Book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	style := &excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11, Bold: l.Bold}}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	if l.Fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	id, err := b.f.NewStyle(style)
	b.styles[l] = id
	return id, err
}

// typed gives a cell its value and its look.
func (b *Book) typed(c cell.Cell, of Look) (excelize.Cell, error) {
	l := look{Look: of}
	var value any
	switch c.Kind {
	case cell.Words:
		value, l.format = fitting(c.Text), "@"
	case cell.Count:
		value, l.format = number(strconv.FormatInt(c.Number, 10), "#,##0")
	case cell.Minor:
		value, l.format = number(strconv.FormatInt(c.Number, 10), "0")
	case cell.Major:
		value, l.format = number(c.String(), decimals(c.Currency))
	case cell.Moment:
		value, l.format = c.At, "yyyy-mm-dd hh:mm:ss"
	case cell.Date:
		value, l.format = c.At, "yyyy-mm-dd"
	}
	id, err := b.style(l)
	return excelize.Cell{StyleID: id, Value: value}, err
}

// decimals is the number format of a currency.
func decimals(c money.Currency) string {
	if exp, _ := c.Exponent(); exp > 0 {
		return "#,##0." + strings.Repeat("0", exp)
	}
	return "#,##0"
}

// exactDigits is how many digits of a number a spreadsheet keeps.
const exactDigits = 15

// number gives a decimal number as one with exactly these digits, or as text
// when a spreadsheet could not keep them all.
func number(text, format string) (any, string) {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if len(strings.TrimLeft(whole+fraction, "0")) <= exactDigits {
		if !point {
			if n, err := strconv.ParseInt(text, 10, 64); err == nil {
				return n, format
			}
		} else if n, err := strconv.ParseFloat(text, 64); err == nil && strconv.FormatFloat(n, 'f', len(fraction), 64) == text {
			return n, format
		}
	}
	return text, "@"
}

// mostText is how much a cell holds, in bytes that are never more than its characters.
const mostText = 32_767

const cut = " … (cut short here; the CSV file has all of it)"

// fitting cuts what does not fit into a cell, and says so.
func fitting(text string) string {
	if len(text) <= mostText {
		return text
	}
	end := mostText - len(cut)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + cut
}
