package statement

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// csv reads a CSV file as we or a spreadsheet wrote it, with any of the usual separators.
func (d *reading) csv(in *bufio.Reader) error {
	begin, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return failedToRead(err)
	}
	switch {
	case bytes.HasPrefix(begin, []byte("\xef\xbb\xbf")):
		in.Discard(3)
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")):
		return unread("the file is UTF-16 text").WithHint("save it as “CSV UTF-8”, or as a workbook")
	}
	r := csv.NewReader(in)
	r.Comma = separator(in)
	r.FieldsPerRecord = -1
	names, err := r.Read()
	if err != nil {
		return d.damaged(err)
	}
	p, missing := header(names)
	if len(missing) > 0 {
		return unread("line 1: the header has no column %s", strings.Join(missing, ", "))
	}
	r.ReuseRecord = true
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return d.damaged(err)
		}
		line, _ := r.FieldPos(0)
		if p.note < len(cells) && !utf8.ValidString(cells[p.note]) {
			return unread("line %d, %s: it is not UTF-8 text", line, noteColumn).WithHint("save the file as “CSV UTF-8”, or as a workbook")
		}
		d.row("", line, p, cells)
	}
}

// separator is what parts the names of the header.
func separator(in *bufio.Reader) rune {
	begin, _ := in.Peek(in.Size())
	line, _, _ := bytes.Cut(begin, []byte("\n"))
	return slices.MaxFunc([]rune{',', ';', '\t'}, func(a, b rune) int {
		return bytes.Count(line, []byte(string(a))) - bytes.Count(line, []byte(string(b)))
	})
}

// damaged says where a file stops being CSV.
func (d *reading) damaged(err error) error {
	var at *csv.ParseError
	switch {
	case errors.As(err, &at):
		return unread("line %d cannot be read: %v", at.StartLine, at.Err)
	case errors.Is(err, io.EOF):
		return unread("the table is empty")
	}
	return failedToRead(err)
}
