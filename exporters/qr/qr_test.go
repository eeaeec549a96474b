package qr_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/qr/qrtest"
	pictures "contra/exporters/qr"
)

// texts are as long as what is shown to customers, and longer.
func texts() []string {
	const link = "https://paymentpage.ecommpay.com/payment?project_id=120&payment_id=580&payment_amount=1000&payment_currency=KRW&customer_id=customer1&force_payment_method=kakaopay-wallet&signature=AJKL6B2Ja%2B3CrGPqnQkd%2BorXHCnV9%2B1UVs3IrVqKjmg%2F0gAzeH1k5mXeyUtZ65MJf2N3lNqAV6%2BJgBTE3AD8%2Bg%3D%3D"
	return []string{"5", "580", link[:60], link[:150], link, "카카오페이 결제 1,000원", strings.Repeat(link, 3)}
}

func symbol(t *testing.T, text string) qr.Symbol {
	t.Helper()
	s, err := qr.Encode(text, qr.M)
	require.NoError(t, err)
	return s
}

func TestPNGReadsBack(t *testing.T) {
	for _, text := range texts() {
		for _, scale := range []int{0, 4} {
			s := symbol(t, text)
			var b bytes.Buffer
			require.NoError(t, pictures.PNG(&b, s, scale))
			img, err := png.Decode(&b)
			require.NoError(t, err)
			if scale == 0 {
				scale = pictures.DefaultScale
			}
			require.Equal(t, (s.Size()+8)*scale, img.Bounds().Dx())
			require.Equal(t, img.Bounds().Dx(), img.Bounds().Dy())
			require.Equal(t, text, qrtest.Read(t, img))
		}
	}
}

func TestSVGReadsBack(t *testing.T) {
	for _, text := range texts() {
		s := symbol(t, text)
		var b bytes.Buffer
		require.NoError(t, pictures.SVG(&b, s))
		img := rasterise(t, b.Bytes())
		require.Equal(t, text, qrtest.Read(t, img))
		for i := range img.Bounds().Dx() {
			require.Equal(t, color.Gray{Y: 255}, img.GrayAt(i, 0), "the quiet zone is painted, not left to the page")
		}
	}
}

// rasterise paints what the writer may write of SVG: a rectangle and paths of
// rectangles, in units of the view box, five pixels each.
func rasterise(t *testing.T, doc []byte) *image.Gray {
	const scale = 5
	var svg struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		ViewBox string   `xml:"viewBox,attr"`
		Width   int      `xml:"width,attr"`
		Rect    struct {
			Width  int    `xml:"width,attr"`
			Height int    `xml:"height,attr"`
			Fill   string `xml:"fill,attr"`
		} `xml:"rect"`
		Path struct {
			D    string `xml:"d,attr"`
			Fill string `xml:"fill,attr"`
		} `xml:"path"`
	}
	require.NoError(t, xml.Unmarshal(doc, &svg))
	var w, h int
	_, err := fmt.Sscanf(svg.ViewBox, "0 0 %d %d", &w, &h)
	require.NoError(t, err)
	require.Equal(t, w, h)
	require.GreaterOrEqual(t, svg.Width, w)
	img := image.NewGray(image.Rect(0, 0, w*scale, h*scale))
	paint := func(x, y, w, h int, fill string) {
		c, ok := map[string]color.Color{"#fff": color.White, "#000": color.Black}[fill]
		require.True(t, ok, fill)
		draw.Draw(img, image.Rect(x*scale, y*scale, (x+w)*scale, (y+h)*scale), image.NewUniform(c), image.Point{}, draw.Src)
	}
	paint(0, 0, svg.Rect.Width, svg.Rect.Height, svg.Rect.Fill)
	for _, part := range strings.Split(strings.TrimSuffix(svg.Path.D, "z"), "z") {
		var x, y, right, down, left int
		_, err := fmt.Sscanf(part, "M%d %dh%dv%dh%d", &x, &y, &right, &down, &left)
		require.NoError(t, err, part)
		require.Equal(t, right, -left)
		paint(x, y, right, down, svg.Path.Fill)
	}
	return img
}

func TestTheNamesEndingSaysWhatIsWritten(t *testing.T) {
	s := symbol(t, "580")
	dir := t.TempDir()
	require.NoError(t, pictures.WriteFile(filepath.Join(dir, "a.PNG"), s))
	require.NoError(t, pictures.WriteFile(filepath.Join(dir, "a.svg"), s))
	file, err := os.Open(filepath.Join(dir, "a.PNG"))
	require.NoError(t, err)
	defer file.Close()
	img, err := png.Decode(file)
	require.NoError(t, err)
	require.Equal(t, "580", qrtest.Read(t, img))
	doc, err := os.ReadFile(filepath.Join(dir, "a.svg"))
	require.NoError(t, err)
	require.Equal(t, "580", qrtest.Read(t, rasterise(t, doc)))

	var e *ledger.Error
	for _, name := range []string{"b", "b.jpg", "png"} {
		require.ErrorAs(t, pictures.WriteFile(filepath.Join(dir, name), s), &e)
		require.Equal(t, ledger.ErrUsage, e.Code)
		require.NotEmpty(t, e.Hint)
	}
	require.ErrorAs(t, pictures.WriteFile(filepath.Join(dir, "a.svg"), s), &e)
	require.Equal(t, ledger.ErrIO, e.Code, "never overwritten")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 2)
}

func TestAFullDiskIsSaid(t *testing.T) {
	s := symbol(t, "580")
	full := errors.New("no space left")
	for _, write := range []func(io.Writer) error{
		func(w io.Writer) error { return pictures.PNG(w, s, 0) },
		func(w io.Writer) error { return pictures.SVG(w, s) },
	} {
		var e *ledger.Error
		err := write(broken{full})
		require.ErrorAs(t, err, &e)
		require.Equal(t, ledger.ErrIO, e.Code)
		require.ErrorIs(t, err, full)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }
