package purchase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
	"contra/core/store/purchases"
)

// wish is the documents' purchase of 1000 won.
func wish(id string) purchase.Wish {
	return purchase.Wish{Project: desktest.Project, PaymentID: id, Amount: money.Amount{Minor: 1000, Currency: "KRW"}, Method: "kakaopay",
		CustomerID: "customer123", CustomerIP: "192.0.2.0", Description: "order 580"}
}

// buy plans, prepares and sends.
func buy(t testing.TB, r *purchase.Runner, w purchase.Wish) ledger.Purchase {
	t.Helper()
	p := prepare(t, r, w)
	p, err := r.Send(context.Background(), p.ID)
	require.NoError(t, err)
	return p
}

func prepare(t testing.TB, r *purchase.Runner, w purchase.Wish) ledger.Purchase {
	t.Helper()
	plan, err := r.Plan(context.Background(), w)
	require.NoError(t, err)
	require.NoError(t, plan.Refused)
	store := r.Prepare
	if w.Via == ledger.ViaLink {
		store = r.PrepareLink
	}
	p, err := store(context.Background(), plan)
	require.NoError(t, err)
	return p
}

// shown follows a purchase until the customer's QR code is there.
func shown(t testing.TB, r *purchase.Runner, id string) ledger.Purchase {
	t.Helper()
	p, err := r.Await(context.Background(), id, 5*time.Second, func(p ledger.Purchase) bool { return len(p.Display) > 0 })
	require.NoError(t, err)
	require.Len(t, p.Display, 1)
	return p
}

func watched(t testing.TB, r *purchase.Runner, id string) ledger.Purchase {
	t.Helper()
	p, err := r.Watch(context.Background(), id, 5*time.Second)
	require.NoError(t, err)
	return p
}

func story(t testing.TB, r *desktest.Rig, id string) (kinds []string) {
	t.Helper()
	steps, err := purchases.Steps(context.Background(), r.Desk.Store, id)
	require.NoError(t, err)
	for _, s := range steps {
		kinds = append(kinds, s.Kind+" "+string(s.State))
	}
	return kinds
}

func code(err error) ledger.Code {
	if e, ok := err.(*ledger.Error); ok {
		return e.Code
	}
	return ""
}
