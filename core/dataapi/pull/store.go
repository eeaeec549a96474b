package pull

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"contra/core/dataapi"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/pulls"
)

// change is what the audit entry of one page records.
type change struct {
	Pull      int64        `json:"pull"`
	Import    int64        `json:"import"`
	Kind      dataapi.Kind `json:"kind"`
	From      time.Time    `json:"from"`
	To        time.Time    `json:"to"`
	Row       int          `json:"row"` // of the window, from 0
	Read      int64        `json:"read"`
	Stored    int64        `json:"stored"`
	Duplicate int64        `json:"duplicate"`
	Rejected  int64        `json:"rejected"`
	Covered   bool         `json:"covered"` // the window is
	SHA256    string       `json:"sha256"`  // of the rows, each with a line end behind it
}

// store writes a page in one transaction with all its consequences. first is the
// place of its first row in the window; covered tells that the page ends the window.
func (w *work) store(ctx context.Context, win window, rows []dataapi.Row, first int, covered bool) error {
	batch, accepted, refused, err := w.sort(ctx, win, rows, first)
	if err != nil {
		return err
	}
	var x pulls.Run
	var record ledger.Import
	var result intake.Result
	err = w.r.Store.Write(ctx, "storing what was pulled", func(tx *store.Tx) (err error) {
		x, record = w.run, w.record
		if result, err = intake.Within(ctx, tx, &record, batch); err != nil {
			return err
		}
		fresh, err := pulls.Keep(ctx, tx, x.Kind, accepted)
		if err != nil {
			return err
		}
		if _, err := pulls.Keep(ctx, tx, x.Kind, refused); err != nil {
			return err
		}
		if x.Kind == dataapi.Financial { // no events, so intake saw the rejected ones only
			result.Stored, result.Duplicate = fresh, int64(len(accepted))-fresh
			record.Read += int64(len(accepted))
			record.Stored += result.Stored
			record.Duplicate += result.Duplicate
		}
		if err := pulls.Resolve(ctx, tx, accepted); err != nil {
			return err
		}
		x.Import = record.RowID
		x.Pages++
		x.Read, x.Stored, x.Duplicate, x.Rejected = record.Read, record.Stored, record.Duplicate, record.Rejected
		x.Waited = w.waited
		if covered {
			x.Windows, x.Next = x.Windows+1, win.to
			if err := pulls.Cover(ctx, tx, x.Kind, x.Projects, win.from, win.to); err != nil {
				return err
			}
		}
		if err := pulls.Save(ctx, tx, &x); err != nil {
			return err
		}
		tx.Record("pull", fmt.Sprintf("pull %d", x.ID), change{x.ID, record.RowID, x.Kind, win.from, win.to, first, int64(len(rows)),
			result.Stored, result.Duplicate, result.Rejected, covered, digest(rows)})
		return tx.SaveImport(ctx, &record)
	})
	if err != nil {
		return err
	}
	w.run, w.record = x, record
	w.moved, w.bought = append(w.moved, result.Moved...), append(w.bought, result.Purchases...)
	w.show(Progress{At: x.Next})
	return nil
}

// sort tells what is a message for the ledger, and what is kept as the platform
// wrote it: all of it, for what cannot be read is a row of a report too.
func (w *work) sort(ctx context.Context, win window, rows []dataapi.Row, first int) (batch []ledger.Inbound, accepted, refused []pulls.Row, err error) {
	for i := range rows {
		line := first + i + 1
		m := w.r.inbound(w.run.Kind, rows[i], line, fmt.Sprintf(" (row %d of %s to %s UTC)", line, clock(win.from), clock(win.to)))
		if m.Reject != nil {
			refused = append(refused, kept(w.run.Kind, &rows[i], win))
		} else {
			accepted = append(accepted, kept(w.run.Kind, &rows[i], win))
		}
		if m.Reject != nil || w.run.Kind == dataapi.Operations {
			batch = append(batch, m)
		}
	}
	return batch, accepted, refused, w.quiet(ctx, batch)
}

// quiet leaves the method out where the ledger knows the payment's: refunds are
// addressed by it, and the Data API may have another name for it than callbacks have.
func (w *work) quiet(ctx context.Context, batch []ledger.Inbound) error {
	var keys []ledger.Key
	for i := range batch {
		for _, e := range batch[i].Events {
			keys = append(keys, ledger.Key{Project: e.Project, ID: e.PaymentID})
		}
	}
	known, err := w.r.Store.PaymentsByKeys(ctx, keys)
	if err != nil {
		return err
	}
	for i := range batch {
		for j := range batch[i].Events {
			e := &batch[i].Events[j]
			if known[ledger.Key{Project: e.Project, ID: e.PaymentID}.Fold()].Method != "" {
				e.Method = ""
			}
		}
	}
	return nil
}

func digest(rows []dataapi.Row) string {
	h := sha256.New()
	for i := range rows {
		h.Write(rows[i].Raw)
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}
