package batches

import (
	"context"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/store"
)

// View is a row as a list shows it: what it asks for, what a check found, and
// what became of it.
type View struct {
	batch.Row
	Errors, Warnings int64
	State            ledger.RefundState // of the refund that it became, or empty
	Hold             string             // why a person must look at that refund
	Operation        string             // the operation that carries it out, as the platform names it
	Code, Message    string             // what the platform said
	First            string             // the first finding's message
	FirstCode        batch.Code         // and its code
}

// Which says which rows of a batch are wanted.
type Which string

// The choices.
const (
	All      Which = "all"
	Wrong    Which = "wrong"    // with an error
	Doubtful Which = "doubtful" // with an error or a warning
	Open     Which = "open"     // became a refund without an outcome yet, or had no turn
	Held     Which = "held"     // a person must look
	Failed   Which = "failed"   // declined, rejected, or refused in its turn
	Done     Which = "done"     // succeeded
)

// Window is a part of the rows: up to Limit of them in the order of their
// numbers, on one side of an anchor.
type Window struct {
	Which  Which
	Anchor int64 // a row's number; 0: from the start
	Before bool  // rows before the anchor, or the last ones without one
	With   bool  // the anchor's own place too
	Limit  int   // -1: all
}

const viewColumns = `r.n, r.line, r.type, r.project, r.method, r.payment_id, r.operation_id, r.amount, r.currency, r.description, r.whole, r.faults, r.refund, r.refusal,
 r.errors, r.warnings, coalesce(f.state, ''), coalesce(f.hold, ''), coalesce(f.operation_id, ''), coalesce(f.code, ''), coalesce(f.message, ''),
 coalesce((SELECT code || ' ' || message FROM batch_findings x WHERE x.batch = r.batch AND x.n = r.n ORDER BY severity, seq LIMIT 1), '')`

func (w Which) condition() string {
	switch w {
	case Wrong:
		return " AND r.errors > 0 AND (r.errors > 0 OR r.warnings > 0)" // the second is the index's own
	case Doubtful:
		return " AND (r.errors > 0 OR r.warnings > 0)"
	case Open:
		return " AND (r.refund = '' OR f.state IN ('awaiting_approval', 'prepared', 'sent', 'accepted', 'in_doubt', 'exported', 'uploaded'))"
	case Held:
		return " AND coalesce(f.hold, '') <> ''"
	case Failed:
		return " AND (r.refusal <> '' OR f.state IN ('declined', 'rejected', 'reversed_back'))"
	case Done:
		return " AND f.state IN ('succeeded', 'confirmed')"
	}
	return ""
}

// Views gives a window of a batch's rows, always in the order of their numbers.
func Views(ctx context.Context, q store.Querier, id int64, w Window) ([]View, error) {
	order, beyond := "ASC", ">"
	if w.Before {
		order, beyond = "DESC", "<"
	}
	text, args := "SELECT "+viewColumns+" FROM batch_rows r LEFT JOIN refunds f ON f.id = r.refund AND r.refund <> '' WHERE r.batch = ?"+w.Which.condition(), []any{id}
	if w.Anchor != 0 {
		if w.With {
			beyond += "="
		}
		text, args = text+" AND r.n "+beyond+" ?", append(args, w.Anchor)
	}
	rows, err := q.Query(ctx, text+" ORDER BY r.n "+order+" LIMIT ?", append(args, w.Limit)...)
	all, err := store.Collect(rows, err, func(r store.Scanner) (v View, err error) {
		v.Row, err = scanRow(r, &v.Errors, &v.Warnings, &v.State, &v.Hold, &v.Operation, &v.Code, &v.Message, &v.First)
		v.cut()
		return v, err
	})
	if w.Before {
		slices.Reverse(all)
	}
	return all, failed(err)
}

// cut takes the first finding apart: a code has no blank.
func (v *View) cut() {
	code, message, _ := strings.Cut(v.First, " ")
	v.FirstCode, v.First = batch.Code(code), message
}

// CountViews is how many rows a choice finds.
func CountViews(ctx context.Context, q store.Querier, id int64, w Which) (n int64, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM batch_rows r LEFT JOIN refunds f ON f.id = r.refund AND r.refund <> '' WHERE r.batch = ?"+w.condition(), id).Scan(&n)
	return n, failed(err)
}
