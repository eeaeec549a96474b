package spoil

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

// key names a payment; ids are compared without regard to case.
type key struct {
	project int64
	id      string
}

func keyOf(r *reportfile.Row) key { return key{r.Project, strings.ToLower(r.PaymentID)} }

// known is what the merchant's ledger has of a payment.
type known struct{ operations, refunds int }

// work is a report while it is spoilt.
type work struct {
	Plan
	r       *rand.Rand
	rows    []reportfile.Row
	order   []int                    // in which rows are looked at
	become  map[int][]reportfile.Row // what stands in the place of a row
	known   map[key]known
	held    map[key]bool // payments that have a difference
	planted []Planted
	earlier []reportfile.Row
	made    int // operations and payments that were invented
}

func newWork(p Plan, rows []reportfile.Row) *work {
	w := &work{Plan: p, rows: rows, r: rand.New(rand.NewPCG(p.Seed, 0x73706f696c)),
		become: map[int][]reportfile.Row{}, known: map[key]known{}, held: map[key]bool{}}
	w.order = w.r.Perm(len(rows))
	for i := range rows {
		w.known[keyOf(&rows[i])] = known{}
	}
	if p.Ledger == nil {
		p.Ledger = slices.Values(rows)
	}
	for r := range p.Ledger {
		if k, here := w.known[keyOf(&r)]; here {
			k.operations++
			if r.Type != books.Sale {
				k.refunds++
			}
			w.known[keyOf(&r)] = k
		}
	}
	return w
}

// take finds a row whose payment has no difference yet, and keeps the payment
// for the one that is going to be planted.
func (w *work) take(fit func(*reportfile.Row) bool) (int, bool) {
	for _, i := range w.order {
		if r := &w.rows[i]; !w.held[keyOf(r)] && fit(r) {
			w.held[keyOf(r)] = true
			return i, true
		}
	}
	return 0, false
}

// A row that the differences are planted on is worth enough to be divided.
const enough = 1_000

// lone: a sale that succeeded and that nothing followed, far from the edges of the period.
func (w *work) lone(r *reportfile.Row) bool { return w.alone(r) && w.inside(r) }

func (w *work) alone(r *reportfile.Row) bool {
	return r.Type == books.Sale && r.Status == books.Success && r.Amount.Minor >= enough && w.known[keyOf(r)].operations == 1
}

// onlyRefund: a refund that succeeded, the only one of its payment.
func (w *work) onlyRefund(r *reportfile.Row) bool {
	k := w.known[keyOf(r)]
	return r.Type == books.Refund && r.Status == books.Success && r.Amount.Minor >= enough && k.operations == 2 && k.refunds == 1 && w.inside(r)
}

// inside: neither the time zone nor a late report explains what is the matter with the row.
func (w *work) inside(r *reportfile.Row) bool {
	at := r.When()
	return w.To.IsZero() || !at.Before(w.From.Add(24*time.Hour)) && at.Before(w.To.Add(-due-24*time.Hour))
}

// change puts other rows in the place of one, and notes the difference.
func (w *work) change(code Code, i int, what string, rows ...reportfile.Row) {
	w.become[i] = rows
	w.note(code, &w.rows[i], what)
}

func (w *work) note(code Code, r *reportfile.Row, what string) {
	w.planted = append(w.planted, Planted{Code: code, OperationID: r.OperationID, PaymentID: r.PaymentID, Currency: r.Amount.Currency, What: what})
}

// operationID is an id that no operation has; empty where the file has none.
func (w *work) operationID() string {
	if !w.Format.Has(reportfile.OperationID) {
		return ""
	}
	w.made++
	return fmt.Sprint(7_000_000_000_000_000 + int64(w.Seed*0x9e3779b97f4a7c15>>31)*1_000 + int64(w.made))
}

// paymentID is an id that no payment has.
func (w *work) paymentID() string {
	w.made++
	return fmt.Sprintf("NEW-%X-%d", w.Seed*0x9e3779b97f4a7c15>>32, w.made)
}

// result is the report as it has become.
func (w *work) result() []reportfile.Row {
	all := make([]reportfile.Row, 0, len(w.rows)+len(w.planted))
	for i, r := range w.rows {
		if rows, changed := w.become[i]; changed {
			all = append(all, rows...)
		} else {
			all = append(all, r)
		}
	}
	return all
}

// unchanged gives rows without a difference.
func (w *work) unchanged(most int) (all []reportfile.Row) {
	for _, i := range w.order {
		if r := &w.rows[i]; len(all) < most && !w.held[keyOf(r)] && w.inside(r) {
			all = append(all, *r)
		}
	}
	return all
}
