package batches

import (
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	stored "contra/core/store/batches"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// item is a batch in the list, with how far it has come.
type item struct {
	batch.Batch
	progress batch.Progress
	orphan   bool // was being sent by a program that is gone
}

// sums remembers what batches add up to that cannot move any more by themselves,
// so that the list does not count their rows each time.
type sums struct{ known sync.Map }

type sum struct {
	version  int64
	progress batch.Progress
}

func (s *sums) get(b batch.Batch) (batch.Progress, bool) {
	if x, ok := s.known.Load(b.ID); ok && x.(sum).version == b.Version {
		return x.(sum).progress, true
	}
	return batch.Progress{}, false
}

func (s *sums) put(b batch.Batch, p batch.Progress) {
	if p.Held == 0 && p.Open() == 0 {
		s.known.Store(b.ID, sum{b.Version, p})
	}
}

func (p *Page) fetchList(req grid.Request[item]) tea.Cmd {
	ctx, d, known := p.h.Ctx, p.h.Desk, p.sums
	return func() tea.Msg {
		return page.Numbered(req, func(i item) int64 { return i.ID }, func(below int64, limit int) ([]item, error) {
			list, err := stored.List(ctx, d.Store, below, limit)
			if err != nil {
				return nil, err
			}
			out := make([]item, len(list))
			for i, b := range list {
				out[i] = item{Batch: b, orphan: d.Batches.Orphaned(b)}
				var ok bool
				if out[i].progress, ok = known.get(b); ok {
					continue
				}
				if out[i].progress, err = stored.Progress(ctx, d.Store, b.ID); err != nil {
					return nil, err
				}
				known.put(b, out[i].progress)
			}
			return out, nil
		})
	}
}
