package intake

import (
	"context"

	"contra/core/ledger"
	"contra/core/store/purchases"
)

// Purchase gives our purchase of a payment while a message may still move it, or nil.
func (b *Book) Purchase(k ledger.Key) *ledger.Purchase { return b.bought[k.Fold()] }

// Purchases are those of ours that Save moved along.
func (b *Book) Purchases() []ledger.PurchaseProgress { return b.moved }

// show keeps what an event's customer has to be shown, for Save, and tells
// whether it did. Of a message that came late nobody is to be shown anything.
func (b *Book) show(key ledger.Key, e *ledger.Event, effect ledger.Effect) bool {
	p := b.bought[key]
	if p == nil || len(e.Display) == 0 || effect.Late || effect.Duplicate && len(p.Display) > 0 {
		return false
	}
	if b.shown == nil {
		b.shown = map[ledger.Key][]ledger.Display{}
	}
	b.shown[key] = e.Display
	return true
}

// followPurchases moves our purchases of the touched accounts along.
func (b *Book) followPurchases(ctx context.Context) error {
	if len(b.bought) == 0 {
		return nil
	}
	for _, a := range b.order {
		key := a.Payment.Key().Fold()
		p := b.bought[key]
		if p == nil {
			continue
		}
		progress, moved := ledger.FollowPurchase(a, p)
		if p.Show(b.shown[key]) {
			moved = true
			if progress.Detail != "" {
				progress.Detail += "; "
			}
			progress.Detail += "the customer is to be shown a QR code"
		}
		if !moved {
			continue
		}
		b.moved, b.wrote = append(b.moved, progress), true
		if err := purchases.Save(ctx, b.tx, p); err != nil {
			return err
		}
		if progress.Detail == "" {
			continue
		}
		step := ledger.PurchaseStep{PurchaseID: p.ID, Kind: "callback", State: p.State, Detail: progress.Detail}
		if err := purchases.AddStep(ctx, b.tx, step); err != nil {
			return err
		}
	}
	return nil
}
