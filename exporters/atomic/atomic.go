// Package atomic writes files so that the final name never holds half a file.
package atomic

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"contra/core/ledger"
)

// WriteFile calls write with a temporary file beside path, syncs it and gives
// it the name path. When write fails, or a file of that name exists already,
// nothing is left behind.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return ledger.Errorf(ledger.ErrIO, "%s exists already and is not overwritten", path).WithHint("choose another name or move the file away")
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".contra-*")
	if err != nil {
		return failed(path, err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	buffered := bufio.NewWriterSize(tmp, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := errors.Join(buffered.Flush(), tmp.Sync(), tmp.Close()); err != nil {
		return failed(path, err)
	}
	// A link, unlike a rename, fails when another process took the name meanwhile.
	if err := os.Link(tmp.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return ledger.Errorf(ledger.ErrIO, "%s exists already and is not overwritten", path)
		}
		if err := os.Rename(tmp.Name(), path); err != nil { // a file system without links
			return failed(path, err)
		}
	} else {
		os.Remove(tmp.Name())
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		dir.Sync()
		dir.Close()
	}
	return nil
}

func failed(path string, err error) error {
	return &ledger.Error{Code: ledger.ErrIO, Message: "the file " + path + " cannot be written", Err: err}
}
