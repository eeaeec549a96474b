package qr

import (
	"image"
	"image/color"
	"image/png"
	"io"

	"contra/core/qr"
)

// PNG writes the symbol as a picture of two colours, its modules scale pixels
// wide; below 1 it is DefaultScale. The error is a *ledger.Error.
func PNG(w io.Writer, s qr.Symbol, scale int) error {
	if scale < 1 {
		scale = DefaultScale
	}
	side := (s.Size() + 2*qr.Quiet) * scale
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		row := img.Pix[y*img.Stride:][:side]
		for x := range row {
			if s.Dark(x/scale-qr.Quiet, y/scale-qr.Quiet) {
				row[x] = 1
			}
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(w, img); err != nil {
		return failed(err)
	}
	return nil
}
