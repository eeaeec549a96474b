package spoil

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

// rowRejected spoils an amount, and adds a row of which nothing can be read. It
// is never the last one, where it could be taken for what follows the rows.
func rowRejected(w *work, n int) {
	if n%2 == 0 && w.Format.Has(reportfile.OperationID) {
		i, ok := w.take(w.lone)
		if !ok {
			return
		}
		r := w.rows[i]
		text := strconv.FormatInt(r.Amount.Minor, 10)
		r.Written = map[reportfile.Column]string{reportfile.Amount: strings.Replace(text, text[1:2], "O", 1)}
		w.change(RowRejected, i, "the amount has a letter in it", r)
		return
	}
	i, ok := w.take(func(r *reportfile.Row) bool { return w.lone(r) && r.OperationID != w.rows[len(w.rows)-1].OperationID })
	if !ok {
		return
	}
	r := w.rows[i]
	r.Written = map[reportfile.Column]string{reportfile.OperationID: "", reportfile.PaymentID: "", reportfile.Amount: "#REF!"}
	w.become[i] = []reportfile.Row{w.rows[i], r}
	w.note(RowRejected, &reportfile.Row{}, "a row has no ids and no amount")
}

func dupInReport(w *work, n int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	r, what := w.rows[i], "the row is there twice"
	if n%2 == 1 {
		r.Amount.Minor += r.Amount.Minor/3 + 2
		what = fmt.Sprintf("the row is there again with %v", r.Amount)
	}
	w.change(DupInReport, i, what, w.rows[i], r)
}

// splitIncomplete: parts with operation ids of their own, or none, and less together than the sale.
func splitIncomplete(w *work, n int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	short := w.rows[i].Amount
	short.Minor /= 5
	parts := w.parts(&w.rows[i], 2+n%2, w.rows[i].Amount.Minor-short.Minor)
	w.change(SplitIncomplete, i, fmt.Sprintf("%d parts of %v, and %v are missing", len(parts), w.rows[i].Amount, short), parts...)
}

func wholeSplit(w *work) {
	if i, ok := w.take(w.lone); ok {
		w.become[i] = w.parts(&w.rows[i], 2, w.rows[i].Amount.Minor)
	}
}

func (w *work) parts(of *reportfile.Row, n int, sum int64) []reportfile.Row {
	parts := make([]reportfile.Row, n)
	for k := range parts {
		r := *of
		r.OperationID = w.operationID()
		r.Amount.Minor = sum / int64(n-k+1)
		if k == n-1 {
			r.Amount.Minor = sum
		}
		sum -= r.Amount.Minor
		if of.Fee != nil {
			r.Charge()
		}
		parts[k] = r
	}
	return parts
}

// foreignRefund: of a payment that is known, and of one that is not.
func foreignRefund(w *work, n int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	r := w.invented(i, books.Refund, 2*time.Hour)
	r.Amount.Minor /= 4
	what := "somebody refunded a payment of ours"
	if n%2 == 1 {
		r.PaymentID, what = w.paymentID(), "a refund of a payment that is not known"
	}
	w.become[i] = []reportfile.Row{w.rows[i], r}
	w.note(ForeignRefund, &r, fmt.Sprintf("%s: %v", what, r.Amount))
}

func refundReversed(w *work, _ int) {
	i, ok := w.take(w.onlyRefund)
	if !ok {
		return
	}
	r := w.invented(i, books.RefundReverse, 6*time.Hour)
	w.become[i] = []reportfile.Row{w.rows[i], r}
	w.note(RefundReversed, &r, fmt.Sprintf("a refund of %v was taken back", r.Amount))
}

// invented is an operation of the row's payment that nobody knows of.
func (w *work) invented(i int, kind string, after time.Duration) reportfile.Row {
	r := w.rows[i]
	r.OperationID, r.Type, r.Status, r.Description = w.operationID(), kind, books.Success, kind
	r.Fee, r.Net, r.Remaining, r.Provider, r.ARN, r.RRN = nil, nil, nil, "", "", ""
	r.Shift(after)
	return r
}

func missingInReport(w *work, n int) {
	fit := w.lone
	if n%2 == 1 {
		fit = w.onlyRefund
	}
	if i, ok := w.take(fit); ok {
		w.change(MissingInReport, i, fmt.Sprintf("a %s of %v is left out", w.rows[i].Type, w.rows[i].Amount))
	}
}

func missingLocal(w *work, _ int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	r := w.rows[i]
	r.OperationID, r.PaymentID, r.Provider, r.ARN, r.RRN = w.operationID(), w.paymentID(), "", "", ""
	w.become[i] = []reportfile.Row{w.rows[i], r}
	w.note(MissingLocal, &r, fmt.Sprintf("a sale of %v that is not known", r.Amount))
}

// ambiguous leaves out one of two refunds that nothing tells apart.
func ambiguous(w *work, _ int) {
	type twin struct {
		key
		kind, status string
		minor, at    int64
	}
	seen := map[twin]bool{}
	for i := range w.rows {
		r := &w.rows[i]
		t := twin{keyOf(r), r.Type, r.Status, r.Amount.Minor, r.When().Unix()}
		if seen[t] && !w.held[t.key] && w.inside(r) {
			w.held[t.key] = true
			w.become[i] = nil
			w.note(Ambiguous, &reportfile.Row{PaymentID: r.PaymentID, Amount: r.Amount}, fmt.Sprintf("one row for two refunds of %v", r.Amount))
			return
		}
		seen[t] = true
	}
}
