package statement

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"contra/core/money"
	"contra/core/recon"
)

// rules tells in words what counted as equal.
func rules(r *recon.Rules) []string {
	var all []string
	for _, c := range slices.Sorted(maps.Keys(r.Tolerance)) {
		all = append(all, fmt.Sprintf("amounts may differ by %s", money.New(r.Tolerance[c], c)))
	}
	if len(r.Tolerance) == 0 {
		all = append(all, "amounts are exact")
	}
	all = append(all, fmt.Sprintf("dates without an operation id may be %s apart", span(r.Near())))
	if r.Due > 0 {
		all = append(all, fmt.Sprintf("an operation has to be in a report after %s", span(r.Due)))
	}
	for _, words := range []struct {
		what string
		of   map[string]string
	}{{"status", r.Statuses}, {"type", r.Types}} {
		for _, from := range slices.Sorted(maps.Keys(words.of)) {
			all = append(all, fmt.Sprintf("the %s %q of a report means %q", words.what, from, words.of[from]))
		}
	}
	for _, g := range r.Groups {
		all = append(all, fmt.Sprintf("rows with the same %s are one whole (%s)", g.By, cmp.Or(g.Type, "each type by itself")))
	}
	for _, f := range r.Fees {
		all = append(all, fmt.Sprintf("agreed fee of %s: %s and %d.%02d%%", cmp.Or(f.Type, "any operation"), money.New(f.Fixed, f.Currency), f.Basis/100, f.Basis%100))
	}
	return all
}

func span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == day:
		return "1 day"
	case d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	}
	return d.String()
}
