package ledger

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
)

func TestOurOpenRefundsReserve(t *testing.T) {
	sale := told("1", "sale", "success", 1000, 0, "success", 1000)
	ours := func(state RefundState) []Refund {
		return []Refund{{ID: "mine", State: state, Amount: won(300), RequestID: "req"}}
	}
	refund := func(status string) Event {
		e := told("2", "refund", status, 300, 1, "success", 1000)
		e.Operation.RequestID = "req"
		e.Left = nil
		return e
	}
	for _, c := range []struct {
		name               string
		open               []Refund
		events             []Event
		refunded, reserved int64
	}{
		{"nothing was heard of it yet", ours(Sent), nil, 0, 300},
		{"it waits for a second person", ours(AwaitingApproval), nil, 0, 300},
		{"it is in doubt", ours(InDoubt), nil, 0, 300},
		{"its operation is on its way", ours(Accepted), []Event{refund("processing")}, 0, 300},
		{"a status never seen before is on its way too", ours(Accepted), []Event{refund("awaiting moon")}, 0, 300},
		{"its operation has succeeded", ours(Accepted), []Event{refund("success")}, 300, 0},
		{"its operation was declined", ours(InDoubt), []Event{refund("decline")}, 0, 0},
		{"it was rejected", ours(Rejected), nil, 0, 0},
		{"it has ended, its operation is pending all the same", ours(Declined), []Event{refund("processing")}, 0, 300},
		{"another refund is on its way besides", ours(Sent), []Event{told("3", "refund", "processing", 200, 1, "success", 1000)}, 0, 500},
		{"two of ours", append(ours(Sent), Refund{ID: "other", State: InDoubt, Amount: won(100)}), []Event{refund("success")}, 300, 100},
		{"in another currency", []Refund{{ID: "x", State: Sent, Amount: money.New(300, "EUR")}}, nil, 0, 0},
	} {
		a := fold(c.open, append([]Event{sale}, c.events...)...)
		require.Equal(t, c.refunded, a.Payment.Refunded, c.name)
		require.Equal(t, c.reserved, a.Payment.Reserved, c.name)
		require.Equal(t, 1000-c.refunded-c.reserved, a.Payment.Refundable(), c.name)
	}
}

func TestARefundTakenBack(t *testing.T) {
	a := fold(nil,
		told("1", "sale", "success", 1000, 0, "success", 1000),
		told("2", "refund", "success", 300, 1, "partially refunded", 700),
		told("3", "refund reverse", "success", 300, 2, "success", 1000))
	require.Equal(t, []int64{1000, 0, 1000}, []int64{a.Payment.Captured, a.Payment.Refunded, a.Payment.Refundable()})
	require.Equal(t, ReversedBack, a.Payment.Flags)

	a = fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000), told("3", "refund reverse", "success", 300, 2, "success", 1000))
	require.Equal(t, int64(1000), a.Payment.Refundable(), "taking back what was never refunded makes nothing refundable")
	require.True(t, a.Payment.Flags.Has(ReversedBack|Disagrees))
}

func TestFlags(t *testing.T) {
	sale := told("1", "sale", "success", 1000, 0, "success", 1000)
	with := func(change func(*Event)) Event {
		e := told("2", "refund", "decline", 100, 1, "success", 1000)
		change(&e)
		return e
	}
	for name, c := range map[string]struct {
		e    Event
		want Flags
	}{
		"ordinary":             {with(func(e *Event) {}), 0},
		"code of a dispute":    {with(func(e *Event) { e.Operation.Code = "3288" }), Disputed},
		"chargeback operation": {with(func(e *Event) { e.Operation.Type = "chargeback" }), Disputed | UnknownKind},
		"disputed payment":     {with(func(e *Event) { e.PaymentStatus = "Dispute_Opened" }), Disputed},
		"retrieval":            {with(func(e *Event) { e.Operation.Status = "retrieval request" }), Disputed | UnknownKind},
		"foreign currency":     {with(func(e *Event) { e.Operation.Amount.Currency = "EUR" }), MixedCurrency},
		"unknown type":         {with(func(e *Event) { e.Operation.Type = "teleport" }), UnknownKind},
		"unknown status":       {with(func(e *Event) { e.Operation.Status = "vanished" }), UnknownKind},
		"too much refunded": {with(func(e *Event) {
			e.Operation.Status, e.Operation.Amount, *e.Left = "success", won(1001), won(-1)
		}), OverRefunded},
		"left differs": {with(func(e *Event) { *e.Left = won(999) }), Disagrees},
	} {
		a := fold(nil, sale, c.e)
		require.Equal(t, c.want.Names(), a.Payment.Flags.Names(), name)
		require.Equal(t, int64(1000), a.Payment.Captured, name)
	}
	a := fold(nil, sale, with(func(e *Event) { e.PaymentStatus = "chargeback" }), told("3", "refund", "decline", 1, 9, "success", 1000))
	require.True(t, a.Payment.Flags.Has(Disputed), "a dispute that was seen once stays")
}

