package pack

import (
	"encoding/binary"
	"errors"

	"contra/core/recon"
	"contra/core/report"
)

// rowsPerPart keeps a part small enough to be read and written in an instant.
const rowsPerPart = 1 << 16

var errItems = errors.New("the items of a report are damaged")

// Parts is how many parts n items have.
func Parts(n int) int { return (n + rowsPerPart - 1) / rowsPerPart }

// First is the number of the first item of a part.
func First(part int) int { return part * rowsPerPart }

// Part gives the items of one part.
func Part(items []recon.Item, part int) []recon.Item {
	return items[First(part):min(len(items), First(part+1))]
}

// Items packs one part of a body's items and places: column by column, numbers
// as their difference from the one above.
func Items(b *report.Body, part int) []byte {
	from, to := First(part), min(len(b.Items), First(part+1))
	items, places := b.Items[from:to], b.Places[from:to]
	text := make([]byte, 0, len(items)*32)
	column := func(value func(int) uint64) {
		above := uint64(0)
		for i := range items {
			v := value(i)
			text = binary.AppendVarint(text, int64(v-above))
			above = v
		}
	}
	column(func(i int) uint64 { return items[i].Op })
	column(func(i int) uint64 { return uint64(items[i].Amount) })
	column(func(i int) uint64 { return uint64(items[i].At) })
	column(func(i int) uint64 { return uint64(items[i].Project) })
	column(func(i int) uint64 { return uint64(items[i].Currency) })
	column(func(i int) uint64 { return uint64(places[i].Block) })
	column(func(i int) uint64 { return uint64(places[i].Offset) })
	column(func(i int) uint64 { return uint64(places[i].Line) })
	for i := range items {
		// What is outside of a period is a run's affair.
		text = append(text, items[i].Type, items[i].Status, uint8(items[i].Flags&^recon.Outside))
	}
	for i := range items {
		text = binary.LittleEndian.AppendUint32(text, items[i].Pay)
	}
	return Compress(binary.AppendUvarint(nil, uint64(len(text))), text)
}

// Unpack appends the items and places of one part to the body.
func Unpack(b *report.Body, data []byte, rows int) error {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > maxBlock || rows < 0 || rows > rowsPerPart {
		return errItems
	}
	text, err := Expand(nil, data[n:], int(size))
	if err != nil {
		return err
	}
	at := len(b.Items)
	b.Items = append(b.Items, make([]recon.Item, rows)...)
	b.Places = append(b.Places, make([]report.Place, rows)...)
	items, places := b.Items[at:], b.Places[at:]
	bad := false
	column := func(set func(i int, v uint64)) {
		above := uint64(0)
		for i := range items {
			d, n := binary.Varint(text)
			if n <= 0 {
				bad = true
				return
			}
			above += uint64(d)
			text = text[n:]
			set(i, above)
		}
	}
	column(func(i int, v uint64) { items[i].Op = v })
	column(func(i int, v uint64) { items[i].Amount = int64(v) })
	column(func(i int, v uint64) { items[i].At = int64(v) })
	column(func(i int, v uint64) { items[i].Project = uint32(v) })
	column(func(i int, v uint64) { items[i].Currency = recon.Cur(v) })
	column(func(i int, v uint64) { places[i].Block = uint32(v) })
	column(func(i int, v uint64) { places[i].Offset = uint32(v) })
	column(func(i int, v uint64) { places[i].Line = uint32(v) })
	if bad || len(text) != 7*rows {
		return errItems
	}
	for i := range items {
		items[i].Type, items[i].Status, items[i].Flags = text[i*3], text[i*3+1], recon.Flags(text[i*3+2])
		items[i].Ref = int64(at + i)
	}
	text = text[3*rows:]
	for i := range items {
		items[i].Pay = binary.LittleEndian.Uint32(text[i*4:])
	}
	return nil
}
