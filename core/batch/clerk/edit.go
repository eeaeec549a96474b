package clerk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
	"contra/core/store/batches"
)

// Pick says which rows of a batch are meant.
type Pick struct {
	All   bool
	Which batches.Which // with All: only these
	Rows  []int64       // the rows' numbers; with All: except these
}

func (c *Clerk) picked(ctx context.Context, q store.Querier, id int64, p Pick) ([]batch.Row, error) {
	if !p.All {
		return batches.RowsByN(ctx, q, id, p.Rows)
	}
	views, err := batches.Views(ctx, q, id, batches.Window{Which: p.Which, Limit: -1})
	if err != nil {
		return nil, err
	}
	except := map[int64]bool{}
	for _, n := range p.Rows {
		except[n] = true
	}
	var rows []batch.Row
	for _, v := range views {
		if !except[v.N] {
			rows = append(rows, v.Row)
		}
	}
	return rows, nil
}

// edit changes rows of a draft so that it can be taken back. fn gets the picked
// rows and gives what they become; rows left out are removed.
func (c *Clerk) edit(ctx context.Context, id int64, p Pick, what func(n int) string, fn func([]batch.Row) ([]batch.Row, error)) (batch.Batch, error) {
	before, err := c.picked(ctx, c.Store, id, p)
	if err != nil {
		return batch.Batch{}, err
	}
	after, err := fn(slices.Clone(before))
	if err != nil {
		return batch.Batch{}, err
	}
	return c.change(ctx, "changing the batch", id, 0, "batch.edited", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if !b.State.Editable() {
			return "", wrongState(*b, "its rows cannot change any more")
		}
		now, err := c.picked(ctx, tx, id, p)
		if err != nil {
			return "", err
		}
		if !slices.EqualFunc(before, now, same) {
			return "", changed(*b)
		}
		e := batches.Edit{What: what(max(len(before), len(after)-len(before))), Before: before, After: after}
		if err := apply(ctx, tx, b, e.Before, e.After); err != nil {
			return "", err
		}
		// New rows have their numbers only now.
		return e.What, batches.AddEdit(ctx, tx, id, &e)
	})
}

func same(a, b batch.Row) bool {
	return a.N == b.N && a.Line == b.Line && a.Type == b.Type && a.Project == b.Project && a.Method == b.Method && a.PaymentID == b.PaymentID &&
		a.OperationID == b.OperationID && a.Amount == b.Amount && a.Description == b.Description && a.RefundID == b.RefundID && slices.Equal(a.Faults, b.Faults)
}

// apply puts rows into the place of others.
func apply(ctx context.Context, tx *store.Tx, b *batch.Batch, before, after []batch.Row) error {
	kept := map[int64]bool{}
	for _, r := range after {
		kept[r.N] = true
	}
	var gone []int64
	for _, r := range before {
		if !kept[r.N] {
			gone = append(gone, r.N)
		}
	}
	if err := batches.DropRows(ctx, tx, b.ID, gone); err != nil {
		return err
	}
	b.Rows += int64(len(after) - len(before))
	return batches.AddRows(ctx, tx, b.ID, after)
}

func rowsOf(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// Remove takes rows out of a draft.
func (c *Clerk) Remove(ctx context.Context, id int64, p Pick) (batch.Batch, error) {
	return c.edit(ctx, id, p, func(n int) string { return "remove " + rowsOf(n) }, func([]batch.Row) ([]batch.Row, error) { return nil, nil })
}

// Add puts more rows at the end of a draft.
func (c *Clerk) Add(ctx context.Context, id int64, rows []batch.Row) (batch.Batch, error) {
	if len(rows) == 0 {
		return batch.Batch{}, ledger.Errorf(ledger.ErrUsage, "there is nothing to add")
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].N = 0
	}
	return c.edit(ctx, id, Pick{}, func(n int) string { return "add " + rowsOf(n) }, func([]batch.Row) ([]batch.Row, error) { return rows, nil })
}

