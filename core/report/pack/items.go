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

// Items packs one part of a body's items and places, column by column.
func Items(b *report.Body, part int) []byte {
	from, to := First(part), min(len(b.Items), First(part+1))
	items, places := b.Items[from:to], b.Places[from:to]
	n := len(items)
	text := make([]byte, 0, n*24)
	text = Column(text, n, func(i int) uint64 { return items[i].Op })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Amount) })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].At) })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Project) })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Currency) })
	text = Column(text, n, func(i int) uint64 { return uint64(places[i].Block) })
	text = Column(text, n, func(i int) uint64 { return uint64(places[i].Offset) })
	text = Column(text, n, func(i int) uint64 { return uint64(places[i].Line) })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Type) })
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Status) })
	// What is outside of a period is a run's affair.
	text = Column(text, n, func(i int) uint64 { return uint64(items[i].Flags &^ recon.Outside) })
	for i := range items {
		text = binary.LittleEndian.AppendUint32(text, items[i].Pay)
	}
	return text
}

// Unpack appends the items and places of one part to the body.
func Unpack(b *report.Body, text []byte, rows int) error {
	if rows < 0 || rows > rowsPerPart {
		return errItems
	}
	at := len(b.Items)
	b.Items = append(b.Items, make([]recon.Item, rows)...)
	b.Places = append(b.Places, make([]report.Place, rows)...)
	items, places := b.Items[at:], b.Places[at:]
	ok := true
	for _, set := range []func(i int, v uint64){
		func(i int, v uint64) { items[i].Op = v },
		func(i int, v uint64) { items[i].Amount = int64(v) },
		func(i int, v uint64) { items[i].At = int64(v) },
		func(i int, v uint64) { items[i].Project = uint32(v) },
		func(i int, v uint64) { items[i].Currency = recon.Cur(v) },
		func(i int, v uint64) { places[i].Block = uint32(v) },
		func(i int, v uint64) { places[i].Offset = uint32(v) },
		func(i int, v uint64) { places[i].Line = uint32(v) },
		func(i int, v uint64) { items[i].Type = uint8(v) },
		func(i int, v uint64) { items[i].Status = uint8(v) },
		func(i int, v uint64) { items[i].Flags = recon.Flags(v) },
	} {
		if text, ok = Uncolumn(text, rows, set); !ok {
			return errItems
		}
	}
	if len(text) != 4*rows {
		return errItems
	}
	for i := range items {
		items[i].Ref = int64(at + i)
		items[i].Pay = binary.LittleEndian.Uint32(text[i*4:])
	}
	return nil
}
