package desk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
)

func TestLookupNeverGuessesTheProject(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	take(t, r.Desk, ledger.Inbound{Raw: []byte("1"), Events: []ledger.Event{sale(1, "Ord")}}, ledger.Inbound{Raw: []byte("2"), Events: []ledger.Event{sale(2, "ORD")}})
	_, err := r.Desk.Lookup(ctx, 0, "ord")
	require.Equal(t, ledger.ErrAmbiguous, code(t, err))
	require.Equal(t, "--project 1 or --project 2", err.(*ledger.Error).Hint)
	p, err := r.Desk.Lookup(ctx, 2, "oRD")
	require.NoError(t, err)
	require.Equal(t, ledger.Key{Project: 2, ID: "ORD"}, p.Key())
	_, err = r.Desk.Lookup(ctx, 3, "ord")
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	_, err = r.Desk.Lookup(ctx, 0, "or")
	require.Equal(t, ledger.ErrNotFound, code(t, err), "a part of an id is no id")
}

// What nobody paid yet is no mistake of whoever asks for it.
func TestAPaymentThatWeAskedForIsSaidNotToBePaidYet(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "reset_after@LOST:1;error=3299@NO:1"})
	wish := purchase.Wish{Project: desktest.Project, Amount: money.New(1000, "KRW"), Method: "kakaopay", CustomerID: "c", CustomerIP: "192.0.2.1"}
	ask := func(id string, via ledger.Via) string {
		wish.PaymentID, wish.Via = id, via
		plan, err := r.Desk.Purchases.Plan(ctx, wish)
		require.NoError(t, err)
		if via == ledger.ViaLink {
			p, err := r.Desk.Purchases.PrepareLink(ctx, plan)
			require.NoError(t, err)
			return p.ID
		}
		p, err := r.Desk.Purchases.Prepare(ctx, plan)
		require.NoError(t, err)
		r.Desk.Purchases.Send(ctx, p.ID)
		return p.ID
	}
	for _, c := range []struct {
		id   string
		via  ledger.Via
		said string
	}{
		{"Link-1", ledger.ViaLink, "was asked for and is not paid yet"},
		{"GATE", ledger.ViaGate, "was asked for and is not paid yet"},
		{"LOST", ledger.ViaGate, "was asked for, and it is not known yet what became of that"},
		{"NO", ledger.ViaGate, "was asked for and not paid: its purchase is rejected"},
	} {
		asked := ask(c.id, c.via)
		for _, project := range []int64{0, desktest.Project} {
			_, err := r.Desk.Lookup(ctx, project, strings.ToLower(c.id))
			require.Equal(t, ledger.ErrNotFound, code(t, err))
			require.EqualError(t, err, "payment "+c.id+" of project 1234 "+c.said)
			require.Equal(t, "contra purchases show "+asked, err.(*ledger.Error).Hint)
		}
		_, err := r.Desk.Lookup(ctx, 3, c.id)
		require.Equal(t, ledger.ErrNotFound, code(t, err))
		require.Equal(t, "import its callbacks first", err.(*ledger.Error).Hint, "another project's")
	}
	_, err := r.Desk.Purchases.Withdraw(ctx, ask("GIVEN-UP", ledger.ViaLink), "")
	require.NoError(t, err)
	_, err = r.Desk.Lookup(ctx, 0, "GIVEN-UP")
	require.EqualError(t, err, "payment GIVEN-UP of project 1234 was asked for, and that was withdrawn")
}
