package run

import (
	"context"
	"fmt"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/core/store/runs"
)

// made is what the audit entry of a run records.
type made struct {
	Run         int64            `json:"run"`
	Fingerprint string           `json:"fingerprint"`
	Month       string           `json:"month,omitempty"`
	Reports     []archive.Source `json:"reports"`
	Matched     int64            `json:"matched"`
	Breaks      int64            `json:"breaks"`
	Expected    int64            `json:"expected"`
	Confirmed   int64            `json:"confirmed"`
	Settled     int64            `json:"settled"`
}

// store keeps the run in one transaction: its reports, its findings, and what it proves about refunds of ours.
func (c *comparison) store(ctx context.Context, x *archive.Run, progress Progress) error {
	findings := archive.Findings(&c.result)
	packed := make(chan runs.PackedPairs, 1)
	go func() { packed <- runs.PackPairs(c.total(), c.pairs()) }() // while the reports are written
	err := c.r.Store.Write(ctx, "storing the comparison", func(tx *store.Tx) error {
		books, err := store.Books(ctx, tx)
		if err != nil {
			return err
		}
		if books != c.books {
			return errMoved
		}
		for i, s := range c.all {
			progress(Storing, int64(i), int64(len(c.all)+1))
			if !s.fresh {
				continue
			}
			info := s.info // a transaction that fails leaves the source as it was
			err := tx.Frugal(ctx, func() error { return c.r.keep(ctx, tx, &info, s.body, c.known[s]) })
			if err != nil {
				return err
			}
			x.Summary.Reports[i].ID = info.ID
		}
		c.name(x, findings)
		if x.Summary.Confirmed, x.Summary.Settled, err = c.prove(ctx, tx); err != nil {
			return err
		}
		if err := runs.Add(ctx, tx, x); err != nil {
			return err
		}
		if err := runs.AddFindings(ctx, tx, x.ID, findings); err != nil {
			return err
		}
		if err := runs.AddPairs(ctx, tx, x.ID, <-packed); err != nil {
			return err
		}
		s := x.Summary
		tx.Record("reconcile", fmt.Sprintf("run %d", x.ID), made{x.ID, x.Fingerprint, x.Month, s.Reports, s.Matched, x.Breaks, x.Expected, s.Confirmed, s.Settled})
		return ctx.Err()
	})
	if err != nil {
		x.ID = 0
		return err
	}
	if runs.Complete(context.WithoutCancel(ctx), c.r.Store, x, findings) == nil { // else they are read when they are wanted: the run is stored
		x.Found = findings
	}
	return nil
}

// name puts the ids that the reports have now into what was found about their rows.
func (c *comparison) name(x *archive.Run, findings []archive.Finding) {
	for i := range findings {
		f := &findings[i]
		for _, side := range [][]recon.Record{f.Break.Report, f.Break.Near, f.Pair.Report} {
			for k := range side {
				if n := side[k].Report; n < 0 {
					side[k].Report = x.Summary.Reports[-n-1].ID
				}
			}
		}
	}
}

// total is how many rows all reports of the run have.
func (c *comparison) total() int {
	last := c.all[len(c.all)-1]
	return int(last.first) + len(last.body.Items)
}

// pairs tells which operation each row was joined with.
func (c *comparison) pairs() func(row int) uint32 {
	if len(c.all) == 1 {
		return func(row int) uint32 { return c.partner(row) }
	}
	at := make([]int32, c.total())
	for i := range at {
		at[i] = -1
	}
	for i := range c.union.items {
		at[c.union.items[i].Ref] = int32(i)
	}
	return func(row int) uint32 {
		if at[row] < 0 {
			return 0
		}
		return c.partner(int(at[row]))
	}
}

func (c *comparison) partner(i int) uint32 {
	if l := c.joined.Match[i]; l >= 0 {
		return uint32(c.local[l].Ref)
	}
	return 0
}

// keep stores a report that was just read.
func (r *Runner) keep(ctx context.Context, tx *store.Tx, info *report.Info, b *report.Body, familiar []known) error {
	repeats, changes := count(familiar)
	info.Known, info.Changed = repeats, int64(len(changes))
	if err := reports.Add(ctx, tx, info, b, changes); err != nil {
		return err
	}
	return r.spoil(ctx, tx, info, b, familiar)
}

func newRows(n int) string {
	if n == 1 {
		return "1 new row"
	}
	return fmt.Sprintf("%d new rows", n)
}

// spoil marks signed months for which the report brings rows that no report had.
func (r *Runner) spoil(ctx context.Context, tx *store.Tx, info *report.Info, b *report.Body, familiar []known) error {
	closes, err := runs.Closes(ctx, tx, false)
	if err != nil {
		return err
	}
	for _, x := range closes {
		from, to, news := x.Period.From.UnixMilli(), x.Period.To.UnixMilli(), 0
		for i := range b.Items {
			at := b.Items[i].At
			if at >= from && at < to && (familiar == nil || !familiar[i].repeats) {
				news++
			}
		}
		if news == 0 {
			continue
		}
		if err := runs.Spoil(ctx, tx, x.ID, info.ID, fmt.Sprintf("report %d, %s: %s", info.ID, info.Name, newRows(news))); err != nil {
			return err
		}
	}
	return nil
}
