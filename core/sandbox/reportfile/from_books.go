package reportfile

import (
	"fmt"
	"strconv"

	"contra/core/sandbox/books"
)

// Of is the row of an operation of the books, with the payment as it stands.
func Of(p *books.Payment, o *books.Operation) Row {
	r := Row{
		OperationID: strconv.FormatInt(o.ID, 10), PaymentID: p.ID, Project: p.Project,
		Type: o.Type, Status: o.Status, PaymentStatus: p.Status(),
		Method: p.Method, CustomerID: p.CustomerID, Description: o.Description,
		Amount: o.Amount, CreatedAt: o.CreatedAt, Provider: o.ProviderPaymentID,
	}
	if r.Description == "" {
		r.Description = p.Description
	}
	if !o.Running() {
		r.CompletedAt = o.Date
	}
	if p.Captured() > 0 {
		left := p.Remainder()
		r.Remaining = &left
	}
	if o.Type == books.Sale && o.Status == books.Success {
		r.Charge()
	}
	if p.Method == "card" {
		r.ARN, r.RRN = fmt.Sprintf("7%022d", o.ID), fmt.Sprintf("%012d", o.ID%1e12)
	}
	return r
}
