package books

import (
	"cmp"
	"slices"

	"contra/core/money"
)

// Balance is the money of a project in one currency, in minor units.
type Balance struct {
	Project  int64
	Currency money.Currency
	Minor    int64
}

type purse struct {
	project  int64
	currency money.Currency
}

// purses hold what each project has: its opening balance and what its sales
// brought, less what its refunds gave back. A million payments of the largest
// amount fit.
type purses struct {
	held   map[purse]int64
	strict bool // a refund needs its money
}

func (p *purses) hold(a *account) {
	now := a.Captured() - a.Refunded()
	p.held[purse{a.Project, a.Amount.Currency}] += now - a.held
	a.held = now
}

func (p *purses) short(a *account, minor int64) bool {
	return p.strict && p.held[purse{a.Project, a.Amount.Currency}] < minor
}

// Fund gives the projects their opening balances, in minor units. From then on a
// refund is declined with 3028 at its end when the balance is short.
func (b *Books) Fund(opening map[int64]map[money.Currency]int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.purses.strict = true
	for project, sums := range opening {
		for currency, minor := range sums {
			b.purses.held[purse{project, currency}] += minor
		}
	}
}

// Balances lists what the projects have, by project and currency.
func (b *Books) Balances() []Balance {
	b.mu.RLock()
	defer b.mu.RUnlock()
	list := make([]Balance, 0, len(b.purses.held))
	for p, minor := range b.purses.held {
		list = append(list, Balance{p.project, p.currency, minor})
	}
	slices.SortFunc(list, func(a, b Balance) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Currency, b.Currency))
	})
	return list
}
