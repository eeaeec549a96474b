package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/local"
)

const (
	nearMost = 25
	nearDays = 3 * 24 * time.Hour
)

// Near gives what may be the other side of something that a run found: rows of
// its reports and operations of the ledger that share the payment, or the amount at about the same time.
func (r *Runner) Near(ctx context.Context, x archive.Run, f archive.Finding) (rows, operations []recon.Record, err error) {
	c, err := r.shown(ctx, x)
	if err != nil {
		return nil, nil, err
	}
	own := map[string]bool{}
	for _, side := range [][]recon.Record{f.Break.Report, f.Break.Local, f.Break.Near, f.Pair.Report, f.Pair.Local} {
		for i := range side {
			own[where(&side[i])] = true
		}
	}
	for _, side := range [][]recon.Record{f.Break.Report, f.Pair.Report} {
		for i := range side {
			found, err := local.Near(ctx, r.Store, c.span(), &side[i])
			if err != nil {
				return nil, nil, err
			}
			operations = append(operations, found...)
		}
	}
	for _, side := range [][]recon.Record{f.Break.Local, f.Pair.Local} {
		for i := range side {
			found, err := c.near(ctx, &side[i])
			if err != nil {
				return nil, nil, err
			}
			rows = append(rows, found...)
		}
	}
	return others(rows, own), others(operations, own), nil
}

// others leaves out what the finding consists of, and repeats.
func others(all []recon.Record, own map[string]bool) []recon.Record {
	return slices.DeleteFunc(all, func(r recon.Record) bool {
		w := where(&r)
		seen := own[w]
		own[w] = true
		return seen
	})
}

func where(r *recon.Record) string {
	if r.Line != 0 {
		return fmt.Sprintf("row %d:%d", r.Report, r.Line)
	}
	return recon.LocalKey(r)
}

// near looks through the reports for rows that may be an operation.
func (c *comparison) near(ctx context.Context, r *recon.Record) ([]recon.Record, error) {
	var samePayment, sameAmount []int64
	apart := func(at int64) int64 { return max(at-r.Item.At, r.Item.At-at) }
	for _, s := range c.all {
		for i := range s.body.Items {
			item := &s.body.Items[i]
			switch {
			case item.Pay == r.Item.Pay && item.Pay != 0:
				samePayment = append(samePayment, s.first+int64(i))
			case item.Amount == r.Item.Amount && item.Currency == r.Item.Currency && item.At != 0 && apart(item.At) < nearDays.Milliseconds():
				sameAmount = append(sameAmount, s.first+int64(i))
			}
		}
	}
	slices.SortStableFunc(sameAmount, func(a, b int64) int { return cmp.Compare(apart(c.item(a).At), apart(c.item(b).At)) })
	refs := append(samePayment[:min(len(samePayment), nearMost)], sameAmount[:min(len(sameAmount), nearMost)]...)
	all := make([]recon.Record, 0, len(refs))
	for _, ref := range refs {
		rec, err := c.row(ctx, ref)
		if err != nil {
			return nil, err
		}
		all = append(all, rec)
	}
	return all, nil
}
