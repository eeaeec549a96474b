package report

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Unit says in what amounts are written.
type Unit string

const (
	UnitUnknown Unit = ""      // not known yet: compare with local records, or ask
	UnitMinor   Unit = "minor" // whole minor units: 1250 is 12.50 EUR
	UnitMajor   Unit = "major" // 12.50 is 12.50 EUR
)

// Sign says how a row tells which way the money went.
type Sign string

const (
	SignByType   Sign = "by_type"    // amounts carry no sign, or one that repeats what the type says
	SignAsWrites Sign = "as_written" // negative amounts went out; must agree with the type
	SignColumns  Sign = "columns"    // Debit and Credit, or Direction
)

// Profile says how one layout of reports is read. It is kept as JSON.
type Profile struct {
	Name    string `json:"name"`
	Title   string `json:"title,omitempty"`
	Version int    `json:"version"` // grows with every change; 0 for ready profiles
	BuiltIn bool   `json:"built_in,omitempty"`

	// Columns gives the header of each field, as written. A header is compared without case, blanks and marks.
	Columns map[Field]string `json:"columns"`
	// Defaults are values of fields that have no column, e.g. the currency.
	Defaults map[Field]string `json:"defaults,omitempty"`
	// Fingerprint is that of the header which the profile was made for. Ready profiles have none: they fit by their columns.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Header is that header, to show what changed when another comes.
	Header []string `json:"header,omitempty"`

	Delimiter  string   `json:"delimiter,omitempty"`   // empty: found out
	Encoding   string   `json:"encoding,omitempty"`    // empty: found out
	HeaderLine int      `json:"header_line,omitempty"` // 0: found out
	Zone       string   `json:"zone"`                  // of times that do not say; an IANA name
	Layouts    []string `json:"layouts,omitempty"`     // Go layouts of times; empty: the usual ones
	Unit       Unit     `json:"unit"`
	Decimal    string   `json:"decimal,omitempty"`  // decimal mark; empty: "."
	Grouping   string   `json:"grouping,omitempty"` // thousands mark; empty: none
	Sign       Sign     `json:"sign,omitempty"`     // empty: by type

	// Types and Statuses translate words of the report, in the spelling of ledger.Normal, to the platform's.
	Types    map[string]string `json:"types,omitempty"`
	Statuses map[string]string `json:"statuses,omitempty"`
	// Ignore names the rows that are left out on purpose.
	Ignore []IgnoreRule `json:"ignore,omitempty"`
}

// IgnoreRule leaves out the rows in whose column one of the values stands.
type IgnoreRule struct {
	Rule   string   `json:"rule"`
	Column string   `json:"column"`
	Values []string `json:"values"` // compared in the spelling of ledger.Normal; one empty value: an empty cell
}

// Fingerprint tells layouts apart: the set of a header's names, whatever their
// order and spelling.
func Fingerprint(header []string) string {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = Fold(h)
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Fold gives the form in which names of columns are compared: letters and
// digits only, in lower case.
func Fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(" \t._-/()[]:#*\"'\u00a0\ufeff", r):
			return -1
		}
		return r
	}, strings.ToLower(name))
}
