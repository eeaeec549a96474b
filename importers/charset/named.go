package charset

import (
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The names of the encodings that only Guess and NewReader know.
const (
	CP1251 = "CP1251" // Cyrillic of Windows
	CP1252 = "CP1252" // Latin of Windows, which has Latin-1 in it
)

// spellings gives the usual names of the encodings, as plain letters and digits.
var spellings = map[string]string{
	"utf8": UTF8, "ascii": UTF8, "usascii": UTF8,
	"utf16": UTF16LE, "utf16le": UTF16LE, "utf16be": UTF16BE,
	"cp949": CP949, "ms949": CP949, "uhc": CP949, "euckr": CP949, "windows949": CP949, "ksc56011987": CP949,
	"cp1251": CP1251, "windows1251": CP1251, "win1251": CP1251,
	"cp1252": CP1252, "windows1252": CP1252, "win1252": CP1252, "latin1": CP1252, "iso88591": CP1252, "ansi": CP1252,
}

// Named finds the encoding that a person or a program names.
func Named(spelling string) (encoding string, ok bool) {
	encoding, ok = spellings[strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ .", r) {
			return -1
		}
		return r
	}, strings.ToLower(spelling))]
	return encoding, ok
}

// NewReader reads text of an encoding as UTF-8. What is no text becomes U+FFFD, but
// UTF-8 is passed on as it is. A byte order mark is a sign like others.
func NewReader(r io.Reader, encoding string) io.Reader {
	if e := known(encoding); e != nil {
		return transform.NewReader(r, e.NewDecoder())
	}
	return r
}

func known(name string) encoding.Encoding {
	switch name {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case CP949:
		return korean.EUCKR
	case CP1251:
		return charmap.Windows1251
	case CP1252:
		return charmap.Windows1252
	}
	return nil
}
