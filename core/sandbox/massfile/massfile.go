// Package massfile reads the Dashboard's mass refund files for the stand-in
// platform, with the checks that the platform's documents name for an upload.
// It is written from the documents alone. Where they are silent, as they are on
// quotes, it takes only what every reader would read in the same way.
package massfile

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the size of the largest file that is taken.
const MaxBytes = 128 << 20

// Row is one refund that a file asks for.
type Row struct {
	Line        int // in the file; the header is line 1
	Project     int64
	Method      string // the Dashboard's code
	PaymentID   string
	OperationID string // digits, often empty
	Amount      int64  // minor units
	Currency    string
	Description string
}

// Standing is what a project is to the merchant who uploads.
type Standing int

// What a project can be.
const (
	Unknown Standing = iota
	Foreign          // another merchant's
	Ours
)

// Rules is what the checks must know of the platform.
type Rules struct {
	Project func(id int64) Standing
	Method  func(code string) bool // nil: Known
}

// Read gives the rows of a file, in their order. The error is a *Refused with
// everything that is wrong with it.
func Read(name string, data []byte, rules Rules) ([]Row, error) {
	if rules.Method == nil {
		rules.Method = Known
	}
	r := reader{rules: rules}
	if !strings.EqualFold(suffix(name), "csv") {
		r.say(badFormat, 0)
	}
	if len(data) > MaxBytes {
		r.say(tooLarge, 0)
		return nil, r.refusal()
	}
	lines, ok := split(data)
	switch {
	case !ok:
		r.say(broken, 0)
	case len(lines) == 0:
		r.say(empty, 0)
	case r.header(lines[0]):
		if len(lines) == 1 {
			r.say(empty, 0)
		}
		for i, line := range lines[1:] {
			r.row(line, i+2)
		}
	}
	if err := r.refusal(); err != nil {
		return nil, err
	}
	return r.rows, nil
}

func suffix(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[i+1:]
	}
	return ""
}

// split cuts the text into lines that end with CR LF or LF, the last one
// perhaps with neither. It fails on what is no plain text in UTF-8 without a
// mark in front.
func split(data []byte) (lines []string, ok bool) {
	if bytes.HasPrefix(data, []byte("\ufeff")) || bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) {
		return nil, false
	}
	text := string(data)
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		if strings.Contains(line, "\r") {
			return nil, false
		}
		lines, text = append(lines, line), rest
	}
	return lines, true
}
