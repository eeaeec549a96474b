package breaks

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// reader reads windows of what a run found. A run numbers its findings without
// a gap and never changes, so the rows above one are found from their numbers.
type reader struct {
	ctx    context.Context
	q      store.Querier
	run    int64
	filter runs.Filter
	end    int64 // the number of the last one that may be among them, 0 when it is not known
}

func (p *Page) fetchList(req grid.Request[archive.Finding]) tea.Cmd {
	r := reader{p.h.Ctx, p.h.Desk.Store, p.run, p.choice.filter, 0}
	if p.facts != nil && p.facts.run.ID == p.run {
		r.end = p.facts.end(p.choice.filter.Kind)
	}
	return func() tea.Msg { return page.Keyset(req, r.window) }
}

func (r reader) window(anchor *archive.Finding, before, with bool, limit int) ([]archive.Finding, error) {
	switch {
	case before && anchor != nil:
		return r.above(anchor.N, limit)
	case before:
		last, err := r.last()
		if err != nil {
			return nil, err
		}
		return r.above(last+1, limit)
	case anchor == nil:
		return r.below(0, limit)
	case with:
		return r.below(anchor.N-1, limit)
	}
	return r.below(anchor.N, limit)
}

func (r reader) below(n int64, limit int) ([]archive.Finding, error) {
	return runs.Findings(r.ctx, r.q, r.run, r.filter, n, limit)
}

// above gives the last rows before a number. It looks back as far as that many
// rows would reach if the filter let all through, and further while it did not.
func (r reader) above(n int64, limit int) ([]archive.Finding, error) {
	for reach := int64(limit); ; {
		from := max(n-1-reach, 0)
		rows, err := r.below(from, int(n-1-from))
		if err != nil {
			return nil, err
		}
		for len(rows) > 0 && rows[len(rows)-1].N >= n {
			rows = rows[:len(rows)-1]
		}
		if len(rows) >= limit || from == 0 {
			return rows[max(len(rows)-limit, 0):], nil
		}
		reach *= int64(min(1+limit/max(len(rows), 1), 8)) // as far as these were apart
	}
}

// last is the number of the last finding that may be among those shown.
func (r reader) last() (int64, error) {
	if r.end > 0 {
		return r.end, nil
	}
	low, high := int64(0), int64(1024)
	for {
		ok, err := r.has(high)
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
		low, high = high, 2*high
	}
	for low+1 < high { // low is there, high is not
		mid := (low + high) / 2
		ok, err := r.has(mid)
		if err != nil {
			return 0, err
		}
		if ok {
			low = mid
		} else {
			high = mid
		}
	}
	return low, nil
}

func (r reader) has(n int64) (bool, error) {
	_, err := runs.Finding(r.ctx, r.q, r.run, n)
	var known *ledger.Error
	if errors.As(err, &known) && known.Code == ledger.ErrNotFound {
		return false, nil
	}
	return err == nil, err
}

// sought is a finding of an earlier run whose like is looked for in another one.
type sought struct {
	run    int64
	was    archive.Finding
	filter runs.Filter
}

// seek finds the break with the same key among those that the list shows, nil
// when it is gone.
func seek(ctx context.Context, q store.Querier, s sought) (*archive.Finding, error) {
	f := s.filter
	if f.Text == "" {
		if f.Text = s.was.OperationID; f.Text == "" {
			f.Text = s.was.PaymentID
		}
	}
	all, err := runs.Findings(ctx, q, s.run, f, 0, 1000)
	for i := range all {
		if all[i].Key == s.was.Key {
			return &all[i], err
		}
	}
	return nil, err
}
