package dashfile

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/importers/card"
	"contra/importers/charset"
)

// mostColumns keeps a hostile header from costing much; the platform knows some dozens.
const mostColumns = 1000

// header is what the first line says.
type header struct {
	names []string // as written
	known []string // the column by its exact name, or empty; as long as names
	comma byte
}

// parseHeader reads the first line with the delimiter that makes the most of it.
func parseHeader(line string) (h header, quoted int) {
	best := -1
	for _, comma := range []byte(";,\t|") {
		names, _, q := split(nil, line, comma, mostColumns+1)
		c := header{names: names, comma: comma, known: make([]string, len(names))}
		found := 0
		for i, name := range names {
			if slices.Contains(batch.Columns(), name) {
				c.known[i] = name
				found++
			}
		}
		for i, name := range names {
			near := strings.ToLower(strings.TrimSpace(name))
			if c.known[i] == "" && slices.Contains(batch.Columns(), near) && !slices.Contains(c.known, near) {
				c.known[i] = near
				found++
			}
		}
		if found > best {
			best, h, quoted = found, c, q
		}
	}
	return h, quoted
}

// missing lists the required columns that stand nowhere by their exact names.
func (h *header) missing() (names []string) {
	for _, name := range batch.Required() {
		if !slices.Contains(h.names, name) {
			names = append(names, name)
		}
	}
	return names
}

// any tells whether a single column is known.
func (h *header) any() bool {
	return slices.ContainsFunc(h.known, func(name string) bool { return name != "" })
}

// header checks the first line, and tells whether rows can be read below it.
func (f *File) header(line string, n int) (header, bool) {
	h, quoted := parseHeader(line)
	if len(h.names) > mostColumns {
		f.add(n, "", batch.FileUnreadable, fmt.Sprintf("the header has more than %d columns, so this is no refund file: take the right one", mostColumns))
		return h, false
	}
	f.Columns = h.names
	if quoted > 0 {
		f.add(n, short(h.names[quoted-1]), batch.FieldQuoted, "the header has quotes: nothing may be quoted in this file, so remove them")
	}
	if h.comma != ';' {
		f.add(n, "", batch.FileDelimiter, fmt.Sprintf("the values are separated by %s, and the platform takes only semicolons: save the file with semicolons", delimiterName(h.comma)))
	}
	for _, name := range h.missing() {
		if at := slices.Index(h.known, name); at >= 0 {
			f.add(n, name, batch.FileColumnMissing, fmt.Sprintf("the column %s is written %q: write its name exactly", name, short(h.names[at])))
			continue
		}
		f.add(n, name, batch.FileColumnMissing, fmt.Sprintf("the column %s is missing: add it to the header and a value to every row", name))
	}
	f.unknown(&h, n)
	return h, h.any()
}

// unknown tells of columns that stand twice or that contra does not know.
func (f *File) unknown(h *header, n int) {
	seen := make(map[string]bool, len(h.names))
	for i, name := range h.names {
		label := short(name)
		switch {
		case name == "":
			f.warn(n, "", batch.FileColumnUnknown, fmt.Sprintf("column %d has no name: remove it, also from every row", i+1))
			continue
		case seen[name]:
			f.add(n, label, batch.FileColumnDuplicated, fmt.Sprintf("the column %q stands twice: remove one; the first was read", label))
			h.known[i] = ""
		case h.known[i] == "":
			f.warn(n, label, batch.FileColumnUnknown, fmt.Sprintf("%q is no column of a refund file and was not read: remove it if the platform refuses the file", label))
		case h.known[i] != name && !slices.Contains(batch.Required(), h.known[i]):
			f.warn(n, h.known[i], batch.FileColumnUnknown, fmt.Sprintf("the column %s is written %q: write its name exactly", h.known[i], label))
		}
		seen[name] = true
	}
}

// short is a name from the file, fit for a sentence.
func short(name string) string { return charset.Short(card.MaskText(name)) }

func delimiterName(comma byte) string {
	switch comma {
	case ',':
		return "commas"
	case '\t':
		return "tabs"
	case '|':
		return "vertical bars"
	}
	return "semicolons"
}
