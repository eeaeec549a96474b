package desktop_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A payment that never told of itself is asked for by its id, and taken in.
func TestAPaymentThatTheLedgerLacksIsFoundAtGateAndAdopted(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.platform.AddPayment(sale("ORD-9", 77_000, "KRW", "late")))
	w.start(80, 24)
	w.Press("ctrl+g")
	w.RequireDialog("Status at Gate")
	w.Type("ORD-9")
	w.Press("enter", "enter")
	w.RequireDialog("Status of ORD-9")
	w.RequireShows("The platform says: success", "77,000 KRW", "The ledger does not have this payment")
	w.pass(2 * time.Second)
	w.Confirm("Status of ORD-9")
	w.RequireShows("ORD-9 is in the ledger now")
	p, err := w.desk.Lookup(context.Background(), shop, "ORD-9")
	require.NoError(t, err)
	require.Equal(t, int64(77_000), p.Captured)

	w.Press("ctrl+g")
	w.Type("ORD-0")
	w.Press("enter", "enter")
	w.RequireShows("does not know payment ORD-0")
}

// What the platform did stands in columns.
func TestTheStatusOfAPaymentIsReadInColumns(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(80, 24)
	w.refundAll("Refund ORD-1", "250000")
	w.takeIn()
	w.Press("esc", "ctrl+g")
	w.Type("ORD-1")
	w.Press("enter", "enter")
	w.RequireDialog("Status of ORD-1")
	w.RequireShows("sale    250,000 KRW  success  19 Nov 2026 18:30:00 UTC", "refund  250,000 KRW  success  21 Nov 2026", "  operation ")
	w.RequireFrameExact()
}