func TestKindsNeverSeenBeforeAreNeverCounted(t *testing.T) {
	sale := told("1", "sale", "success", 1000, 0, "success", 1000)
	p := fold(nil, sale, told("2", "teleport", "success", 500, 1, "success", 1000)).Payment
	require.Equal(t, []int64{1000, 0, 0}, []int64{p.Captured, p.Refunded, p.Reserved})
	p = fold(nil, sale, told("2", "merchant refund v2", "success", 500, 1, "success", 1000)).Payment
	require.Equal(t, []int64{1000, 0, 500}, []int64{p.Captured, p.Refunded, p.Reserved}, "its name says that money may go back")
	p = fold(nil, sale, told("2", "merchant refund v2", "decline", 500, 1, "success", 1000)).Payment
	require.Zero(t, p.Reserved)
	p = fold(nil, sale, told("2", "refund", "vanished", 500, 1, "success", 1000)).Payment
	require.Equal(t, int64(500), p.Reserved)
	p = fold(nil, told("1", "sale", "vanished", 1000, 0, "vanished", 1000)).Payment
	require.Zero(t, p.Captured)
}

func TestCurrencyOfThePayment(t *testing.T) {
	in := func(c money.Currency, left *money.Amount, id, kind string, at int) Event {
		e := told(id, kind, "success", 100, at, "success", 0)
		e.Operation.Amount.Currency, e.Left = c, left
		return e
	}
	euros := money.New(100, "EUR")
	require.Equal(t, money.Currency("KRW"), fold(nil, in("EUR", nil, "2", "refund", 5), in("KRW", nil, "1", "sale", 0)).Payment.Currency, "the purchase's")
	require.Equal(t, money.Currency("EUR"), fold(nil, in("KRW", &euros, "2", "refund", 5)).Payment.Currency, "else payment.sum's")
	require.Equal(t, money.Currency("USD"), fold(nil, in("KRW", nil, "2", "refund", 5), in("USD", nil, "1", "refund", 0)).Payment.Currency, "else the first operation's")

	for _, order := range [][]Event{
		{in("EUR", &euros, "2", "refund", 5), in("KRW", nil, "1", "sale", 0)},
		{in("KRW", nil, "1", "sale", 0), in("EUR", &euros, "2", "refund", 5)},
	} {
		p := fold(nil, order...).Payment
		require.Equal(t, money.Currency("KRW"), p.Currency)
		require.Nil(t, p.Left, "euros left of a payment in won cannot be compared")
		require.True(t, p.Flags.Has(MixedCurrency|Disagrees))
		require.Equal(t, []int64{100, 0}, []int64{p.Captured, p.Refunded})
	}
}

func TestSumsThatDoNotFitMakeNothingRefundable(t *testing.T) {
	const most = math.MaxInt64
	sale := told("1", "sale", "success", 1000, 0, "success", 1000)
	for name, events := range map[string][]Event{
		"captured":              {told("1", "sale", "success", most, 0, "success", 0), told("2", "capture", "success", 1, 1, "success", 0)},
		"refunded":              {sale, told("2", "refund", "success", most, 1, "success", 0), told("3", "refund", "success", most, 2, "success", 0)},
		"refunded and reserved": {sale, told("2", "refund", "success", most, 1, "success", 0), told("3", "refund", "processing", most, 2, "success", 0)},
		"below zero":            {sale, told("2", "refund", "success", -500, 1, "success", 0)},
	} {
		p := fold(nil, events...).Payment
		require.Zero(t, p.Refundable(), name)
		require.True(t, p.Flags.Has(Disagrees), name)
	}
	p := fold([]Refund{{ID: "a", State: Sent, Amount: won(most)}, {ID: "b", State: Sent, Amount: won(most)}}, sale).Payment
	require.Zero(t, p.Refundable())
}
