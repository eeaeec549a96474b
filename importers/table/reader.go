package table

import (
	"bytes"
	"context"
	"io"
	"slices"

	"contra/importers/charset"
)

// reader cuts a table into chunks.
type reader struct {
	source   *Source
	in       *stream
	look     Look
	progress func(done, total int64)
	full     chan Chunk
	free     chan []byte // buffers
	sum      Sum
}

// run reads the table to its end.
func (r *reader) run(ctx context.Context) error {
	raw := newHashed(r.in)
	text, line, err := r.source.below(raw, r.look)
	if err != nil {
		return err
	}
	if err := r.cut(ctx, newCutter(text, r.look.Delimiter, r.source.size), line); err != nil {
		return err
	}
	r.sum = raw.sum()
	return nil
}

// cut sends chunks until the text ends.
func (r *reader) cut(ctx context.Context, c *cutter, line int) error {
	for n := 0; ; n++ {
		var buf []byte
		select {
		case buf = <-r.free:
		case <-ctx.Done():
			return ctx.Err()
		}
		buf, err := c.next(buf)
		if r.progress != nil && ctx.Err() == nil {
			r.progress(r.in.done())
		}
		switch err {
		case nil:
		case io.EOF:
			return nil
		case errLong:
			return r.source.fail(line, "has a row longer than 4 MB").WithHint("check that the file is a report")
		default:
			return r.source.unreadable(err)
		}
		lines := breaks(buf)
		select {
		case r.full <- Chunk{N: n, Line: line, Data: buf}:
		case <-ctx.Done():
			return ctx.Err()
		}
		line += lines
	}
}

// below gives the text behind the header, and the line in which it begins.
func (s *Source) below(raw io.Reader, l Look) (text io.Reader, line int, err error) {
	if l.BOM {
		if _, err := io.CopyN(io.Discard, raw, int64(markSize(l.Encoding))); err != nil {
			return nil, 0, s.unreadable(err)
		}
	}
	text = charset.NewReader(raw, l.Encoding)
	head := make([]byte, headSize)
	n, err := io.ReadFull(text, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, 0, s.unreadable(err)
	}
	head = head[:n]
	for line = 1; line < l.HeaderLine; line++ {
		head = head[lineAfter(head, 0):]
	}
	record := NewScanner(l.Delimiter)
	size, lines, _ := record.Next(head)
	if !slices.Equal(names(record.strings()), l.Header) {
		return nil, 0, s.fail(line, "is not the header that it was").WithHint("the file has changed; read it again")
	}
	return io.MultiReader(bytes.NewReader(head[size:]), text), line + lines, nil
}
