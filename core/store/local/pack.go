package local

import (
	"errors"

	"contra/core/recon"
	"contra/core/report/pack"
)

var errPack = errors.New("a pack of operations is damaged")

// operation is an item with both of its dates.
type operation struct {
	recon.Item       // At is its end, or its latest news
	begun      int64 // 0: not said
}

// dates gives the earliest and the latest date of operations.
func dates(all []operation) (first, last int64) {
	for i := range all {
		for _, at := range [2]int64{all[i].At, all[i].begun} {
			if at == 0 {
				continue
			}
			if first == 0 || at < first {
				first = at
			}
			last = max(last, at)
		}
	}
	return first, last
}

// encode packs operations column by column.
func encode(all []operation) []byte {
	p := pack.NewPacker(len(all))
	p.Column(func(i int) uint64 { return all[i].Op })
	p.Column(func(i int) uint64 { return uint64(all[i].Amount) })
	p.Column(func(i int) uint64 { return uint64(all[i].At) })
	p.Column(func(i int) uint64 { return uint64(all[i].At - all[i].begun) })
	p.Column(func(i int) uint64 { return uint64(all[i].Ref) })
	p.Column(func(i int) uint64 { return uint64(all[i].Project) })
	p.Column(func(i int) uint64 { return uint64(all[i].Currency) })
	p.Column(func(i int) uint64 { return uint64(all[i].Type) })
	p.Column(func(i int) uint64 { return uint64(all[i].Status) })
	p.Column(func(i int) uint64 { return uint64(all[i].Pay) })
	return p.Sealed()
}

// decode unpacks as many operations as into has room for.
func decode(text []byte, into []operation) error {
	text, ok := pack.Counted(text, len(into))
	if !ok {
		return errPack
	}
	for _, set := range []func(i int, v uint64){
		func(i int, v uint64) { into[i].Op = v },
		func(i int, v uint64) { into[i].Amount = int64(v) },
		func(i int, v uint64) { into[i].At = int64(v) },
		func(i int, v uint64) { into[i].begun = into[i].At - int64(v) },
		func(i int, v uint64) { into[i].Ref = int64(v) },
		func(i int, v uint64) { into[i].Project = uint32(v) },
		func(i int, v uint64) { into[i].Currency = recon.Cur(v) },
		func(i int, v uint64) { into[i].Type = uint8(v) },
		func(i int, v uint64) { into[i].Status = uint8(v) },
		func(i int, v uint64) { into[i].Pay = uint32(v) },
	} {
		if text, ok = pack.Uncolumn(text, len(into), set); !ok {
			return errPack
		}
	}
	if len(text) > 0 {
		return errPack
	}
	return nil
}
