package work

import (
	"context"
	"slices"
	"strings"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
)

// Match puts the two sides of breaks together by hand, whatever their values.
// It takes effect in the next run.
func (b *Breaks) Match(ctx context.Context, runID int64, numbers []int64, note string) ([]archive.Decision, error) {
	x, findings, err := b.named(ctx, runID, numbers, note)
	if err != nil {
		return nil, err
	}
	m := recon.ManualMatch{Note: strings.TrimSpace(note)}
	for i := range findings {
		f := &findings[i]
		if f.Kind == archive.Paired {
			return nil, ledger.Errorf(ledger.ErrUsage, "%s is matched already", f.PaymentID)
		}
		for k := range f.Break.Report {
			if f.Break.Report[k].Reject != "" {
				return nil, ledger.Errorf(ledger.ErrUsage, "line %d could not be read, so nothing can be matched with it", f.Break.Report[k].Line).WithHint("mend the row first")
			}
			m.Rows = append(m.Rows, recon.RowKey(&f.Break.Report[k]))
		}
		for _, side := range [][]recon.Record{f.Break.Local, f.Break.Near} {
			for k := range side {
				m.Local = append(m.Local, recon.LocalKey(&side[k]))
			}
		}
	}
	if len(m.Rows) == 0 || len(m.Local) == 0 {
		return nil, ledger.Errorf(ledger.ErrUsage, "a match needs something on both sides: %d rows and %d operations are chosen", len(m.Rows), len(m.Local)).
			WithHint("select a break of the report and one of the ledger")
	}
	all := make([]archive.Decision, len(findings))
	for i, f := range findings {
		all[i] = archive.Decision{Month: x.Month, Key: f.Key, Verb: archive.Match, Note: m.Note, Match: m}
	}
	return all, b.decide(ctx, x, findings, all)
}

// Unmatch keeps the sides of a pair apart. It takes effect in the next run.
func (b *Breaks) Unmatch(ctx context.Context, runID, number int64, note string) ([]archive.Decision, error) {
	x, findings, err := b.named(ctx, runID, []int64{number}, note)
	if err != nil {
		return nil, err
	}
	f := &findings[0]
	if f.Kind != archive.Paired {
		return nil, ledger.Errorf(ledger.ErrUsage, "%s is not matched", f.PaymentID)
	}
	return b.apart(ctx, x, f.Key, f.Pair, note)
}

// UnmatchRow keeps a row that was joined by its operation id, named by its number in the run, apart from its operation.
func (b *Breaks) UnmatchRow(ctx context.Context, runID, row int64, note string) ([]archive.Decision, error) {
	x, err := runs.Get(ctx, b.Store, runID)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(note) == "" {
		return nil, ledger.Errorf(ledger.ErrUsage, "a note is needed: why do they not belong together?")
	}
	p, err := b.Runs.Joined(ctx, x, row)
	if err != nil {
		return nil, err
	}
	return b.apart(ctx, x, recon.PairID(p), p, note)
}

func (b *Breaks) apart(ctx context.Context, x archive.Run, key string, p recon.Pair, note string) ([]archive.Decision, error) {
	m := recon.ManualMatch{Note: strings.TrimSpace(note)}
	for i := range p.Report {
		m.Rows = append(m.Rows, recon.RowKey(&p.Report[i]))
	}
	for i := range p.Local {
		m.Local = append(m.Local, recon.LocalKey(&p.Local[i]))
	}
	all := []archive.Decision{{Month: x.Month, Key: key, Verb: archive.Apart, Note: m.Note, Match: m}}
	return all, b.decide(ctx, x, nil, all)
}

// named loads the findings that a person chose.
func (b *Breaks) named(ctx context.Context, runID int64, numbers []int64, note string) (archive.Run, []archive.Finding, error) {
	x, err := runs.Get(ctx, b.Store, runID)
	if err != nil {
		return x, nil, err
	}
	if strings.TrimSpace(note) == "" {
		return x, nil, ledger.Errorf(ledger.ErrUsage, "a note is needed: why is it so?").WithHint("whoever signs the month will read it")
	}
	if len(numbers) == 0 {
		return x, nil, ledger.Errorf(ledger.ErrUsage, "nothing is chosen")
	}
	findings, err := b.chosen(ctx, runID, numbers, runs.Filter{})
	return x, findings, err
}

// replace takes earlier acts by hand back that a new one contradicts: a match
// of the same row or operation, and, by a match, that the two are kept apart.
func replace(ctx context.Context, tx *store.Tx, all []archive.Decision) error {
	names := map[string]bool{}
	for _, d := range all {
		for _, list := range [][]string{d.Match.Rows, d.Match.Local} {
			for _, key := range list {
				names[key] = true
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	before, err := runs.ByHand(ctx, tx)
	if err != nil {
		return err
	}
	undone := map[int64]bool{}
	for _, d := range before {
		known := func(key string) bool { return names[key] }
		rows, local := slices.ContainsFunc(d.Match.Rows, known), slices.ContainsFunc(d.Match.Local, known)
		contradicts := rows || local
		if d.Verb == archive.Apart {
			contradicts = rows && local && all[0].Verb == archive.Match
		}
		if undone[d.Bulk] || !contradicts {
			continue
		}
		undone[d.Bulk] = true
		if _, err := runs.Undo(ctx, tx, d.Bulk, d.Month); err != nil {
			return err
		}
	}
	return nil
}
