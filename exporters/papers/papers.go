// Package papers gathers what is said about a stored run, and writes it to files.
package papers

import (
	"context"
	"encoding/hex"
	"path/filepath"

	"contra/core/desk"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store/reports"
	"contra/core/store/runs"
	"contra/exporters/statement"
)

// Of gathers everything about a stored run.
func Of(ctx context.Context, d *desk.Desk, x archive.Run) (statement.Statement, error) {
	s := statement.Statement{Run: x, Program: d.Months.Program, Ledger: filepath.Base(d.Store.Path())}
	var err error
	if s.Findings, err = runs.Findings(ctx, d.Store, x.ID, runs.Filter{}, 0, -1); err != nil {
		return s, err
	}
	if s.Rejects, err = Rejects(ctx, d, x.Summary.Reports); err != nil {
		return s, err
	}
	for _, source := range x.Summary.Reports {
		left, err := reports.Ignored(ctx, d.Store, source.ID)
		if err != nil {
			return s, err
		}
		for _, i := range left {
			s.Ignored = append(s.Ignored, statement.IgnoredIn{Report: source.ID, Name: source.Name, Ignored: i})
		}
	}
	if err := sign(ctx, d, &s); err != nil {
		return s, err
	}
	s.Results = func(ctx context.Context, row func(statement.Result) error) error { return results(ctx, d, &s, row) }
	return s, nil
}

// Rejects gives the rejected rows of the reports of a run, but for those that
// another report of it mends.
func Rejects(ctx context.Context, d *desk.Desk, sources []archive.Source) ([]report.StoredReject, error) {
	mends := map[int64]bool{}
	for _, s := range sources {
		mends[s.ID] = true
	}
	var all []report.StoredReject
	for _, s := range sources {
		found, err := reports.Rejects(ctx, d.Store, s.ID, false)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if r.Mended == 0 || !mends[r.Mended] {
				all = append(all, r)
			}
		}
	}
	return all, nil
}

// sign adds the signature that rests on the run, and the head of the audit
// chain: that of the signature, so that the papers of a signed month stay the same, else today's.
func sign(ctx context.Context, d *desk.Desk, s *statement.Statement) error {
	closes, err := runs.Closes(ctx, d.Store, true)
	if err != nil {
		return err
	}
	for i := range closes {
		c := &closes[i]
		if c.Run != s.Run.ID {
			continue
		}
		s.Close, s.Forward, s.AuditSeq, s.AuditHead = c, c.Signed.Carried, c.Signed.AuditSeq, c.Signed.AuditHead
		s.Late, err = runs.Late(ctx, d.Store, c.ID)
		return err
	}
	last, err := d.Store.Journal(ctx, 0, 1)
	if err == nil && len(last) > 0 {
		s.AuditSeq, s.AuditHead = last[0].Seq, hex.EncodeToString(last[0].Hash)
	}
	return err
}

// results hands over the rows that were joined by operation id, then those that took more.
func results(ctx context.Context, d *desk.Desk, s *statement.Statement, row func(statement.Result) error) error {
	err := d.Runs.EachJoined(ctx, s.Run, func(r, op recon.Record) error {
		return row(statement.Result{Report: r, Local: op, By: recon.ByOperation})
	})
	if err != nil {
		return err
	}
	for i := range s.Findings {
		if f := &s.Findings[i]; f.Kind == archive.Paired {
			if err := statement.Pair(f.Pair, row); err != nil {
				return err
			}
		}
	}
	return nil
}
