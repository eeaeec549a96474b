package judge_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/recon"
)

type names = []string

// agreeing is what a month is made of when all is well.
var agreeing = []func(p *planter){
	func(p *planter) { r, l := p.truth(); p.expect(fmt.Sprintf("operation: %s = %s", p.row(r), p.local(l))) },
	func(p *planter) {
		r, l := p.truth()
		p.expect(fmt.Sprintf("values: %s = %s", p.row(r, bare, at(r.When.Add(time.Hour))), p.local(l)))
	},
	func(p *planter) {
		r, l := p.truth(kind("refund"), status("decline"))
		p.expect(fmt.Sprintf("operation: %s = %s", p.row(r), p.local(l)))
	},
	func(p *planter) {
		r, l := p.truth()
		p.expect(fmt.Sprintf("reference: %s = %s", p.row(r, bare, payment(""), arn(r.OperationID)), p.local(l, arn(r.OperationID))))
	},
	func(p *planter) {
		r, l := p.truth(kind("refund"))
		p.expect(fmt.Sprintf("refund: %s = %s", p.row(r), p.local(p.begun(l, ledger.Uploaded))))
	},
	func(p *planter) { _, l := p.truth(status("processing")); p.local(l) },
	func(p *planter) { r, l := p.truth(outside); p.row(r); p.local(l) },
	func(p *planter) {
		r, l := p.truth()
		half := won(r.Money.Minor / 2)
		rest := p.another(r)
		one := p.row(r, batch(r.PaymentID), id("a"+r.OperationID), half, func(r *recon.Record) { r.Money.Currency = l.Money.Currency })
		two := p.row(rest, batch(r.PaymentID), id("b"+r.OperationID), func(r *recon.Record) { r.Money.Minor -= r.Money.Minor / 2 })
		p.expect(fmt.Sprintf("group: %s = %s", list(names{one, two}), p.local(l, batch(r.PaymentID))))
	},
}

