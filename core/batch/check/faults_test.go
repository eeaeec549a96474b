package check_test

import (
	"strings"
	"time"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/money"
)

// faults are the ways in which a row can be wrong or doubtful, each with what a
// check must say of it and nothing else.
func faults() []func(*planting) {
	fails := func(column string, code batch.Code, change func(*batch.Row, *ledger.Payment)) func(*planting) {
		return func(p *planting) {
			change(p.row())
			p.fails(column, code)
		}
	}
	warns := func(column string, code batch.Code, change func(*batch.Row, *ledger.Payment)) func(*planting) {
		return func(p *planting) {
			change(p.row())
			p.warns(column, code)
		}
	}
	id := func(code batch.Code, ids ...string) func(*planting) {
		return func(p *planting) {
			for _, id := range ids {
				r, pay := p.row()
				r.PaymentID = id
				if code == batch.PaymentFragile {
					pay.ID = id
					p.warns(batch.ColPayment, code)
				} else {
					p.fails(batch.ColPayment, code)
				}
			}
		}
	}
	description := func(code batch.Code, texts ...string) func(*planting) {
		return func(p *planting) {
			for _, text := range texts {
				r, _ := p.row()
				r.Description = text
				if code == batch.DescriptionRuns {
					p.warns(batch.ColDescription, code)
				} else {
					p.fails(batch.ColDescription, code)
				}
			}
		}
	}
	return []func(*planting){
		fails(batch.ColType, batch.TypeWrong, func(r *batch.Row, _ *ledger.Payment) { r.Type = "payout" }),
		fails(batch.ColType, batch.TypeWrong, func(r *batch.Row, _ *ledger.Payment) { r.Type = "" }),
		fails(batch.ColProject, batch.ProjectEmpty, func(r *batch.Row, _ *ledger.Payment) { r.Project = 0 }),
		fails(batch.ColProject, batch.ProjectBad, func(r *batch.Row, _ *ledger.Payment) { r.Project = 1 << 32 }),
		fails(batch.ColProject, batch.ProjectBad, func(r *batch.Row, _ *ledger.Payment) {
			r.Project, r.Faults = 0, []batch.Fault{{Column: batch.ColProject, Code: batch.ProjectBad, Text: "12a", Message: "no"}}
		}),
		fails(batch.ColProject, batch.ProjectUnknown, func(r *batch.Row, pay *ledger.Payment) { r.Project, pay.Project = 77, 77 }),
		fails(batch.ColProject, batch.PaymentProject, func(r *batch.Row, _ *ledger.Payment) { r.Project = 35 }),
		fails(batch.ColMethod, batch.MethodEmpty, func(r *batch.Row, _ *ledger.Payment) { r.Method = "" }),
		fails(batch.ColMethod, batch.MethodUnknown, func(r *batch.Row, _ *ledger.Payment) { r.Method = "kakaopay" }),
		fails(batch.ColMethod, batch.MethodMismatch, func(r *batch.Row, _ *ledger.Payment) { r.Method = "wallet/payco" }),
		fails(batch.ColMethod, batch.MethodMismatch, func(r *batch.Row, pay *ledger.Payment) { pay.Method = "paypal" }),
		fails(batch.ColMethod, batch.MethodUnknown, func(r *batch.Row, pay *ledger.Payment) { pay.Method = "shells" }),
		fails(batch.ColMethod, batch.NoRefunds, func(r *batch.Row, pay *ledger.Payment) { pay.Method = "humm" }),
		warns(batch.ColMethod, batch.MethodUnset, func(r *batch.Row, pay *ledger.Payment) { r.Method, pay.Method = "wallet/paypal", "paypal" }),

		id(batch.PaymentEmpty, ""),
		id(batch.PaymentBad, " 580", "580\u00a0", "58\t0", "5;80", `5"80`, "a\x00b", "\x7f580", "5\xff80", strings.Repeat("x", 256)),
		id(batch.PaymentMangled, "5.8E+10", "5,81E+11", "5E+10", "580.0", "20261120.00"),
		id(batch.PaymentUnknown, "NOBODY-1", "nobody 2"),
		id(batch.PaymentFragile, "123456789012", "00580", "3-4", "MAR1", "2026-11-03", "-580", "12E5", "1.50E+3"),
		fails(batch.ColOperation, batch.OperationBad, func(r *batch.Row, _ *ledger.Payment) { r.OperationID = "5028-1" }),

		fails(batch.ColAmount, batch.AmountEmpty, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Minor = 0 }),
		fails(batch.ColAmount, batch.AmountBad, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Minor = -5 }),
		fails(batch.ColAmount, batch.AmountBad, func(r *batch.Row, _ *ledger.Payment) {
			r.Amount.Minor, r.Faults = 0, []batch.Fault{{Column: batch.ColAmount, Code: batch.AmountBad, Text: "1,000"}}
		}),
		fails(batch.ColAmount, batch.AmountTooLarge, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Minor = batch.MaxAmount + 1 }),
		fails(batch.ColAmount, batch.OverRefund, func(r *batch.Row, pay *ledger.Payment) { r.Amount.Minor = pay.Captured + 1 }),
		fails(batch.ColAmount, batch.OverRefund, func(r *batch.Row, pay *ledger.Payment) { r.Amount.Minor = pay.Captured * 10 }),
		fails(batch.ColAmount, batch.NoPartial, func(r *batch.Row, pay *ledger.Payment) {
			r.Method, pay.Method, r.Amount.Minor = "wallet/whole", "whole", 9_999
		}),
		fails(batch.ColCurrency, batch.CurrencyEmpty, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Currency = "" }),
		fails(batch.ColCurrency, batch.CurrencyBad, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Currency = "krw" }),
		fails(batch.ColCurrency, batch.CurrencyUnknown, func(r *batch.Row, _ *ledger.Payment) { r.Amount.Currency = "XYZ" }),
		fails(batch.ColCurrency, batch.CurrencyWrong, func(r *batch.Row, pay *ledger.Payment) {
			r.Amount = money.New(pay.Captured*100, "EUR")
		}),

		description(batch.DescriptionNone, "", " \u3000"),
		description(batch.DescriptionLong, strings.Repeat("가", 256)),
		description(batch.DescriptionBad, "a;b", `5" cake`, "two\r\nlines", "a\tb", "a\x00b", "a\xffb"),
		description(batch.DescriptionRuns, "=1+1", "+82 10", "-5", "@home", "＝1", "＋1"),
		fails(batch.ColDescription, batch.CardNumber, func(r *batch.Row, _ *ledger.Payment) {
			r.Description, r.Faults = "", []batch.Fault{{Column: batch.ColDescription, Code: batch.CardNumber, Message: "a card number"}}
		}),
		fails("", batch.FieldCount, func(r *batch.Row, _ *ledger.Payment) {
			*r = batch.Row{N: r.N, Line: r.Line, Faults: []batch.Fault{{Code: batch.FieldCount, Message: "7 fields, not 8"}}}
		}),

		fails(batch.ColPayment, batch.Disputed, func(_ *batch.Row, pay *ledger.Payment) { pay.Flags = ledger.Disputed }),
		fails(batch.ColPayment, batch.NotRefundable, func(_ *batch.Row, pay *ledger.Payment) { pay.Status = "decline" }),
		fails(batch.ColPayment, batch.NotRefundable, func(_ *batch.Row, pay *ledger.Payment) { pay.Status = "awaiting capture" }),
		fails(batch.ColPayment, batch.NotRefundable, func(r *batch.Row, pay *ledger.Payment) {
			pay.Status, pay.Refunded = "refunded", pay.Captured
		}),
		fails(batch.ColPayment, batch.WindowOver, func(r *batch.Row, pay *ledger.Payment) { r.Method, pay.Method = "wallet/short", "short" }),
		warns(batch.ColPayment, batch.Disagrees, func(_ *batch.Row, pay *ledger.Payment) {
			pay.Flags, pay.Left = ledger.Disagrees, new(int64)
		}),
		warns(batch.ColPayment, batch.TakenBack, func(_ *batch.Row, pay *ledger.Payment) { pay.Flags = ledger.ReversedBack }),
		warns(batch.ColAmount, batch.AmountSlip, func(r *batch.Row, pay *ledger.Payment) { r.Amount.Minor = pay.Captured / 100 }),
		warns(batch.ColAmount, batch.SmallRemainder, func(r *batch.Row, pay *ledger.Payment) { r.Amount.Minor = pay.Captured - 14 }),
		warns(batch.ColCurrency, batch.ThreeDecimals, func(r *batch.Row, pay *ledger.Payment) {
			r.Method, pay.Method, r.Amount.Currency, pay.Currency = "card", "card", "KWD", "KWD"
		}),
		func(p *planting) {
			_, pay := p.row()
			p.unproven[pay.Key().Fold()] = true
			p.warns(batch.ColPayment, batch.NotFinal)
		},

		func(p *planting) { // several of one payment, which fit
			r, _ := p.row()
			r.Amount.Minor = 5_000
			r = p.again(6_000)
			r.PaymentID = strings.ToLower(r.PaymentID)
			p.warns(batch.ColPayment, batch.Duplicate)
			p.again(7_000)
			p.warns(batch.ColPayment, batch.Duplicate)
		},
		func(p *planting) { // the third is too much, a fourth fits again
			r, pay := p.row()
			pay.Captured, r.Amount.Minor = 20_000, 9_000
			p.again(8_000)
			p.warns(batch.ColPayment, batch.Duplicate)
			p.again(3_001)
			p.fails(batch.ColPayment, batch.Duplicate)
			p.fails(batch.ColAmount, batch.OverRefund)
			p.again(3_000)
			p.warns(batch.ColPayment, batch.Duplicate)
		},
		func(p *planting) { // the very same twice
			r, _ := p.row()
			r.Amount.Minor = 5_100
			p.again(5_100)
			p.fails(batch.ColPayment, batch.Duplicate)
		},
		func(p *planting) { // all of it twice
			r, pay := p.row()
			r.Amount.Minor = pay.Captured
			p.again(pay.Captured)
			p.fails(batch.ColPayment, batch.Duplicate)
			p.fails(batch.ColAmount, batch.OverRefund)
		},
		func(p *planting) { // two debits of one stored credential
			r, _ := p.row()
			r.Amount.Minor, r.OperationID = 5_200, "111"
			p.again(5_200).OperationID = "112"
			p.warns(batch.ColPayment, batch.Duplicate)
		},
		func(p *planting) { // a second row without a readable amount
			r, _ := p.row()
			r.Amount.Minor = 5_300
			p.again(0)
			p.fails(batch.ColPayment, batch.Duplicate)
			p.fails(batch.ColAmount, batch.AmountEmpty)
		},
		func(p *planting) { // a payment that is not known, twice
			r, _ := p.row()
			r.PaymentID = "NOBODY-3"
			p.fails(batch.ColPayment, batch.PaymentUnknown)
			p.again(r.Amount.Minor).PaymentID = "nobody-3"
			p.fails(batch.ColPayment, batch.PaymentUnknown, batch.Duplicate)
		},

		func(p *planting) { // without a project nobody knows whether it is the same payment
			r, _ := p.row()
			r.Project = 0
			p.fails(batch.ColProject, batch.ProjectEmpty)
			p.again(r.Amount.Minor)
			p.fails(batch.ColProject, batch.ProjectEmpty)
		},
		func(p *planting) { // two rows together leave too little
			r, pay := p.row()
			r.Amount.Minor = 9_000
			p.again(pay.Captured - 9_010)
			p.warns(batch.ColPayment, batch.Duplicate)
			p.warns(batch.ColAmount, batch.SmallRemainder)
		},

		func(p *planting) { // another of ours is on its way through Gate
			r, pay := p.row()
			pay.Reserved, r.Amount.Minor = 6_000, 5_000
			p.rivals[pay.Key().Fold()] = []check.Rival{{Who: "anna", Amount: money.New(6_000, "KRW"), Via: ledger.ViaGate, State: ledger.InDoubt, Since: now.Add(-time.Hour)}}
			p.warns(batch.ColPayment, batch.InFlight)
		},
		func(p *planting) { // somebody else's is on its way
			r, pay := p.row()
			pay.Reserved, r.Amount.Minor = 6_000, 5_000
			p.warns(batch.ColPayment, batch.InFlight)
		},
		func(p *planting) { // … and holds all of it
			_, pay := p.row()
			pay.Reserved = pay.Captured
			p.fails(batch.ColAmount, batch.NothingLeft)
			p.warns(batch.ColPayment, batch.InFlight)
		},
		func(p *planting) { // another file that is open has the payment
			r, pay := p.row()
			pay.Reserved, r.Amount.Minor = 6_000, 6_000
			p.rivals[pay.Key().Fold()] = []check.Rival{{Who: "bora", Amount: money.New(6_000, "KRW"), Via: ledger.ViaFile, Batch: "B3", State: ledger.Exported, Since: now.Add(-time.Hour)}}
			p.warns(batch.ColPayment, batch.InOtherBatch)
		},
	}
}
