package sandbox

import (
	"maps"
	"slices"
	"time"

	"contra/core/sandbox/plant"
)

// PlantOptions says what past to make up.
type PlantOptions struct {
	Count int           // 0: 400 payments
	Seed  uint64        // 0: the platform's
	Until time.Time     // zero: now
	Span  time.Duration // 0: two months
}

// Plant fills the books with a made-up past and gives the payments it added,
// oldest first. The same options and the same projects give the same
// payments; ids that the books have already are left out.
func (p *Platform) Plant(o PlantOptions) []Payment {
	if o.Seed == 0 {
		o.Seed = p.o.Seed
	}
	if o.Until.IsZero() {
		o.Until = p.o.Now()
	}
	made := plant.Payments(plant.Options{
		Count: o.Count, Seed: o.Seed, Until: o.Until, Span: o.Span,
		Projects: slices.Sorted(maps.Keys(p.o.Projects)),
	})
	var added []Payment
	for _, payment := range made {
		if err := p.books.Add(payment); err != nil {
			p.o.Log("not planted: %v", err)
			continue
		}
		payment, _ = p.books.Payment(payment.Project, payment.ID)
		added = append(added, payment)
	}
	return added
}
