// Package out writes what the commands have to say: one JSON document, tables
// for people, and a progress line. It draws nothing that it did not clean.
package out

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// JSON writes v as one line. Characters that could act on a terminal or hide
// there are written as \u escapes, so that the document means the same and can
// be looked at safely.
func JSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(visible(b.Bytes()))
	return err
}

// List writes {"items":[…],"total":n}, each item on a line of its own, and
// "truncated":true when there are more than were given. It never holds more than one
// encoded item.
func List[T any](w io.Writer, items []T, total int64) error {
	b := bufio.NewWriterSize(w, 64<<10)
	b.WriteString(`{"items":[`)
	for i := range items {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n")
		var one bytes.Buffer
		e := json.NewEncoder(&one)
		e.SetEscapeHTML(false)
		if err := e.Encode(items[i]); err != nil {
			return err
		}
		b.Write(visible(bytes.TrimRight(one.Bytes(), "\n")))
	}
	fmt.Fprintf(b, `],"total":%d`, total)
	if total > int64(len(items)) {
		b.WriteString(`,"truncated":true`)
	}
	b.WriteString("}\n")
	return b.Flush()
}

// visible escapes everything behind ASCII that is not printable. Inside a JSON
// document such characters stand in strings only.
func visible(doc []byte) []byte {
	plain := func(r rune) bool { return r < 0x7f || r != 0x7f && unicode.IsPrint(r) }
	at := 0
	for at < len(doc) && doc[at] < 0x7f {
		at++
	}
	if at == len(doc) {
		return doc
	}
	safe := append(make([]byte, 0, len(doc)+64), doc[:at]...)
	for i := at; i < len(doc); {
		r, n := utf8.DecodeRune(doc[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			safe = append(safe, `\ufffd`...)
		case plain(r):
			safe = append(safe, doc[i:i+n]...)
		case r > 0xffff:
			r -= 0x10000
			safe = fmt.Appendf(safe, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			safe = fmt.Appendf(safe, `\u%04x`, r)
		}
		i += n
	}
	return safe
}
