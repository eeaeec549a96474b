package table

import (
	"bytes"
	"fmt"
	"io"

	"contra/core/ledger"
	"contra/importers/charset"
)

// Source is one text table: a file, a member of an archive, standard input, or bytes.
// It is used by one goroutine at a time.
type Source struct {
	Name string // as the person named it; inside an archive "file.zip:member.csv"

	begin func() (*stream, error) // nil when it cannot be read again
	live  *stream                 // begun, and read as far as head
	head  []byte
	whole bool // head is all there is

	size  int   // of chunks; 0: chunkSize
	grace int64 // bytes that may be unpacked from however little; 0: usualGrace
}

// stream is a table's bytes as they come, unpacked.
type stream struct {
	io.Reader
	closer func() error
	ended  func() error               // looks at the file again after all was read; may be nil
	done   func() (done, total int64) // bytes on the disk; total is 0 when it is not known
	idle   bool                       // reading may wait for others: it is a pipe
}

func (s *stream) close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer()
}

// FromBytes makes a table of bytes, which must not change while it is in use.
func FromBytes(name string, data []byte) *Source {
	return &Source{Name: charset.Clean(name), begin: func() (*stream, error) {
		r := bytes.NewReader(data)
		return &stream{Reader: r, done: func() (int64, int64) { return r.Size() - int64(r.Len()), r.Size() }}, nil
	}}
}

// Close ends reading, and frees the file.
func (s *Source) Close() error {
	if s.live == nil {
		return nil
	}
	live := s.live
	s.live, s.head, s.whole = nil, nil, false
	if err := live.close(); err != nil {
		return s.unreadable(err)
	}
	return nil
}

// peek reads the table's first bytes into head.
func (s *Source) peek(size int) error {
	if s.live == nil {
		if s.begin == nil {
			return s.fail(0, "can be read only once").WithHint("save it to a file first")
		}
		live, err := s.begin()
		if err != nil {
			return err
		}
		s.live = live
	}
	if s.whole || len(s.head) >= size {
		return nil
	}
	had := len(s.head)
	s.head = append(s.head, make([]byte, size-had)...)
	n, err := io.ReadFull(s.live, s.head[had:])
	s.head = s.head[:had+n]
	switch err {
	case nil:
		return nil
	case io.EOF, io.ErrUnexpectedEOF:
		s.whole = true
		return nil
	}
	return s.unreadable(err)
}

// take gives the whole stream away; the next look begins it again.
func (s *Source) take() (*stream, error) {
	if err := s.peek(0); err != nil {
		return nil, err
	}
	live := s.live
	live.Reader = io.MultiReader(bytes.NewReader(s.head), live.Reader)
	s.live, s.head, s.whole = nil, nil, false
	return live, nil
}

// fail says what is wrong with the table, or with a line of it.
func (s *Source) fail(line int, format string, args ...any) *ledger.Error {
	where := s.Name
	if line > 0 {
		where = fmt.Sprintf("%s, line %d,", s.Name, line)
	}
	return ledger.Errorf(ledger.ErrUsage, "%s %s", where, fmt.Sprintf(format, args...))
}

// unreadable wraps what reading failed with.
func (s *Source) unreadable(err error) error {
	if e, ok := err.(*ledger.Error); ok {
		return e
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "cannot read " + s.Name, Hint: "get the file again", Err: err}
}
