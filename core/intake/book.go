package intake

import (
	"context"
	"slices"

	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/purchases"
)

// Book holds the accounts that one transaction works on, loaded in one pass
// and saved in one pass.
type Book struct {
	tx       *store.Tx
	accounts map[ledger.Key]*ledger.Account
	refunds  map[int64][]*ledger.Refund
	order    []*ledger.Account // accounts touched, in the order of the first touch
	touched  map[*ledger.Account]bool
	before   map[opKey]ledger.Operation
	were     map[*ledger.Account]ledger.Payment // as loaded
	wrote    bool
	bought   map[ledger.Key]*ledger.Purchase // our purchases that may still move
	shown    map[ledger.Key][]ledger.Display // what their customers have to be shown
	moved    []ledger.PurchaseProgress
}

type opKey struct {
	account *ledger.Account
	id      string
}

// Open loads the accounts named by keys, with our refunds of them.
func Open(ctx context.Context, tx *store.Tx, keys []ledger.Key) (*Book, error) {
	b := &Book{tx: tx, refunds: map[int64][]*ledger.Refund{}, touched: map[*ledger.Account]bool{}, before: map[opKey]ledger.Operation{}, were: map[*ledger.Account]ledger.Payment{}}
	var err error
	if b.accounts, err = tx.Accounts(ctx, keys); err != nil {
		return nil, err
	}
	if b.bought, err = purchases.Unsettled(ctx, tx, keys); err != nil {
		return nil, err
	}
	rows := make([]int64, 0, len(b.accounts))
	for _, a := range b.accounts {
		rows = append(rows, a.Payment.RowID)
		b.were[a] = a.Payment
		for _, o := range a.Operations {
			b.before[opKey{a, o.ID}] = o
		}
	}
	refunds, err := tx.RefundsOfMany(ctx, rows)
	if err != nil {
		return nil, err
	}
	for row, list := range refunds {
		for i := range list {
			b.refunds[row] = append(b.refunds[row], &list[i])
		}
	}
	return b, nil
}

// Account gives the account of a payment, or nil when the ledger does not know it.
func (b *Book) Account(k ledger.Key) *ledger.Account { return b.accounts[k.Fold()] }

// Refunds gives our refunds of an account, oldest first.
func (b *Book) Refunds(a *ledger.Account) []*ledger.Refund { return b.refunds[a.Payment.RowID] }

// Apply folds an event into its account, which is made when it is new.
func (b *Book) Apply(e ledger.Event) (*ledger.Account, ledger.Effect) {
	key := ledger.Key{Project: e.Project, ID: e.PaymentID}.Fold()
	a := b.accounts[key]
	if a == nil {
		a = &ledger.Account{Payment: ledger.Payment{Project: e.Project, ID: e.PaymentID}}
		b.accounts[key] = a
	}
	effect := a.Apply(e, b.tx.Now())
	if b.show(key, &e, effect) || effect.New || effect.Changed {
		b.Touch(a)
	}
	return a, effect
}

// Touch marks an account to be recounted and saved.
func (b *Book) Touch(a *ledger.Account) {
	if !b.touched[a] {
		b.touched[a] = true
		b.order = append(b.order, a)
	}
}

// Save moves our refunds and purchases along, recounts every touched account and
// writes all of it. It returns the refunds that moved.
func (b *Book) Save(ctx context.Context) ([]ledger.Progress, error) {
	if err := b.followPurchases(ctx); err != nil {
		return nil, err
	}
	var moved []ledger.Progress
	for _, a := range b.order {
		refunds := b.Refunds(a)
		if a.Payment.RowID != 0 && len(refunds) > 0 {
			moved = append(moved, ledger.Follow(a, refunds)...)
		}
		var open []ledger.Refund
		for _, f := range refunds {
			if f.State.Reserves() {
				open = append(open, *f)
			}
		}
		a.Recount(open)
	}
	if changed := slices.DeleteFunc(b.order, b.unchanged); len(changed) > 0 {
		slices.SortStableFunc(changed, byRow)
		b.wrote = true
		if err := b.tx.SaveAccounts(ctx, changed, b.changed); err != nil {
			return nil, err
		}
	}
	b.wrote = b.wrote || len(moved) > 0
	for _, p := range moved {
		if err := b.tx.SaveRefund(ctx, p.Refund); err != nil {
			return nil, err
		}
		if p.Detail == "" {
			continue
		}
		step := ledger.Step{RefundID: p.Refund.ID, Kind: "callback", State: p.Refund.State, Detail: p.Detail}
		if err := b.tx.AddStep(ctx, step); err != nil {
			return nil, err
		}
	}
	return moved, nil
}

// Wrote tells whether Save found anything to write.
func (b *Book) Wrote() bool { return b.wrote }

// byRow keeps index pages warm while many accounts are written; new ones, with
// row 0, come last in the order in which they were met.
func byRow(x, y *ledger.Account) int {
	rx, ry := uint64(x.Payment.RowID-1), uint64(y.Payment.RowID-1)
	switch {
	case rx < ry:
		return -1
	case rx > ry:
		return 1
	}
	return 0
}

// unchanged keeps payments that came out as they were out of the write, so that
// their version grows only when a person who looks at one would see a difference.
func (b *Book) unchanged(a *ledger.Account) bool {
	was, loaded := b.were[a]
	if !loaded {
		return false
	}
	for i := range a.Operations {
		if b.changed(a, &a.Operations[i]) {
			return false
		}
	}
	now := a.Payment
	if (was.Left == nil) != (now.Left == nil) || was.Left != nil && *was.Left != *now.Left {
		return false
	}
	was.Left, now.Left = nil, nil
	return was == now
}

// changed keeps operations that no event touched out of the write.
func (b *Book) changed(a *ledger.Account, o *ledger.Operation) bool {
	return b.before[opKey{a, o.ID}] != *o
}

// Reserve adds a new refund of ours to its account, so that the recount of
// Save holds its amount.
func (b *Book) Reserve(a *ledger.Account, f *ledger.Refund) {
	b.refunds[a.Payment.RowID] = append(b.refunds[a.Payment.RowID], f)
	b.Touch(a)
}

// Refund finds one of our refunds of the account.
func (b *Book) Refund(a *ledger.Account, id string) *ledger.Refund {
	for _, f := range b.Refunds(a) {
		if f.ID == id {
			return f
		}
	}
	return nil
}
