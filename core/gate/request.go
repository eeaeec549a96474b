package gate

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"

	"contra/core/ledger"
	"contra/core/money"
)

// The platform's limits on what a request says.
const (
	maxDescription = 255 // characters
	maxPaymentID   = 255 // characters
	maxRefundID    = 36  // of A-Z, a-z, 0-9, _ and -; ours, narrower than the platform's
)

// RefundRequest asks Gate to give back Amount of a payment. The amount is
// always sent, with its currency, also for a full refund: without it a stale
// screen could return more than its reader saw.
type RefundRequest struct {
	Project          int64
	PaymentID        string // of the purchase that is refunded
	Description      string // never empty: some methods require it
	MerchantRefundID string // ours, unique; the platform's only protection against a double refund
	CustomerIP       string // optional
	Amount           money.Amount
}

// Bytes is the signed body, the same bytes for the same request. The error is a *ledger.Error.
func (r RefundRequest) Bytes(secret string) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	b := general(r.Project, r.PaymentID)
	b = append(b, `,"payment":{"amount":`...)
	b = strconv.AppendInt(b, r.Amount.Minor, 10)
	b = appendMember(b, ',', "currency", string(r.Amount.Currency))
	b = appendMember(b, ',', "description", r.Description)
	b = appendMember(b, ',', "merchant_refund_id", r.MerchantRefundID)
	b = append(b, '}')
	if r.CustomerIP != "" {
		b = append(b, `,"customer":{`...)
		b = appendMember(b, 0, "ip_address", r.CustomerIP)
		b = append(b, '}')
	}
	return signed(append(b, '}'), secret)
}

// StatusRequest is the signed body that asks for a payment's status. The error is a *ledger.Error.
func StatusRequest(project int64, paymentID, secret string) ([]byte, error) {
	if err := checkPayment(project, paymentID); err != nil {
		return nil, err
	}
	return signed(append(general(project, paymentID), '}'), secret)
}

func signed(doc []byte, secret string) ([]byte, error) {
	b, err := Sign(secret, doc, AtGeneral)
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrNoSecret, Message: "the request cannot be signed", Err: err}
	}
	return b, nil
}

func (r RefundRequest) check() error {
	if err := checkPayment(r.Project, r.PaymentID); err != nil {
		return err
	}
	if r.Amount.Minor <= 0 {
		return ledger.Errorf(ledger.ErrBadAmount, "a refund of %d minor units is not possible", r.Amount.Minor).
			WithHint("refund at least one minor unit")
	}
	if _, err := money.ParseCurrency(string(r.Amount.Currency)); err != nil {
		return &ledger.Error{Code: ledger.ErrCurrency, Message: "the refund has no usable currency", Err: err}
	}
	switch n := utf8.RuneCountInString(r.Description); {
	case strings.TrimSpace(r.Description) == "":
		return ledger.Errorf(ledger.ErrUsage, "the refund has no description").
			WithHint("say what the refund is for; the platform requires it")
	case n > maxDescription:
		return ledger.Errorf(ledger.ErrUsage, "the description has %d characters", n).
			WithHint("the platform takes at most %d", maxDescription)
	case !utf8.ValidString(r.Description):
		return ledger.Errorf(ledger.ErrUsage, "the description is not UTF-8 text")
	}
	if !validRefundID(r.MerchantRefundID) {
		return ledger.Errorf(ledger.ErrUsage, "%s is no refund id", clip(r.MerchantRefundID)).
			WithHint("use 1 to %d of A-Z, a-z, 0-9, _ and -", maxRefundID)
	}
	if r.CustomerIP != "" {
		if _, err := netip.ParseAddr(r.CustomerIP); err != nil {
			return ledger.Errorf(ledger.ErrUsage, "%s is no IP address", clip(r.CustomerIP))
		}
	}
	return nil
}

func checkPayment(project int64, paymentID string) error {
	if project <= 0 {
		return ledger.Errorf(ledger.ErrUsage, "%d is no project id", project)
	}
	// The platform refuses ids with white space or NUL at either end.
	if n := utf8.RuneCountInString(paymentID); n < 1 || n > maxPaymentID ||
		!utf8.ValidString(paymentID) || strings.Trim(paymentID, " \t\n\v\r\x00") != paymentID {
		return ledger.Errorf(ledger.ErrUsage, "%s is no payment id", clip(paymentID)).
			WithHint("a payment id has 1 to %d characters and no blank at either end", maxPaymentID)
	}
	return nil
}

func validRefundID(id string) bool {
	for _, c := range []byte(id) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && !isDigit(c) && c != '_' && c != '-' {
			return false
		}
	}
	return id != "" && len(id) <= maxRefundID
}

// general opens a body with its general object.
func general(project int64, paymentID string) []byte {
	b := append(make([]byte, 0, 512), `{"general":{"project_id":`...)
	b = strconv.AppendInt(b, project, 10)
	b = appendMember(b, ',', "payment_id", paymentID)
	return append(b, '}')
}

// appendMember adds "key":"text" behind a separator, which may be 0 for none.
func appendMember(b []byte, sep byte, key, text string) []byte {
	if sep != 0 {
		b = append(b, sep)
	}
	b = append(append(append(b, '"'), key...), `":"`...)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
