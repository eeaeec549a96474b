package block

import (
	"strconv"

	"contra/core/report/pack"
)

// column reads a column, and sees to it that all of its rows can be read.
func (d *decoder) column(before []column, rows int) column {
	switch kind := d.byte(); kind {
	case oneValue:
		return one(d.text())
	case asColumn:
		k := d.count(len(before))
		if k == len(before) {
			d.fail()
			return nil
		}
		return before[k]
	case inDigits:
		return d.digits(rows)
	case inWords:
		return d.words(rows)
	case asText:
		return d.compressed(rows)
	}
	d.fail()
	return nil
}

type one []byte

func (c one) append(dst []byte, _ int) ([]byte, error) { return append(dst, c...), nil }

// numbers is a column of digits.
type numbers struct {
	runs []numbered
	rest []byte
}

type numbered struct {
	signs []byte
	width int
	least uint64
	pack.Bits
}

func (d *decoder) digits(rows int) column {
	c := &numbers{}
	for range d.count(mostRuns) {
		r := numbered{signs: d.text(), width: int(d.byte())}
		bits := uint(d.byte())
		r.least = d.number()
		if r.Bits = d.packed(rows, bits); r.width > mostDigits {
			d.fail()
		}
		c.runs = append(c.runs, r)
	}
	c.rest = d.text()
	return c
}

func (c *numbers) append(dst []byte, row int) ([]byte, error) {
	for i := range c.runs {
		r := &c.runs[i]
		dst = append(dst, r.signs...)
		v := r.least + r.At(row)
		if r.width == 0 {
			dst = strconv.AppendUint(dst, v, 10)
			continue
		}
		for range r.width {
			dst = append(dst, '0')
		}
		for at := len(dst) - 1; v > 0 && at >= len(dst)-r.width; at-- {
			dst[at] = byte('0' + v%10)
			v /= 10
		}
	}
	return append(dst, c.rest...), nil
}

// worded is a column of a few different cells.
type worded struct {
	all [][]byte
	pack.Bits
}

func (d *decoder) words(rows int) column {
	c := &worded{}
	for range d.count(mostWords) {
		c.all = append(c.all, d.text())
	}
	width := pack.Width(uint64(max(len(c.all)-1, 0)))
	c.Bits = d.packed(rows, width)
	if len(c.all) == 0 {
		d.fail()
	}
	return c
}

func (c *worded) append(dst []byte, row int) ([]byte, error) {
	k := c.At(row)
	if k >= uint64(len(c.all)) {
		return dst, errDamaged
	}
	return append(dst, c.all[k]...), nil
}
