package desktop

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/ui/tui/action"
	"contra/ui/tui/page/purchases"
	"contra/ui/tui/text"
)

// practiceScan is what the customer of a purchase does on the stand-in platform.
func (m *Model) practiceScan() []action.Action {
	may := func() string {
		switch p, ok := m.purchases.Current(); {
		case !ok:
			return "no purchase is chosen"
		case p.State != ledger.PurchaseWaiting:
			return "only a purchase that waits for its customer can be paid or declined"
		}
		return ""
	}
	act := func(id, key, title string, letter rune, does sandbox.Act, said string) action.Action {
		return action.Action{ID: "practice." + id, Scope: purchases.Scope, Keys: []string{key}, Title: title, Menu: "Practice", Mnemonic: letter, Hint: id, Disabled: may,
			Run: func() tea.Cmd {
				p, _ := m.purchases.Current()
				return m.play("The customer of "+text.Clean(p.PaymentID)+" "+said, func() error { return m.scan(p, does) })
			}}
	}
	return []action.Action{
		act("pays", "H", "The customer scans and pays", 'p', sandbox.Pay, "scans the code and pays."),
		act("declines", "D", "The customer scans and declines", 'n', sandbox.Decline, "scans the code and declines."),
	}
}

// scan is the customer with the code of a purchase. One with a link opens it first.
func (m *Model) scan(p ledger.Purchase, act sandbox.Act) error {
	if p.Via == ledger.ViaLink && !m.awaits(p) {
		if err := visit(m.h.Ctx, string(p.Body), p.Method, m.h.Desk.Methods); err != nil {
			return err
		}
	}
	return m.o.Demo.Scan(p.PaymentID, act)
}

// awaits tells whether the stand-in waits for the purchase's customer already.
func (m *Model) awaits(p ledger.Purchase) bool {
	for _, a := range m.o.Demo.Awaiting() {
		if a.Project == p.Project && strings.EqualFold(a.PaymentID, p.PaymentID) {
			return true
		}
	}
	return false
}

// visit opens a link as a browser does, and chooses its method there.
func visit(ctx context.Context, link, method string, methods ledger.Methods) error {
	page, query, _ := strings.Cut(link, "?")
	known, _ := methods.Lookup(method)
	form := url.Values{"link": {query}, "method": {known.PayPage}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, page, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	browser := http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.Do(req)
	if err != nil {
		return fmt.Errorf("the Payment Page cannot be reached: %w", err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("the Payment Page does not take the link (HTTP %d)", answer.StatusCode)
	}
	return nil
}
