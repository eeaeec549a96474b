package pulls

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"contra/core/dataapi"
	"contra/core/store"
)

// State is where a run stands. The names are a contract of the commands.
type State string

const (
	Running     State = "running"
	Done        State = "done"
	Cancelled   State = "cancelled"
	Failed      State = "failed"
	Interrupted State = "interrupted" // its process died
)

// Run is one pull of an interval.
type Run struct {
	ID       int64
	Kind     dataapi.Kind
	Projects []int64   // in order
	From, To time.Time // [From, To)
	Next     time.Time // all before it is in the ledger
	State    State
	Why      string // why it failed
	Owner    string // the process that pulls, or pulled
	Import   int64  // 0: nothing came yet

	Windows, Pages                    int64
	Read, Stored, Duplicate, Rejected int64 // rows; the first is the sum of the others
	Waited                            time.Duration

	Operator                      string
	StartedAt, UpdatedAt, EndedAt time.Time
}

const columns = `id, kind, projects, from_at, to_at, next_at, state, why, owner, import, windows, pages, read, stored, duplicate, rejected, waited, operator, started_at, updated_at, ended_at`

func scan(r store.Scanner) (x Run, err error) {
	var projects []byte
	var from, to, next, waited, started, updated, ended int64
	err = r.Scan(&x.ID, &x.Kind, &projects, &from, &to, &next, &x.State, &x.Why, &x.Owner, &x.Import, &x.Windows, &x.Pages,
		&x.Read, &x.Stored, &x.Duplicate, &x.Rejected, &waited, &x.Operator, &started, &updated, &ended)
	x.From, x.To, x.Next, x.Waited = store.Moment(from), store.Moment(to), store.Moment(next), time.Duration(waited)*time.Millisecond
	x.StartedAt, x.UpdatedAt, x.EndedAt = store.Moment(started), store.Moment(updated), store.Moment(ended)
	if err == nil {
		err = json.Unmarshal(projects, &x.Projects)
	}
	return x, err
}

// Save writes a run; an id of 0 means a new one and is set here.
func Save(ctx context.Context, tx *store.Tx, x *Run) error {
	projects, err := json.Marshal(x.Projects)
	if err != nil {
		return err
	}
	if x.ID == 0 {
		if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM pulls").Scan(&x.ID); err != nil {
			return err
		}
		x.Operator, x.StartedAt = tx.Operator(), tx.Now()
	}
	x.UpdatedAt = tx.Now()
	if x.State != Running && x.EndedAt.IsZero() {
		x.EndedAt = tx.Now()
	}
	return tx.Exec(ctx, "INSERT OR REPLACE INTO pulls ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		x.ID, string(x.Kind), string(projects), store.Millis(x.From), store.Millis(x.To), store.Millis(x.Next), string(x.State), x.Why, x.Owner, x.Import,
		x.Windows, x.Pages, x.Read, x.Stored, x.Duplicate, x.Rejected, x.Waited.Milliseconds(), x.Operator,
		store.Millis(x.StartedAt), store.Millis(x.UpdatedAt), store.Millis(x.EndedAt))
}

// Runs gives the runs from newest to oldest, starting below an id (0: the newest).
func Runs(ctx context.Context, q store.Querier, below int64, limit int) ([]Run, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM pulls WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Open gives the runs that have not ended, or whose processes died.
func Open(ctx context.Context, q store.Querier) ([]Run, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM pulls WHERE state = 'running' ORDER BY id")
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Latest gives the newest run of this kind and these projects that begins at this
// moment; ok is false when there is none.
func Latest(ctx context.Context, q store.Querier, kind dataapi.Kind, projects []int64, from time.Time) (x Run, ok bool, err error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM pulls WHERE kind = ? AND from_at = ? ORDER BY id DESC", string(kind), store.Millis(from))
	all, err := store.Collect(rows, err, scan)
	for _, x := range all {
		if slices.Equal(x.Projects, projects) {
			return x, true, nil
		}
	}
	return Run{}, false, failed(err)
}

// Abandon ends a run whose process died, with the record of its import.
func Abandon(ctx context.Context, tx *store.Tx, x Run) error {
	x.State, x.Why = Interrupted, "its process ended before it did"
	if err := Save(ctx, tx, &x); err != nil {
		return err
	}
	return tx.Exec(ctx, "UPDATE imports SET state = 'failed', ended_at = ? WHERE id = ? AND state = 'running'", store.Millis(tx.Now()), x.Import)
}
