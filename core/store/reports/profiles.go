package reports

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/report"
	"contra/core/store"
)

func scanProfile(r store.Scanner) (p report.Profile, err error) {
	var text []byte
	if err = r.Scan(&text); err == nil {
		err = json.Unmarshal(text, &p)
	}
	return p, err
}

// Profiles gives the saved profiles by name.
func Profiles(ctx context.Context, q store.Querier) ([]report.Profile, error) {
	rows, err := q.Query(ctx, "SELECT profile FROM profiles ORDER BY name")
	all, err := store.Collect(rows, err, scanProfile)
	return all, failed(err)
}

// SaveProfile keeps a profile under its name. Its version grows when it says
// something new; store.ErrNothing when it does not.
func SaveProfile(ctx context.Context, tx *store.Tx, p *report.Profile) error {
	was, err := scanProfile(tx.QueryRow(ctx, "SELECT profile FROM profiles WHERE name = ?", p.Name))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		p.Version = 1
	case err != nil:
		return err
	case was.Reading() == p.Reading():
		*p = was
		return store.ErrNothing
	default:
		p.Version = was.Version + 1
	}
	p.BuiltIn = false
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return tx.Exec(ctx, `INSERT INTO profiles (name, fingerprint, version, profile, operator, saved_at) VALUES (?,?,?,?,?,?)
ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint, version = excluded.version, profile = excluded.profile, operator = excluded.operator, saved_at = excluded.saved_at`,
		p.Name, p.Fingerprint, p.Version, string(text), tx.Operator(), store.Millis(tx.Now()))
}
