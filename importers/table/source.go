package table

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"strings"

	"contra/core/ledger"
	"contra/importers/charset"
)

// Source is one text table: a file, a member of an archive, standard input, or bytes.
type Source struct {
	Name string // as the person named it; inside an archive "file.zip:member.csv"
	data []byte
}

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Open finds the tables of a file, which may be packed with gzip, or be a zip archive with
// a table in each member. Every error is a *ledger.Error that names the file.
func Open(path string, stdin io.Reader) ([]*Source, error) {
	var data []byte
	var err error
	if path == Stdin {
		data, err = io.ReadAll(stdin)
	} else {
		data, err = os.ReadFile(path)
	}
	if err == nil && bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(data)); err == nil {
			data, err = io.ReadAll(z)
		}
	}
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "cannot read " + path, Err: err}
	}
	return []*Source{FromBytes(path, data)}, nil
}

// FromBytes makes a table of bytes, which must not change while it is in use.
func FromBytes(name string, data []byte) *Source { return &Source{Name: name, data: data} }

// Close frees the file.
func (s *Source) Close() error { return nil }

// Look finds out how the table is written. Every error is a *ledger.Error that names
// the table.
func (s *Source) Look(h Hint) (Look, error) {
	text := charset.Decode(string(s.data))
	l := Look{Encoding: text.Encoding, BOM: text.BOM, Delimiter: h.Delimiter, HeaderLine: max(1, h.HeaderLine)}
	first, _, _ := strings.Cut(text.S, "\n")
	if l.Delimiter == 0 {
		for _, c := range []byte(";,\t|") {
			if strings.Count(first, string(c)) > strings.Count(first, string(l.Delimiter)) || l.Delimiter == 0 {
				l.Delimiter = c
			}
		}
	}
	rest := []byte(text.S)
	line := 1
	for n := NewScanner(l.Delimiter); len(l.Samples) < 20; {
		size, lines, ok := n.Next(rest)
		if !ok {
			break
		}
		cells := make([]string, n.Len())
		for i := range cells {
			cells[i] = string(n.Cell(i))
		}
		raw := strings.TrimRight(string(rest[:size]), "\r\n")
		switch {
		case line < l.HeaderLine:
			l.Preamble = append(l.Preamble, raw)
		case line == l.HeaderLine:
			l.Header = cells
		default:
			l.Samples, l.SampleText, l.SampleLines = append(l.Samples, cells), append(l.SampleText, raw), append(l.SampleLines, line)
		}
		rest, line = rest[size:], line+lines
	}
	return l, nil
}

// Chunks hands all rows after the header to fn, in chunks of about a megabyte, on that
// many goroutines at once and in no order. It holds a few chunks in memory, however long
// the table is. It stops at the first error, and soon after ctx ends, with ctx's error;
// fn is not called any more when it has returned. progress may be nil; done and total are
// bytes on the disk, and total is 0 when it is not known. Sum is complete only
// without an error, which is fn's or a *ledger.Error that names the table.
func (s *Source) Chunks(ctx context.Context, l Look, workers int, progress func(done, total int64), fn func(Chunk) error) (Sum, error) {
	hash := sha256.Sum256(s.data)
	sum := Sum{hex.EncodeToString(hash[:]), int64(len(s.data))}
	rest := []byte(charset.Decode(string(s.data)).S)
	n, line := NewScanner(l.Delimiter), 1
	for line <= l.HeaderLine {
		size, lines, ok := n.Next(rest)
		if !ok {
			return sum, nil
		}
		rest, line = rest[size:], line+lines
	}
	chunk := 0
	for len(rest) > 0 {
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		end, lines := 0, 0
		for end < 1<<20 {
			size, more, ok := n.Next(rest[end:])
			if !ok {
				break
			}
			end, lines = end+size, lines+more
		}
		if err := fn(Chunk{chunk, line, rest[:end]}); err != nil {
			return sum, err
		}
		chunk, line, rest = chunk+1, line+lines, rest[end:]
		if progress != nil {
			progress(sum.Bytes-int64(len(rest)), sum.Bytes)
		}
	}
	return sum, nil
}
