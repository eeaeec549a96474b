package desktop_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
)

// refundAll refunds all that is left of the payment under the cursor.
func (w *world) refundAll(title, amount string) {
	w.T.Helper()
	w.Press("r", "tab", "tab")
	w.Type(amount)
	w.confirm(title)
}

// The platform takes the refund and never answers.
func TestADoubtIsAskedAboutAndEnds(t *testing.T) {
	w := newWorld(t, "timeout_after@ORD-17:1", sale("ORD-17", 30_000, "KRW", "고객17")).start(200, 50)
	w.refundAll("Refund ORD-17", "30000")
	w.RequireShows("30,000 KRW: in doubt", "nobody knows yet what became of it", "the SAME id", "answers 3230")
	w.RequireHides("failed", "try again")
	w.Press("esc", "2")
	w.RequireShows("2 Refunds !1", "1 refund needs you", "Needs you (1)", "in doubt", "attempt 1", "Safe because every attempt carries the same", "Next: contra keeps asking")
	require.Equal(t, int64(30_000), w.stored("ORD-17").Reserved, "a doubt holds its amount")
	w.Press("q")
	w.RequireShows("Refund of 30,000 KRW on ORD-17: succeeded", "Finished (1)", "it is ours")
	w.RequireHides("Needs you")
	require.Equal(t, ledger.Succeeded, w.refunds("ORD-17")[0].State)
	require.Equal(t, 1, w.asked("ORD-17"))
}

// The same without anybody asking: the background does it.
func TestADoubtEndsByItself(t *testing.T) {
	w := newWorld(t, "timeout_after@ORD-17:1", sale("ORD-17", 30_000, "KRW", "고객17")).start(100, 30)
	w.refundAll("Refund ORD-17", "30000")
	w.Press("esc")
	w.RequireShows("2 Refunds!1")
	w.pass(6 * time.Second)
	w.RequireShows("Refund of 30,000 KRW on ORD-17: succeeded")
	w.RequireHides("Refunds !")
	require.Equal(t, 1, w.asked("ORD-17"))
}

// The request never arrived: the platform does not know it, and after a while
// the same bytes are sent once more, whatever else happens.
func TestAnUnknownRefundIsResentOnceByItself(t *testing.T) {
	w := newWorld(t, "timeout_before@ORD-17:1", sale("ORD-17", 30_000, "KRW", "고객17")).start(200, 50)
	w.refundAll("Refund ORD-17", "30000")
	w.Press("esc", "2")
	for range 10 {
		w.pass(5 * time.Second)
	}
	require.Equal(t, 1, w.asked("ORD-17"), "not before its time")
	w.RequireShows("the platform does not know it yet")
	for range 10 {
		w.pass(5 * time.Second)
	}
	f := w.refunds("ORD-17")[0]
	require.Equal(t, ledger.Succeeded, f.State)
	require.Equal(t, 2, f.Attempts)
	requests := w.platform.Requests()
	var bodies []string
	for _, r := range requests {
		if r.RefundID != "" {
			bodies = append(bodies, r.Body)
		}
	}
	require.Len(t, bodies, 2)
	require.Equal(t, bodies[0], bodies[1])
	p, _ := w.platform.Books().Payment(shop, "ORD-17")
	require.Equal(t, int64(30_000), p.Refunded())
}

// Started again after a kill, the desktop settles what the last one left open.
func TestWhatIsOpenIsSettledOnStart(t *testing.T) {
	w := newWorld(t, "timeout_after@ORD-17:1", sale("ORD-17", 30_000, "KRW", "고객17"))
	_, sent, err := w.desk.PlanNow(context.Background(), w.stored("ORD-17").RowID, nil, "")
	require.True(t, sent)
	require.NoError(t, err)
	require.Equal(t, ledger.InDoubt, w.refunds("ORD-17")[0].State)
	w.now.Add(time.Minute.Milliseconds())
	w.clock.Set(w.time())
	w.start(100, 30)
	require.Equal(t, ledger.Succeeded, w.refunds("ORD-17")[0].State)
	w.RequireShows("ORD-17: succeeded")
}

// Two operations of one amount, one of them somebody else's: a person decides.
func TestAPersonAdoptsAnOperation(t *testing.T) {
	w := newWorld(t, "dashboard@ORD-17:1;timeout_after@ORD-17:1", sale("ORD-17", 90_000, "KRW", "고객17")).start(200, 50)
	w.fillRefund("30000", "", "30000")
	w.confirm("Refund ORD-17")
	w.Press("esc", "2", "q")
	w.RequireShows("2 refunds of 30,000 KRW on the payment may be it", "adopt it (A)")
	p, _ := w.platform.Books().Payment(shop, "ORD-17")
	require.Len(t, p.Operations, 3)
	w.Press("A")
	w.RequireShows("Adopt an operation", "Which operation of the platform carries it out?", "30,000 KRW  refund success")
	w.Press("tab")
	w.Type("asked the Dashboard")
	w.Press("tab")
	w.Type("30000")
	w.confirm("Adopt an operation")
	w.RequireShows("asked the Dashboard")
	f := w.refunds("ORD-17")[0]
	require.NotEmpty(t, f.OperationID)
	w.Press("q")
	require.Equal(t, ledger.Succeeded, w.refunds("ORD-17")[0].State)
}

