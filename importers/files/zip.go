package files

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
)

// isZip tells by the first bytes, or by the name where the content is no longer a zip.
func isZip(r io.ReaderAt, path string) bool {
	var head [4]byte
	if n, _ := r.ReadAt(head[:], 0); n == 4 && head == [4]byte{'P', 'K', 3, 4} {
		return true
	}
	return strings.HasSuffix(strings.ToLower(path), ".zip")
}

// archive gives the entries of a zip file to fn in their order. Names of entries are
// only names: nothing is ever written.
func (p *Plan) archive(name string, r io.ReaderAt, size int64, fn func(string, io.Reader) error) error {
	at := &countedAt{r: r, name: name, read: &p.read, most: p.read.Load() + size}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if at.err == nil {
			at.err = &Damage{size, "the zip archive has no readable table of contents: " + words(err)}
		}
		return fn(name, failing{at.err})
	}
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") {
			continue
		}
		source := name + "/" + strings.TrimLeft(strings.ReplaceAll(e.Name, "\\", "/"), "/")
		if rule := leftOut(source, false); rule != "" {
			p.ignore(source, rule)
			continue
		}
		if err := p.entry(clean(source), e, at, fn); err != nil {
			return err
		}
	}
	p.read.Store(at.most)
	return nil
}

func (p *Plan) entry(source string, e *zip.File, at *countedAt, fn func(string, io.Reader) error) error {
	if e.Flags&1 != 0 {
		return fn(source, failing{&Damage{0, "the zip entry is encrypted"}})
	}
	r, err := e.Open()
	if err != nil {
		if at.err != nil {
			return at.err
		}
		return fn(source, failing{&Damage{0, "the zip entry cannot be opened: " + words(err)}})
	}
	defer r.Close()
	return p.text(source, source, &counted{r: &entryReader{r: r, at: at}, name: source}, fn)
}

// entryReader says where an entry is damaged.
type entryReader struct {
	r  io.Reader
	at *countedAt
	n  int64
}

func (e *entryReader) Read(b []byte) (int, error) {
	n, err := e.r.Read(b)
	e.n += int64(n)
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case e.at.err != nil:
		return n, e.at.err
	case errors.Is(err, zip.ErrChecksum):
		return n, &Damage{e.n, "the zip entry is not what was packed: its checksum differs"}
	}
	return n, &Damage{e.n, fmt.Sprintf("the zip entry cannot be unpacked: %s", words(err))}
}

// countedAt counts what is read of an archive, no more than its size, and remembers
// when the disk failed.
type countedAt struct {
	r    io.ReaderAt
	name string
	read *atomic.Int64
	most int64
	err  error
}

func (c *countedAt) ReadAt(b []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(b, off)
	if room := c.most - c.read.Load(); room > 0 {
		c.read.Add(min(room, int64(n)))
	}
	if err != nil && err != io.EOF {
		c.err = broken(c.name, err)
	}
	return n, err
}
