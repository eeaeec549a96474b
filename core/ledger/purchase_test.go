package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/money"
)

var purchaseBegan = time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)

func asked(state ledger.PurchaseState) ledger.Purchase {
	return ledger.Purchase{ID: "p", Via: ledger.ViaGate, Project: 1, PaymentID: "580", Amount: money.Amount{Minor: 1000, Currency: "KRW"},
		CustomerID: "c", State: state, Attempts: 1, CreatedAt: purchaseBegan}
}

func saleOf(id, status string, minor int64, after time.Duration) ledger.Event {
	at := purchaseBegan.Add(after)
	return ledger.Event{Project: 1, PaymentID: "580", CustomerID: "c", PaymentStatus: status,
		Operation: ledger.Operation{ID: id, Type: "sale", Status: status, Code: "0", Amount: money.Amount{Minor: minor, Currency: "KRW"}, CreatedAt: purchaseBegan, Date: at}}
}

func TestAPurchaseFollowsItsOperations(t *testing.T) {
	for name, c := range map[string]struct {
		from   ledger.PurchaseState
		events []ledger.Event
		want   ledger.PurchaseState
		hold   string
	}{
		"the callback comes before the answer": {ledger.PurchaseSent, []ledger.Event{saleOf("1", "awaiting customer action", 1000, 1)}, ledger.PurchaseWaiting, ""},
		"success in doubt":                     {ledger.PurchaseInDoubt, []ledger.Event{saleOf("1", "success", 1000, 1)}, ledger.PurchaseSucceeded, ""},
		"expiry":                               {ledger.PurchaseWaiting, []ledger.Event{saleOf("1", "expired", 1000, 1)}, ledger.PurchaseExpired, ""},
		"a decline, then a paid attempt":       {ledger.PurchaseDeclined, []ledger.Event{saleOf("1", "decline", 1000, 1), saleOf("2", "success", 1000, 2)}, ledger.PurchaseSucceeded, ""},
		"a decline, then an attempt under way": {ledger.PurchaseWaiting, []ledger.Event{saleOf("1", "decline", 1000, 1), saleOf("2", "processing", 1000, 2)}, ledger.PurchaseWaiting, ""},
		"a word never seen":                    {ledger.PurchaseWaiting, []ledger.Event{saleOf("1", "meditating", 1000, 1)}, ledger.PurchaseWaiting, ""},
		"another amount":                       {ledger.PurchaseInDoubt, []ledger.Event{saleOf("1", "success", 999, 1)}, ledger.PurchaseInDoubt, "somebody else"},
		"paid after it was withdrawn":          {ledger.PurchaseCancelled, []ledger.Event{saleOf("1", "success", 1000, 1)}, ledger.PurchaseCancelled, "after it was withdrawn"},
		"under way after it was rejected":      {ledger.PurchaseRejected, []ledger.Event{saleOf("1", "processing", 1000, 1)}, ledger.PurchaseRejected, "after it was rejected"},
		"declined after it was rejected":       {ledger.PurchaseRejected, []ledger.Event{saleOf("1", "decline", 1000, 1)}, ledger.PurchaseRejected, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, a := asked(c.from), &ledger.Account{}
			for _, e := range c.events {
				a.Apply(e, purchaseBegan)
			}
			ledger.FollowPurchase(a, &p)
			require.Equal(t, c.want, p.State)
			if c.hold == "" {
				require.Empty(t, p.Hold)
			} else {
				require.Contains(t, p.Hold, c.hold)
			}
			again := p
			_, moved := ledger.FollowPurchase(a, &again)
			require.False(t, moved, "the same facts move nothing twice")
			require.Equal(t, p, again)
		})
	}
}

// In whatever order and however often messages come, a purchase ends the same.
func TestAPurchaseEndsTheSameInWhateverOrderMessagesCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"success", "decline", "expired"}).Draw(t, "end")
		messages := []ledger.Event{saleOf("1", "processing", 1000, 0), saleOf("1", "awaiting customer action", 1000, time.Second), saleOf("1", "processing", 1000, 2*time.Second), saleOf("1", end, 1000, 3*time.Second)}
		more := rapid.SliceOfN(rapid.SampledFrom(messages), 0, 4).Draw(t, "repeated")
		order := rapid.Permutation(append(messages, more...)).Draw(t, "order")
		p, a := asked(ledger.PurchaseSent), &ledger.Account{}
		for _, e := range order {
			a.Apply(e, purchaseBegan)
			ledger.FollowPurchase(a, &p)
		}
		want := map[string]ledger.PurchaseState{"success": ledger.PurchaseSucceeded, "decline": ledger.PurchaseDeclined, "expired": ledger.PurchaseExpired}[end]
		require.Equal(t, want, p.State)
		require.Empty(t, p.Hold)
		require.Equal(t, "1", p.OperationID)
	})
}
