package desktop_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/qr"
	"contra/core/qr/qrtest"
)

// scanned reads the QR code of the whole screen back from the frame, module by
// module, as dark and light cells tell them.
func (w *world) scanned(size int) string {
	w.T.Helper()
	dark := w.modules()
	top, left := corner(w.T, dark)
	return qrtest.Decode(w.T, size, func(x, y int) bool { return top+y < len(dark) && left+x < len(dark[top+y]) && dark[top+y][left+x] })
}

// modules are the frame as modules, six to a cell; what is drawn by halves counts
// three rows for two.
func (w *world) modules() [][]bool {
	w.T.Helper()
	var out [][]bool
	half := !strings.ContainsFunc(w.Frame(), func(r rune) bool { return r >= 0x1FB00 && r <= 0x1FB3B })
	for _, line := range strings.Split(w.Frame(), "\n") {
		down, across := 3, 2
		if half {
			down, across = 2, 1
		}
		rows := make([][]bool, down)
		for _, r := range line {
			bits := cellBits(r, half)
			for y := range down {
				for x := range across {
					rows[y] = append(rows[y], bits>>(y*across+x)&1 == 1)
				}
			}
		}
		out = append(out, rows...)
	}
	return out
}

// cellBits are the dark modules of a cell, the first in the lowest bit.
func cellBits(r rune, half bool) int {
	if half {
		return map[rune]int{'▀': 1, '▄': 2, '█': 3}[r]
	}
	switch {
	case r == '▌':
		return 0b010101
	case r == '▐':
		return 0b101010
	case r == '█':
		return 0b111111
	case r < 0x1FB00 || r > 0x1FB3B:
		return 0
	}
	n := int(r-0x1FB00) + 1
	if n >= 0b010101 {
		n++
	}
	if n >= 0b101010 {
		n++
	}
	return n
}

// corner finds the finder pattern at the top left: its first dark module.
func corner(t *testing.T, dark [][]bool) (top, left int) {
	t.Helper()
	for y, row := range dark {
		for x := 0; x+7 < len(row); x++ {
			if row[x] && row[x+6] && !row[x+7] && y+6 < len(dark) && dark[y+6][x] && dark[y+3][x+3] && !dark[y+1][x+1] {
				return y, x
			}
		}
	}
	require.FailNow(t, "no symbol is on the screen")
	return 0, 0
}

// sizeOf is how many modules the code of a text has on a side.
func sizeOf(t *testing.T, text string) int {
	t.Helper()
	s, err := qr.Encode(text, qr.L)
	require.NoError(t, err)
	return s.Size()
}
