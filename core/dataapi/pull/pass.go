package pull

import (
	"context"
	"maps"

	"contra/core/dataapi"
	"contra/core/ledger"
)

// mostPasses is how often a window is read before it is cut in halves. A window
// that fits on one page cannot move while it is read.
const mostPasses = 4

// reading reads windows of a list that may move.
type reading struct {
	limit int
	ask   func(ctx context.Context, win window, offset, limit int) ([]dataapi.Row, error)
	// keep stores the rows of a page that were not kept before. first is how many of the window
	// were; covered tells that all of the window is read.
	keep func(ctx context.Context, win window, rows []dataapi.Row, first int, covered bool) error

	kept  map[string]struct{} // of this window, by their keys …
	edges map[string]struct{} // … and of the one before, which may end with the same second
}

// all reads one window after the other. One that will not settle is read in halves.
func (r *reading) all(ctx context.Context, left []window) error {
	for len(left) > 0 {
		settled, err := r.window(ctx, left[0])
		if err != nil {
			return err
		}
		if settled {
			left, r.edges, r.kept = left[1:], r.kept, nil
			continue
		}
		first, second, ok := left[0].halves()
		if !ok {
			return ledger.Errorf(ledger.ErrNetwork, "the platform's list of %s to %s changes each time it is read", clock(left[0].from), clock(left[0].to)).
				WithHint("pull again later; what is stored stays, and this time does not count as pulled")
		}
		left = append([]window{first, second}, left[1:]...)
	}
	return nil
}

// window reads a window until a reading settles it.
func (r *reading) window(ctx context.Context, win window) (settled bool, err error) {
	if r.kept == nil {
		r.kept = map[string]struct{}{}
	}
	var before *pass
	for range mostPasses {
		p := &pass{keys: map[string]struct{}{}}
		for !p.ended {
			page, err := r.ask(ctx, win, p.next, r.limit)
			if err != nil {
				return false, err
			}
			p.take(page, r.limit)
			settled = p.settles(before)
			first := len(r.kept)
			if err := r.keep(ctx, win, r.fresh(page), first, settled); err != nil {
				return false, err
			}
		}
		if settled {
			return true, nil
		}
		before = p
	}
	return false, nil
}

// fresh gives the rows that were not kept yet, and counts them as kept.
func (r *reading) fresh(page []dataapi.Row) (rows []dataapi.Row) {
	for i := range page {
		key := page[i].Key()
		if _, known := r.kept[key]; known {
			continue
		}
		r.kept[key] = struct{}{}
		if _, known := r.edges[key]; !known {
			rows = append(rows, page[i])
		}
	}
	return rows
}

// pass is one reading of a window, page after page.
type pass struct {
	keys    map[string]struct{} // of the rows
	next    int                 // offset of the page that comes next
	anchor  string              // key of the row that has to stand there; empty at the beginning
	shifted bool                // the list moved while it was read: another row stood there, or one came twice
	ended   bool
	whole   bool // it ended where the list ended
}

// take adds a page of at most limit rows.
func (p *pass) take(page []dataapi.Row, limit int) {
	rows := page
	if p.anchor != "" {
		if len(rows) > 0 && rows[0].Key() == p.anchor {
			rows = rows[1:]
		} else {
			p.shifted = true
		}
	}
	before := len(p.keys)
	for i := range rows {
		p.keys[rows[i].Key()] = struct{}{}
	}
	if len(p.keys) < before+len(rows) {
		p.shifted = true
	}
	if len(page) > 0 {
		p.anchor = page[len(page)-1].Key()
		p.next += len(page) - 1
	}
	p.whole = len(page) < limit
	// A page with nothing new may be one of a list that has moved far, or of a platform that does not turn pages.
	p.ended = p.whole || len(p.keys) == before
}

// settles tells whether the window is read, given the reading before this one, if any.
func (p *pass) settles(before *pass) bool {
	return p.whole && !p.shifted && (before == nil || before.whole && maps.Equal(before.keys, p.keys))
}
