package refunds

import (
	"context"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store/purchases"
)

// bought is what one or more passes brought about purchases, each once.
type bought struct {
	items []ledger.Purchase
	at    map[string]int // index into items by purchase id
	errs  []error        // of the last pass
}

// pass looks at every open purchase once.
func (b *bought) pass(ctx context.Context, d *desk.Desk) error {
	report, err := d.Purchases.SettleAll(ctx, nil)
	b.errs = report.Errs
	if b.at == nil {
		b.at = map[string]int{}
	}
	for _, p := range report.Items {
		if i, known := b.at[p.ID]; known {
			b.items[i] = p
			continue
		}
		b.at[p.ID] = len(b.items)
		b.items = append(b.items, p)
	}
	return err
}

// refresh reads again what was open, for a listener may have moved it, and
// tells whether anything is left.
func (b *bought) refresh(ctx context.Context, d *desk.Desk) (open bool, err error) {
	for i := range b.items {
		if !b.items[i].State.Open() {
			continue
		}
		if b.items[i], err = purchases.Get(ctx, d.Store, b.items[i].ID); err != nil {
			return open, err
		}
		open = open || b.items[i].State.Open()
	}
	return open, nil
}

// doubt tells whether nobody knows what became of one of them.
func (b *bought) doubt() bool {
	for _, p := range b.items {
		if p.State == ledger.PurchaseInDoubt {
			return true
		}
	}
	return false
}
