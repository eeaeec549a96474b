package dashfile

import (
	"fmt"
	"strconv"
	"strings"

	"contra/core/batch"
	"contra/core/money"
	"contra/importers/card"
	"contra/importers/charset"
)

// maxProject is the greatest project id that the platform has.
const maxProject = 1<<32 - 1

// row understands a record. What cannot be read becomes a fault, and an empty value
// stays zero, for the check to tell of.
func (f *File) row(rec *record, line int) batch.Row {
	r := batch.Row{Line: line, PaymentID: rec.Payment}
	r.Type = keep(&r, batch.ColType, rec.Type)
	r.Method = keep(&r, batch.ColMethod, rec.Method)
	r.Description = keep(&r, batch.ColDescription, rec.Description)
	r.Project = project(&r, rec.Project)
	r.OperationID = operation(&r, rec.Operation)
	r.Amount.Currency = currency(&r, rec.Currency)
	r.Amount.Minor = amount(&r, rec.Amount, rec.Currency)
	if masked, found := card.InID(rec.Payment); found {
		f.warn(line, batch.ColPayment, batch.CardNumber, fmt.Sprintf("the payment id %s looks like a card number, which must not be in a file: write the payment's id", masked))
	}
	return r
}

func fault(r *batch.Row, column string, code batch.Code, text, message string, args ...any) {
	r.Faults = append(r.Faults, batch.Fault{Column: column, Code: code, Text: charset.Short(card.MaskText(text)), Message: fmt.Sprintf(message, args...)})
}

// keep gives a text as it is, unless it holds card data, which is not kept.
func keep(r *batch.Row, column, text string) string {
	if len(text) < len("cvv 123") || text == batch.Refund || card.MaskText(text) == text {
		return text
	}
	fault(r, column, batch.CardNumber, text, "%s holds card data, which must not be in a file: write it without", column)
	return ""
}

func project(r *batch.Row, text string) int64 {
	if text == "" {
		return 0
	}
	id, err := strconv.ParseUint(text, 10, 64)
	switch {
	case err != nil || text[0] == '+':
		if t := strings.TrimSpace(text); t != text && digits(t) {
			fault(r, batch.ColProject, batch.ProjectBad, text, "the project id has blanks around it: write it without them")
			return 0
		}
		fault(r, batch.ColProject, batch.ProjectBad, text, "the project id is a number of digits only, such as 120: write the project's number")
	case text[0] == '0':
		fault(r, batch.ColProject, batch.ProjectBad, text, "the project id does not begin with 0: write the project's number, such as 120")
	case id > maxProject:
		fault(r, batch.ColProject, batch.ProjectBad, text, "the project id is at most %d: write the project's number", int64(maxProject))
	default:
		return int64(id)
	}
	return 0
}

func operation(r *batch.Row, text string) string {
	if len(text) <= 255 && digits(text) || text == "" {
		return text
	}
	fault(r, batch.ColOperation, batch.OperationBad, text, "the operation id is a number of at most 255 digits: write the number of the debit to refund, or leave it blank")
	return ""
}

func currency(r *batch.Row, text string) money.Currency {
	if text == "" {
		return ""
	}
	if c, err := money.ParseCurrency(text); err == nil {
		if _, known := c.Exponent(); known {
			return c
		}
		hint := "write the code of ISO 4217, such as KRW or EUR"
		if c == "WON" {
			hint = "the code of the won is KRW"
		}
		fault(r, batch.ColCurrency, batch.CurrencyUnknown, text, "%s is no currency that is known: %s", c, hint)
		return ""
	}
	if c := money.Currency(strings.ToUpper(strings.TrimSpace(text))); c != "" && len(c) == 3 {
		if _, known := c.Exponent(); known {
			fault(r, batch.ColCurrency, batch.CurrencyBad, text, "a currency is three capital letters: write %s", c)
			return ""
		}
	}
	fault(r, batch.ColCurrency, batch.CurrencyBad, text, "a currency is three capital letters of ISO 4217: write KRW or EUR, for example")
	return ""
}

// digits tells whether s is of ASCII digits only, at least one.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}
