// Package page draws what a customer sees in a browser: the Payment Page and the
// wallet. The pages are whole in themselves, need no JavaScript, and escape all
// that comes from a merchant.
package page

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"time"
)

//go:embed page.html
var source string

var pages = template.Must(template.New("page").Parse(source))

// Order is what is paid for.
type Order struct {
	Project     int64
	PaymentID   string
	Amount      string // with its currency
	Description string
}

// Checkout lets the customer choose a method.
type Checkout struct {
	Order
	Link   string // the signed query that opened the page
	Method string // the method's name in the form
	Served bool   // the method takes the currency
	Chosen bool   // by the merchant
}

// Instructions tell the customer what to do: scan the code.
type Instructions struct {
	Order
	Data string        // what the code says: the address of the wallet
	Left time.Duration // to do it; 0: there is no limit
}

// QR is the code as a picture, or nothing when it cannot be drawn.
func (i Instructions) QR() template.HTML { return draw(i.Data) }

// Remaining is the time that is left in words, or nothing without a limit.
func (i Instructions) Remaining() string { return clock(i.Left) }

// Wallet is the page behind the code.
type Wallet struct {
	Order
	Left time.Duration // to pay; 0: there is no limit
}

// Remaining is the time that is left in words, or nothing without a limit.
func (w Wallet) Remaining() string { return clock(w.Left) }

// Tone is how a message is meant.
type Tone string

// The tones.
const (
	Good Tone = "good"
	Bad  Tone = "bad"
	Wait Tone = "wait" // the page looks again by itself
)

// Message tells how it went, or why there is nothing to see.
type Message struct {
	Order
	Tone   Tone
	Title  string
	Text   string
	Back   string // where the customer may go; empty: nowhere
	BackTo string // what is there
}

// Write sends a page: a Checkout, Instructions, a Wallet or a Message.
func Write(w http.ResponseWriter, status int, view any) {
	var body bytes.Buffer
	if err := pages.ExecuteTemplate(&body, fmt.Sprintf("%T", view), view); err != nil {
		panic(err) // the templates are ours, and a page in memory takes what is written
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the address carries a signature
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(body.Bytes()) // a customer who is gone is not the platform's concern
}

// clock writes the time that is left, such as 14:55.
func clock(left time.Duration) string {
	if left <= 0 {
		return ""
	}
	seconds := int(left.Round(time.Second) / time.Second)
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
