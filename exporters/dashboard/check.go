package dashboard

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

const maxProject = 1<<32 - 1

// check refuses a row that must not be written as it is. The batch was checked
// before; this is the last look, at the value that goes into the file.
func check(r *batch.Row) error {
	if len(r.Faults) > 0 {
		f := r.Faults[0]
		return refuse(r, f.Column, "a value could not be read: "+f.Message)
	}
	if r.Type != batch.Refund {
		return refuse(r, batch.ColType, fmt.Sprintf("it is %s, and the file holds refunds only", short(r.Type)))
	}
	if r.Project <= 0 || r.Project > maxProject {
		return refuse(r, batch.ColProject, "the project's number is missing or out of range")
	}
	if r.Amount.Minor <= 0 || r.Amount.Minor > batch.MaxAmount {
		return refuse(r, batch.ColAmount, fmt.Sprintf("%s is not an amount that can be refunded", r.Amount))
	}
	if _, err := money.ParseCurrency(string(r.Amount.Currency)); err != nil {
		return refuse(r, batch.ColCurrency, err.Error())
	}
	if strings.Trim(r.OperationID, "0123456789") != "" {
		return refuse(r, batch.ColOperation, fmt.Sprintf("%s is not digits only", short(r.OperationID)))
	}
	if strings.TrimFunc(r.PaymentID, blank) != r.PaymentID {
		return refuse(r, batch.ColPayment, "it begins or ends with a blank")
	}
	for _, v := range [...]struct {
		column, value string
		most          int
		empty         bool
	}{
		{batch.ColMethod, r.Method, batch.MaxPaymentID, false},
		{batch.ColPayment, r.PaymentID, batch.MaxPaymentID, false},
		{batch.ColOperation, r.OperationID, batch.MaxPaymentID, true},
		{batch.ColDescription, r.Description, batch.MaxDescription, false},
	} {
		if why := batch.Unwritable(v.value); why != "" {
			return refuse(r, v.column, "it holds "+why+", which cannot be written")
		}
		if !v.empty && strings.TrimFunc(v.value, blank) == "" {
			return refuse(r, v.column, "it is empty, and the platform requires it")
		}
		if len(v.value) > v.most && utf8.RuneCountInString(v.value) > v.most {
			return refuse(r, v.column, fmt.Sprintf("it is longer than %d characters", v.most))
		}
	}
	return nil
}

// blank tells what the platform does not take at the ends of an id.
func blank(c rune) bool { return c == 0 || unicode.IsSpace(c) }

func refuse(r *batch.Row, column, why string) error {
	row := fmt.Sprintf("row %d", r.N)
	if r.Line > 0 {
		row += fmt.Sprintf(" (line %d)", r.Line)
	}
	return ledger.Errorf(ledger.ErrState, "%s, %s: %s", row, column, why).WithHint("change the value or take the row out; nothing was written")
}
