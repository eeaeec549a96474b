package files

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"

	"contra/core/ledger"
)

// Damage tells that a file cannot be read to its end. What came before it is good.
type Damage struct {
	Offset int64 // in bytes of the file, or of the entry when it is in an archive
	What   string
}

func (d *Damage) Error() string {
	return fmt.Sprintf("the file is damaged at byte %d: %s", d.Offset, d.What)
}

// Each opens the streams one after the other and gives them to fn, which reads them.
// A reader fails with *Damage where the file is to blame, else with a *ledger.Error;
// an error of fn ends the walk.
func (p *Plan) Each(fn func(name string, r io.Reader) error) error {
	for _, it := range p.items {
		if err := p.each(it, fn); err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) each(it item, fn func(string, io.Reader) error) error {
	if it.path == Stdin {
		return p.text(it.name, "", &counted{r: p.stdin, name: it.name, read: &p.read}, fn)
	}
	f, err := os.Open(it.path)
	if err != nil {
		return unreadable(it.path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return unreadable(it.path, err)
	}
	if info.Mode().IsRegular() && isZip(f, it.path) {
		return p.archive(it.name, f, info.Size(), fn)
	}
	return p.text(it.name, it.path, &counted{r: f, name: it.name, read: &p.read}, fn)
}

// text gives a stream to fn, unpacked when it is gzip, whatever it is called.
func (p *Plan) text(name, path string, c *counted, fn func(string, io.Reader) error) error {
	b := bufio.NewReaderSize(c, 64<<10)
	head, err := b.Peek(4)
	switch {
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return fn(name, &unpacked{c: c, b: b})
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return fn(name, failing{&Damage{0, "it is a zip archive, which can only be read from a file of its own"}})
	case err == io.EOF && len(head) == 0 && strings.HasSuffix(strings.ToLower(path), ".gz"):
		return fn(name, failing{&Damage{0, "a gzip file cannot be empty"}})
	}
	return fn(name, b)
}

// counted counts what is read of a file, and remembers when the disk failed.
type counted struct {
	r    io.Reader
	name string
	read *atomic.Int64 // may be nil
	n    int64
	err  error
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	if c.read != nil {
		c.read.Add(int64(n))
	}
	if err != nil && err != io.EOF {
		err = broken(c.name, err)
		c.err = err
	}
	return n, err
}

func broken(name string, err error) error {
	if d, ok := err.(*Damage); ok {
		return d
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "reading " + name + " failed", Hint: "what was stored before it stays; import it again", Err: err}
}

// unpacked reads gzip, also of several members.
type unpacked struct {
	c *counted
	b *bufio.Reader
	z *gzip.Reader
}

func (u *unpacked) Read(b []byte) (n int, err error) {
	if u.z == nil {
		u.z, err = gzip.NewReader(u.b)
	}
	if err == nil {
		n, err = u.z.Read(b)
	}
	if err == nil || err == io.EOF {
		return n, err
	}
	if u.c.err != nil {
		return n, u.c.err
	}
	return n, &Damage{u.c.n - int64(u.b.Buffered()), "the gzip data cannot be unpacked: " + words(err)}
}

func words(err error) string {
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		return "it ends too early"
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "gzip: "), "zip: ")
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
