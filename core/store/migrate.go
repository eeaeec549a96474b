package store

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"contra/core/ledger"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks the file as a ledger of ours: "cntr".
const applicationID = 0x636e7472

// migrations gives the steps of the schema in order; step n leads to version n.
func migrations() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(text)
	}
	return steps, nil
}

// migrate brings the schema up to date, each step in a transaction of its own
// so that a kill leaves the old version or the new one.
func (s *Store) migrate(ctx context.Context) error {
	const doing = "the ledger cannot be opened"
	steps, err := migrations()
	if err != nil {
		return err
	}
	var app, version int
	if err := s.write.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return wrap(err, doing)
	}
	if err := s.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return wrap(err, doing)
	}
	if app != 0 && app != applicationID {
		return ledger.Errorf(ledger.ErrDamaged, "%s is a database of another program", s.path).WithHint("give the ledger's path with --ledger")
	}
	if version > len(steps) {
		return ledger.Errorf(ledger.ErrDamaged, "%s was written by a newer version of contra", s.path).WithHint("install the newer version")
	}
	if version == len(steps) {
		return nil
	}
	if s.opt.ReadOnly {
		return ledger.Errorf(ledger.ErrReadOnly, "the ledger has an older layout, and it may not be changed").WithHint("open it once without --read-only")
	}
	if app == 0 && version == 0 {
		var tables int
		if err := s.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'payments' OR name NOT LIKE 'sqlite_%'").Scan(&tables); err != nil {
			return wrap(err, doing)
		}
		if tables > 0 {
			return ledger.Errorf(ledger.ErrDamaged, "%s is a database of another program", s.path).WithHint("give the ledger's path with --ledger")
		}
	}
	for n := range steps {
		if err := s.migrateTo(ctx, n+1, steps[n]); err != nil {
			return wrap(err, doing)
		}
	}
	return nil
}

func (s *Store) migrateTo(ctx context.Context, to int, step string) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var have int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have >= to { // another process was faster
		return nil
	}
	if _, err := tx.ExecContext(ctx, step); err != nil {
		return err
	}
	if have == 0 {
		if _, err := tx.ExecContext(ctx, "PRAGMA application_id = 1668183154"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO settings (name, value) VALUES ('ledger_id', ?)", newLedgerID()); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", to)); err != nil {
		return err
	}
	t := &Tx{tx: tx, s: s, now: s.Now()}
	t.Record("schema", "", map[string]int{"version": to})
	if err := t.appendEntry(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func newLedgerID() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
