package breaks

import (
	"context"
	"time"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
)

// facts is what is known of one comparison as a whole.
type facts struct {
	run  archive.Run
	name string // of its month or days
	sums []runs.Sum
	open int64 // breaks that somebody still has to do something about
	// Of the open ones nobody decided about undecided; of these, unread are rows that could not be read.
	undecided, unread int64
	close             *archive.Close // the signature under its month that is in force, nil for none
	last              bool           // no newer one is of its month
	now               time.Time
}

func learn(ctx context.Context, h *page.Host, id int64) (f facts, err error) {
	s := h.Desk.Store
	if f.run, err = runs.Get(ctx, s, id); err != nil {
		return f, err
	}
	f.name, f.now, f.last = prose.Name(&f.run), h.Now(), true
	if f.sums, err = runs.Sums(ctx, s, id); err != nil {
		return f, err
	}
	for _, x := range f.sums {
		f.open += x.Open
		f.undecided += x.Undecided
		if x.Code == string(recon.RowRejected) {
			f.unread += x.Undecided
		}
	}
	if f.run.Month == "" {
		return f, nil
	}
	newest, ok, err := runs.Latest(ctx, s, f.run.Month)
	if err != nil {
		return f, err
	}
	f.last = !ok || newest.ID == id
	x, ok, err := runs.InForce(ctx, s, f.run.Month)
	if ok {
		f.close = &x
	}
	return f, err
}

// locked tells whether the month is signed, so that nothing of it can be decided.
func (f *facts) locked() bool { return f.close != nil && f.close.Standing == archive.Signed }

// count is how many findings of a kind there are.
func (f *facts) count(kind archive.Kind) (n int64) {
	for _, s := range f.sums {
		if s.Kind == kind {
			n += s.Findings
		}
	}
	return n
}

// total is how many findings a filter lets through, -1 when that has to be counted.
func (f *facts) total(x runs.Filter) (n int64) {
	if x.Text != "" || x.Kind == archive.Paired || x.Kind == "" {
		return -1
	}
	for _, s := range f.sums {
		switch {
		case s.Kind != x.Kind, x.Code != "" && s.Code != x.Code, x.Currency != "" && string(s.Currency) != x.Currency:
		case x.Open:
			n += s.Open
		default:
			n += s.Findings
		}
	}
	return n
}

// end is the number of the last finding of a kind, 0 when it is not known. A run
// numbers breaks first, then what is expected, then what is tolerated, then pairs.
func (f *facts) end(kind archive.Kind) (n int64) {
	for _, k := range []archive.Kind{archive.Broken, archive.Expected, archive.Tolerated} {
		n += f.count(k)
		if k == kind {
			return n
		}
	}
	return 0
}

// agesOf says of which breaks ages are counted.
type agesOf struct {
	run int64
	now time.Time
}

// ages counts the open breaks by how long they have been known: up to 1 day, 2 to
// 7, 8 to 30, and more.
type ages [4]int64

const ageChunk = 5000

func countAges(ctx context.Context, q store.Querier, of agesOf) (a ages, err error) {
	for after := int64(0); ; {
		all, err := runs.Findings(ctx, q, of.run, runs.Filter{Open: true}, after, ageChunk)
		if err != nil {
			return a, err
		}
		for i := range all {
			a[bucket(prose.Days(all[i].Since, of.now))]++
			after = all[i].N
		}
		if len(all) < ageChunk {
			return a, nil
		}
	}
}

func bucket(days int) int {
	switch {
	case days <= 1:
		return 0
	case days <= 7:
		return 1
	case days <= 30:
		return 2
	}
	return 3
}
