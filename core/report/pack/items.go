package pack

import (
	"errors"

	"contra/core/recon"
	"contra/core/report"
)

// rowsPerPart keeps a part small enough to be read and written in an instant.
const rowsPerPart = 1 << 16

// ErrItems: they have to be made from the text again.
var ErrItems = errors.New("the items of a report are damaged")

// Parts is how many parts n items have.
func Parts(n int) int { return (n + rowsPerPart - 1) / rowsPerPart }

// First is the number of the first item of a part.
func First(part int) int { return part * rowsPerPart }

// Part gives the items of one part.
func Part(items []recon.Item, part int) []recon.Item {
	return items[First(part):min(len(items), First(part+1))]
}

// Items packs one part of a body's items and their lines, column by column.
func Items(b *report.Body, part int) []byte {
	from, to := First(part), min(len(b.Items), First(part+1))
	items, lines := b.Items[from:to], b.Lines[from:to]
	p := NewPacker(len(items))
	p.Column(func(i int) uint64 { return items[i].Op })
	p.Column(func(i int) uint64 { return uint64(items[i].Amount) })
	p.Column(func(i int) uint64 { return uint64(items[i].At) })
	p.Column(func(i int) uint64 { return uint64(items[i].Project) })
	p.Column(func(i int) uint64 { return uint64(items[i].Currency) })
	p.Column(func(i int) uint64 { return uint64(lines[i]) })
	p.Column(func(i int) uint64 { return uint64(items[i].Type) })
	p.Column(func(i int) uint64 { return uint64(items[i].Status) })
	// What is outside of a period is a run's affair.
	p.Column(func(i int) uint64 { return uint64(items[i].Flags &^ recon.Outside) })
	p.Column(func(i int) uint64 { return uint64(items[i].Pay) })
	return p.Sealed()
}

// Unpack appends the items of one part and their lines to the body.
func Unpack(b *report.Body, text []byte, rows int) error {
	if rows < 0 || rows > rowsPerPart {
		return ErrItems
	}
	text, ok := Counted(text, rows)
	if !ok {
		return ErrItems
	}
	at := len(b.Items)
	b.Items = append(b.Items, make([]recon.Item, rows)...)
	b.Lines = append(b.Lines, make([]uint32, rows)...)
	items, lines := b.Items[at:], b.Lines[at:]
	for _, set := range []func(i int, v uint64){
		func(i int, v uint64) { items[i].Op = v },
		func(i int, v uint64) { items[i].Amount = int64(v) },
		func(i int, v uint64) { items[i].At = int64(v) },
		func(i int, v uint64) { items[i].Project = uint32(v) },
		func(i int, v uint64) { items[i].Currency = recon.Cur(v) },
		func(i int, v uint64) { lines[i] = uint32(v) },
		func(i int, v uint64) { items[i].Type = uint8(v) },
		func(i int, v uint64) { items[i].Status = uint8(v) },
		func(i int, v uint64) { items[i].Flags = recon.Flags(v) },
		func(i int, v uint64) { items[i].Pay = uint32(v) },
	} {
		if text, ok = Uncolumn(text, rows, set); !ok {
			return ErrItems
		}
	}
	if len(text) > 0 {
		return ErrItems
	}
	for i := range items {
		items[i].Ref = int64(at + i)
	}
	return nil
}
