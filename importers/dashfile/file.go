// Package dashfile reads mass refund files in the Dashboard's layout as strictly
// as the platform's upload check, but never stops at the first fault: whatever is
// wrong is told, with its line, and the rest is read all the same.
//
// The rows are decoded with gocsv. It would pass over a wrong delimiter, missing
// and doubled columns and short rows in silence, so the header and the number of
// fields are looked at here first, and gocsv gets every value as text: it would
// read 10.99 as 10 and an empty amount as 0.
package dashfile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/importers/charset"
)

// mostRows is how many rows are read at most. A real file of the greatest size has fewer;
// it keeps a file of nothing but line ends from filling the memory.
const mostRows = 2_000_000

// File is what was read.
type File struct {
	Rows     []batch.Row
	Findings []batch.Finding // about the file as a whole and its lines, in their order
	Columns  []string        // of the header, as written
	LF       bool            // lines end with LF instead of CR LF
	Bytes    int64
	SHA256   string // of its bytes; empty when it is too large to be read
}

// Read reads a file. The name is for the finding about its extension; "-" has none
// to look at. An error is about reading alone.
func Read(name string, r io.Reader) (File, error) {
	var f File
	data, err := f.load(r)
	if err != nil {
		return f, err
	}
	if name != "-" && !strings.EqualFold(filepath.Ext(name), ".csv") {
		f.add(0, "", batch.FileExtension, "the platform takes only files whose names end with .csv: rename it")
	}
	if f.Bytes > batch.MaxBytes {
		f.add(0, "", batch.FileTooLarge, "the file has more than 128 MB, and the platform takes no more: split it; its rows were not read")
		return f, nil
	}
	if kind := foreign(data); kind != "" {
		f.add(0, "", batch.FileUnreadable, "this is "+kind+", not a CSV file: open it and save it as CSV, UTF-8, with semicolons")
		return f, nil
	}
	f.read(f.decode(data))
	slices.SortStableFunc(f.Findings, func(a, b batch.Finding) int { return a.Line - b.Line })
	return f, nil
}

// load reads all bytes, or a little more than the platform takes.
func (f *File) load(r io.Reader) (string, error) {
	var b strings.Builder
	switch r := r.(type) {
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			b.Grow(int(min(info.Size(), batch.MaxBytes)))
		}
	case interface{ Len() int }:
		b.Grow(min(r.Len(), batch.MaxBytes))
	}
	sum := sha256.New()
	n, err := io.CopyBuffer(io.MultiWriter(&b, sum), io.LimitReader(r, batch.MaxBytes+1), make([]byte, 128<<10))
	if f.Bytes = n; err != nil {
		return "", err
	}
	if n <= batch.MaxBytes {
		f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	return b.String(), nil
}

// foreign names what is no text at all.
func foreign(data string) string {
	switch {
	case strings.HasPrefix(data, "PK\x03\x04"):
		return "a workbook or an archive"
	case strings.HasPrefix(data, "\xd0\xcf\x11\xe0"):
		return "an old or a locked workbook"
	case strings.HasPrefix(data, "\x1f\x8b"):
		return "a compressed file"
	}
	return ""
}

// decode gives the text, with findings about its encoding.
func (f *File) decode(data string) string {
	t := charset.Decode(data)
	const save = "save it as UTF-8 without a byte order mark"
	switch {
	case t.Encoding == charset.UTF8 && t.BOM:
		f.add(1, "", batch.FileBOM, "the file begins with a byte order mark, which the platform takes for a part of the first column's name: "+save)
	case t.Encoding == charset.UTF16LE, t.Encoding == charset.UTF16BE, t.Encoding == charset.CP949:
		f.add(1, "", batch.FileEncoding, "the file is in "+t.Encoding+", and the platform takes only UTF-8: "+save)
	}
	if t.Bad > 0 {
		f.add(t.Bad, "", batch.FileEncoding, fmt.Sprintf("the line has bytes that are not %s: mend the text and %s", encodingOr(t.Encoding), save))
	}
	if at := strings.IndexByte(t.S, 0); at >= 0 {
		f.add(charset.Line(t.S, at), "", batch.FileEncoding, "the line has a NUL, and the platform calls such a file broken: remove it")
	}
	return t.S
}

func encodingOr(name string) string {
	if name == "" {
		return charset.UTF8
	}
	return name
}

func (f *File) add(line int, column string, code batch.Code, message string) {
	f.Findings = append(f.Findings, batch.Finding{Line: line, Column: column, Code: code, Severity: batch.Error, Message: message})
}

func (f *File) warn(line int, column string, code batch.Code, message string) {
	f.add(line, column, code, message)
	f.Findings[len(f.Findings)-1].Severity = batch.Warning
}
