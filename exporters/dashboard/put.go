package dashboard

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"contra/core/ledger"
	"contra/exporters/atomic"
)

// Put writes the file so that its name never holds half of it. A file of that
// name with these very bytes is taken for done; any other stays as it is and is
// an error.
func (Files) Put(path string, data []byte) error {
	if !strings.EqualFold(filepath.Ext(path), ".csv") {
		return ledger.Errorf(ledger.ErrUsage, "%s does not end in .csv, and the platform takes no other file", path).WithHint("name it %s.csv", strings.TrimSuffix(path, filepath.Ext(path)))
	}
	return put(path, data)
}

func put(path string, data []byte) error {
	err := atomic.WriteFile(path, func(w io.Writer) error { _, err := w.Write(data); return err })
	if err != nil && holds(path, data) {
		return nil
	}
	return err
}

// holds tells whether path is a plain file with exactly these bytes.
func holds(path string, data []byte) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	have, err := os.ReadFile(path)
	return err == nil && bytes.Equal(have, data)
}
