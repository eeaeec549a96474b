// Package qr writes QR symbols as pictures, black on white with the quiet zone
// that the standard asks for.
package qr

import (
	"io"
	"path/filepath"
	"strings"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/exporters/atomic"
)

// DefaultScale is how many pixels on a side a module of a PNG has: enough to
// print it a hand wide.
const DefaultScale = 10

// WriteFile writes the symbol to a new file, as PNG or as SVG by the ending of
// its name. A file that exists is never overwritten, and a failure leaves
// nothing behind. The error is a *ledger.Error.
func WriteFile(path string, s qr.Symbol) error {
	var write func(io.Writer) error
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case ".png":
		write = func(w io.Writer) error { return PNG(w, s, DefaultScale) }
	case ".svg":
		write = func(w io.Writer) error { return SVG(w, s) }
	default:
		return ledger.Errorf(ledger.ErrUsage, "%s does not say what kind of picture is wanted", path).
			WithHint("end the file's name in .png or .svg")
	}
	return atomic.WriteFile(path, write)
}

func failed(err error) error {
	return &ledger.Error{Code: ledger.ErrIO, Message: "the picture of the QR code cannot be written", Err: err}
}
