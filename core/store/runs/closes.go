package runs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/recon/archive"
	"contra/core/store"
)

const closeColumns = "id, month, zone, from_at, to_at, state, run, signed, note, operator, at, why, changed_at"

func scanClose(r store.Scanner) (c archive.Close, err error) {
	var signed []byte
	var from, to, at, changed int64
	err = r.Scan(&c.ID, &c.Month, &c.Zone, &from, &to, &c.Standing, &c.Run, &signed, &c.Note, &c.Operator, &at, &c.Why, &changed)
	c.Period.From, c.Period.To, c.At, c.Changed = store.Moment(from), store.Moment(to), store.Moment(at), store.Moment(changed)
	if err == nil {
		err = json.Unmarshal(signed, &c.Signed)
	}
	return c, err
}

// Sign stores the signature under a month and gives it its id. An earlier one
// that late data made stale steps back.
func Sign(ctx context.Context, tx *store.Tx, c *archive.Close) error {
	signed, err := json.Marshal(c.Signed)
	if err != nil {
		return err
	}
	if err := tx.Exec(ctx, "UPDATE closes SET state = 'reopened', why = why || '; signed anew', changed_at = ? WHERE month = ? AND state = 'stale'", store.Millis(tx.Now()), c.Month); err != nil {
		return err
	}
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM closes").Scan(&c.ID); err != nil {
		return err
	}
	c.Standing, c.Operator, c.At, c.Changed = archive.Signed, tx.Operator(), tx.Now(), tx.Now()
	return tx.Exec(ctx, "INSERT INTO closes ("+closeColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", c.ID, c.Month, c.Zone, store.Millis(c.Period.From), store.Millis(c.Period.To),
		string(c.Standing), c.Run, string(signed), c.Note, c.Operator, store.Millis(c.At), "", store.Millis(c.Changed))
}

// Reopen takes a signature out of force; the reason stays with it.
func Reopen(ctx context.Context, tx *store.Tx, id int64, why string) error {
	return tx.Exec(ctx, "UPDATE closes SET state = 'reopened', why = ?, changed_at = ? WHERE id = ?", why, store.Millis(tx.Now()), id)
}

// Spoil marks signed months that an imported report touches as stale, and notes what came.
func Spoil(ctx context.Context, tx *store.Tx, close, report int64, what string) error {
	err := tx.Exec(ctx, "INSERT INTO close_changes (close, what, subject, was, now, at) VALUES (?, 'report', ?, '', ?, ?)", close, report, what, store.Millis(tx.Now()))
	if err != nil {
		return err
	}
	return tx.Exec(ctx, "UPDATE closes SET state = 'stale', why = 'late data', changed_at = ? WHERE id = ? AND state = 'signed'", store.Millis(tx.Now()), close)
}

// InForce gives the signature under a month that counts; ok is false when there is none.
func InForce(ctx context.Context, q store.Querier, month string) (c archive.Close, ok bool, err error) {
	c, err = scanClose(q.QueryRow(ctx, "SELECT "+closeColumns+" FROM closes WHERE month = ? AND state <> 'reopened'", month))
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	return c, err == nil, failed(err)
}

// Closes gives every signature, newest month first, of one month newest first.
// all includes those that are history.
func Closes(ctx context.Context, q store.Querier, all bool) ([]archive.Close, error) {
	rows, err := q.Query(ctx, "SELECT "+closeColumns+" FROM closes WHERE ? OR state <> 'reopened' ORDER BY month DESC, id DESC", all)
	list, err := store.Collect(rows, err, scanClose)
	return list, failed(err)
}

// Late gives what came into a month after it was signed, oldest first.
func Late(ctx context.Context, q store.Querier, id int64) ([]archive.Late, error) {
	rows, err := q.Query(ctx, "SELECT id, close, what, subject, was, now, at FROM close_changes WHERE close = ? ORDER BY id", id)
	list, err := store.Collect(rows, err, func(r store.Scanner) (l archive.Late, err error) {
		var at int64
		err = r.Scan(&l.ID, &l.Close, &l.What, &l.Subject, &l.Was, &l.Now, &at)
		l.At = store.Moment(at)
		return l, err
	})
	return list, failed(err)
}
