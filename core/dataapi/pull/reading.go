package pull

import (
	"context"
	"time"

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

// all reads [from, to), one window after the other. Windows grow as long as little
// is in them: each question counts against the platform's pace.
func (r *reading) all(ctx context.Context, from, to time.Time, size time.Duration) error {
	most := mostGrowth * size
	for from.Before(to) {
		win := window{from, from.Add(size)}
		if win.to.After(to) {
			win.to = to
		}
		rows, err := r.cover(ctx, win)
		if err != nil {
			return err
		}
		switch {
		case rows <= r.limit/4:
			size = min(2*size, most)
		case rows > r.limit:
			size = max(size/2, most/mostGrowth)
		}
		from = win.to
	}
	return nil
}

// mostGrowth is how many times the first window a later one can be.
const mostGrowth = 32

// cover reads a window, in halves when it will not settle, and tells how many
// rows it has.
func (r *reading) cover(ctx context.Context, win window) (rows int, err error) {
	settled, err := r.window(ctx, win)
	if err != nil {
		return 0, err
	}
	if settled {
		rows = len(r.kept)
		r.edges, r.kept = r.kept, nil
		return rows, nil
	}
	first, second, ok := win.halves()
	if !ok {
		return 0, ledger.Errorf(ledger.ErrNetwork, "the platform's list of %s to %s changes each time it is read", clock(win.from), clock(win.to)).
			WithHint("pull again later; what is stored stays, and this time does not count as pulled")
	}
	for _, half := range []window{first, second} {
		n, err := r.cover(ctx, half)
		if err != nil {
			return 0, err
		}
		rows += n
	}
	return rows, nil
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

// fresh gives the rows that were not kept before this page, and counts them as kept.
func (r *reading) fresh(page []dataapi.Row) (rows []dataapi.Row) {
	for i := range page {
		key := page[i].Key()
		_, before := r.kept[key]
		if _, edge := r.edges[key]; !before && !edge {
			rows = append(rows, page[i])
		}
	}
	for i := range page {
		r.kept[page[i].Key()] = struct{}{}
	}
	return rows
}
