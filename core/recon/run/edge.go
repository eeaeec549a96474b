package run

import (
	"context"
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/store/local"
	"contra/core/store/reports"
)

// edgeWidth is how far around a month's edge rows are shown: as far as Korean days are apart from those of UTC.
const edgeWidth = 9 * time.Hour

// Edge is one edge of a month as two zones see it.
type Edge struct {
	At    time.Time      // the edge in the first zone
	Other time.Time      // the same edge in the second
	Local []EdgeSum      // what lies between the two, in the ledger …
	Rows  []EdgeSum      // … and in the reports
	Items []recon.Record // the ledger's operations around the edge, oldest first, at most edgeShown
	More  bool
}

// EdgeSum is what counts for one month in the first zone and for the other in the second.
type EdgeSum struct {
	Currency money.Currency
	Moves    int64 // operations that change the month
	Minor    int64 // their signed sum
	Near     int64 // operations within nine hours of either edge
}

const edgeShown = 500

// Edges shows what lies at the edges of a month and belongs to another month in
// another zone. Nothing is changed.
func (r *Runner) Edges(ctx context.Context, month, zone, other string) ([2]Edge, error) {
	var out [2]Edge
	a, err := Month(month, zone)
	if err != nil {
		return out, err
	}
	b, err := Month(month, other)
	if err != nil {
		return out, err
	}
	out[0], out[1] = Edge{At: a.From, Other: b.From}, Edge{At: a.To, Other: b.To}
	for i := range out {
		if err := r.edge(ctx, &out[i]); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (r *Runner) edge(ctx context.Context, e *Edge) error {
	first, last := e.At, e.Other
	if last.Before(first) {
		first, last = last, first
	}
	span := local.Span{From: first.Add(-edgeWidth), To: last.Add(edgeWidth)}
	items, _, err := local.Items(ctx, r.Store, span, nil)
	if err != nil {
		return err
	}
	if e.Local, err = edgeSums(items, first, last); err != nil {
		return err
	}
	refs := make([]int64, 0, min(len(items), edgeShown))
	for i := range items[:min(len(items), edgeShown)] {
		refs = append(refs, items[i].Ref)
	}
	e.More = len(items) > edgeShown
	if e.Items, err = local.Records(ctx, r.Store, span, refs); err != nil {
		return err
	}
	list, err := reports.Between(ctx, r.Store, span.From.UnixMilli(), span.To.UnixMilli())
	if err != nil {
		return err
	}
	var rows []recon.Item
	seen := map[uint64]bool{}
	for _, info := range list {
		s := &source{info: info}
		if err := s.load(ctx, r); err != nil {
			return err
		}
		for _, i := range s.body.Items {
			if i.At >= span.From.UnixMilli() && i.At < span.To.UnixMilli() && (i.Op == 0 || !seen[i.Op]) {
				seen[i.Op] = true
				rows = append(rows, i)
			}
		}
	}
	e.Rows, err = edgeSums(rows, first, last)
	return err
}

func edgeSums(items []recon.Item, first, last time.Time) ([]EdgeSum, error) {
	var all []EdgeSum
	at := map[recon.Cur]int{}
	for i := range items {
		c := items[i].Currency
		n, ok := at[c]
		if !ok {
			n = len(all)
			at[c], all = n, append(all, EdgeSum{Currency: c.Currency()})
		}
		s := &all[n]
		s.Near++
		if items[i].At < first.UnixMilli() || items[i].At >= last.UnixMilli() {
			continue
		}
		s.Moves++
		if s.Minor, ok = money.AddMinor(s.Minor, items[i].Signed()); !ok {
			return nil, ledger.Errorf(ledger.ErrOverflow, "the sums in %s are too large", s.Currency)
		}
	}
	return all, nil
}
