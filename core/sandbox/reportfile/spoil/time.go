package spoil

import (
	"fmt"
	"time"

	"contra/core/sandbox/reportfile"
)

// edge is how near to the end of a period a difference of time zones may move a row over it.
const edge = 12 * time.Hour

// wrongPeriod moves a row over the nearer edge of the period.
func wrongPeriod(w *work, _ int) {
	if w.To.IsZero() {
		return
	}
	near := func(at, bound time.Time) bool { return at.Sub(bound).Abs() < edge }
	i, ok := w.take(func(r *reportfile.Row) bool {
		return w.alone(r) && (near(r.When(), w.From) || near(r.When(), w.To))
	})
	if !ok {
		return
	}
	r, was, bound := w.rows[i], w.rows[i].When(), w.From
	if near(was, w.To) {
		bound = w.To
	}
	by := bound.Sub(was) + time.Hour
	if !was.Before(bound) {
		by -= 2 * time.Hour
	}
	r.Shift(by)
	w.change(WrongPeriod, i, says(r.When().Format(time.RFC3339), was.Format(time.RFC3339)), r)
}

// notYetReported leaves out a sale that need not be in the report yet.
func notYetReported(w *work, _ int) {
	if w.To.IsZero() {
		return
	}
	i, ok := w.take(func(r *reportfile.Row) bool {
		return w.alone(r) && r.When().After(w.To.Add(time.Hour-due)) && r.When().Before(w.To.Add(-edge))
	})
	if ok {
		w.change(NotYetReported, i, fmt.Sprintf("a sale of %v is not due in the report yet", w.rows[i].Amount))
	}
}

// sameIDChanged: an earlier report had another amount, once than the ledger as
// well, once than this report alone.
func sameIDChanged(w *work, n int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	now, before := w.rows[i], w.rows[i]
	other := &before
	if n%2 == 1 {
		other = &now
	}
	other.Amount.Minor += other.Amount.Minor/9 + 5
	w.earlier = append(w.earlier, before)
	w.change(SameIDChanged, i, fmt.Sprintf("an earlier report said %v, this one says %v", before.Amount, now.Amount), now)
}
