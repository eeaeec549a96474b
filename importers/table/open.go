package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"contra/core/ledger"
	"contra/importers/charset"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// The first bytes of files that are no text.
var (
	magicGzip   = []byte("\x1f\x8b")
	magicZip    = []byte("PK\x03\x04")
	magicNoZip  = []byte("PK\x05\x06") // an archive without members
	magicOffice = []byte("\xd0\xcf\x11\xe0")
)

// Open finds the tables of a file: itself, plain or packed with gzip, or the members of a zip
// archive. What it is is seen from its bytes, not from its name. Every
// error is a *ledger.Error that names the file. An archive with members that are no
// tables is one, too, so that none is left out unseen.
func Open(path string, stdin io.Reader) ([]*Source, error) {
	s := &Source{Name: charset.Clean(path)}
	if path == Stdin {
		if stdin == nil {
			return nil, ledger.Errorf(ledger.ErrUsage, "standard input cannot be read here").WithHint("name a file")
		}
		return s.pipe(stdin, nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, missing(s.Name, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		f.Close()
		return nil, missing(s.Name, err)
	case info.IsDir():
		f.Close()
		return nil, s.fail(0, "is a folder").WithHint("name the files in it")
	case !info.Mode().IsRegular():
		return s.pipe(f, f.Close)
	}
	defer f.Close()
	var first [4]byte
	n, err := f.ReadAt(first[:], 0)
	if err != nil && err != io.EOF {
		return nil, missing(s.Name, err)
	}
	switch head := first[:n]; {
	case bytes.HasPrefix(head, magicZip), bytes.HasPrefix(head, magicNoZip):
		return s.archive(path, f, info.Size())
	case bytes.HasPrefix(head, magicGzip):
		s.begin = func() (*stream, error) { return s.unpack(s.file(path)) }
	default:
		s.begin = func() (*stream, error) { return s.file(path) }
	}
	return []*Source{s}, nil
}

func missing(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ledger.Errorf(ledger.ErrNotFound, "there is no file %q", name).WithHint("check the path")
	case errors.Is(err, fs.ErrPermission):
		return ledger.Errorf(ledger.ErrIO, "%q may not be read", name).WithHint("check its permissions")
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "cannot read " + name, Hint: "check the path", Err: err}
}

// file begins a file on the disk.
func (s *Source) file(path string) (*stream, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, missing(s.Name, err)
	}
	before, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, missing(s.Name, err)
	}
	c := &counted{r: f}
	return &stream{Reader: c, closer: f.Close, ended: s.unchanged(f, before),
		done: func() (int64, int64) { return c.n, before.Size() }}, nil
}

// unchanged tells whether a file is as it was.
func (s *Source) unchanged(f *os.File, before fs.FileInfo) func() error {
	return func() error {
		after, err := f.Stat()
		if err != nil {
			return s.unreadable(err)
		}
		if after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
			return s.fail(0, "has changed while it was read").WithHint("wait until it is complete, and read it again")
		}
		return nil
	}
}

// pipe makes a table of what can be read only once.
func (s *Source) pipe(r io.Reader, closer func() error) ([]*Source, error) {
	c := &counted{r: r}
	b := bufio.NewReader(c)
	s.live = &stream{Reader: b, closer: closer, idle: true, done: func() (int64, int64) { return c.n, 0 }}
	head, err := b.Peek(4)
	switch {
	case err != nil && err != io.EOF:
		err = s.unreadable(err)
	case bytes.HasPrefix(head, magicZip), bytes.HasPrefix(head, magicNoZip):
		err = s.fail(0, "is a zip archive, which can be read only from a file").WithHint("save it to a file, and name that")
	case bytes.HasPrefix(head, magicGzip):
		s.live, err = s.unpack(s.live, nil)
	default:
		err = nil
	}
	if err != nil {
		if closer != nil {
			closer()
		}
		return nil, err
	}
	return []*Source{s}, nil
}
