package evidence

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"contra/exporters/cell"
)

// The limits of what a verifier takes. Nothing is ever unpacked to a disk.
const (
	mostEntries  = 10_000
	mostUnpacked = 16 << 30
	mostManifest = 8 << 20
)

func sorted(entries map[string]*zip.File) []string { return slices.Sorted(maps.Keys(entries)) }

// open reads the table of contents and refuses what no pack has.
func (v *verifier) open(r io.ReaderAt, size int64) bool {
	archive, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		v.problems.add("", "it is not a readable zip file: %v", err)
		return false
	}
	if len(archive.File) > mostEntries {
		v.problems.add("", "it has %d files, and no pack has so many", len(archive.File))
		return false
	}
	if archive.Comment != "" {
		v.problems.add("", "it has a comment, and no pack has one")
	}
	v.entries = map[string]*zip.File{}
	for _, f := range archive.File {
		name := f.Name
		switch {
		case !plain(f.Name):
			v.problems.add(name, "its name is none that a pack has")
		case !f.Mode().IsRegular():
			v.problems.add(name, "it is no plain file")
		case f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate:
			v.problems.add(name, "it is packed in a way that no pack uses")
		case v.entries[f.Name] != nil:
			v.problems.add(name, "it is there twice")
		default:
			v.entries[f.Name] = f
		}
	}
	return true
}

// plain tells whether a name is that of a file inside, on any system.
func plain(name string) bool {
	return fs.ValidPath(name) && path.Clean(name) == name && utf8.ValidString(name) && !strings.ContainsAny(name, `\:`) &&
		strings.IndexFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }) < 0
}

// shown is text from a pack that is fit for a line.
func shown(text string) string {
	const most = 300
	text = cell.Clean(text)
	for i := range text {
		if i >= most {
			return text[:i] + "…"
		}
	}
	return text
}

var errLarge = errors.New("it is too large")

// all reads a small file.
func (v *verifier) all(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, mostManifest+1))
	if len(text) > mostManifest {
		return nil, errLarge
	}
	return text, err
}

// file holds a file against the manifest and reads along what is checked of it.
func (v *verifier) file(f File) {
	name := f.Name
	entry := v.entries[name]
	if entry == nil {
		v.problems.add(name, "it is missing")
		return
	}
	if v.budget -= f.Bytes; f.Bytes < 0 || v.budget < 0 {
		v.problems.add(name, "%v", errLarge)
		return
	}
	if entry.UncompressedSize64 != uint64(f.Bytes) {
		v.problems.add(name, "it has %d bytes, and the manifest says %d", entry.UncompressedSize64, f.Bytes)
		return
	}
	sum, wrong, err := v.sum(entry, f)
	switch {
	case err != nil:
		v.problems.add(name, "it is damaged: %v", err)
	case sum != f.SHA256:
		v.problems.add(name, "it was changed: its SHA-256 is not that of the manifest")
	case wrong != nil:
		v.problems.add(name, "it cannot be read: %v", wrong)
	default:
		v.report.Files++
	}
}

// sum hashes a file. wrong is what is not right in its text.
func (v *verifier) sum(entry *zip.File, f File) (sum string, wrong, err error) {
	r, err := entry.Open()
	if err != nil {
		return "", nil, err
	}
	defer r.Close()
	h := sha256.New()
	limited := io.TeeReader(io.LimitReader(r, f.Bytes+1), h)
	if check := v.seen.reader(f.Name); check != nil {
		wrong = check(limited)
	}
	if _, err := io.Copy(io.Discard, limited); err != nil {
		return "", wrong, fmt.Errorf("%w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), wrong, nil
}
