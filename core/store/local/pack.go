package local

import (
	"encoding/binary"
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
	n := len(all)
	text := make([]byte, 0, n*24)
	text = pack.Column(text, n, func(i int) uint64 { return all[i].Op })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Amount) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].At) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].At - all[i].begun) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Ref) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Project) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Currency) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Type) })
	text = pack.Column(text, n, func(i int) uint64 { return uint64(all[i].Status) })
	for i := range all {
		text = binary.LittleEndian.AppendUint32(text, all[i].Pay)
	}
	return text
}

// decode unpacks as many operations as into has room for.
func decode(text []byte, into []operation) error {
	ok := true
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
	} {
		if text, ok = pack.Uncolumn(text, len(into), set); !ok {
			return errPack
		}
	}
	if len(text) != 4*len(into) {
		return errPack
	}
	for i := range into {
		into[i].Pay = binary.LittleEndian.Uint32(text[4*i:])
	}
	return nil
}
