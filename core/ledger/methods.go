package ledger

import (
	"slices"
	"strings"

	"contra/core/money"
)

// Methods finds a payment method by its name in callbacks. The zero value knows none.
type Methods struct {
	by map[string]Method
}

// NewMethods gives the built-in table with extra entries, each of which adds a
// method or takes the place of the built-in one of the same name.
func NewMethods(extra ...Method) Methods {
	by := make(map[string]Method, len(builtin)+len(extra))
	for _, list := range [][]Method{builtin, extra} {
		for _, m := range list {
			by[methodKey(m.Name)] = m
		}
	}
	return Methods{by}
}

// Lookup finds a method by its name in callbacks, without regard to case.
func (m Methods) Lookup(name string) (Method, bool) {
	found, ok := m.by[methodKey(name)]
	found.Currencies = slices.Clone(found.Currencies)
	return found, ok
}

// All lists the methods by name.
func (m Methods) All() []Method {
	all := make([]Method, 0, len(m.by))
	for _, x := range m.by {
		all = append(all, x)
	}
	slices.SortFunc(all, func(x, y Method) int { return strings.Compare(methodKey(x.Name), methodKey(y.Name)) })
	return all
}

func methodKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// builtin is what the platform's public material says. Of KakaoPay every name is
// documented but the Dashboard's, which follows the pattern of its other wallets.
// The names of card, Apple Pay, Google Pay and the direct debits in callbacks are
// those of the platform's shop plug-in; the others' are the last part of their address.
// An empty Dashboard code is not known: set it in the configuration before writing
// Dashboard files. No method states a refund window.
var builtin = []Method{
	{Name: "kakaopay", Title: "KakaoPay", GatePath: "wallet/kakaopay", Dashboard: "wallet/kakaopay", PayPage: "kakaopay-wallet",
		Currencies: []money.Currency{"KRW"}, Full: true, Partial: true, Zone: "Asia/Seoul"},
	{Name: "payco", Title: "Payco", GatePath: "wallet/payco", Dashboard: "wallet/payco",
		Currencies: []money.Currency{"KRW"}, Full: true, Partial: true, Zone: "Asia/Seoul"},
	{Name: "card", Title: "Card", GatePath: "card", Dashboard: "card", PayPage: "card", Full: true, Partial: true},
	{Name: "etoken", Title: "Apple Pay", GatePath: "applepay", Full: true, Partial: true},
	{Name: "etoken-google", Title: "Google Pay", GatePath: "googlepay", Full: true, Partial: true},
	{Name: "paypal", Title: "PayPal", GatePath: "wallet/paypal", PayPage: "paypal-wallet", Full: true, Partial: true},
	{Name: "klarna", Title: "Klarna", GatePath: "bank-transfer/klarna", PayPage: "klarna",
		Currencies: []money.Currency{"DKK", "EUR", "GBP", "NOK", "SEK"}, Full: true, Partial: true},
	{Name: "blik", Title: "Blik", GatePath: "blik", Dashboard: "blik", PayPage: "blik", Full: true, Partial: true},
	{Name: "bancontact", Title: "Bancontact", GatePath: "bancontact", Full: true, Partial: true},
	{Name: "ideal", Title: "iDEAL", GatePath: "online-banking/ideal", Full: true, Partial: true},
	{Name: "giropay", Title: "Giropay", GatePath: "online-banking/giropay", Full: true, Partial: true},
	{Name: "Direct Debit BACS", Title: "BACS Direct Debit", GatePath: "directdebit/bacs",
		Currencies: []money.Currency{"GBP"}, Full: true, Partial: true},
	{Name: "Direct Debit SEPA", Title: "SEPA Direct Debit", GatePath: "directdebit/sepa",
		Currencies: []money.Currency{"EUR"}, Full: true, Partial: true},

	{Name: "touchngo", Title: "Touch 'n Go", Currencies: []money.Currency{"MYR"}},
	{Name: "mbank", Title: "Mbank", Currencies: []money.Currency{"KGS"}},
	{Name: "vietnam", Title: "Vietnamese online banking", Currencies: []money.Currency{"VND"}},
	{Name: "openbanking", Title: "Open Banking"},
	{Name: "humm", Title: "Humm"},
}
