package purchase_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/purchase"
	"contra/core/sandbox"
)

func linked(id string) purchase.Wish {
	w := wish(id)
	w.Via, w.CustomerIP = ledger.ViaLink, ""
	return w
}

// choose is the customer's browser that opens the link and chooses the method.
func choose(t *testing.T, link string) {
	t.Helper()
	page, query, _ := strings.Cut(link, "?")
	got, err := http.PostForm(page, url.Values{"link": {query}, "method": {"kakaopay-wallet"}})
	require.NoError(t, err)
	defer got.Body.Close()
	require.Equal(t, http.StatusOK, got.StatusCode)
}

func TestALinkWaitsUntilItsCustomerPaysOrDeclines(t *testing.T) {
	for act, want := range map[sandbox.Act]ledger.PurchaseState{sandbox.Pay: ledger.PurchaseSucceeded, sandbox.Decline: ledger.PurchaseDeclined} {
		r := desktest.New(t, desktest.Options{Listen: true})
		p := prepare(t, r.Desk.Purchases, linked("580"))
		require.Equal(t, ledger.PurchaseWaiting, p.State)
		require.True(t, strings.HasPrefix(string(p.Body), r.Gate.URL+"/payment?"), string(p.Body))
		require.Empty(t, p.Path)
		s := r.Desk.Purchases.Settle(context.Background(), p.ID)
		require.NoError(t, s.Err)
		require.Equal(t, ledger.PurchaseWaiting, s.Purchase.State, "nobody opened it yet")
		_, err := r.Desk.Purchases.Send(context.Background(), p.ID)
		require.Equal(t, ledger.ErrState, code(err), "a link is never sent by us")

		choose(t, string(p.Body))
		require.NoError(t, r.Platform.Scan("580", act))
		p = watched(t, r.Desk.Purchases, p.ID)
		require.Equal(t, want, p.State)
		require.NotEmpty(t, p.OperationID)
	}
}

func TestALinkThatNobodyOpenedExpiresOnlyAfterThePlatformWasAsked(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	p := prepare(t, r.Desk.Purchases, linked("580"))
	later, err := desk.Open(ctx, desk.Options{Ledger: r.Ledger, Config: r.Config, Operator: "desk1", Now: func() time.Time { return time.Now().Add(17 * time.Minute) }})
	require.NoError(t, err)
	defer later.Close()
	later.Secrets.Put(desktest.Project, desktest.Secret)

	r.Platform.Arrange(script(t, "status_http_500:1"))
	s := later.Purchases.Settle(ctx, p.ID)
	require.NoError(t, s.Err)
	require.Equal(t, ledger.PurchaseWaiting, s.Purchase.State, "time alone decides nothing")
	s = later.Purchases.Settle(ctx, p.ID)
	require.Equal(t, ledger.PurchaseExpired, s.Purchase.State)
}

func script(t *testing.T, text string) sandbox.Script {
	t.Helper()
	s, err := sandbox.ParseScript(text)
	require.NoError(t, err)
	return s
}

func TestALinkThatWasWithdrawnAndIsPaidAsksForAPerson(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Listen: true})
	p := prepare(t, r.Desk.Purchases, linked("580"))
	cancelled, err := r.Desk.Purchases.Withdraw(ctx, p.ID, "wrong customer")
	require.NoError(t, err)
	require.Equal(t, ledger.PurchaseCancelled, cancelled.State)
	require.Equal(t, "withdrawn by desk1", cancelled.Message)
	choose(t, string(p.Body))
	require.NoError(t, r.Platform.Scan("580", sandbox.Pay))
	require.NoError(t, r.Platform.Drain(ctx))
	r.Import(r.Platform.Callbacks("580")...)
	p, err = r.Desk.Purchases.Note(ctx, p.ID, "seen")
	require.NoError(t, err)
	require.Equal(t, ledger.PurchaseCancelled, p.State)
	require.Contains(t, p.Hold, "success, after it was withdrawn")
	p, err = r.Desk.Purchases.Acknowledge(ctx, p.ID, "refunded")
	require.NoError(t, err)
	require.Empty(t, p.Hold)
}
