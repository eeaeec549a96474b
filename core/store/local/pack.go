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

// encode packs operations column by column, numbers as their difference from the one above.
func encode(all []operation) []byte {
	text := make([]byte, 0, len(all)*32)
	column := func(value func(*operation) uint64) {
		above := uint64(0)
		for i := range all {
			v := value(&all[i])
			text = binary.AppendVarint(text, int64(v-above))
			above = v
		}
	}
	column(func(o *operation) uint64 { return o.Op })
	column(func(o *operation) uint64 { return uint64(o.Amount) })
	column(func(o *operation) uint64 { return uint64(o.At) })
	column(func(o *operation) uint64 { return uint64(o.At - o.begun) })
	column(func(o *operation) uint64 { return uint64(o.Ref) })
	column(func(o *operation) uint64 { return uint64(o.Project) })
	column(func(o *operation) uint64 { return uint64(o.Currency) })
	for i := range all {
		text = append(text, all[i].Type, all[i].Status)
	}
	for i := range all {
		text = binary.LittleEndian.AppendUint32(text, all[i].Pay)
	}
	return pack.Compress(binary.AppendUvarint(nil, uint64(len(text))), text)
}

// decode unpacks operations into as many items.
func decode(data []byte, into []operation) error {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > 1<<30 {
		return errPack
	}
	text, err := pack.Expand(nil, data[n:], int(size))
	if err != nil {
		return err
	}
	bad := false
	column := func(set func(*operation, uint64)) {
		above := uint64(0)
		for i := range into {
			d, n := binary.Varint(text)
			if n <= 0 {
				bad = true
				return
			}
			above += uint64(d)
			text = text[n:]
			set(&into[i], above)
		}
	}
	column(func(o *operation, v uint64) { o.Op = v })
	column(func(o *operation, v uint64) { o.Amount = int64(v) })
	column(func(o *operation, v uint64) { o.At = int64(v) })
	column(func(o *operation, v uint64) { o.begun = o.At - int64(v) })
	column(func(o *operation, v uint64) { o.Ref = int64(v) })
	column(func(o *operation, v uint64) { o.Project = uint32(v) })
	column(func(o *operation, v uint64) { o.Currency = recon.Cur(v) })
	if bad || len(text) != 6*len(into) {
		return errPack
	}
	for i := range into {
		into[i].Type, into[i].Status = text[2*i], text[2*i+1]
	}
	text = text[2*len(into):]
	for i := range into {
		into[i].Pay = binary.LittleEndian.Uint32(text[4*i:])
	}
	return nil
}
