package table

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"contra/importers/charset"
)

// mostMembers is more than anyone packs by hand.
const mostMembers = 1000

// archive makes a table of every member of a zip archive.
func (s *Source) archive(file string, r io.ReaderAt, size int64) ([]*Source, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is ever written
		return nil, s.damaged(err)
	}
	if slices.ContainsFunc(z.File, func(e *zip.File) bool { return e.Name == "[Content_Types].xml" || e.Name == "mimetype" }) {
		return nil, s.workbook()
	}
	var all []*Source
	for i, e := range z.File {
		name := strings.ReplaceAll(e.Name, "\\", "/")
		m := &Source{Name: s.Name + ":" + charset.Clean(name)}
		switch {
		case strings.HasSuffix(name, "/"), litter(name):
		case !tabular(name):
			return nil, m.fail(0, "is no table").WithHint("unpack the archive, and name the tables: files that end with .csv, .tsv or .txt")
		case e.Flags&1 != 0:
			return nil, m.fail(0, "is locked with a password").WithHint("unpack the archive, and name the tables")
		case len(all) == mostMembers:
			return nil, s.fail(0, "has more than %d tables", mostMembers).WithHint("unpack the archive, and name those that you need")
		default:
			m.begin = func() (*stream, error) { return m.member(file, i, e.Name) }
			all = append(all, m)
		}
	}
	if len(all) == 0 {
		return nil, s.fail(0, "has no table in it").WithHint("tables are files that end with .csv, .tsv or .txt")
	}
	return all, nil
}

func (s *Source) workbook() error {
	return s.fail(0, "is a workbook or another document, and no text").WithHint("save the table as CSV")
}

func tabular(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

// litter tells what file managers leave in archives.
func litter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "._") || base == ".DS_Store" || strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// member begins a member of an archive.
func (s *Source) member(file string, i int, name string) (*stream, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, missing(s.Name, err)
	}
	live, err := s.unzip(f, i, name)
	if err != nil {
		f.Close()
	}
	return live, err
}

func (s *Source) unzip(f *os.File, i int, name string) (*stream, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, missing(s.Name, err)
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, s.damaged(err)
	}
	if i >= len(z.File) || z.File[i].Name != name {
		return nil, s.fail(0, "is no longer in its archive").WithHint("read the archive again")
	}
	e := z.File[i]
	r, err := e.Open()
	if err != nil {
		return nil, s.damaged(err)
	}
	packed, total := int64(e.CompressedSize64), int64(e.UncompressedSize64)
	c := &counted{r: s.grown(r, func() int64 { return packed })}
	return &stream{Reader: c, closer: f.Close, ended: s.unchanged(f, info),
		done: func() (int64, int64) { return min(c.n, total), total }}, nil
}
