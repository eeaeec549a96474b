package check_test

import (
	"fmt"
	"strings"
	"time"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/money"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

const shop = int64(1234)

// mark is what a test expects of a finding.
type mark struct {
	line   int
	column string
	code   batch.Code
}

// planting is a file with faults at known places, and the ledger that goes with it.
type planting struct {
	rows     []batch.Row
	payments []ledger.Payment
	rivals   map[ledger.Key][]check.Rival
	unproven map[ledger.Key]bool
	errors   []mark
	warnings []mark
}

func methods() ledger.Methods {
	return ledger.NewMethods(
		ledger.Method{Name: "whole", Title: "Whole Pay", GatePath: "whole", Dashboard: "wallet/whole", Full: true},
		ledger.Method{Name: "short", Title: "Short Pay", GatePath: "short", Dashboard: "wallet/short", Full: true, Partial: true, Window: 24 * time.Hour})
}

// row adds a row and its payment, as they are in a file without a fault.
func (p *planting) row() (*batch.Row, *ledger.Payment) {
	line := len(p.rows) + 2
	id := fmt.Sprintf("ORD-%c%05d", 'A'+rune(line%26), line)
	captured := int64(20_000 + 700*(line%40))
	p.payments = append(p.payments, ledger.Payment{Project: shop, ID: id, Status: "success", Method: "kakaopay", Currency: "KRW",
		Captured: captured, Requested: captured, CreatedAt: now.Add(-40 * time.Hour)})
	amount := captured
	if line%3 == 0 {
		amount = 10_000 + int64(line%7)*100
	}
	p.rows = append(p.rows, batch.Row{N: int64(line - 1), Line: line, Type: batch.Refund, Project: shop, Method: "wallet/kakaopay",
		PaymentID: id, Amount: money.New(amount, "KRW"), Description: "주문 취소 (고객 요청), it's ok"})
	return &p.rows[len(p.rows)-1], &p.payments[len(p.payments)-1]
}

// again adds a second row of the payment of the row before.
func (p *planting) again(amount int64) *batch.Row {
	r := p.rows[len(p.rows)-1]
	r.N, r.Line, r.Amount.Minor = r.N+1, r.Line+1, amount
	p.rows = append(p.rows, r)
	return &p.rows[len(p.rows)-1]
}

func (p *planting) line() int { return p.rows[len(p.rows)-1].Line }

func (p *planting) fails(column string, codes ...batch.Code) {
	for _, code := range codes {
		p.errors = append(p.errors, mark{p.line(), column, code})
	}
}

func (p *planting) warns(column string, code batch.Code) {
	p.warnings = append(p.warnings, mark{p.line(), column, code})
}

// plant makes a file of a thousand rows in which every kind of fault stands
// once or more, with ordinary rows between them.
func plant() *planting {
	p := &planting{rivals: map[ledger.Key][]check.Rival{}, unproven: map[ledger.Key]bool{}}
	for _, fault := range faults() {
		for range 6 {
			p.row()
		}
		fault(p)
	}
	// Ordinary rows that only look strange.
	for _, id := range []string{"ord-x'1", "12345678901", "주문-1", "3D-4", "a\\.", "1,5", "E10", "order_314", "MARY1", strings.Repeat("가", 255)} {
		r, pay := p.row()
		r.PaymentID, pay.ID = id, id
	}
	r, pay := p.row() // the platform compares without case
	r.PaymentID, pay.ID = "Order-Q", "oRDER-q"
	r, pay = p.row()
	pay.Status, pay.Refunded, r.Amount.Minor = "partially refunded", 5_000, 15_000
	r, pay = p.row()
	pay.Method, r.Method, pay.Currency, r.Amount.Currency = "card", "card", "EUR", "EUR"
	r, _ = p.row()
	r.OperationID, r.Description = "5028800010000001", strings.Repeat("환", batch.MaxDescription)
	for len(p.rows) < 1000 {
		p.row()
	}
	return p
}

// facts are those of the payments, as if from a ledger.
func (p *planting) facts() check.Facts {
	f := check.Facts{Methods: methods(), Projects: map[int64]bool{shop: true, 35: true}, Payments: map[ledger.Key]*check.Payment{},
		Elsewhere: map[string][]int64{}, Now: now, Layout: batch.Standard(), Draft: true}
	for _, x := range p.payments {
		k := x.Key().Fold()
		f.Payments[k] = &check.Payment{Payment: x, Rivals: p.rivals[k], Unproven: p.unproven[k]}
		f.Elsewhere[k.ID] = append(f.Elsewhere[k.ID], x.Project)
	}
	return f
}

// marks sorts out what a report found.
func marks(report batch.Report) (errors, warnings []mark) {
	for _, f := range report.Findings {
		m := mark{f.Line, f.Column, f.Code}
		if f.Severity == batch.Error {
			errors = append(errors, m)
		} else {
			warnings = append(warnings, m)
		}
	}
	return errors, warnings
}
