package books

import "iter"

// All gives every payment in the order in which they were added, one copy at a
// time. Payments that are added meanwhile are left out.
func (b *Books) All() iter.Seq[Payment] {
	return func(yield func(Payment) bool) {
		b.mu.RLock()
		order := b.order // only ever grows
		b.mu.RUnlock()
		for _, a := range order {
			b.mu.RLock()
			p := a.clone()
			b.mu.RUnlock()
			if !yield(p) {
				return
			}
		}
	}
}
