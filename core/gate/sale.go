package gate

import (
	"context"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"contra/core/ledger"
	"contra/core/money"
)

// SaleRequest asks Gate for a new payment of Amount.
type SaleRequest struct {
	Project     int64
	PaymentID   string // new in the project: the platform's only protection against a second purchase
	Amount      money.Amount
	CustomerID  string
	CustomerIP  string
	Description string    // optional
	SuccessURL  string    // where the customer goes once it is paid …
	DeclineURL  string    // when it is declined …
	ReturnURL   string    // and in between
	BestBefore  time.Time // to the second; zero: no limit of ours
}

// bestBefore is how the platform's documents write a moment.
const bestBefore = "2006-01-02T15:04:05-07:00"

// Sale posts a purchase's signed bytes to the method's path.
func (c *Client) Sale(ctx context.Context, path string, body []byte) Reply {
	return c.post(ctx, path, body)
}

// Bytes is the signed body, the same bytes for the same request. The error is a *ledger.Error.
func (r SaleRequest) Bytes(secret string) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	b := general(r.Project, r.PaymentID)
	b = append(b, `,"payment":{"amount":`...)
	b = strconv.AppendInt(b, r.Amount.Minor, 10)
	b = appendMember(b, ',', "currency", string(r.Amount.Currency))
	if r.Description != "" {
		b = appendMember(b, ',', "description", r.Description)
	}
	if !r.BestBefore.IsZero() {
		b = appendMember(b, ',', "best_before", r.BestBefore.UTC().Format(bestBefore))
	}
	b = append(b, `},"customer":{`...)
	b = appendMember(b, 0, "id", r.CustomerID)
	b = appendMember(b, ',', "ip_address", r.CustomerIP)
	b = append(b, `},"return_url":{`...)
	b = appendMember(b, 0, "success", r.SuccessURL)
	b = appendMember(b, ',', "decline", r.DeclineURL)
	b = appendMember(b, ',', "return", r.ReturnURL)
	return signed(append(b, "}}"...), secret)
}

func (r SaleRequest) check() error {
	if err := checkPayment(r.Project, r.PaymentID); err != nil {
		return err
	}
	if r.Amount.Minor <= 0 {
		return ledger.Errorf(ledger.ErrBadAmount, "a purchase of %d minor units is not possible", r.Amount.Minor).
			WithHint("ask for at least one minor unit")
	}
	if _, err := money.ParseCurrency(string(r.Amount.Currency)); err != nil {
		return &ledger.Error{Code: ledger.ErrCurrency, Message: "the purchase has no usable currency", Err: err}
	}
	for _, f := range []struct {
		name, value string
		need        bool
	}{
		{"customer id", r.CustomerID, true}, {"description", r.Description, false},
		{"success address", r.SuccessURL, true}, {"decline address", r.DeclineURL, true}, {"return address", r.ReturnURL, true},
	} {
		switch {
		case f.need && strings.TrimSpace(f.value) == "":
			return ledger.Errorf(ledger.ErrUsage, "the purchase has no %s", f.name).WithHint("the platform requires it")
		case !utf8.ValidString(f.value):
			return ledger.Errorf(ledger.ErrUsage, "the %s is not UTF-8 text", f.name)
		case utf8.RuneCountInString(f.value) > maxDescription:
			return ledger.Errorf(ledger.ErrUsage, "the %s has %d characters", f.name, utf8.RuneCountInString(f.value)).
				WithHint("the platform takes at most %d", maxDescription)
		}
	}
	for _, address := range []string{r.SuccessURL, r.DeclineURL, r.ReturnURL} {
		if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
			return ledger.Errorf(ledger.ErrUsage, "%s is no address of the web", clip(address)).WithHint("write it whole, such as https://shop.example/done")
		}
	}
	if _, err := netip.ParseAddr(r.CustomerIP); err != nil {
		return ledger.Errorf(ledger.ErrUsage, "%s is no IP address of a customer", clip(r.CustomerIP)).
			WithHint("the platform requires one with every purchase: give it, or set gate.customer_ip in the configuration")
	}
	return nil
}
