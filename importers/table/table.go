// Package table reads text tables, CSV of any kind: it finds out how a table is
// written, and hands its rows out in parts, on several processors at once.
//
// Nothing of a table is skipped. What stands above the header is in Look, and every
// byte below it is in exactly one chunk, from which a Scanner cuts the records.
package table

// Hint fixes what is known already of a table. Zero values are found out.
type Hint struct {
	Encoding   string // in any usual spelling, such as "windows-1251"; a byte order mark is believed before it
	Delimiter  byte
	HeaderLine int // physical, from 1
}

// Look is what was found out about a table.
type Look struct {
	Encoding  string // one of the names in package charset
	BOM       bool
	Delimiter byte

	HeaderLine int      // physical line on which the header begins, from 1
	Header     []string // its cells without the blanks around them
	Preamble   []string // the lines above it, as written

	// The first rows that are not blank, at most 20.
	Samples     [][]string // their cells
	SampleText  []string   // as written, without the line end
	SampleLines []int      // physical line of their first bytes
}

// Chunk is a part of the rows after the header: whole records only, in UTF-8. Broken
// text and NULs in it are U+FFFD.
type Chunk struct {
	N    int    // from 0, in the order of the file
	Line int    // physical line of its first byte
	Data []byte // good until the function that was given it returns
}
