package runs

import (
	"context"
	"encoding/json"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store"
)

// Decide stores decisions of one act; they get their ids here.
func Decide(ctx context.Context, tx *store.Tx, all []archive.Decision) error {
	var next int64
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM decisions").Scan(&next); err != nil {
		return err
	}
	for i := range all {
		d := &all[i]
		d.ID, d.Bulk, d.Operator, d.At = next+int64(i), next, tx.Operator(), tx.Now()
		match, err := json.Marshal(d.Match)
		if err != nil {
			return err
		}
		if err := tx.Exec(ctx, "INSERT INTO decisions (id, month, key, kind, note, rows, bulk, operator, at) VALUES (?,?,?,?,?,?,?,?,?)",
			d.ID, d.Month, d.Key, string(d.Verb), d.Note, string(match), d.Bulk, d.Operator, store.Millis(d.At)); err != nil {
			return locked(err, d.Month)
		}
	}
	return nil
}

// Undo takes the decisions of one act back; it gives how many were still in force.
func Undo(ctx context.Context, tx *store.Tx, bulk int64, month string) (int64, error) {
	n, err := tx.Changed(ctx, "UPDATE decisions SET undone = ?, undone_at = ? WHERE bulk = ? AND undone_at = 0", tx.Operator(), store.Millis(tx.Now()), bulk)
	return n, locked(err, month)
}

const decisionColumns = "id, month, key, kind, note, rows, bulk, operator, at, undone, undone_at"

func scanDecision(r store.Scanner) (d archive.Decision, err error) {
	var match []byte
	var at, undone int64
	err = r.Scan(&d.ID, &d.Month, &d.Key, &d.Verb, &d.Note, &match, &d.Bulk, &d.Operator, &at, &d.Undone, &undone)
	d.At, d.UndoneAt = store.Moment(at), store.Moment(undone)
	if err == nil {
		err = json.Unmarshal(match, &d.Match)
	}
	return d, err
}

// Decisions gives what was decided about a break, oldest first, undone ones too.
func Decisions(ctx context.Context, q store.Querier, key string) ([]archive.Decision, error) {
	rows, err := q.Query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE key = ? ORDER BY id", key)
	all, err := store.Collect(rows, err, scanDecision)
	return all, failed(err)
}

// Recent gives decisions from newest to oldest, starting below an id (0: the newest).
func Recent(ctx context.Context, q store.Querier, below int64, limit int) ([]archive.Decision, error) {
	rows, err := q.Query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := store.Collect(rows, err, scanDecision)
	return all, failed(err)
}

// Act gives the decisions of one act that are in force.
func Act(ctx context.Context, q store.Querier, bulk int64) ([]archive.Decision, error) {
	rows, err := q.Query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE bulk = ? AND undone_at = 0 ORDER BY id", bulk)
	all, err := store.Collect(rows, err, scanDecision)
	return all, failed(err)
}

// ByHand gives the decisions that put together or keep apart, in force.
func ByHand(ctx context.Context, q store.Querier) ([]archive.Decision, error) {
	rows, err := q.Query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE kind IN ('match', 'apart') AND undone_at = 0 ORDER BY id")
	all, err := store.Collect(rows, err, scanDecision)
	return all, failed(err)
}

// Manual gives what persons put together and kept apart, in force.
func Manual(ctx context.Context, q store.Querier) (m recon.Manual, err error) {
	all, err := ByHand(ctx, q)
	acts := map[int64]bool{} // one act may decide several breaks with one match
	for _, d := range all {
		if acts[d.Bulk] {
			continue
		}
		acts[d.Bulk] = true
		if d.Match.Note = d.Note; d.Verb == archive.Match {
			m.Match = append(m.Match, d.Match)
		} else {
			m.Apart = append(m.Apart, d.Match)
		}
	}
	return m, err
}

func locked(err error, month string) error {
	if err == nil || !store.Refused(err, "the month is signed") {
		return err
	}
	return ledger.Errorf(ledger.ErrLocked, "%s is signed", month).WithHint("reopen it first: contra reopen %s --note …", month)
}
