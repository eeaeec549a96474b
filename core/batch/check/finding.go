package check

import (
	"fmt"
	"slices"
	"strconv"

	"contra/core/batch"
)

// column is a place in the Dashboard's order of columns.
type column int

const (
	colNone column = iota - 1 // the row, or the file, as a whole
	colType
	colProject
	colMethod
	colPayment
	colOperation
	colAmount
	colCurrency
	colDescription
	columnCount
)

var columnNames = batch.Columns()

func (c column) name() string {
	if c == colNone {
		return ""
	}
	return columnNames[c]
}

func columnOf(name string) column { return column(slices.Index(columnNames, name)) }

// found is a finding with the index of its row, -1 for the file.
type found struct {
	batch.Finding
	row    int
	column column
}

// say takes down a finding about the row at hand.
func (c *checker) say(severity batch.Severity, col column, code batch.Code, format string, args ...any) {
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	if severity == batch.Error {
		c.wrong = true
		if col != colNone {
			c.bad[col] = true
		}
	}
	f := found{row: c.i, column: col}
	f.Finding = batch.Finding{N: c.r.N, Line: c.r.Line, Column: col.name(), Code: code, Severity: severity, Message: message}
	if severity == batch.Warning && common[code] != "" {
		if c.common == nil {
			c.common = map[batch.Code][]found{}
		}
		c.common[code] = append(c.common[code], f)
		return
	}
	c.findings = append(c.findings, f)
}

// sayOfFile takes down a finding about all rows together.
func (c *checker) sayOfFile(severity batch.Severity, col column, code batch.Code, format string, args ...any) {
	c.findings = append(c.findings, found{row: -1, column: col, Finding: batch.Finding{
		Column: col.name(), Code: code, Severity: severity, Message: fmt.Sprintf(format, args...)}})
}

// common are the warnings that a whole file may earn by one cause, such as a
// shop whose order numbers are long. Above commonMost rows they are told once,
// for a list of a thousand equal warnings hides the one that matters.
var common = map[batch.Code]string{
	batch.PaymentFragile:  "have a payment id that a spreadsheet would rewrite: do not open and save the file in one",
	batch.ThreeDecimals:   "are in a currency of three or more decimals, on which the platform's documents disagree: try one small refund and look at its amount in the Dashboard before the others go out",
	batch.MethodUnset:     "name a method whose Dashboard code is not known here, so it was not compared: set dashboard in the [[method]] blocks of the configuration",
	batch.DescriptionRuns: "have a description that a spreadsheet would run as a formula: begin it with a letter",
}

const commonMost = 20

// gathered gives all findings, those that are common and many put together.
func (c *checker) gathered() []found {
	for code, text := range common {
		list := c.common[code]
		if len(list) <= commonMost {
			c.findings = append(c.findings, list...)
			continue
		}
		c.sayOfFile(batch.Warning, list[0].column, code, "%d rows, the first on %s, %s", len(list), at(list[0].Line, list[0].N), text)
	}
	return c.findings
}

// at names a row for people: by its line in the source, or else by its number.
func at(line int, n int64) string {
	if line > 0 {
		return "line " + strconv.Itoa(line)
	}
	return "row " + strconv.FormatInt(n, 10)
}

// short quotes a piece of somebody's text and keeps it fit for a sentence.
func short(text string) string { return strconv.QuoteToGraphic(clip(text)) }

// clip shortens a text to what fits into a sentence.
func clip(text string) string {
	const most = 40
	if len(text) <= most {
		return text
	}
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}
