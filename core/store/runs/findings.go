package runs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon/archive"
	"contra/core/store"
)

// AddFindings stores what a run found. Each is dated by the first run that found it.
func AddFindings(ctx context.Context, tx *store.Tx, run int64, all []archive.Finding) error {
	texts := make([]string, len(all))
	err := spread(len(all), func(i int) error {
		text, err := all[i].Encode()
		texts[i] = string(text)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Feed(ctx, len(all), func(row, col int) any {
		f := &all[row]
		switch col {
		case 0:
			return run
		case 1:
			return f.N
		case 2:
			return string(f.Kind)
		case 3:
			return string(f.Code)
		case 4:
			return f.Code.Rank()
		case 5:
			return f.Key
		case 6:
			return f.Project
		case 7:
			return f.PaymentID
		case 8:
			return f.OperationID
		case 9:
			return string(f.Stake.Currency)
		case 10:
			return f.Stake.Minor
		case 11:
			return store.Millis(f.At)
		case 12:
			return f.Line
		case 13:
			return texts[row]
		}
		return nil
	}, `INSERT INTO findings (run, n, kind, code, rank, key, project, payment_id, operation_id, currency, amount, at, line, data, since)
SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, coalesce((SELECT min(f.since) FROM findings f WHERE f.key = c5), ?) FROM bulk`, store.Millis(tx.Now()))
}

// Complete fills in what the ledger knows of findings of a run that were just stored: since when there
// has been such a thing, and what was decided about it.
func Complete(ctx context.Context, q store.Querier, x *archive.Run, all []archive.Finding) error {
	for i := range all {
		all[i].Run, all[i].Since = x.ID, x.EndedAt
	}
	rows, err := q.Query(ctx, "SELECT "+findingColumns+" FROM "+findingTables+" WHERE f.run = ? AND (f.since <> ? OR d.id IS NOT NULL)", x.ID, store.Millis(x.EndedAt))
	known, err := store.Collect(rows, err, func(r store.Scanner) (archive.Finding, error) {
		f, _, err := scanFinding(r)
		return f, err
	})
	for _, f := range known {
		mine := &all[f.N-1]
		mine.Since, mine.Decision = f.Since, f.Decision
	}
	return failed(err)
}

const findingColumns = `f.run, f.n, f.kind, f.code, f.key, f.project, f.payment_id, f.operation_id, f.currency, f.amount, f.at, f.line, f.since, f.data,
 coalesce(d.id, 0), d.month, d.kind, d.note, d.rows, d.bulk, d.operator, d.at`

const findingTables = `findings f LEFT JOIN decisions d ON d.id = (SELECT max(x.id) FROM decisions x WHERE x.key = f.key AND x.undone_at = 0)`

// scanFinding reads a finding, and the text that has the rest of it.
func scanFinding(r store.Scanner) (f archive.Finding, data []byte, err error) {
	var at, since, decision int64
	var currency string
	var month, verb, note, rows, operator sql.NullString
	var bulk, decided sql.NullInt64
	err = r.Scan(&f.Run, &f.N, &f.Kind, &f.Code, &f.Key, &f.Project, &f.PaymentID, &f.OperationID, &currency, &f.Stake.Minor, &at, &f.Line, &since, &data,
		&decision, &month, &verb, &note, &rows, &bulk, &operator, &decided)
	if err != nil {
		return f, data, err
	}
	f.Stake.Currency = money.Currency(currency)
	f.At, f.Since = store.Moment(at), store.Moment(since)
	if decision != 0 {
		d := archive.Decision{ID: decision, Month: month.String, Key: f.Key, Verb: archive.Verb(verb.String), Note: note.String, Bulk: bulk.Int64, Operator: operator.String, At: store.Moment(decided.Int64)}
		if err := json.Unmarshal([]byte(rows.String), &d.Match); err != nil {
			return f, data, err
		}
		f.Decision = &d
	}
	return f, data, nil
}

// Filter narrows findings down. Zero values narrow nothing.
type Filter struct {
	Kind     archive.Kind
	Code     string
	Currency string
	Text     string // part of a payment or operation id, whatever the case
	Open     bool   // only what somebody still has to do something about
}

func (f Filter) where() string {
	return ` WHERE f.run = ? AND (? = '' OR f.kind = ?) AND (? = '' OR f.code = ?) AND (? = '' OR f.currency = ?)
 AND (? = '' OR instr(lower(f.payment_id), lower(?)) > 0 OR instr(lower(f.operation_id), lower(?)) > 0)
 AND (NOT ? OR f.kind = 'break' AND (d.id IS NULL OR d.kind IN ('carry', 'contest')))`
}

func (f Filter) args(run int64) []any {
	return []any{run, string(f.Kind), string(f.Kind), f.Code, f.Code, f.Currency, f.Currency, f.Text, f.Text, f.Text, f.Open}
}

// Findings gives what a run found, from number after on. limit below 0: all.
func Findings(ctx context.Context, q store.Querier, run int64, f Filter, after int64, limit int) ([]archive.Finding, error) {
	rows, err := q.Query(ctx, "SELECT "+findingColumns+" FROM "+findingTables+f.where()+" AND f.n > ? ORDER BY f.n LIMIT ?", append(f.args(run), after, limit)...)
	var texts [][]byte
	all, err := store.Collect(rows, err, func(r store.Scanner) (archive.Finding, error) {
		f, text, err := scanFinding(r)
		texts = append(texts, text)
		return f, err
	})
	if err == nil {
		err = spread(len(all), func(i int) error { return all[i].Decode(texts[i]) })
	}
	return all, failed(err)
}

// Finding gives one of them.
func Finding(ctx context.Context, q store.Querier, run, n int64) (archive.Finding, error) {
	f, text, err := scanFinding(q.QueryRow(ctx, "SELECT "+findingColumns+" FROM "+findingTables+" WHERE f.run = ? AND f.n = ?", run, n))
	if errors.Is(err, sql.ErrNoRows) {
		return f, ledger.Errorf(ledger.ErrNotFound, "run %d has no finding %d", run, n).WithHint("contra breaks %d --limit -1 lists them", run)
	}
	if err == nil {
		err = f.Decode(text)
	}
	return f, failed(err)
}

// WithKey gives the finding with a key in the newest run that has it.
func WithKey(ctx context.Context, q store.Querier, key string) (archive.Finding, error) {
	f, text, err := scanFinding(q.QueryRow(ctx, "SELECT "+findingColumns+" FROM "+findingTables+" WHERE f.key = ? ORDER BY f.run DESC LIMIT 1", key))
	if errors.Is(err, sql.ErrNoRows) {
		return f, ledger.Errorf(ledger.ErrNotFound, "no run has found %s", key)
	}
	if err == nil {
		err = f.Decode(text)
	}
	return f, failed(err)
}

// Sum is how many findings of one code and currency there are, and what is at stake in them.
type Sum struct {
	Kind     archive.Kind
	Code     string
	Currency money.Currency
	Findings int64
	Open     int64
	// Undecided is how many of the open ones nobody decided about; the others are
	// contested or carried forward.
	Undecided int64
	Stake     int64
	Oldest    int64 // Unix milliseconds of the earliest Since among the open ones; 0: none
}

// Sums adds the findings of a run up by code and currency, in the order of codes.
func Sums(ctx context.Context, q store.Querier, run int64) ([]Sum, error) {
	rows, err := q.Query(ctx, `SELECT kind, code, currency, count(*), sum(open), sum(undecided), sum(amount), coalesce(min(CASE WHEN open THEN since END), 0) FROM (
 SELECT f.kind, f.code, f.currency, f.rank, f.amount, f.since, f.kind = 'break' AND (d.id IS NULL OR d.kind IN ('carry', 'contest')) AS open, f.kind = 'break' AND d.id IS NULL AS undecided FROM `+findingTables+` WHERE f.run = ? AND f.kind <> 'pair')
 GROUP BY kind, rank, code, currency ORDER BY kind, rank, currency`, run)
	all, err := store.Collect(rows, err, func(r store.Scanner) (s Sum, err error) {
		err = r.Scan(&s.Kind, &s.Code, &s.Currency, &s.Findings, &s.Open, &s.Undecided, &s.Stake, &s.Oldest)
		return s, err
	})
	return all, failed(err)
}

// Gone tells whether the latest run of the month in which a break was found
// finds it no longer.
func Gone(ctx context.Context, q store.Querier, key string) (gone bool, err error) {
	err = q.QueryRow(ctx, `SELECT NOT EXISTS (SELECT 1 FROM findings WHERE key = ?1 AND kind = 'break' AND run =
 (SELECT max(r.id) FROM runs r WHERE r.month = (SELECT x.month FROM findings f JOIN runs x ON x.id = f.run WHERE f.key = ?1 ORDER BY f.run DESC LIMIT 1)))`, key).Scan(&gone)
	return gone, failed(err)
}
