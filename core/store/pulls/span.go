package pulls

import (
	"context"
	"time"

	"contra/core/dataapi"
	"contra/core/store"
)

// Span is time of which all operations of a project are in the ledger.
type Span struct {
	Project  int64
	From, To time.Time // [From, To)
}

// Cover notes that all of [from, to) is in the ledger. Spans that touch become one.
func Cover(ctx context.Context, tx *store.Tx, kind dataapi.Kind, projects []int64, from, to time.Time) error {
	for _, p := range projects {
		first, last := store.Millis(from), store.Millis(to)
		const touching = " FROM pull_spans WHERE kind = ?1 AND project = ?2 AND from_at <= ?4 AND to_at >= ?3"
		row := tx.QueryRow(ctx, "SELECT min(?3, coalesce(min(from_at), ?3)), max(?4, coalesce(max(to_at), ?4))"+touching, string(kind), p, first, last)
		if err := row.Scan(&first, &last); err != nil {
			return err
		}
		if err := tx.Exec(ctx, "DELETE"+touching, string(kind), p, first, last); err != nil {
			return err
		}
		if err := tx.Exec(ctx, "INSERT INTO pull_spans (kind, project, from_at, to_at) VALUES (?,?,?,?)", string(kind), p, first, last); err != nil {
			return err
		}
	}
	return nil
}

// Spans gives the time that is covered, by project and then by time.
func Spans(ctx context.Context, q store.Querier, kind dataapi.Kind) ([]Span, error) {
	rows, err := q.Query(ctx, "SELECT project, from_at, to_at FROM pull_spans WHERE kind = ? ORDER BY project, from_at", string(kind))
	all, err := store.Collect(rows, err, func(r store.Scanner) (s Span, err error) {
		var from, to int64
		err = r.Scan(&s.Project, &from, &to)
		s.From, s.To = store.Moment(from), store.Moment(to)
		return s, err
	})
	return all, failed(err)
}
