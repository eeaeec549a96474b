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
	Places  []Place      // where each is in Blocks
	Blocks  []Block
	Read    int64 // rows: Items + Rejects + lines of Ignored
	Rejects []Reject
	Ignored []Ignored
}

// Place says where a row is.
type Place struct {
	Block  uint32
	Offset uint32 // of its first byte in the block's text
	Line   uint32 // physical, from 1
}

// Block is a part of the report's text in UTF-8, whole rows only, card numbers
// masked, compressed.
type Block struct {
	Line int    // of its first row
	Size int    // of the text
	Data []byte // compressed: see package pack
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

// RowReader reads one row at the beginning of text. line is its number.
type RowReader interface {
	Row(text []byte, line int) (Row, error)
	// Cells gives the cells as written, and the row's own text without its line end.
	Cells(text []byte) (cells []string, raw string)
}
