package dialog

import (
	"strings"

	"contra/ui/tui/input"
)

// Kind is what a field of a form is.
type Kind uint8

// The kinds.
const (
	Text   Kind = iota // a line of text
	Choice             // one of Options
	Check              // yes or no: "yes" or ""
	Note               // text that follows the other fields, not editable
	Typed              // text that must be typed exactly, to confirm
)

// Option is one answer of a Choice.
type Option struct {
	Value string
	Label string
	Off   string // why it cannot be chosen, empty when it can
}

// Values is the content of a form by field id.
type Values map[string]string

// Is tells whether a Check is ticked.
func (v Values) Is(id string) bool { return v[id] == "yes" }

// Field is one field of a form, as data.
type Field struct {
	ID          string
	Label       string
	Kind        Kind
	Value       string // the first value
	Placeholder string
	Unit        string          // after a Text, e.g. the currency
	Limit       int             // characters of a Text
	Accept      func(rune) bool // which characters a Text takes, nil for all
	Options     []Option        // of a Choice
	// Check says what is wrong with the value, empty when nothing is. It runs on
	// every change and must not block.
	Check func(value string, v Values) string
	// Show hides the field when it gives false. Nil: always shown.
	Show func(v Values) bool
	// Want is what must be typed into a Typed field; Same compares, exactly when nil.
	Want func(v Values) string
	Same func(got, want string) bool
	// Text is the content of a Note.
	Text func(v Values) []Line
}

// state is a field with what was entered.
type state struct {
	Field
	line    input.Line
	value   string // of Choice and Check
	touched bool
}

func newState(f Field) *state {
	s := &state{Field: f}
	switch f.Kind {
	case Text, Typed:
		s.line = input.Line{Placeholder: f.Placeholder, Limit: f.Limit, Accept: f.Accept}
		s.line.SetValue(f.Value)
	case Choice:
		s.value = f.Value
		if s.value == "" {
			for _, o := range f.Options {
				if o.Off == "" {
					s.value = o.Value
					break
				}
			}
		}
	case Check:
		s.value = f.Value
	}
	return s
}

func (s *state) get() string {
	if s.Kind == Text || s.Kind == Typed {
		return s.line.Value()
	}
	return s.value
}

func (s *state) visible(v Values) bool { return s.Show == nil || s.Show(v) }

// problem says what is wrong with the field.
func (s *state) problem(v Values) string {
	if !s.visible(v) {
		return ""
	}
	if s.Kind == Typed && s.Want != nil {
		got, want := strings.TrimSpace(s.get()), s.Want(v)
		same := got == want
		if s.Same != nil {
			same = s.Same(got, want)
		}
		if want == "" || !same {
			return "type " + want + " to confirm"
		}
	}
	if s.Check == nil {
		return ""
	}
	return s.Check(s.get(), v)
}

// pick moves a Choice by d options and tells whether it could.
func (s *state) pick(d int) bool {
	at := 0
	for i, o := range s.Options {
		if o.Value == s.value {
			at = i
		}
	}
	for i := at + d; i >= 0 && i < len(s.Options); i += d {
		if s.Options[i].Off == "" {
			s.value = s.Options[i].Value
			return true
		}
	}
	return false
}

// saysSo tells whether what is wrong with the field stands below it: once something was
// typed there, or the form was tried.
func (s *state) saysSo(tried bool) bool {
	return s.Kind != Typed && (s.touched && s.get() != "" || tried)
}
