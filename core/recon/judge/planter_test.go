package judge_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// planter makes a month that agrees, and plants what does not. Each operation
// has a payment of its own, so that nothing planted touches anything else.
type planter struct {
	t    *rapid.T
	in   recon.Input
	n    int // of the latest operation, and of its row
	want []string
}

func newPlanter(t *rapid.T) *planter {
	return &planter{t: t, in: recon.Input{Period: month, Earlier: map[string]recon.Record{}, Rules: recon.Rules{
		Due:       2 * day,
		Tolerance: map[money.Currency]int64{"KRW": 1},
		Fees:      []recon.Fee{{Currency: "EUR", Fixed: 25}},
		Groups:    []recon.Group{{By: recon.ByBatch}},
	}}}
}

// truth is a new operation as both sides know it.
func (p *planter) truth(changes ...change) (r, l recon.Record) {
	p.n++
	r = record(
		id(fmt.Sprint(5_000_000+p.n)), payment(fmt.Sprintf("ORD-%d", p.n)),
		kind(rapid.SampledFrom([]string{"sale", "refund", "reversal", "capture", "recurring", "refund reverse"}).Draw(p.t, "type")),
		at(october.Add(time.Duration(rapid.IntRange(60, 25*24*60).Draw(p.t, "minute"))*time.Minute)),
		func(r *recon.Record) {
			r.Money = money.New(1_001+7*rapid.Int64Range(0, 1e6).Draw(p.t, "amount"), rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD"}).Draw(p.t, "currency"))
		})
	for _, change := range changes {
		change(&r)
	}
	l = r
	r.Report, r.Line, l.Operation = 1, p.n, int64(p.n)
	return r, l
}

// row takes a row in and names it.
func (p *planter) row(r recon.Record, changes ...change) string {
	for _, change := range changes {
		change(&r)
	}
	r.Seal()
	p.in.Report = append(p.in.Report, r)
	return fmt.Sprint(r.Line)
}

// local takes a record of the ledger in and names it.
func (p *planter) local(l recon.Record, changes ...change) string {
	for _, change := range changes {
		change(&l)
	}
	l.Seal()
	p.in.Local = append(p.in.Local, l)
	if l.Operation == 0 {
		return l.RefundID
	}
	return fmt.Sprint(l.Operation)
}

// another numbers a record that is there already anew.
func (p *planter) another(r recon.Record) recon.Record {
	p.n++
	if r.Line != 0 {
		r.Line = p.n
	} else {
		r.Operation = int64(p.n)
	}
	return r
}

// begun is a refund of ours that was begun a minute before the operation.
func (p *planter) begun(l recon.Record, state ledger.RefundState) recon.Record {
	l.OperationID, l.Operation, l.StatusName, l.TypeName, l.RefundID, l.RefundState = "", 0, "", "refund", fmt.Sprint("F", p.n), state
	l.When = l.When.Add(-time.Minute)
	return l
}

func (p *planter) expect(line string) { p.want = append(p.want, line) }

// found expects a break, whose sides are names or lists of names.
func (p *planter) found(code recon.Code, rows, local []string) {
	p.expect(fmt.Sprintf("%s: %s | %s", code, list(rows), list(local)))
}

func list(names []string) string {
	slices.Sort(names)
	return strings.Join(names, " ")
}
