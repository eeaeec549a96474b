package block

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"contra/core/report/pack"
)

var errDamaged = errors.New("a block of a report is damaged")

// decoder reads what Encode wrote. After the first fault all it gives is nothing.
type decoder struct {
	data   []byte
	size   int // of the whole text
	failed bool
}

func (d *decoder) fail() {
	d.failed = true
	d.data = nil
}

func (d *decoder) byte() byte {
	if len(d.data) == 0 {
		d.fail()
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) number() uint64 {
	v, n := binary.Uvarint(d.data)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.data = d.data[n:]
	return v
}

// count reads a number that is at most most.
func (d *decoder) count(most int) int {
	v := d.number()
	if v > uint64(most) {
		d.fail()
		return 0
	}
	return int(v)
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.data) {
		d.fail()
		return nil
	}
	b := d.data[:n:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) text() []byte { return d.bytes(d.count(len(d.data))) }

// packed reads n numbers of a width.
func (d *decoder) packed(n int, width uint) pack.Bits {
	bits, rest, ok := pack.CutBits(d.data, n, width)
	if !ok {
		d.fail()
		return pack.Bits{}
	}
	d.data = rest
	return bits
}

// magic begins text that is compressed as a whole, as older ledgers have it.
var magic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// Open prepares to read a block with a text of a size. data must not change while it is in use.
func Open(data []byte, size int) (*Block, error) {
	if bytes.HasPrefix(data, magic) {
		text, err := pack.Expand(nil, data, size)
		if err != nil {
			return nil, err
		}
		data = NewEncoder(',').Encode(nil, text)
	}
	b, err := open(data)
	if err == nil && b.size != size {
		return nil, fmt.Errorf("a block of a report is damaged: it claims %d bytes, not %d", b.size, size)
	}
	return b, err
}

func open(data []byte) (*Block, error) {
	data, ok := pack.Unseal(data)
	d := &decoder{data: data}
	if !ok || d.byte() != version {
		return nil, errDamaged
	}
	b := &Block{delimiter: d.byte()}
	b.size = d.count(mostSize)
	d.size = b.size
	b.lines = d.count(b.size)
	columns := d.count(mostColumns)
	odd := d.count(b.lines)
	if b.usual = d.byte(); b.usual > endNone {
		d.fail()
	}
	for range d.count(min(b.lines, len(d.data))) {
		e := ending{d.count(b.lines - 1), d.byte()}
		if e.end > endNone || len(b.endings) > 0 && e.line <= b.endings[len(b.endings)-1].line {
			d.fail()
		}
		b.endings = append(b.endings, e)
	}
	if odd > 0 {
		b.odd = d.oddLines(odd, b.lines)
		b.apart = d.compressed(odd)
	}
	if rows := b.lines - odd; rows > 0 {
		for i := 0; i < columns && !d.failed; i++ {
			b.columns = append(b.columns, d.column(b.columns, rows))
		}
	}
	if d.failed || len(d.data) > 0 {
		return nil, errDamaged
	}
	return b, nil
}

func (d *decoder) oddLines(n, lines int) (all []int) {
	if n > len(d.data) {
		d.fail()
		return nil
	}
	at := 0
	for i := range n {
		step := d.count(lines)
		if at += step; at >= lines || i > 0 && step == 0 {
			d.fail()
		}
		all = append(all, at)
	}
	return all
}

func (d *decoder) compressed(rows int) *text {
	return &text{size: d.count(d.size + rows), data: d.text(), rows: rows}
}