func TestDecisionsAboutADoubt(t *testing.T) {
	w := newWorld(t, "timeout_before@ORD-17:1;status_blind@ORD-17", sale("ORD-17", 90_000, "KRW", "고객17")).start(200, 50)
	w.fillRefund("30000", "", "30000")
	w.confirm("Refund ORD-17")
	w.Press("esc", "2")

	w.Press("W")
	w.told("Withdraw: only a refund that was never sent can be withdrawn.")
	w.Press("k")
	w.told("Acknowledge: there is nothing to acknowledge.")
	w.Press("A")
	w.told("no operation of the payment fits")

	w.Press("n")
	w.Type("called support, ticket 4711")
	w.confirm("Note on the refund")
	w.RequireShows("desk1: called support, ticket 4711")

	w.Press("N")
	w.RequireDialog("The platform never took it")
	w.Press("tab", "tab", "tab", "enter") // without a note, without the amount
	w.RequireDialog("The platform never took it")
	w.Press("esc")
	require.Equal(t, ledger.InDoubt, w.refunds("ORD-17")[0].State)
	w.Press("N")
	w.Type("support says so, ticket 4711")
	w.Press("tab")
	w.Type("30000")
	w.confirm("The platform never took it")
	f := w.refunds("ORD-17")[0]
	require.Equal(t, ledger.Rejected, f.State)
	require.Zero(t, w.stored("ORD-17").Reserved)
	w.RequireShows("not taken, by desk1: support says so, ticket 4711")
}

func TestAPersonResends(t *testing.T) {
	w := newWorld(t, "timeout_before@ORD-17:1", sale("ORD-17", 90_000, "KRW", "고객17")).start(200, 50)
	w.fillRefund("30000", "", "30000")
	w.confirm("Refund ORD-17")
	w.Press("esc", "2", "R")
	w.RequireShows("It was sent once", "The SAME id and the same bytes")
	for range 20 {
		w.Press("R", "enter")
	}
	require.Equal(t, 1, w.asked("ORD-17"))
	w.Press("esc", "R")
	w.Type("30000")
	w.confirm("Resend the refund")
	require.Equal(t, 2, w.asked("ORD-17"))
	w.pass(5 * time.Second)
	require.Equal(t, ledger.Succeeded, w.refunds("ORD-17")[0].State)
}

// A refund that had succeeded and was taken back waits for a person.
func TestTakenBack(t *testing.T) {
	w := newWorld(t, "", sale("ORD-17", 30_000, "KRW", "고객17")).start(200, 50)
	w.refundAll("Refund ORD-17", "30000")
	w.RequireShows("refunded")
	w.Press("esc")
	p, _ := w.platform.Books().Payment(shop, "ORD-17")
	require.NoError(t, w.platform.ReverseRefund(p.Operations[1].ID))
	w.takeIn()
	w.pass(2 * time.Second)
	w.RequireShows("Refunds !1", "needs you", "A refund that had succeeded was taken back later")
	w.Press("2")
	w.RequireShows("taken back", "It had succeeded, and then the platform took it back.", "Needs you (1)", "k acknowledges it")
	w.Press("k")
	w.confirm("Acknowledge")
	w.RequireHides("Needs you", "Refunds !")
	w.RequireShows("seen by desk1")
}

// Money that another program moved shows without a key, and the cursor stays.
func TestAnotherProcessIsSeen(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 10_000, "KRW", "a"), sale("ORD-2", 20_000, "KRW", "b"), sale("ORD-3", 30_000, "KRW", "c")).start(80, 24)
	w.Press("down")
	line := w.Line(6)
	require.Contains(t, line, "▸")
	other := w.openDesk("desk2", false)
	amount := money.New(1_000, "KRW")
	f, _, err := other.PlanNow(context.Background(), w.stored("ORD-2").RowID, &amount, "")
	require.NoError(t, err)
	_, err = other.Runner.Watch(context.Background(), f.ID, 5*time.Second)
	require.NoError(t, err)
	w.pass(2 * time.Second)
	w.RequireShows("19,000 KRW", "59,000 KRW")
	require.Contains(t, w.Line(6), "▸")
}
