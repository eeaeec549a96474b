// Package qrtest reads QR symbols out of pictures, with a decoder that shares no
// code with what makes them.
package qrtest

import (
	"image"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"
)

// Read gives the text of the one symbol that is somewhere in the picture.
func Read(t require.TestingT, img image.Image) string {
	if h, ok := t.(testing.TB); ok {
		h.Helper()
	}
	pixels, err := gozxing.NewBinaryBitmapFromImage(img)
	require.NoError(t, err)
	// A decoder finds now this, now that symbol at its first attempt, as a camera does.
	for _, manner := range []gozxing.DecodeHintType{gozxing.DecodeHintType_TRY_HARDER, gozxing.DecodeHintType_OTHER, gozxing.DecodeHintType_PURE_BARCODE} {
		hints := map[gozxing.DecodeHintType]any{manner: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"}
		var found *gozxing.Result
		if found, err = qrcode.NewQRCodeReader().Decode(pixels, hints); err == nil {
			return found.GetText()
		}
	}
	require.NoError(t, err, "no symbol can be read in the picture")
	return ""
}
