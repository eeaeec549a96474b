package book

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// level is how hard the parts are packed. The compressor comes with the program,
// so its bytes do not depend on the Go release that built it.
const level = 6

// parts is the zip file of a workbook. The library hands its parts over in an
// order that changes from time to time, so they are compressed as they come and written in
// the order of their names.
type parts struct {
	to  io.Writer
	all []*part
}

type part struct {
	name   string
	packed bytes.Buffer
	flate  *flate.Writer
	sum    hash.Hash32
	size   uint64
}

// Create begins a part.
func (z *parts) Create(name string) (io.Writer, error) {
	p := &part{name: name, sum: crc32.NewIEEE()}
	var err error
	if p.flate, err = flate.NewWriter(&p.packed, level); err != nil {
		return nil, err
	}
	if err := z.done(); err != nil {
		return nil, err
	}
	z.all = append(z.all, p)
	return p, nil
}

// Write adds to a part.
func (p *part) Write(data []byte) (int, error) {
	if p.flate == nil {
		return 0, fs.ErrClosed
	}
	p.sum.Write(data)
	p.size += uint64(len(data))
	return p.flate.Write(data)
}

// done ends the part that was begun last.
func (z *parts) done() error {
	if len(z.all) == 0 {
		return nil
	}
	p := z.all[len(z.all)-1]
	if p.flate == nil {
		return nil
	}
	err := p.flate.Close()
	p.flate = nil
	return err
}

var (
	errTooLarge = errors.New("a sheet is too large for a workbook")
	errAddFS    = errors.New("a workbook has no files to add")
)

// AddFS is never needed.
func (*parts) AddFS(fs.FS) error { return errAddFS }

// Close writes the file.
func (z *parts) Close() error {
	if err := z.done(); err != nil {
		return err
	}
	slices.SortFunc(z.all, func(a, b *part) int { return strings.Compare(a.name, b.name) })
	out := zip.NewWriter(z.to)
	for _, p := range z.all {
		if p.size > math.MaxUint32 {
			return errTooLarge // spreadsheets do not open such parts
		}
		const version = 20
		w, err := out.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, CreatorVersion: version, ReaderVersion: version,
			CRC32: p.sum.Sum32(), CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size,
		})
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return out.Close()
}
