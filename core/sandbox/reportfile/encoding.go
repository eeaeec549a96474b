package reportfile

import (
	"fmt"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

// Encoding is how text becomes bytes.
type Encoding string

// The encodings.
const (
	UTF8    Encoding = "utf-8"
	UTF8BOM Encoding = "utf-8-bom" // with a mark in front, as spreadsheets write it
	UTF16   Encoding = "utf-16"    // little-endian with a mark: a spreadsheet's "Unicode text"
	CP949   Encoding = "cp949"     // Korean Windows
	CP1251  Encoding = "cp1251"    // Cyrillic Windows
)

func (e Encoding) encoding() (encoding.Encoding, error) {
	switch e {
	case UTF8:
		return unicode.UTF8, nil
	case UTF8BOM:
		return unicode.UTF8BOM, nil
	case UTF16:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case CP949:
		return korean.EUCKR, nil
	case CP1251:
		return charmap.Windows1251, nil
	}
	return nil, fmt.Errorf("there is no encoding %q", string(e))
}

// whole tells whether every text can be written.
func (e Encoding) whole() bool { return e == UTF8 || e == UTF8BOM || e == UTF16 }
