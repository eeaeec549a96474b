package block

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"contra/core/report/pack"
)

// mostSize is what a block may claim to hold.
const mostSize = 1 << 30

// Block is a coded text that was opened. Any number of goroutines may read it.
type Block struct {
	size      int
	delimiter byte
	lines     int
	usual     byte
	endings   []ending // of lines that end in another way, in order
	odd       []int    // lines of an unusual shape, in order
	apart     *text
	columns   []column
}

type ending struct {
	line int
	end  byte
}

// column appends the cell of a row.
type column interface {
	append(dst []byte, row int) ([]byte, error)
}

// Size is the length of the text.
func (b *Block) Size() int { return b.size }

// Lines is how many lines the text has.
func (b *Block) Lines() int { return b.lines }

// Append appends lines [from, to) with their ends to dst. Both are cut to the lines there are.
func (b *Block) Append(dst []byte, from, to int) ([]byte, error) {
	from, to = max(from, 0), min(to, b.lines)
	next, _ := slices.BinarySearch(b.odd, from)
	other, _ := slices.BinarySearchFunc(b.endings, from, func(e ending, line int) int { return e.line - line })
	var err error
	for i := from; i < to; i++ {
		if next < len(b.odd) && b.odd[next] == i {
			dst, err = b.apart.append(dst, next)
			next++
		} else {
			dst, err = b.row(dst, i-next)
		}
		if err != nil {
			return dst, err
		}
		end := b.usual
		if other < len(b.endings) && b.endings[other].line == i {
			end = b.endings[other].end
			other++
		}
		dst = append(dst, endings[end]...)
	}
	return dst, nil
}

func (b *Block) row(dst []byte, row int) ([]byte, error) {
	var err error
	for k, c := range b.columns {
		if k > 0 {
			dst = append(dst, b.delimiter)
		}
		if dst, err = c.append(dst, row); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// Text appends the whole text to dst.
func (b *Block) Text(dst []byte) ([]byte, error) {
	before := len(dst)
	dst, err := b.Append(slices.Grow(dst, b.size), 0, b.lines)
	if err == nil && len(dst)-before != b.size {
		err = fmt.Errorf("a block of a report is damaged: it holds %d bytes, not %d", len(dst)-before, b.size)
	}
	return dst, err
}

// text is cells that are compressed together.
type text struct {
	size int
	data []byte
	rows int

	once  sync.Once
	whole []byte
	ends  []int32
	err   error
}

func (t *text) append(dst []byte, row int) ([]byte, error) {
	if t.once.Do(t.expand); t.err != nil {
		return dst, t.err
	}
	from := int32(0)
	if row > 0 {
		from = t.ends[row-1] + 1
	}
	return append(dst, t.whole[from:t.ends[row]]...), nil
}

func (t *text) expand() {
	if t.whole, t.err = pack.Expand(nil, t.data, t.size); t.err != nil {
		return
	}
	t.ends = make([]int32, 0, t.rows)
	for at := 0; len(t.ends) < t.rows; {
		n := bytes.IndexByte(t.whole[at:], '\n')
		if n < 0 {
			t.err = errDamaged
			return
		}
		t.ends = append(t.ends, int32(at+n))
		at += n + 1
	}
}
