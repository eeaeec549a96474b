package run

import (
	"contra/core/recon"
	"contra/core/report"
	"contra/core/store"
)

// union is the rows of all reports of a run, each operation once.
type union struct {
	items   []recon.Item
	dropped int64 // rows that another report has too
	first   int64 // dates of the rows, Unix milliseconds; 0: none has one
	last    int64
	earlier map[int64]int64 // row that contradicts one of an earlier report of the run: that row
}

// unite puts the rows of several reports together. Of rows that say the same
// about an operation the first is kept, of an operation that went on the last. Rows
// without an operation id count as often as they stand in one report.
func unite(all []*source) union {
	within := report.NoRange()
	for _, s := range all {
		within.Join(report.Range{First: store.Millis(s.info.FirstAt), Last: store.Millis(s.info.LastAt)})
	}
	u := union{earlier: map[int64]int64{}, first: within.First, last: within.Last}
	if len(all) == 1 {
		u.items = all[0].body.Items
		return u
	}
	total := 0
	for _, s := range all {
		total += len(s.body.Items)
	}
	u.items = make([]recon.Item, 0, total)
	known := map[uint64]int32{} // operation key -> the item kept for it
	loose := map[recon.Item]int{}
	gone := map[int32]bool{}
	for n, s := range all {
		here := int32(len(u.items)) // rows of one report are duplicates of each other, not overlap
		counts := map[recon.Item]int{}
		for i := range s.body.Items {
			item := s.body.Items[i]
			item.Ref = s.first + int64(i)
			if item.Op == 0 {
				same := item
				same.Ref = 0
				if counts[same]++; counts[same] <= loose[same] {
					u.dropped++
					continue
				}
				u.items = append(u.items, item)
				continue
			}
			at, ok := known[item.Op]
			if !ok || at >= here {
				if !ok && n < len(all)-1 {
					known[item.Op] = int32(len(u.items))
				}
				u.items = append(u.items, item)
				continue
			}
			before := &u.items[at]
			switch was, contradicted := u.earlier[before.Ref]; recon.Says(before, &item) {
			case recon.Repeats:
				u.dropped++
				continue
			case recon.GoesOn:
				if contradicted {
					u.earlier[item.Ref] = was
				}
			case recon.Contradicts:
				u.earlier[item.Ref] = before.Ref
			}
			delete(u.earlier, before.Ref)
			if !gone[at] {
				u.dropped++
				gone[at] = true
			}
			known[item.Op] = int32(len(u.items))
			u.items = append(u.items, item)
		}
		for same, n := range counts {
			loose[same] = max(loose[same], n)
		}
	}
	if len(gone) > 0 {
		kept := u.items[:0]
		for i := range u.items {
			if !gone[int32(i)] {
				kept = append(kept, u.items[i])
			}
		}
		u.items = kept
	}
	return u
}

// mark flags the rows that are dated outside of the period, and counts them.
func (u *union) mark(p recon.Period) (outside int64) {
	from, to := int64(0), int64(0)
	if !p.From.IsZero() {
		from = p.From.UnixMilli()
	}
	if !p.To.IsZero() {
		to = p.To.UnixMilli()
	}
	if (from == 0 || u.first >= from) && (to == 0 || u.last < to) {
		return 0 // no row was marked: the period of a run does not change
	}
	for i := range u.items {
		at := u.items[i].At
		if at != 0 && (from != 0 && at < from || to != 0 && at >= to) {
			u.items[i].Flags |= recon.Outside
			outside++
		} else {
			u.items[i].Flags &^= recon.Outside
		}
	}
	return outside
}
