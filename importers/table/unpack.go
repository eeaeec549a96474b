package table

import (
	"cmp"
	"compress/gzip"
	"errors"
	"io"
)

// A table may be packed tightly, but what grows more than this is made to fill the disk.
const (
	usualGrace = 64 << 20 // of unpacked bytes, before it is looked at
	mostGrowth = 200
)

var errBomb = errors.New("it becomes more than 200 times as large when it is unpacked")

// unpack reads a stream as gzip.
func (s *Source) unpack(packed *stream, err error) (*stream, error) {
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(packed)
	if err != nil {
		packed.close()
		return nil, s.damaged(err)
	}
	u := *packed
	u.Reader = s.grown(z, func() int64 { n, _ := packed.done(); return n })
	return &u, nil
}

// damaged wraps what unpacking failed with.
func (s *Source) damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return s.fail(0, "is damaged: it ends too early").WithHint("get the file again")
	}
	return s.fail(0, "cannot be unpacked: %v", err).WithHint("get the file again")
}

// grown reads what is unpacked, and fails when it grows too large.
type grown struct {
	r      io.Reader
	packed func() int64 // bytes of it that were read
	grace  int64
	wrap   func(error) error
	n      int64
}

func (s *Source) grown(r io.Reader, packed func() int64) *grown {
	return &grown{r: r, packed: packed, grace: cmp.Or(s.grace, usualGrace), wrap: s.damaged}
}

func (g *grown) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	g.n += int64(n)
	if g.n > g.grace && g.n/mostGrowth > g.packed() {
		err = errBomb
	}
	if err != nil && err != io.EOF {
		err = g.wrap(err)
	}
	return n, err
}

// counted counts what is read.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
