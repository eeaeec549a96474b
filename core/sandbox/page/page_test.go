package page_test

import (
	"fmt"
	"image"
	"image/color"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"

	"contra/core/sandbox/page"
)

func written(view any) string {
	w := httptest.NewRecorder()
	page.Write(w, 200, view)
	return w.Body.String()
}

// Whatever a merchant writes is text: no element, no attribute and no address of
// the page comes from it.
func TestHostileTextStaysText(t *testing.T) {
	for _, hostile := range []string{
		`"><script>alert(1)</script>`, `' onmouseover='alert(1)`, `</title><img src=x onerror=alert(1)>`, `{{.Link}}`, `주문 <b>580</b> & "따옴표"`,
	} {
		o := page.Order{Project: 1, PaymentID: hostile, Amount: "1,000 KRW", Description: hostile}
		harmless := page.Order{Project: 1, PaymentID: "580", Amount: "1,000 KRW", Description: "580"}
		for _, pair := range [][2]any{
			{page.Checkout{Order: o, Link: hostile, Method: "m", Served: true}, page.Checkout{Order: harmless, Link: "580", Method: "m", Served: true}},
			{page.Instructions{Order: o, Data: "http://h/wallet/1"}, page.Instructions{Order: harmless, Data: "http://h/wallet/1"}},
			{page.Wallet{Order: o}, page.Wallet{Order: harmless}},
			{page.Message{Order: o, Tone: page.Bad, Title: hostile, Text: hostile}, page.Message{Order: harmless, Tone: page.Bad, Title: "580", Text: "580"}},
		} {
			got := written(pair[0])
			require.Equal(t, skeleton(written(pair[1])), skeleton(got), "%T of %s", pair[0], hostile)
			require.Contains(t, unescape(got), hostile)
		}
	}
	require.NotContains(t, written(page.Message{Title: "t", Back: "javascript:alert(1)", BackTo: "back"}), "javascript:")
}

var element = regexp.MustCompile(`<[^>]*>`)

// skeleton is the elements of a page without the values of their attributes.
func skeleton(html string) []string {
	var all []string
	for _, e := range element.FindAllString(html, -1) {
		all = append(all, regexp.MustCompile(`"[^"]*"`).ReplaceAllString(e, `""`))
	}
	return all
}

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&", "&#43;", "+").Replace

func TestPagesBringAllTheyNeedThemselves(t *testing.T) {
	w := httptest.NewRecorder()
	page.Write(w, 404, page.Message{Tone: page.Wait, Title: "One moment"})
	require.Equal(t, 404, w.Code)
	require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'")
	require.Contains(t, w.Body.String(), `http-equiv="refresh"`)
	for _, view := range []any{
		page.Checkout{Served: true}, page.Instructions{Data: "http://h/wallet/1"}, page.Wallet{}, page.Message{},
	} {
		html := written(view)
		require.NotRegexp(t, `(?i)<script|\ssrc=|<link|@import|url\(`, html)
		require.True(t, strings.HasPrefix(html, "<!DOCTYPE html>") && strings.HasSuffix(html, "</html>\n"))
	}
	require.NotContains(t, written(page.Checkout{}), "<form", "nothing can be paid in another currency")
	require.NotContains(t, written(page.Message{Tone: page.Good}), "refresh")
}

func TestTheTimeThatIsLeft(t *testing.T) {
	for left, want := range map[time.Duration]string{
		0: "", -time.Second: "", time.Second: "0:01", 899*time.Second + 600*time.Millisecond: "15:00", 26*time.Hour + 5*time.Second: "26:00:05",
	} {
		require.Equal(t, want, page.Wallet{Left: left}.Remaining())
		require.Equal(t, want, page.Instructions{Left: left}.Remaining())
	}
}

// An independent reader finds in the picture what was put into it.
func TestTheQRCodeCanBeRead(t *testing.T) {
	for _, data := range []string{"http://127.0.0.1:8086/wallet/0123456789abcdef0123456789abcdef", "주문 580", strings.Repeat("x", 500)} {
		html := string(page.Instructions{Data: data}.QR())
		pixels, err := gozxing.NewBinaryBitmapFromImage(painted(t, html))
		require.NoError(t, err)
		found, err := qrcode.NewQRCodeReader().Decode(pixels, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"})
		require.NoError(t, err)
		require.Equal(t, data, found.GetText())
	}
	require.Empty(t, page.Instructions{Data: strings.Repeat("x", 5000)}.QR(), "too long for a QR code")
}

// painted draws the runs of the picture's path, eight pixels a module.
func painted(t *testing.T, svg string) image.Image {
	const scale = 8
	side := number(t, regexp.MustCompile(`viewBox="0 0 (\d+) `).FindStringSubmatch(svg)[1])
	img := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, run := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(svg, -1) {
		require.Equal(t, run[3], run[4])
		x, y, n := number(t, run[1]), number(t, run[2]), number(t, run[3])
		for px := x * scale; px < (x+n)*scale; px++ {
			for py := y * scale; py < (y+1)*scale; py++ {
				img.Set(px, py, color.Black)
			}
		}
	}
	return img
}

func number(t *testing.T, text string) int {
	n, err := strconv.Atoi(text)
	require.NoError(t, err, fmt.Sprint(text))
	return n
}
