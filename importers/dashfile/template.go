package dashfile

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/importers/charset"
)

// Template takes the layout from a template that was downloaded from the Dashboard:
// its columns in their order, and its end of line. Columns that contra does not know stay, and
// are written empty.
func Template(name string, data []byte) (batch.Layout, error) {
	file := charset.Short(filepath.Base(name))
	fail := func(format string, args ...any) (batch.Layout, error) {
		return batch.Layout{}, ledger.Errorf(ledger.ErrUsage, "the template %s %s", file, fmt.Sprintf(format, args...)).
			WithHint("download the template of mass refunds from the Dashboard again, and take it as it is")
	}
	if kind := foreign(string(data[:min(len(data), 8)])); kind != "" {
		return fail("is %s, not a CSV file", kind)
	}
	if len(data) > 1<<20 {
		return fail("is too large: a template has a header and perhaps a few rows")
	}
	text := charset.Decode(string(data))
	if text.Encoding == "" || text.Bad > 0 {
		return fail("cannot be read: line %d is not UTF-8", text.Bad)
	}
	in := newLines(text.S)
	first, ok := in.next()
	if !ok || strings.TrimSpace(first) == "" {
		return fail("is empty")
	}
	h, _ := parseHeader(first)
	for len(h.names) > 0 && strings.TrimSpace(h.names[len(h.names)-1]) == "" {
		h.names = h.names[:len(h.names)-1]
	}
	if len(h.names) > mostColumns {
		return fail("has more than %d columns", mostColumns)
	}
	for i, column := range h.names {
		switch {
		case slices.Index(h.names, column) != i:
			return fail("has the column %q twice", charset.Short(column))
		case batch.Unwritable(column) != "":
			return fail("has %s in the name of a column", batch.Unwritable(column))
		}
	}
	if missing := h.missing(); len(missing) > 0 {
		return fail("lacks the required columns %s", strings.Join(missing, ", "))
	}
	return batch.Layout{
		Name:    strings.TrimSuffix(file, filepath.Ext(file)),
		Columns: slices.Clone(h.names),
		LF:      in.end == '\n' && strings.HasSuffix(text.S[:in.at], "\n") && !strings.HasSuffix(text.S[:in.at], "\r\n"),
		Always:  slices.Contains(h.names, batch.ColOperation),
	}, nil
}
