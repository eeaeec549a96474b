package query

import (
	"strings"
	"unicode"

	"contra/core/ledger"
)

// Suggestion is one way to go on typing: Text takes the place of the bytes
// from From up to To.
type Suggestion struct {
	Text     string
	About    string // a few words for the list, or empty
	From, To int
}

// Complete suggests how to go on at byte offset pos: fields, or after a colon
// the values of the field. Values that only the ledger knows, such as its
// methods, come from known, which may be nil.
func Complete(text string, pos int, known func(Field) []string) []Suggestion {
	pos = max(0, min(pos, len(text)))
	start, inQuotes := 0, false
	for i, r := range text[:pos] {
		switch {
		case r == '"':
			inQuotes = !inQuotes
		case unicode.IsSpace(r) && !inQuotes:
			start = i + len(string(r))
		}
	}
	if start < pos && (text[start] == '-' || text[start] == '!') {
		start++
	}
	typed := text[start:pos]
	name, value, after := strings.Cut(typed, ":")
	if !after {
		return suggestFields(typed, start, pos)
	}
	field, found := fieldNamed(name)
	if !found {
		return nil
	}
	from := start + len(name) + 1
	if comma := strings.LastIndexByte(value, ','); comma >= 0 && !inQuotes {
		from, value = from+comma+1, value[comma+1:]
	}
	value = lower(strings.Trim(value, `"`))
	var all []Suggestion
	for _, v := range choices(field, known) {
		text := v
		if field.Op() == Is {
			text = written(field, v)
		}
		if strings.HasPrefix(lower(v), value) || strings.HasPrefix(lower(text), value) {
			all = append(all, Suggestion{Text: text, From: from, To: pos})
		}
	}
	return all
}

func suggestFields(typed string, from, to int) []Suggestion {
	if strings.Contains(typed, `"`) {
		return nil
	}
	var all []Suggestion
	for _, f := range fields {
		if f.name != Text && strings.HasPrefix(string(f.name), lower(typed)) {
			all = append(all, Suggestion{string(f.name) + ":", f.about, from, to})
		}
	}
	return all
}

func choices(field Field, known func(Field) []string) []string {
	switch field {
	case Status:
		// The short forms are written out as words of their own.
		return append([]string{"success", "partial", "pending", "failed"}, ledger.PaymentStatuses()[1:]...)
	case Flag:
		return ledger.FlagNames()
	case Date, Updated:
		return []string{"today", "yesterday", "7d", "30d"}
	case Amount, Refunded, InFlight, Refundable:
		return []string{">0", "0"}
	}
	if known == nil {
		return nil
	}
	return known(field)
}
