package recondialog

import (
	"context"

	"contra/core/store"
	"contra/core/store/runs"
)

// Pick is the findings of a run that a person chose: those with Numbers; with All,
// everything that the filter lets through except those.
type Pick struct {
	Run     int64
	Filter  runs.Filter
	All     bool
	Numbers []int64
	N       int64 // how many they are, -1 when that is not known
}

// numbers lists them; nil means all that the filter lets through.
func (p Pick) numbers(ctx context.Context, q store.Querier) ([]int64, error) {
	switch {
	case !p.All:
		return p.Numbers, nil
	case len(p.Numbers) == 0:
		return nil, nil
	}
	without := make(map[int64]bool, len(p.Numbers))
	for _, n := range p.Numbers {
		without[n] = true
	}
	all, err := runs.Findings(ctx, q, p.Run, p.Filter, 0, -1)
	kept := make([]int64, 0, len(all))
	for i := range all {
		if !without[all[i].N] {
			kept = append(kept, all[i].N)
		}
	}
	return kept, err
}
