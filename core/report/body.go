package report

import "contra/core/recon"

// Body is one report as read: small items for the comparison, and the text of
// all rows, from which everything else of a row is read again when it is asked for.
type Body struct {
	Name    string // as a person named it; inside an archive, with the member
	SHA256  string // of the bytes as they came
	Bytes   int64
	Profile Profile // complete: delimiter, encoding, header line, unit as they were used
	Header  []string

	Items   []recon.Item // accepted rows in the order of the file; Ref is the row's number in it, from 0
	Lines   []uint32     // in which each begins, physical, from 1
	Blocks  []Block
	Range   Range
	Read    int64 // rows: Items + Rejects + lines of Ignored
	Rejects []Reject
	Ignored []Ignored
}

// Block is a part of the report's text in UTF-8, whole rows only, card numbers
// masked, coded.
type Block struct {
	Line int    // of its first row
	Size int    // of the text
	Data []byte // see package block
}

// Next gives the line of the row behind row i, or 0.
func (b *Body) Next(i int) uint32 {
	if i+1 < len(b.Lines) {
		return b.Lines[i+1]
	}
	return 0
}

// IgnoredRows counts the rows that were ignored.
func (b *Body) IgnoredRows() (n int64) {
	for _, i := range b.Ignored {
		n += int64(len(i.Lines))
	}
	return n
}

// Reader reads rows again from their text. The importers provide it.
type Reader interface {
	// Rows prepares reading rows of reports with this profile and header.
	Rows(p Profile, header []string) (RowReader, error)
}

// RowReader reads rows. line is the number of the line at the beginning of text.
type RowReader interface {
	// Row reads the row at the beginning of text.
	Row(text []byte, line int) (Row, error)
	// Cells gives the cells of that row as written, and its own text without its line end.
	Cells(text []byte) (cells []string, raw string)
	// Items adds all rows of text to a body, but for those in lines that skip names. All
	// others must have been accepted when the report was read.
	Items(b *Body, text []byte, line int, skip map[int]bool) error
}
