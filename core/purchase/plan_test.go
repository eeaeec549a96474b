package purchase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/purchase"
)

func TestRulesRefuseBeforeAnythingIsStored(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("PAID", 1000))
	prepare(t, r.Desk.Purchases, wish("USED"))
	for name, c := range map[string]struct {
		spoil func(*purchase.Wish)
		want  ledger.Code
		field string
	}{
		"method":         {func(w *purchase.Wish) { w.Method = "gold" }, ledger.ErrUnknownMethod, "method"},
		"no Gate path":   {func(w *purchase.Wish) { w.Method, w.Amount.Currency = "mbank", "KGS" }, ledger.ErrUnknownMethod, "method"},
		"no page":        {func(w *purchase.Wish) { w.Method, w.Via = "payco", ledger.ViaLink }, ledger.ErrUnknownMethod, "method"},
		"currency":       {func(w *purchase.Wish) { w.Amount.Currency = "USD" }, ledger.ErrCurrency, "payment_currency"},
		"amount":         {func(w *purchase.Wish) { w.Amount.Minor = 0 }, ledger.ErrBadAmount, "payment_amount"},
		"negative":       {func(w *purchase.Wish) { w.Amount.Minor = -1 }, ledger.ErrBadAmount, "payment_amount"},
		"customer":       {func(w *purchase.Wish) { w.CustomerID = "" }, ledger.ErrUsage, "customer_id"},
		"customer's ip":  {func(w *purchase.Wish) { w.CustomerIP = "" }, ledger.ErrUsage, "customer_ip"},
		"address":        {func(w *purchase.Wish) { w.SuccessURL = "shop" }, ledger.ErrUsage, "merchant_success_url"},
		"project":        {func(w *purchase.Wish) { w.Project = 0 }, ledger.ErrUsage, "project_id"},
		"way":            {func(w *purchase.Wish) { w.Via = "pigeon" }, ledger.ErrUsage, "via"},
		"id of ours":     {func(w *purchase.Wish) { w.PaymentID = "used" }, ledger.ErrState, "payment_id"},
		"id of a record": {func(w *purchase.Wish) { w.PaymentID = "paid" }, ledger.ErrState, "payment_id"},
		"too long":       {func(w *purchase.Wish) { w.Window = 31 * 24 * time.Hour }, ledger.ErrUsage, "best_before"},
	} {
		w := wish("NEW")
		c.spoil(&w)
		plan, err := r.Desk.Purchases.Plan(ctx, w)
		require.NoError(t, err, name)
		require.Equal(t, c.want, code(plan.Refused), "%s: %v", name, plan.Refused)
		require.Equal(t, c.field, plan.Problems[0].Field, name)
		_, err = r.Desk.Purchases.Prepare(ctx, plan)
		require.Equal(t, plan.Refused, err, name)
	}
	require.Empty(t, r.Platform.Requests())
}

func TestWhatAWishLeavesOutIsFilledIn(t *testing.T) {
	r := desktest.New(t, desktest.Options{})
	w := wish("")
	plan, err := r.Desk.Purchases.Plan(context.Background(), w)
	require.NoError(t, err)
	require.NoError(t, plan.Refused)
	require.Regexp(t, `^PAY-\d{6}-[A-Z2-7]{8}$`, plan.Wish.PaymentID)
	require.Equal(t, "https://shop.example/", plan.Wish.DeclineURL)
	require.WithinDuration(t, time.Now().Add(15*time.Minute), plan.ExpiresAt, time.Minute)
	again, err := r.Desk.Purchases.Plan(context.Background(), w)
	require.NoError(t, err)
	require.NotEqual(t, plan.Wish.PaymentID, again.Wish.PaymentID)

	w.Window = -1
	plan, err = r.Desk.Purchases.Plan(context.Background(), w)
	require.NoError(t, err)
	require.Zero(t, plan.ExpiresAt)
	p, err := r.Desk.Purchases.Prepare(context.Background(), plan)
	require.NoError(t, err)
	require.NotContains(t, string(p.Body), "best_before")
}

// Two plans with one payment id: the second is refused when it is prepared.
func TestAPlanWhosePaymentIDWasUsedMeanwhileIsRefused(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	first, err := r.Desk.Purchases.Plan(ctx, wish("580"))
	require.NoError(t, err)
	second, err := r.Desk.Purchases.Plan(ctx, wish("580"))
	require.NoError(t, err)
	_, err = r.Desk.Purchases.Prepare(ctx, first)
	require.NoError(t, err)
	_, err = r.Desk.Purchases.Prepare(ctx, second)
	require.Equal(t, ledger.ErrState, code(err))
}

func TestATooOldIntentIsCancelledNotSent(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	w := wish("580")
	w.Window = time.Second
	p := prepare(t, r.Desk.Purchases, w)
	require.Eventually(t, func() bool { return time.Now().After(p.ExpiresAt) }, 3*time.Second, 10*time.Millisecond)
	p, err := r.Desk.Purchases.Send(ctx, p.ID)
	require.Equal(t, ledger.ErrState, code(err))
	require.Equal(t, ledger.PurchaseCancelled, p.State)
	require.Empty(t, r.Platform.Requests())
}
