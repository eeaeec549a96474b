package recon

import (
	"context"
	"math/bits"

	"contra/core/recon/large"
)

// table is an open-addressing hash table of local items. A slot holds 1 + the item's number,
// and above it half of its key's hash, so that hardly any other item is looked at in vain; 0: empty.
type table struct {
	slots []uint64
	mask  uint64
}

const tag = 0xffffffff << 32

func newTable(size int) table { return table{large.Make[uint64](size), uint64(size - 1)} }

func (j *joiner) build(ctx context.Context, number uint64) table {
	size := 1 << bits.Len(uint(2*len(j.local)>>(64-j.shift)+15))
	t := newTable(size)
	used := 0
	var rows [batch]int32
	var hashes [batch]uint64
	n := 0
	warm := uint64(0)
	flush := func() {
		for k := range n {
			warm += t.slots[hashes[k]&t.mask]
		}
		for k := range n {
			if used++; used*4 > size*3 {
				t, size = t.grown(j.local), size*2
			}
			j.put(t, rows[k], hashes[k])
		}
		n = 0
	}
	for i := range j.local {
		if i&0xffff == 0 && ctx.Err() != nil {
			return t
		}
		op := j.local[i].Op
		if op == 0 {
			continue
		}
		h := spread(op)
		if h>>j.shift != number && j.shift < 64 {
			continue
		}
		rows[n], hashes[n] = int32(i), h
		if n++; n == batch {
			flush()
		}
	}
	flush()
	return t
}

// put adds an item, or notes that its key stands for several.
func (j *joiner) put(t table, i int32, h uint64) {
	for at := h & t.mask; ; at = (at + 1) & t.mask {
		k := t.slots[at]
		if k == 0 {
			t.slots[at] = h&tag | uint64(i+1)
			return
		}
		if l := int32(k) - 1; (k^h)&tag == 0 && j.local[l].Op == j.local[i].Op {
			j.taken[l], j.taken[i] = doubled, doubled
			return
		}
	}
}

func (t table) grown(local []Item) table {
	next := newTable(2 * len(t.slots))
	for _, k := range t.slots {
		if k == 0 {
			continue
		}
		at := spread(local[int32(k)-1].Op) & next.mask
		for next.slots[at] != 0 {
			at = (at + 1) & next.mask
		}
		next.slots[at] = k
	}
	return next
}

// first gives the first item whose hash is like h, or -1.
func (t table) first(h uint64) int32 {
	for at := h & t.mask; ; at = (at + 1) & t.mask {
		switch k := t.slots[at]; {
		case k == 0:
			return -1
		case (k^h)&tag == 0:
			return int32(k) - 1
		}
	}
}

func (t table) find(local []Item, op, h uint64) int32 {
	for at := h & t.mask; ; at = (at + 1) & t.mask {
		k := t.slots[at]
		if k == 0 {
			return -1
		}
		if l := int32(k) - 1; (k^h)&tag == 0 && local[l].Op == op {
			return l
		}
	}
}

// spread makes neighbouring ids land far apart.
func spread(op uint64) uint64 {
	op ^= op >> 31
	op *= 0x9e3779b97f4a7c15
	return op ^ op>>29
}

// Index finds an item by its operation key.
type Index struct {
	items []Item
	table table
}

// NewIndex builds an index of items; of those with the same key it finds the first.
func NewIndex(items []Item) Index {
	j := joiner{local: items, taken: make([]int32, len(items)), shift: 64}
	return Index{items, j.build(context.Background(), 0)}
}

// Find gives the number of the item with this key, or -1.
func (x Index) Find(op uint64) int32 {
	if op == 0 || len(x.items) == 0 {
		return -1
	}
	return x.table.find(x.items, op, spread(op))
}

// Twins gives the items that Find does not give, because others before them have the same key.
func (x Index) Twins() map[int32][]int32 {
	all := map[int32][]int32{}
	for i := range x.items {
		if first := x.Find(x.items[i].Op); first >= 0 && first != int32(i) {
			all[first] = append(all[first], int32(i))
		}
	}
	return all
}
