package reportfile

import (
	"math/rand/v2"
	"slices"
	"time"
)

// Format says how a report is written. The formats of the layouts are made to
// be changed.
type Format struct {
	Layout    Layout
	Columns   []Column // in the order of the file
	Names     map[Column]string
	Delimiter rune
	Encoding  Encoding
	CRLF      bool
	Above     []string // lines before the header
	Total     string   // begins a last line with the number of rows; empty: there is none

	Minor    bool   // amounts are whole minor units; else major units with the currency's decimals
	Decimal  string // the mark before the decimals
	Grouping string // the mark between thousands; empty: none
	Times    string // Go layout
	Zone     *time.Location

	Types    map[string]string // words for the platform's; a missing one stays
	Statuses map[string]string
}

// Has tells whether the file has the column.
func (f Format) Has(c Column) bool { return slices.Contains(f.Columns, c) }

// Name is what stands in the header over the column.
func (f Format) Name(c Column) string {
	if name, ok := f.Names[c]; ok {
		return name
	}
	return string(c)
}

// Without leaves columns out.
func (f Format) Without(columns ...Column) Format {
	f.Columns = slices.DeleteFunc(slices.Clone(f.Columns), func(c Column) bool { return slices.Contains(columns, c) })
	return f
}

// Shuffled puts the columns into another order, the same one for the same seed.
func (f Format) Shuffled(seed uint64) Format {
	f.Columns = slices.Clone(f.Columns)
	rand.New(rand.NewPCG(seed, 0x636f6c756d6e73)).Shuffle(len(f.Columns), func(i, j int) {
		f.Columns[i], f.Columns[j] = f.Columns[j], f.Columns[i]
	})
	return f
}
