package batches

import (
	"context"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
)

// Progress counts a batch's rows by what became of them.
func Progress(ctx context.Context, q store.Querier, id int64) (batch.Progress, error) {
	p := batch.Progress{States: map[ledger.RefundState]int64{}}
	rows, err := q.Query(ctx, `SELECT coalesce(f.state, ''), r.currency, count(*), sum(r.amount), sum(coalesce(f.hold, '') <> '') FROM batch_rows r
LEFT JOIN refunds f ON f.id = r.refund AND r.refund <> '' WHERE r.batch = ? GROUP BY 1, 2 ORDER BY 2`, id)
	type part struct {
		state           ledger.RefundState
		currency        money.Currency
		n, amount, held int64
	}
	parts, err := store.Collect(rows, err, func(r store.Scanner) (x part, err error) {
		err = r.Scan(&x.state, &x.currency, &x.n, &x.amount, &x.held)
		return x, err
	})
	if err != nil {
		return p, failed(err)
	}
	for _, x := range parts {
		p.Rows += x.n
		p.Held += x.held
		if len(p.Totals) == 0 || p.Totals[len(p.Totals)-1].Currency != x.currency {
			p.Totals = append(p.Totals, batch.ProgressTotal{Currency: x.currency})
		}
		t := &p.Totals[len(p.Totals)-1]
		t.Asked += x.amount
		switch {
		case x.state == "":
			p.Wait += x.n
			continue
		case x.state == ledger.Succeeded || x.state == ledger.Confirmed:
			t.Succeeded += x.amount
		case x.state.Open():
			t.Pending += x.amount
		default:
			t.Declined += x.amount
		}
		p.States[x.state] += x.n
	}
	return p, nil
}

// RefundIDs gives the refunds of a batch in any of the states, in the order of the rows.
func RefundIDs(ctx context.Context, q store.Querier, id int64, states ...ledger.RefundState) ([]string, error) {
	want := map[ledger.RefundState]bool{}
	for _, s := range states {
		want[s] = true
	}
	type found struct {
		id    string
		state ledger.RefundState
	}
	rows, err := q.Query(ctx, "SELECT f.id, f.state FROM batch_rows r JOIN refunds f ON f.id = r.refund WHERE r.batch = ? AND r.refund <> '' ORDER BY r.n", id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (x found, err error) {
		err = r.Scan(&x.id, &x.state)
		return x, err
	})
	var ids []string
	for _, x := range all {
		if len(want) == 0 || want[x.state] {
			ids = append(ids, x.id)
		}
	}
	return ids, failed(err)
}

// Outcome is a row with the refund that it became and the latest word on it.
type Outcome struct {
	View
	Request, Operator, Evidence string
	SentAt, UpdatedAt           int64 // Unix milliseconds
}

// Outcomes gives what became of every row, in their order.
func Outcomes(ctx context.Context, q store.Querier, id int64) ([]Outcome, error) {
	rows, err := q.Query(ctx, "SELECT "+viewColumns+`, coalesce(f.request_id, ''), coalesce(f.operator, ''), coalesce(f.sent_at, 0), coalesce(f.updated_at, 0),
 coalesce((SELECT s.kind || ': ' || s.detail FROM refund_steps s WHERE s.refund = f.id AND s.kind IN ('callback', 'status', 'adopt', 'report', 'note', 'answer') AND s.detail <> '' ORDER BY s.id DESC LIMIT 1), '')
 FROM batch_rows r LEFT JOIN refunds f ON f.id = r.refund AND r.refund <> '' WHERE r.batch = ? ORDER BY r.n`, id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (o Outcome, err error) {
		o.Row, err = scanRow(r, &o.Errors, &o.Warnings, &o.State, &o.Hold, &o.Operation, &o.Code, &o.Message, &o.First,
			&o.Request, &o.Operator, &o.SentAt, &o.UpdatedAt, &o.Evidence)
		o.cut()
		return o, err
	})
	return all, failed(err)
}

// Of finds the batch and row of a refund; ok is false when it was made alone.
func Of(ctx context.Context, q store.Querier, refund string) (id, n int64, ok bool, err error) {
	rows, err := q.Query(ctx, "SELECT batch, n FROM batch_rows WHERE refund = ? AND refund <> ''", refund)
	all, err := store.Collect(rows, err, func(r store.Scanner) (x [2]int64, err error) {
		err = r.Scan(&x[0], &x[1])
		return x, err
	})
	if err != nil || len(all) == 0 {
		return 0, 0, false, failed(err)
	}
	return all[0][0], all[0][1], true, nil
}

// Holders gives, for refunds that are rows of batches, the batch of each.
func Holders(ctx context.Context, q store.Querier, refunds []string) (map[string]int64, error) {
	found := map[string]int64{}
	for len(refunds) > 0 {
		part := refunds[:min(len(refunds), 500)]
		refunds = refunds[len(part):]
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		rows, err := q.Query(ctx, "SELECT refund, batch FROM batch_rows WHERE refund <> '' AND refund IN (?"+strings.Repeat(",?", len(part)-1)+")", args...)
		_, err = store.Collect(rows, err, func(r store.Scanner) (x struct{}, err error) {
			var id string
			var batch int64
			err = r.Scan(&id, &batch)
			found[id] = batch
			return x, err
		})
		if err != nil {
			return nil, failed(err)
		}
	}
	return found, nil
}
