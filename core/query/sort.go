package query

import (
	"slices"
	"strings"
)

// Sort is the order of a list. Equal payments follow in the order of their rows.
type Sort struct {
	Field Field
	Desc  bool
}

// Sortable lists the fields that a list can be sorted by.
func Sortable() []Field {
	return []Field{Date, Updated, Payment, Customer, Amount, Refundable, Refunded, InFlight, Status, Method, Currency, Project}
}

// ParseSort reads "amount" or, largest first, "-amount". Every error is a *ParseError.
func ParseSort(text string) (Sort, error) {
	name, desc := strings.CutPrefix(strings.TrimSpace(text), "-")
	field, known := fieldNamed(name)
	if !known || !slices.Contains(Sortable(), field) {
		words := make([]string, len(Sortable()))
		for i, f := range Sortable() {
			words[i] = string(f)
		}
		return Sort{}, notOneOf(piece{text: name, pos: strings.Index(text, name)}, "order by", words)
	}
	return Sort{field, desc}, nil
}

func (s Sort) String() string {
	if s.Desc {
		return "-" + string(s.Field)
	}
	return string(s.Field)
}
