package query

import (
	"slices"
	"strings"
	"time"
)

// Parse reads a filter. Words such as today are taken from now. Every error is
// a *ParseError.
func Parse(text string, now time.Time) (Filter, error) {
	var f Filter
	l := lexer{text: text}
	for {
		w, ok, err := l.next()
		if err != nil {
			return Filter{}, err
		}
		if !ok {
			return f, nil
		}
		t, err := w.term(now.UTC())
		if err != nil {
			return Filter{}, err
		}
		f.Terms = append(f.Terms, t)
	}
}

func (w word) term(now time.Time) (Term, *ParseError) {
	if w.field.text == "" {
		return w.free()
	}
	field, known := fieldNamed(w.field.text)
	if !known {
		return Term{}, unknownField(w.field)
	}
	t := Term{Field: field, Not: w.not}
	if op := field.Op(); op == Range || op == Between {
		p := w.values[0]
		switch {
		case len(w.values) > 1:
			return Term{}, fail(w.values[1], "%s takes one range, without commas", field).
				hint("thousands are not separated; write %s", example(field))
		case p.text == "":
			return Term{}, fail(p, "nothing stands after %s:", field).hint("write %s", example(field))
		}
		var err *ParseError
		if op == Range {
			t.Number, err = parseNumbers(p, field)
		} else {
			t.Times, err = parseTimes(p, field, now)
		}
		return t, err
	}
	for _, p := range w.values {
		values, err := parseValue(p, field)
		if err != nil {
			return Term{}, err
		}
		for _, v := range values {
			if !slices.Contains(t.Values, v) {
				t.Values = append(t.Values, v)
			}
		}
	}
	return t, nil
}

// free takes a word without a field.
func (w word) free() (Term, *ParseError) {
	p := w.values[0]
	if p.text == "" {
		return Term{}, fail(p, "a word is missing")
	}
	if end := strings.IndexAny(p.text, "<>="); end > 0 && !p.quoted {
		if field, known := fieldNamed(p.text[:end]); known {
			return Term{}, fail(p, "a colon is missing after %s", field).hint("write %s:%s", field, p.text[end:])
		}
	}
	return Term{Field: Text, Not: w.not, Values: []string{p.text}}, nil
}

func fieldNamed(name string) (Field, bool) {
	name = strings.ReplaceAll(strings.ToLower(name), "-", "_")
	for _, f := range fields {
		if name == string(f.name) || slices.Contains(f.alias, name) {
			return f.name, true
		}
	}
	return "", false
}

func unknownField(p piece) *ParseError {
	names := make([]string, 0, len(fields))
	every := make([]string, 0, 2*len(fields))
	for _, f := range fields {
		names = append(names, string(f.name))
		every = append(append(every, string(f.name)), f.alias...)
	}
	err := fail(p, "there is no field %s", shown(p.text))
	guess := ""
	if near, ok := nearest(strings.ToLower(p.text), every); ok {
		guess = "did you mean " + near + "? "
	}
	return err.hint(`%sThe fields are %s; a word with a colon goes in "quotes"`, guess, strings.Join(names, ", "))
}

// example is something that can be typed after the field.
func example(f Field) string {
	switch f.Op() {
	case Range:
		return string(f) + ":>50000 or " + string(f) + ":100..200"
	case Between:
		return string(f) + ":2026-10, " + string(f) + ":7d or " + string(f) + ":2026-10-01..2026-10-07"
	}
	return f.About()
}
