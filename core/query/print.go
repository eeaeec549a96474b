package query

import (
	"strings"

	"contra/core/ledger"
)

// String writes the filter in its canonical form. Parse reads it back as the
// same filter; relative dates have become absolute.
func (f Filter) String() string {
	var b strings.Builder
	for i, t := range f.Terms {
		if i > 0 {
			b.WriteByte(' ')
		}
		t.write(&b)
	}
	return b.String()
}

// String writes one term.
func (t Term) String() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

func (t Term) write(b *strings.Builder) {
	if t.Not {
		b.WriteByte('-')
	}
	if t.Field != Text || len(t.Values) != 1 {
		b.WriteString(string(t.Field))
		b.WriteByte(':')
	}
	switch {
	case t.Number != nil:
		b.WriteString(t.Number.String())
	case t.Times != nil:
		b.WriteString(t.Times.String())
	}
	for i, v := range t.Values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(written(t.Field, v))
	}
}

// written gives a value as it is typed after its field.
func written(f Field, v string) string {
	if f == Status {
		if knownStatus(ledger.Normal(v)) || shortStatus[v] != nil {
			return strings.ReplaceAll(v, " ", "_")
		}
		return quote(v)
	}
	special := " ,\""
	if f == Text {
		special = " ,\":<>="
		if strings.HasPrefix(v, "-") || strings.HasPrefix(v, "!") {
			return quote(v)
		}
	}
	if v == "" || strings.ContainsAny(v, special) || strings.IndexFunc(v, wide) >= 0 {
		return quote(v)
	}
	return v
}

func quote(v string) string { return `"` + strings.ReplaceAll(v, `"`, `""`) + `"` }
