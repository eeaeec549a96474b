// Package qrtest reads QR symbols out of pictures, with a decoder that shares no
// code with what makes them.
package qrtest

import (
	"image"
	"image/color"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/stretchr/testify/require"
)

var hints = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}

// distances are sizes, in percent of the picture's own, at which it is looked at
// until a symbol is found. A person moves the camera likewise.
var distances = []int{100, 150, 75, 125, 90, 110}

// Read gives the text of the one symbol that is somewhere in the picture. Of a
// few symbols in ten thousand, modules that happen to look like a finder pattern
// mislead this decoder: read texts that are known beforehand.
func Read(t require.TestingT, img image.Image) string {
	if h, ok := t.(testing.TB); ok {
		h.Helper()
	}
	var first error
	for _, percent := range distances {
		text, err := decode(resized{img, percent})
		if err == nil {
			return text
		}
		if first == nil {
			first = err
		}
	}
	require.NoError(t, first, "no symbol can be read in the picture")
	return ""
}

// Decode gives the text of a symbol whose modules are known, which no picture can hide.
func Decode(t require.TestingT, size int, dark func(x, y int) bool) string {
	if h, ok := t.(testing.TB); ok {
		h.Helper()
	}
	bits, err := gozxing.NewSquareBitMatrix(size)
	require.NoError(t, err)
	for y := range size {
		for x := range size {
			if dark(x, y) {
				bits.Set(x, y)
			}
		}
	}
	found, err := decoder.NewDecoder().Decode(bits, hints)
	require.NoError(t, err, "the modules are no symbol")
	return found.GetText()
}

func decode(img image.Image) (string, error) {
	pixels, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	found, err := qrcode.NewQRCodeReader().Decode(pixels, hints)
	if err != nil {
		return "", err
	}
	return found.GetText(), nil
}

// resized is a picture seen at another size.
type resized struct {
	image.Image
	percent int
}

func (r resized) Bounds() image.Rectangle {
	b := r.Image.Bounds()
	return image.Rect(0, 0, b.Dx()*r.percent/100, b.Dy()*r.percent/100)
}

func (r resized) At(x, y int) color.Color {
	b := r.Image.Bounds()
	return r.Image.At(b.Min.X+x*100/r.percent, b.Min.Y+y*100/r.percent)
}