// planted is one of every break, with what comes of it.
var planted = map[recon.Code]func(p *planter){
	recon.RowRejected: func(p *planter) {
		r, l := p.truth()
		p.found(recon.RowRejected, names{p.row(r, rejected("two amounts"))}, names{p.local(l)})
	},
	recon.DupInReport: func(p *planter) {
		r, l := p.truth()
		p.expect(fmt.Sprintf("operation: %s = %s", p.row(r), p.local(l)))
		p.found(recon.DupInReport, names{p.row(p.another(r))}, nil)
	},
	recon.DupLocal: func(p *planter) {
		r, l := p.truth()
		p.expect(fmt.Sprintf("operation: %s = %s", p.row(r), p.local(l)))
		p.found(recon.DupLocal, nil, names{p.local(p.another(l), payment("another"))})
	},
	recon.SameIDChanged: func(p *planter) {
		r, l := p.truth()
		p.found(recon.SameIDChanged, names{p.row(r)}, names{p.local(l)})
		r.Money.Minor++
		p.in.Earlier[recon.RowKey(&r)] = r
	},
	recon.Ambiguous: func(p *planter) {
		r, l := p.truth()
		one := p.local(l, at(l.When.Add(-time.Hour)))
		two := p.local(p.another(l), id("x"+l.OperationID), at(l.When.Add(time.Hour)))
		p.expect(fmt.Sprintf("AMBIGUOUS: %s |  ~ %s", p.row(r, bare), list(names{one, two})))
	},
	recon.CurrencyDiff: func(p *planter) {
		r, l := p.truth()
		p.found(recon.CurrencyDiff, names{p.row(r, func(r *recon.Record) { r.Money.Currency = "USD" })}, names{p.local(l)})
	},
	recon.ExponentSuspect: func(p *planter) {
		r, l := p.truth()
		times := rapid.SampledFrom([]int64{10, 100, 1000}).Draw(p.t, "times")
		if rapid.Bool().Draw(p.t, "here") {
			r, l = l, r
			r.Line, r.Report, l.Operation, r.Operation = l.Line, 1, r.Operation, 0
			l.Line, l.Report = 0, 0
			l.Money.Minor *= times
		} else {
			r.Money.Minor *= times
		}
		p.found(recon.ExponentSuspect, names{p.row(r)}, names{p.local(l)})
	},
	recon.AmountDiff: func(p *planter) {
		r, l := p.truth()
		by := rapid.SampledFrom([]int64{-2, 2}).Draw(p.t, "by")
		p.found(recon.AmountDiff, names{p.row(r, func(r *recon.Record) { r.Money.Minor += by })}, names{p.local(l)})
	},
	recon.WithinTolerance: func(p *planter) {
		r, l := p.truth(won(3_500))
		row, local := p.row(r, won(3_499)), p.local(l)
		p.expect(fmt.Sprintf("operation: %s = %s", row, local))
		p.found(recon.WithinTolerance, names{row}, names{local})
	},
	recon.StatusDiff: func(p *planter) {
		r, l := p.truth()
		p.found(recon.StatusDiff, names{p.row(r, status("decline"))}, names{p.local(l)})
	},
	recon.TypeDiff: func(p *planter) {
		r, l := p.truth(kind("sale"))
		p.found(recon.TypeDiff, names{p.row(r, kind("capture"))}, names{p.local(l)})
	},
	recon.FeeDiff: func(p *planter) {
		r, l := p.truth(kind("sale"), euro(9_000))
		p.found(recon.FeeDiff, names{p.row(r, fee(26))}, names{p.local(l)})
	},
	recon.NetDiff: func(p *planter) {
		r, l := p.truth(kind("sale"), won(9_000))
		p.found(recon.NetDiff, names{p.row(r, fee(25), net(8_000))}, names{p.local(l)})
	},
	recon.SplitIncomplete: func(p *planter) {
		r, l := p.truth(func(r *recon.Record) { r.Refs.Batch = r.PaymentID })
		rest := p.another(r)
		one := p.row(r, id("a"+r.OperationID), func(r *recon.Record) { r.Money.Minor /= 3 })
		two := p.row(rest, id("b"+r.OperationID), func(r *recon.Record) { r.Money.Minor /= 3 })
		p.found(recon.SplitIncomplete, names{one, two}, names{p.local(l)})
	},
	recon.ForeignRefund: func(p *planter) {
		r, _ := p.truth(kind("refund"))
		p.found(recon.ForeignRefund, names{p.row(r)}, nil)
	},
	recon.RefundInDoubt: func(p *planter) {
		_, l := p.truth()
		p.found(recon.RefundInDoubt, nil, names{p.local(p.begun(l, ledger.InDoubt))})
	},
	recon.RefundReversed: func(p *planter) {
		r, l := p.truth(kind("refund reverse"))
		p.found(recon.RefundReversed, names{p.row(r)}, names{p.local(l, refundOf("R", ledger.ReversedBackNow), held)})
	},
	recon.RefundFailedLate: func(p *planter) {
		r, l := p.truth(kind("refund"), status("decline"))
		p.found(recon.RefundFailedLate, names{p.row(r)}, names{p.local(l, refundOf("R", ledger.Succeeded))})
	},
	recon.NotYetReported: func(p *planter) {
		_, l := p.truth(at(november.Add(-time.Hour)))
		p.found(recon.NotYetReported, nil, names{p.local(l)})
	},
	recon.MissingInReport: func(p *planter) {
		_, l := p.truth()
		p.found(recon.MissingInReport, nil, names{p.local(l)})
	},
	recon.MissingLocal: func(p *planter) {
		r, _ := p.truth(kind("sale"))
		p.found(recon.MissingLocal, names{p.row(r)}, nil)
	},
	recon.WrongPeriod: func(p *planter) {
		r, l := p.truth(at(november.Add(-time.Minute)))
		p.found(recon.WrongPeriod, names{p.row(r)}, names{p.local(l, at(november), outside)})
	},
}

// Every code is found where it was planted, as often as it was planted, and
// nothing else is.
func TestAPlantedMonthIsFoundAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlanter(t)
		var todo []func(*planter)
		for _, about := range recon.Codes() {
			require.Contains(t, planted, about.Code, "every code is planted")
			for range rapid.IntRange(1, 2).Draw(t, "planted") {
				todo = append(todo, planted[about.Code])
			}
		}
		for _, agree := range agreeing {
			for range rapid.IntRange(1, 4).Draw(t, "agreeing") {
				todo = append(todo, agree)
			}
		}
		for _, plant := range rapid.Permutation(todo).Draw(t, "order") {
			plant(p)
		}
		out := decide(t, p.in)
		slices.Sort(p.want)
		require.Equal(t, p.want, show(out))
	})
}
