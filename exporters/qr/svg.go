package qr

import (
	"fmt"
	"io"
	"strings"

	"contra/core/qr"
)

// svgScale is the width of a module where nothing else sets the picture's size,
// in CSS pixels.
const svgScale = 4

// SVG writes the symbol as one path of rectangles, one for each run of dark
// modules in a row; a module is one unit wide. The error is a *ledger.Error.
func SVG(w io.Writer, s qr.Symbol) error {
	side := s.Size() + 2*qr.Quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+"\n", side*svgScale, side*svgScale, side, side)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", side, side)
	b.WriteString(`<path fill="#000" d="`)
	for y := range s.Size() {
		for x := 0; x < s.Size(); x++ {
			start := x
			for s.Dark(x, y) {
				x++
			}
			if n := x - start; n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", start+qr.Quiet, y+qr.Quiet, n, n)
			}
		}
	}
	b.WriteString("\"/>\n</svg>\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return failed(err)
	}
	return nil
}
