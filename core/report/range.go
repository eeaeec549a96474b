package report

import (
	"math"

	"contra/core/recon"
)

// Range is what the items of a report lie between.
type Range struct {
	First, Last int64 // their dates, Unix milliseconds; 0: none has one
	Low, High   int64 // the keys of their operations, in the order of signed numbers
}

// NoRange is that of no items.
func NoRange() Range { return Range{Low: math.MaxInt64, High: math.MinInt64} }

// Add widens the range to an item.
func (r *Range) Add(i *recon.Item) {
	key := int64(i.Op)
	r.Low, r.High = min(r.Low, key), max(r.High, key)
	if i.At != 0 {
		r.dates(i.At, i.At)
	}
}

// Join widens the range to another one.
func (r *Range) Join(o Range) {
	r.Low, r.High = min(r.Low, o.Low), max(r.High, o.High)
	if o.First != 0 {
		r.dates(o.First, o.Last)
	}
}

func (r *Range) dates(first, last int64) {
	if r.First == 0 || first < r.First {
		r.First = first
	}
	if r.Last == 0 || last > r.Last {
		r.Last = last
	}
}
