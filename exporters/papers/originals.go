package papers

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/exporters/evidence"
)

// Originals gives report files as they came, unpacked when they are packed with gzip.
func Originals(paths []string) ([]evidence.ReportFile, error) {
	all := make([]evidence.ReportFile, 0, len(paths))
	for _, path := range paths {
		f := evidence.ReportFile{Open: func() (io.ReadCloser, error) { return original(path) }}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, r)
		r.Close()
		if err != nil {
			return nil, unreadable(path, err)
		}
		f.SHA256 = hex.EncodeToString(sum.Sum(nil))
		all = append(all, f)
	}
	return all, nil
}

func original(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	b := bufio.NewReader(f)
	if head, _ := b.Peek(2); !bytes.Equal(head, []byte("\x1f\x8b")) {
		return both{b, f}, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		f.Close()
		return nil, unreadable(path, err)
	}
	return both{z, f}, nil
}

// both reads the one and closes the other.
type both struct {
	io.Reader
	io.Closer
}

func unreadable(path string, err error) error {
	var at *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return ledger.Errorf(ledger.ErrNotFound, "there is no file %q", path).WithHint("check the path")
	case errors.As(err, &at):
		err = at.Err
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: path + " cannot be read", Err: err}
}

// Signed gives the run that the signature in force under a month rests on; its ID
// is 0 when the name is no signed month.
func Signed(ctx context.Context, d *desk.Desk, month string) (archive.Run, error) {
	c, ok, err := runs.InForce(ctx, d.Store, month)
	if err != nil || !ok {
		return archive.Run{}, err
	}
	return runs.Get(ctx, d.Store, c.Run)
}
