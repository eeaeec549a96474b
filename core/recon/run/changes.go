package run

import (
	"context"
	"fmt"

	"contra/core/recon"
	"contra/core/report"
	"contra/core/store/reports"
)

// known is what earlier reports in the ledger say about a row of a new one.
type known struct {
	repeats bool  // one of them says the same
	report  int32 // the latest that has the operation and nowhere says the same; 0: none
	row     int32 // its row

	// The report that is being looked through.
	in      int32
	at      int32
	differs bool
	same    bool
}

// close ends looking through a report.
func (k *known) close() {
	if k.differs && !k.same {
		k.report, k.row = k.in, k.at
	}
	k.in, k.differs, k.same = 0, false, false
}

// say notes what a row of an earlier report says.
func (k *known) say(report, row int32, d recon.Difference) {
	if k.in != report {
		k.close()
		k.in = report
	}
	switch d {
	case recon.Repeats:
		k.same, k.repeats = true, true
	case recon.GoesOn:
		k.same = true
	case recon.Contradicts:
		k.differs, k.at = true, row
	}
}

// familiar looks the rows of a report up in the reports that the ledger has.
func (r *Runner) familiar(ctx context.Context, b *report.Body) ([]known, error) {
	if len(b.Items) == 0 {
		return nil, nil
	}
	var index recon.Index
	var twins map[int32][]int32
	var all []known
	err := reports.Earlier(ctx, r.Store, r.Reader, b.Range.Low, b.Range.High, func(id, first int64, part *report.Body) error {
		if all == nil {
			index, all = recon.NewIndex(b.Items), make([]known, len(b.Items))
			twins = index.Twins()
		}
		for i := range part.Items {
			at := index.Find(part.Items[i].Op)
			if at < 0 {
				continue
			}
			all[at].say(int32(id), int32(first)+int32(i), recon.Says(&part.Items[i], &b.Items[at]))
			for _, t := range twins[at] {
				all[t].say(int32(id), int32(first)+int32(i), recon.Says(&part.Items[i], &b.Items[t]))
			}
		}
		return ctx.Err()
	})
	for i := range all {
		all[i].close()
	}
	return all, err
}

// count tells how many rows are known, and which contradict.
func count(all []known) (repeats int64, changes []report.Change) {
	for i, k := range all {
		if k.repeats {
			repeats++
		}
		if k.report != 0 {
			changes = append(changes, report.Change{Row: int64(i), Earlier: int64(k.report), Was: int64(k.row)})
		}
	}
	return repeats, changes
}

// changes gives, for the rows of the run of which an earlier report said
// something else, what it said.
func (c *comparison) changes(ctx context.Context) (map[int64]recon.Record, error) {
	all := map[int64]recon.Record{}
	for ref, was := range c.union.earlier {
		rec, err := c.row(ctx, was)
		if err != nil {
			return nil, err
		}
		all[ref] = rec
	}
	others := map[int64]*source{} // reports that do not take part
	part := map[int64]bool{}
	for _, s := range c.all {
		part[s.info.ID] = true
	}
	for _, s := range c.all {
		changed, err := c.changedRows(ctx, s)
		if err != nil {
			return nil, err
		}
		for _, ch := range changed {
			ref := s.first + ch.Row
			if _, nearer := all[ref]; nearer || part[ch.Earlier] {
				continue
			}
			o := others[ch.Earlier]
			if o == nil {
				if o, _, err = c.r.stored(ctx, ch.Earlier); err != nil {
					return nil, err
				}
				if err = o.load(ctx, c.r); err != nil {
					return nil, err
				}
				if o.reader, err = c.r.Reader.Rows(o.info.Profile, o.info.Header); err != nil {
					return nil, err
				}
				others[ch.Earlier] = o
			}
			if o.info.Replaced != 0 {
				continue
			}
			if all[ref], err = o.row(ctx, c.r, ch.Was); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (c *comparison) changedRows(ctx context.Context, s *source) ([]report.Change, error) {
	if s.fresh {
		_, changes := count(c.known[s])
		return changes, nil
	}
	if s.info.Changed == 0 {
		return nil, nil
	}
	return reports.Changes(ctx, c.r.Store, s.info.ID)
}

func words(x report.Reject) string {
	if x.Column == "" {
		return x.Detail
	}
	return fmt.Sprintf("%s: %s", x.Column, x.Detail)
}
