package pack

import (
	"encoding/binary"
	"errors"

	"contra/core/recon"
	"contra/core/report"
)

// rowsPerPart keeps a part small enough to be read and written in an instant.
const rowsPerPart = 1 << 16

const itemSize = 8 + 8 + 8 + 4 + 4 + 2 + 1 + 1 + 1
const placeSize = 12

var errItems = errors.New("the items of a report are damaged")

// Parts is how many parts n items have.
func Parts(n int) int { return (n + rowsPerPart - 1) / rowsPerPart }

// First is the number of the first item of a part.
func First(part int) int { return part * rowsPerPart }

// Part gives the items of one part.
func Part(items []recon.Item, part int) []recon.Item {
	return items[First(part):min(len(items), First(part+1))]
}

// Items packs one part of a body's items and places.
func Items(b *report.Body, part int) []byte {
	from, to := First(part), min(len(b.Items), First(part+1))
	text := make([]byte, 0, (to-from)*(itemSize+placeSize))
	items := b.Items[from:to]
	put64 := func(value func(*recon.Item) uint64) {
		for i := range items {
			text = binary.LittleEndian.AppendUint64(text, value(&items[i]))
		}
	}
	put32 := func(value func(*recon.Item) uint32) {
		for i := range items {
			text = binary.LittleEndian.AppendUint32(text, value(&items[i]))
		}
	}
	put64(func(i *recon.Item) uint64 { return i.Op })
	put64(func(i *recon.Item) uint64 { return uint64(i.Amount) })
	put64(func(i *recon.Item) uint64 { return uint64(i.At) })
	put32(func(i *recon.Item) uint32 { return i.Pay })
	put32(func(i *recon.Item) uint32 { return i.Project })
	for i := range items {
		text = binary.LittleEndian.AppendUint16(text, uint16(items[i].Currency))
	}
	for i := range items {
		text = append(text, items[i].Type, items[i].Status, uint8(items[i].Flags&^recon.Outside)) // a period is a run's affair
	}
	for _, p := range b.Places[from:to] {
		text = binary.LittleEndian.AppendUint32(text, p.Block)
		text = binary.LittleEndian.AppendUint32(text, p.Offset)
		text = binary.LittleEndian.AppendUint32(text, p.Line)
	}
	return Compress(nil, text)
}

// Unpack appends the items and places of one part to the body.
func Unpack(b *report.Body, data []byte, rows int) error {
	text, err := Expand(nil, data, rows*(itemSize+placeSize))
	if err != nil {
		return err
	}
	if rows < 0 || rows > rowsPerPart {
		return errItems
	}
	at := len(b.Items)
	b.Items = append(b.Items, make([]recon.Item, rows)...)
	b.Places = append(b.Places, make([]report.Place, rows)...)
	items, places := b.Items[at:], b.Places[at:]
	get64 := func(set func(*recon.Item, uint64)) {
		for i := range items {
			set(&items[i], binary.LittleEndian.Uint64(text[i*8:]))
		}
		text = text[rows*8:]
	}
	get32 := func(set func(*recon.Item, uint32)) {
		for i := range items {
			set(&items[i], binary.LittleEndian.Uint32(text[i*4:]))
		}
		text = text[rows*4:]
	}
	get64(func(i *recon.Item, v uint64) { i.Op = v })
	get64(func(i *recon.Item, v uint64) { i.Amount = int64(v) })
	get64(func(i *recon.Item, v uint64) { i.At = int64(v) })
	get32(func(i *recon.Item, v uint32) { i.Pay = v })
	get32(func(i *recon.Item, v uint32) { i.Project = v })
	for i := range items {
		items[i].Currency = recon.Cur(binary.LittleEndian.Uint16(text[i*2:]))
	}
	text = text[rows*2:]
	for i := range items {
		items[i].Type, items[i].Status, items[i].Flags = text[i*3], text[i*3+1], recon.Flags(text[i*3+2])
		items[i].Ref = int64(at + i)
	}
	text = text[rows*3:]
	for i := range places {
		p := text[i*placeSize:]
		places[i] = report.Place{Block: binary.LittleEndian.Uint32(p), Offset: binary.LittleEndian.Uint32(p[4:]), Line: binary.LittleEndian.Uint32(p[8:])}
	}
	return nil
}
