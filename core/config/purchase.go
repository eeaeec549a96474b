package config

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// DefaultReturnURL is where customers are led when nothing else is configured:
// Gate wants an address with every purchase.
const DefaultReturnURL = "https://ecommpay.com/"

// Purchase says how purchases are asked for.
type Purchase struct {
	Window time.Duration // how long a customer has; 0: without a limit of ours
}

// PaymentPage says where customers pay by link.
type PaymentPage struct {
	URL string // empty: see PageURL
}

// PageURL is where the Payment Page is; empty for the platform's own. The
// stand-in's stands beside its Gate, so that no practice link leads to the platform.
func (c Config) PageURL() string {
	if c.PaymentPage.URL == "" && c.Gate.Practice() {
		return strings.TrimSuffix(c.Gate.URL, "/") + "/payment"
	}
	return c.PaymentPage.URL
}

func (c *Config) takePurchase(f file) error {
	if f.Gate.ReturnURL != "" {
		c.Gate.ReturnURL = f.Gate.ReturnURL
		if u, err := url.Parse(c.Gate.ReturnURL); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil {
			return errors.New("gate.return_url must be an address of the web, such as https://shop.example/")
		}
	}
	if f.Purchase.Window.set {
		c.Purchase.Window = f.Purchase.Window.Duration
	}
	if f.PaymentPage.URL != "" {
		c.PaymentPage.URL = f.PaymentPage.URL
		if err := CheckURL(c.PaymentPage.URL); err != nil {
			return fmt.Errorf("payment_page.url: %w", err)
		}
	}
	return nil
}