// Set gives a column of the picked rows another value, as a person types it:
// amounts in major units, an empty amount for all that can be refunded. In a
// description {payment_id} stands for the row's own.
func (c *Clerk) Set(ctx context.Context, id int64, p Pick, column, text string) (batch.Batch, error) {
	what := func(n int) string { return "set " + column + " of " + rowsOf(n) }
	return c.edit(ctx, id, p, what, func(rows []batch.Row) ([]batch.Row, error) {
		if column == batch.ColDescription {
			for i := range rows {
				rows[i].Description = strings.ReplaceAll(text, "{payment_id}", rows[i].PaymentID)
				rows[i].Mend(column)
			}
			return rows, nil
		}
		wishes := make([]batch.Wish, len(rows))
		for i := range rows {
			wishes[i] = wish(&rows[i])
			if err := put(&wishes[i], column, text); err != nil {
				return nil, err
			}
		}
		fresh, err := c.Resolve(ctx, wishes, "")
		if err != nil {
			return nil, err
		}
		for i := range rows {
			fresh[i].N, fresh[i].Description = rows[i].N, rows[i].Description
			keepFaults(&fresh[i], &rows[i], column)
		}
		return fresh, nil
	})
}

// keepFaults keeps what is still not readable in the other columns.
func keepFaults(fresh, old *batch.Row, column string) {
	for _, f := range old.Faults {
		if f.Column == column || f.Column == batch.ColProject && column == batch.ColPayment || fresh.Fault(f.Column) != nil {
			continue
		}
		fresh.Faults = append(fresh.Faults, f)
		switch f.Column {
		case batch.ColAmount:
			fresh.Amount.Minor, fresh.Whole = 0, false
		case batch.ColCurrency:
			fresh.Amount.Currency = ""
		case batch.ColProject:
			fresh.Project = 0
		}
	}
}

// wish turns a row back into what a list would say.
func wish(r *batch.Row) batch.Wish {
	w := batch.Wish{Line: r.Line, Type: r.Type, Method: r.Method, PaymentID: r.PaymentID, OperationID: r.OperationID, Currency: string(r.Amount.Currency), Description: r.Description}
	if r.Project != 0 {
		w.Project = fmt.Sprint(r.Project)
	}
	if !r.Amount.IsZero() {
		w.Amount, w.Minor = fmt.Sprint(r.Amount.Minor), true
	}
	return w
}

// minorOf gives the amount of a wish in minor units.
func minorOf(w batch.Wish) (money.Amount, bool) {
	minor, err := strconv.ParseInt(w.Amount, 10, 64)
	_, known := money.Currency(w.Currency).Exponent()
	return money.New(minor, money.Currency(w.Currency)), err == nil && known && w.Minor
}

func put(w *batch.Wish, column, text string) error {
	text = strings.TrimSpace(text)
	switch column {
	case batch.ColType:
		w.Type = text
	case batch.ColProject:
		w.Project = text
	case batch.ColMethod:
		w.Method = text
	case batch.ColPayment:
		w.PaymentID, w.Project, w.Method = text, "", ""
	case batch.ColOperation:
		w.OperationID = text
	case batch.ColAmount:
		w.Amount, w.Minor = text, false
	case batch.ColCurrency:
		// The number that a person sees stays, not the minor units behind it.
		if amount, ok := minorOf(*w); ok {
			w.Amount, w.Minor = amount.Plain(), false
		}
		w.Currency = text
	default:
		return ledger.Errorf(ledger.ErrUsage, "there is no column %q", column)
	}
	return nil
}

// Undo takes the latest edit back and says which one it was; with redo it does
// the latest one that was taken back again.
func (c *Clerk) Undo(ctx context.Context, id int64, redo bool) (what string, b batch.Batch, err error) {
	b, err = c.change(ctx, "changing the batch", id, 0, "batch.edited", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if !b.State.Editable() {
			return "", wrongState(*b, "its rows cannot change any more")
		}
		e, ok, err := batches.LastEdit(ctx, tx, id, redo)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", ledger.Errorf(ledger.ErrState, "there is nothing to %s", map[bool]string{false: "undo", true: "redo"}[redo])
		}
		what = e.What
		from, to, word := e.After, e.Before, "undo: "
		if redo {
			from, to, word = e.Before, e.After, "redo: "
		}
		if err := apply(ctx, tx, b, from, to); err != nil {
			return "", err
		}
		return word + what, batches.MarkEdit(ctx, tx, id, e.Seq, !redo)
	})
	return what, b, err
}
