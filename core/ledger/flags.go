package ledger

import "strings"

// flagNames is in the order of the bits.
var flagNames = [...]string{"disputed", "disagrees", "mixed_currency", "reversed_back", "over_refunded", "unknown_kind", "contradicted"}

// FlagNames lists the names that FlagNamed knows.
func FlagNames() []string { return flagNames[:len(flagNames):len(flagNames)] }

// FlagNamed finds a flag by its name; blanks and hyphens count as underscores.
func FlagNamed(name string) (Flags, bool) {
	name = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(name))
	for i, n := range flagNames {
		if n == name {
			return 1 << i, true
		}
	}
	return 0, false
}

// Names gives the names of the flags that are set.
func (f Flags) Names() []string {
	var names []string
	for i, n := range flagNames {
		if f.Has(1 << i) {
			names = append(names, n)
		}
	}
	return names
}
