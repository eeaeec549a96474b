package blocks_test

import (
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strings"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/runenames"

	"contra/core/qr/blocks"
)

// screen is a terminal, painted as one would.
type screen struct {
	t             require.TestingT
	columns, rows int
	img           *image.RGBA
	cell          image.Point // pixels of a cell
	fore, back    color.Color // of the theme
}

func newScreen(t require.TestingT, columns, rows int, cell image.Point, fore, back color.Color) *screen {
	s := &screen{t, columns, rows, image.NewRGBA(image.Rect(0, 0, columns*cell.X, rows*cell.Y)), cell, fore, back}
	s.fill(s.img.Bounds(), back)
	return s
}

func (s *screen) fill(r image.Rectangle, c color.Color) {
	draw.Draw(s.img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

var part = regexp.MustCompile("\x1b\\[([0-9;]*)m|[^\x1b]")

// print writes lines from a cell on. What would leave the screen is a failure.
func (s *screen) print(at image.Point, lines []string) {
	fore, back := s.fore, s.back
	for y, line := range lines {
		x := at.X
		for _, m := range part.FindAllStringSubmatch(line, -1) {
			if m[0][0] == '\x1b' {
				fore, back = s.colours(m[1], fore, back)
				continue
			}
			require.Less(s.t, x, s.columns)
			require.Less(s.t, at.Y+y, s.rows)
			s.glyph(image.Pt(x, at.Y+y), []rune(m[0])[0], fore, back)
			x++
		}
		require.Equal(s.t, []color.Color{s.fore, s.back}, []color.Color{fore, back}, "a line leaves its colours behind")
	}
}

func (s *screen) colours(codes string, fore, back color.Color) (color.Color, color.Color) {
	palette := map[string]color.Color{"16": color.Black, "231": color.White}
	n := strings.Split(codes, ";")
	for i := 0; i < len(n); i++ {
		switch n[i] {
		case "0":
			fore, back = s.fore, s.back
		case "30":
			fore = color.RGBA{7, 54, 66, 255}
		case "40":
			back = color.RGBA{7, 54, 66, 255}
		case "47":
			back = color.RGBA{238, 232, 213, 255}
		case "107":
			back = color.RGBA{253, 246, 227, 255}
		case "38", "48":
			require.Equal(s.t, "5", n[i+1])
			require.Contains(s.t, palette, n[i+2])
			if n[i] == "38" {
				fore = palette[n[i+2]]
			} else {
				back = palette[n[i+2]]
			}
			i += 2
		default:
			require.Failf(s.t, "unknown", "colour code %q", codes)
		}
	}
	return fore, back
}

// glyph paints what the character's own name says.
func (s *screen) glyph(at image.Point, r rune, fore, back color.Color) {
	w, h := s.cell.X, s.cell.Y
	cell := image.Rect(at.X*w, at.Y*h, (at.X+1)*w, (at.Y+1)*h)
	s.fill(cell, back)
	ink := func(x0, y0, x1, y1 int) { s.fill(image.Rect(x0, y0, x1, y1).Add(cell.Min), fore) }
	switch name := runenames.Name(r); {
	case r == ' ':
	case r == '#':
		s.fill(cell, fore) // a reader blurs the gaps of a letter away
	case name == "FULL BLOCK":
		ink(0, 0, w, h)
	case name == "UPPER HALF BLOCK":
		ink(0, 0, w, h/2)
	case name == "LOWER HALF BLOCK":
		ink(0, h/2, w, h)
	case name == "LEFT HALF BLOCK":
		ink(0, 0, w/2, h)
	case name == "RIGHT HALF BLOCK":
		ink(w/2, 0, w, h)
	case strings.HasPrefix(name, "BLOCK SEXTANT-"):
		for _, d := range strings.TrimPrefix(name, "BLOCK SEXTANT-") {
			x, y := int(d-'1')%2, int(d-'1')/2
			ink(x*w/2, y*h/3, (x+1)*w/2, (y+1)*h/3)
		}
	default:
		require.Failf(s.t, "unknown", "character %q", r)
	}
}

// dark looks at the middle of a module of a picture that was printed at the top left.
func (s *screen) dark(p blocks.Picture, x, y int) bool {
	wide, high := s.cell.X, s.cell.Y
	switch p.Style {
	case blocks.Half:
		high /= 2
	case blocks.Sextants:
		wide, high = wide/2, high/3
	case blocks.ASCII:
		wide *= 2
	}
	c := s.img.RGBAAt((x+p.Quiet)*wide+wide/2, (y+p.Quiet)*high+high/2)
	return int(c.R)+int(c.G)+int(c.B) < 3*128
}
