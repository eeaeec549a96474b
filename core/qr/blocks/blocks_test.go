package blocks_test

import (
	"fmt"
	"image"
	"image/color"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/qr"
	"contra/core/qr/blocks"
	"contra/core/qr/qrtest"
)

const columns, rows = 80, 24

var (
	dark  = color.RGBA{30, 30, 46, 255}
	light = color.RGBA{239, 241, 245, 255}
)

// link is a text as long as asked for that looks like a payment link.
func link(n int) string {
	const text = "https://paymentpage.ecommpay.com/payment?project_id=120&payment_id=580&payment_amount=1000&payment_currency=KRW&customer_id=customer1&force_payment_method=kakaopay-wallet&signature=AJKL6B2Ja%2B3CrGPqnQkd%2BorXHCnV9%2B1UVs3IrVqKjmg%2F0gAzeH1k5mXeyUtZ65MJf2N3lNqAV6%2BJgBTE3AD8%2Bg%3D%3D"
	return strings.Repeat(text, n/len(text)+1)[:n]
}

func encode(t require.TestingT, text string) qr.Symbol {
	s, err := qr.Encode(text, qr.L)
	require.NoError(t, err)
	return s
}

// read shows the picture in the middle of a screen of the theme and reads it from there.
func read(t require.TestingT, p blocks.Picture, cell image.Point, fore, back color.Color) string {
	s := newScreen(t, columns, rows, cell, fore, back)
	s.print(image.Pt((columns-p.Columns)/2, (rows-len(p.Lines))/2), p.Lines)
	return qrtest.Read(t, s.img)
}

func TestALinkReadsFromAScreenOf80By24(t *testing.T) {
	cells := []image.Point{{8, 16}, {10, 20}, {16, 33}}
	for i, n := range []int{1, 20, 60, 100, 134, 135, 200, 270, 285, 290, 300, 367} {
		text := link(n)
		s := encode(t, text)
		for j, look := range []struct {
			ink        blocks.Ink
			fore, back color.Color
		}{{blocks.Ansi256, light, dark}, {blocks.Ansi256, dark, light}, {blocks.Ansi16, light, dark}, {blocks.OnDark, light, dark}, {blocks.OnLight, dark, light}} {
			p, err := blocks.Draw(s, columns, rows, blocks.Options{Ink: look.ink, Sextants: true})
			require.NoError(t, err)
			require.Equal(t, n > 134, p.Style == blocks.Sextants, "half blocks up to 134 bytes")
			require.Equal(t, text, read(t, p, cells[(i+j)%len(cells)], look.fore, look.back), "%d bytes, look %d", n, j)
		}
	}
}

func TestEveryTextReadsOrSaysWhatItNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`https://[a-z.]{1,30}/[a-zA-Z0-9%=&?+/_-]{0,260}`),
			rapid.StringMatching(`[가-힣 0-9]{1,100}`),
		).Draw(t, "text")
		s := encode(t, text)
		o := blocks.Options{
			ASCII:    rapid.Bool().Draw(t, "ASCII"),
			Sextants: rapid.Bool().Draw(t, "sextants"),
			Ink:      rapid.SampledFrom([]blocks.Ink{blocks.Ansi256, blocks.Ansi16, blocks.OnDark, blocks.OnLight}).Draw(t, "ink"),
		}
		w, h := rapid.IntRange(0, columns).Draw(t, "columns"), rapid.IntRange(0, rows).Draw(t, "rows")
		needW, needH := blocks.Needs(s, o)
		p, err := blocks.Draw(s, w, h, o)
		if err != nil {
			require.Equal(t, &blocks.TooSmall{Columns: needW, Rows: needH, HaveColumns: w, HaveRows: h}, err)
			p, err = blocks.Draw(s, needW, needH, o)
			require.NoError(t, err, "the room that was asked for is enough")
			w, h = needW, needH
			_, err = blocks.Draw(s, w, h-1, o)
			require.Error(t, err, "and no less is")
		}
		require.LessOrEqual(t, len(p.Lines), h)
		require.LessOrEqual(t, p.Columns, w)
		for _, l := range p.Lines {
			require.Equal(t, p.Columns, ansi.StringWidth(l))
		}
		if p.Columns > columns || len(p.Lines) > rows {
			return
		}
		fore, back := light, dark
		if o.Ink == blocks.OnLight {
			fore, back = dark, light
		}
		shown := newScreen(t, columns, rows, image.Pt(8, 18), fore, back)
		shown.print(image.Point{}, p.Lines)
		require.Equal(t, text, qrtest.Decode(t, s.Size(), func(x, y int) bool { return shown.dark(p, x, y) }))
		for i := range s.Size() + 2*p.Quiet {
			require.False(t, shown.dark(p, i-p.Quiet, -p.Quiet), "the quiet zone is light")
			require.False(t, shown.dark(p, -p.Quiet, i-p.Quiet), "the quiet zone is light")
		}
	})
}

func TestTheQuietZoneIsTheStandardsWhereThereIsRoom(t *testing.T) {
	s := encode(t, link(60)) // 33 modules
	for _, c := range []struct{ rows, quiet int }{{30, 4}, {21, 4}, {20, 3}, {19, 2}} {
		p, err := blocks.Draw(s, columns, c.rows, blocks.Options{})
		require.NoError(t, err)
		require.Equal(t, c.quiet, p.Quiet, "%d rows", c.rows)
	}
	_, err := blocks.Draw(s, columns, 18, blocks.Options{})
	require.EqualError(t, err, "the QR code needs 37 columns and 19 rows; there is room for 80 and 18")
	_, err = blocks.Draw(s, 36, rows, blocks.Options{})
	require.Error(t, err)
}

func TestASCIIIsASCIIAndTwoColumnsWide(t *testing.T) {
	s := encode(t, "580") // 21 modules
	codes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, ink := range []blocks.Ink{blocks.Ansi256, blocks.Ansi16, blocks.OnDark, blocks.OnLight} {
		p, err := blocks.Draw(s, columns, 25, blocks.Options{ASCII: true, Ink: ink})
		require.NoError(t, err)
		require.Equal(t, 2*25, p.Columns)
		require.Len(t, p.Lines, 25)
		for _, l := range p.Lines {
			require.Equal(t, len(l), utf8.RuneCountInString(l))
			require.Regexp(t, `^[ #]{50}$`, codes.ReplaceAllString(l, ""))
			require.Equal(t, ink >= blocks.OnDark, !strings.Contains(l, "\x1b"))
		}
	}
	_, err := blocks.Draw(s, columns, rows, blocks.Options{ASCII: true})
	require.Error(t, err, "25 rows are one too many")
}

// The smallest symbol takes 25 rows in ASCII, so it is read from a taller screen.
func TestASCIIReads(t *testing.T) {
	for _, text := range []string{"580", "결제 580", link(100), link(300)} {
		for _, ink := range []blocks.Ink{blocks.Ansi256, blocks.Ansi16, blocks.OnDark, blocks.OnLight} {
			p, err := blocks.Draw(encode(t, text), 145, 73, blocks.Options{ASCII: true, Ink: ink})
			require.NoError(t, err)
			fore, back := light, dark
			if ink == blocks.OnLight {
				fore, back = dark, light
			}
			s := newScreen(t, 150, 75, image.Pt(4, 8), fore, back)
			s.print(image.Pt(3, 2), p.Lines)
			require.Equal(t, text, qrtest.Read(t, s.img), fmt.Sprint(ink))
		}
	}
}
