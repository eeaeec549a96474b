package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
)

var pendingStatuses = []string{"processing", "awaiting customer", "external processing", "awaiting moon"}

// drawLife draws the messages of one operation in the order in which the
// platform would send them; in a tidy life the last one is the one that stands.
func drawLife(t *rapid.T, id string, tidy bool) []Event {
	kind := rapid.SampledFrom([]string{"sale", "sale", "auth", "capture", "recurring", "refund", "refund", "reversal", "refund reverse",
		"cancel", "teleport", "special refund"}).Draw(t, "type")
	currency := rapid.SampledFrom([]money.Currency{"KRW", "KRW", "KRW", "KRW", "EUR"}).Draw(t, "currency")
	if tidy && isPurchaseType(kind) {
		currency = "KRW"
	}
	statuses := rapid.SliceOfNDistinct(rapid.SampledFrom(pendingStatuses), 0, 3, rapid.ID).Draw(t, "pending")
	lives := [][]string{nil, {"success"}, {"success"}, {"decline"}, {"canceled"}, {"decline", "success"}}
	if !tidy {
		lives = append(lives, []string{"success", "decline"}, []string{"expired", "error"})
	}
	ends := rapid.SampledFrom(lives).Draw(t, "ends")
	amount := money.New(rapid.Int64Range(1, 1000).Draw(t, "amount"), currency)
	at := rapid.IntRange(0, 5).Draw(t, "begin")
	var events []Event
	for i, status := range append(statuses, ends...) {
		if i < len(statuses) || i > len(statuses) {
			at++ // the first end may carry the date of the message before it
		}
		sum := won(rapid.Int64Range(0, 1000).Draw(t, "left"))
		e := Event{Project: 1, PaymentID: "P", PaymentStatus: fmt.Sprintf("status of %s %s", id, status), Method: "kakaopay", Left: &sum,
			Operation: Operation{ID: id, Type: kind, Status: status, Amount: amount, Date: minute(at), CreatedAt: minute(rapid.IntRange(0, 1).Draw(t, "created"))}}
		if strings.Contains(kind, "refund") || kind == "reversal" {
			e.Operation.RequestID = "request " + id
		}
		events = append(events, e)
	}
	for i := range events {
		events[i].Operation.CreatedAt = events[0].Operation.CreatedAt
	}
	return events
}

func drawStory(t *rapid.T, tidy bool) (events []Event, open []Refund) {
	for n := range rapid.IntRange(1, 7).Draw(t, "operations") {
		events = append(events, drawLife(t, fmt.Sprint(7+n), tidy)...) // from one digit to two
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "refunds") {
		open = append(open, Refund{
			ID:        fmt.Sprint("mine ", i),
			State:     rapid.SampledFrom([]RefundState{Prepared, Sent, Accepted, InDoubt, Succeeded, Declined, Rejected}).Draw(t, "state"),
			Amount:    won(rapid.Int64Range(1, 1000).Draw(t, "refund")),
			RequestID: fmt.Sprint("request ", 7+i+rapid.IntRange(0, 2).Draw(t, "request")*10), // sometimes of an operation
		})
	}
	return events, open
}

// result is what must not depend on how the events arrived.
func result(events []Event, open []Refund) Account {
	a := fold(open, events...)
	slices.SortFunc(a.Operations, func(x, y Operation) int { return strings.Compare(x.ID, y.ID) })
	return *a
}

func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tidy := rapid.Bool().Draw(t, "tidy")
		events, open := drawStory(t, tidy)
		want := result(events, open)
		shuffled := rapid.Permutation(append(slices.Clone(events), rapid.SliceOfN(rapid.SampledFrom(append(events, Event{})), 0, 9).Draw(t, "again")...)).Draw(t, "order")
		shuffled = slices.DeleteFunc(shuffled, func(e Event) bool { return e.PaymentID == "" })
		got := result(shuffled, open)
		if !tidy {
			for _, p := range []*Payment{&want.Payment, &got.Payment} {
				p.Status, p.Left, p.UpdatedAt = "", nil, time.Time{}
				p.Flags &^= Disagrees | Contradicted
			}
		}
		require.Equal(t, want, got)
	})
}

func TestRepeatsWithAnotherDateDoNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, open := drawStory(t, false)
		want := result(events, open).Payment
		for _, e := range slices.Clone(events) {
			e.Operation.Date = e.Operation.Date.Add(time.Second)
			events = append(events, e)
		}
		got := result(rapid.Permutation(events).Draw(t, "order"), open).Payment
		require.Equal(t, []int64{want.Captured, want.Refunded, want.Reserved}, []int64{got.Captured, got.Refunded, got.Reserved})
	})
}

func TestSumsAgreeWithANaiveModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, open := drawStory(t, false)
		a := fold(open, rapid.Permutation(events).Draw(t, "order")...)
		captured, refunded, reserved := naive(a.Payment.Currency, events, open)
		require.Equal(t, []int64{captured, refunded, reserved}, []int64{a.Payment.Captured, a.Payment.Refunded, a.Payment.Reserved})
		require.Equal(t, max(0, captured-refunded-reserved), a.Payment.Refundable())
		require.Equal(t, refunded > captured, a.Payment.Flags.Has(OverRefunded))
	})
}

// naive adds up from the whole set of messages at once, with no order at all.
func naive(currency money.Currency, events []Event, open []Refund) (captured, refunded, reserved int64) {
	type facts struct {
		kind, request string
		amount        int64
		foreign       bool
		said          map[string]bool
	}
	operations := map[string]*facts{}
	for _, e := range events {
		o := e.Operation
		if operations[o.ID] == nil {
			operations[o.ID] = &facts{o.Type, o.RequestID, o.Amount.Minor, o.Amount.Currency != currency, map[string]bool{}}
		}
		operations[o.ID].said[o.Status] = true
	}
	pending := map[string]int64{} // refunds on their way, by request
	ended := map[string]bool{}
	for _, f := range operations {
		yes := f.said["success"]
		no := !yes && (f.said["decline"] || f.said["canceled"] || f.said["expired"] || f.said["error"])
		if f.foreign { // counts for nothing, but a no to our refund is a no
			if no && (f.kind == "refund" || f.kind == "reversal") {
				ended[f.request] = true
			}
			continue
		}
		switch f.kind {
		case "sale", "capture", "recurring":
			if yes {
				captured += f.amount
			}
		case "refund", "reversal":
			if yes {
				refunded += f.amount
			}
			if yes || no {
				ended[f.request] = true
			} else {
				pending[f.request] = f.amount
			}
		case "refund reverse":
			if yes {
				refunded -= f.amount
			}
		case "special refund":
			if !no {
				reserved += f.amount
			}
		}
	}
	for _, r := range open {
		switch r.State {
		case Prepared, Sent, Accepted, InDoubt:
			if r.Amount.Currency == currency && !ended[r.RequestID] {
				reserved += max(r.Amount.Minor, pending[r.RequestID])
				delete(pending, r.RequestID)
			}
		}
	}
	for _, amount := range pending {
		reserved += amount
	}
	return captured, max(0, refunded), reserved
}

func BenchmarkApplyAndRecount(b *testing.B) {
	events := []Event{
		told("1", "sale", "processing", 1000, 0, "processing", 1000),
		told("1", "sale", "success", 1000, 1, "success", 1000),
		told("2", "refund", "success", 300, 2, "partially refunded", 700),
	}
	b.ReportAllocs()
	for range b.N {
		fold(nil, events...)
	}
}
