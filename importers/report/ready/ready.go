// Package ready has profiles of reports whose layout is documented. They fit by
// their columns: those that they need must be there, others may be, in any order.
package ready

import (
	"slices"

	"contra/core/report"
)

// layout is a profile with what makes it fit.
type layout struct {
	report.Profile
	needs []report.Field   // the fields whose columns must be in a header
	anyOf [][]report.Field // of each of these, one
	// also are further names of fields, for when the column of the profile is not there.
	also map[report.Field][]string
	// marks are columns that no field has and that must be there all the same.
	marks []string
}

// All gives every ready profile.
func All() []report.Profile {
	var all []report.Profile
	for _, l := range layouts() {
		if !slices.ContainsFunc(all, func(p report.Profile) bool { return p.Name == l.Name }) {
			all = append(all, l.Profile)
		}
	}
	return all
}

// Fit finds the ready profile for a header. Its columns are those that the header has,
// spelled as the header spells them.
func Fit(header []string) (report.Profile, bool) {
	for _, l := range layouts() {
		if p, ok := l.fit(header); ok {
			return p, true
		}
	}
	return report.Profile{}, false
}

// Named lays a ready profile over a header that may lack some of what it needs.
func Named(name string, header []string) (p report.Profile, ok bool) {
	for _, l := range layouts() {
		if l.Name != name {
			continue
		}
		q, fits := l.fit(header)
		if fits {
			return q, true
		}
		if !ok {
			p, ok = q, true
		}
	}
	return p, ok
}

func layouts() []layout {
	return []layout{dataAPI(), byPayment(), stripe(), adyen(), paypal(), checkout()}
}

// fit lays the layout over a header.
func (l layout) fit(header []string) (report.Profile, bool) {
	has := make(map[string]string, len(header))
	for i := len(header) - 1; i >= 0; i-- {
		has[report.Fold(header[i])] = header[i]
	}
	p := l.Profile
	p.Columns = map[report.Field]string{}
	for field, name := range l.Columns {
		for _, name := range append([]string{name}, l.also[field]...) {
			if written, ok := has[report.Fold(name)]; ok {
				p.Columns[field] = written
				break
			}
		}
	}
	return p, l.complete(p.Columns, has)
}

func (l layout) complete(columns map[report.Field]string, has map[string]string) bool {
	for _, f := range l.needs {
		if columns[f] == "" {
			return false
		}
	}
	for _, mark := range l.marks {
		if has[report.Fold(mark)] == "" {
			return false
		}
	}
	for _, fields := range l.anyOf {
		if !slices.ContainsFunc(fields, func(f report.Field) bool { return columns[f] != "" }) {
			return false
		}
	}
	return true
}

// settled are the defaults of reports that list only what was booked.
func settled() map[report.Field]string {
	return map[report.Field]string{report.OperationStatus: "success"}
}

// words makes a translation of words in the spelling of ledger.Normal.
func words(to map[string][]string) map[string]string {
	all := map[string]string{}
	for name, list := range to {
		for _, word := range list {
			all[word] = name
		}
	}
	return all
}
