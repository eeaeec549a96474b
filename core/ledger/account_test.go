package ledger

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }

func won(n int64) money.Amount { return money.New(n, "KRW") }

// told is an event about operation id at the given minute, with what is left of the payment.
func told(id, kind, status string, amount int64, at int, paymentStatus string, left int64) Event {
	sum := won(left)
	return Event{Project: 1234, PaymentID: "ABC123", PaymentStatus: paymentStatus, Method: "kakaopay", CustomerID: "customer1", Left: &sum,
		Operation: Operation{ID: id, Type: kind, Status: status, Amount: won(amount), Date: minute(at), CreatedAt: minute(at)}}
}

func fold(open []Refund, events ...Event) *Account {
	a := &Account{}
	for _, e := range events {
		a.Apply(e, noon)
	}
	a.Recount(open)
	return a
}

func TestAPaymentIsPaidThenRefundedInParts(t *testing.T) {
	a := fold(nil,
		told("1", "sale", "processing", 1000, 0, "processing", 1000),
		told("1", "sale", "success", 1000, 1, "success", 1000))
	p := a.Payment
	require.Equal(t, []int64{1000, 1000, 0, 0, 1000}, []int64{p.Requested, p.Captured, p.Refunded, p.Reserved, p.Refundable()})
	require.Equal(t, Key{1234, "ABC123"}, p.Key())
	require.Equal(t, []string{"success", "kakaopay", "customer1"}, []string{p.Status, p.Method, p.CustomerID})
	require.Equal(t, minute(0), p.CreatedAt)
	require.Equal(t, minute(1), p.UpdatedAt)
	require.Len(t, a.Operations, 1)
	require.Equal(t, minute(1), a.Operations[0].CompletedAt)

	effect := a.Apply(told("2", "refund", "processing", 300, 2, "success", 1000), noon)
	require.Equal(t, Effect{New: true, Changed: true, Operation: 1}, effect)
	a.Recount(nil)
	require.Equal(t, int64(300), a.Payment.Reserved, "a refund begun in the Dashboard holds its amount")
	require.Equal(t, int64(700), a.Payment.Refundable())

	require.Equal(t, Effect{Changed: true, Operation: 1}, a.Apply(told("2", "refund", "success", 300, 3, "partially refunded", 700), noon))
	a.Recount(nil)
	require.Equal(t, []int64{300, 0, 700}, []int64{a.Payment.Refunded, a.Payment.Reserved, a.Payment.Refundable()})
	require.Zero(t, a.Payment.Flags)

	a.Apply(told("3", "reversal", "success", 700, 4, "reversed", 0), noon)
	a.Recount(nil)
	require.Zero(t, a.Payment.Refundable(), "a reversal is a refund")
	require.Equal(t, "reversed", a.Payment.Status)
	require.Zero(t, a.Payment.Flags)
}

func TestADeclinedRefundChangesNothing(t *testing.T) {
	a := fold(nil,
		told("1", "sale", "success", 1000, 0, "success", 1000),
		told("2", "refund", "success", 300, 1, "partially refunded", 700),
		told("3", "refund", "decline", 700, 2, "partially refunded", 700))
	require.Equal(t, []int64{300, 0, 700}, []int64{a.Payment.Refunded, a.Payment.Reserved, a.Payment.Refundable()})
	require.Equal(t, "partially refunded", a.Payment.Status)
	require.Zero(t, a.Payment.Flags)
}

func TestADeclinedSaleDoesNotDisagree(t *testing.T) {
	p := fold(nil, told("1", "sale", "decline", 1000, 0, "decline", 1000)).Payment
	require.Equal(t, []int64{1000, 0, 0}, []int64{p.Requested, p.Captured, p.Refundable()})
	require.Zero(t, p.Flags)
}

func TestAHoldIsNotACapture(t *testing.T) {
	a := fold(nil, told("1", "auth", "success", 1000, 0, "awaiting capture", 1000))
	require.Equal(t, []int64{1000, 0, 0}, []int64{a.Payment.Requested, a.Payment.Captured, a.Payment.Refundable()})
	require.Zero(t, a.Payment.Flags)
	a.Apply(told("2", "capture", "success", 600, 5, "success", 600), noon)
	a.Recount(nil)
	require.Equal(t, []int64{1000, 600}, []int64{a.Payment.Requested, a.Payment.Captured})
}

func TestDuplicatesChangeNothingWhateverTheirDate(t *testing.T) {
	a := fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000))
	before := *a
	again := told("1", "sale", "success", 1000, 1, "success", 1000)
	require.Equal(t, Effect{Duplicate: true, Operation: 0}, a.Apply(again, minute(9)))
	a.Recount(nil)
	require.Equal(t, before.Payment, a.Payment)
	require.Equal(t, before.Operations, a.Operations)

	again.Operation.Amount = won(900)
	require.True(t, a.Apply(again, noon).Changed)
	a.Recount(nil)
	require.True(t, a.Payment.Flags.Has(Contradicted|Disagrees), "another amount for the same operation is a contradiction")
	require.Equal(t, int64(1000), a.Payment.Captured)
}

func TestLateMessagesNeverUndoAnEnd(t *testing.T) {
	a := fold(nil, told("1", "sale", "success", 1000, 5, "success", 1000))
	late := told("1", "sale", "processing", 1000, 1, "processing", 1000)
	late.Description = "Order 1"
	require.Equal(t, Effect{Late: true, Changed: true, Operation: 0}, a.Apply(late, noon))
	require.Equal(t, "success", a.Operations[0].Status)
	require.Equal(t, "success", a.Payment.Status)
	require.Equal(t, "Order 1", a.Payment.Description, "what nobody said before is taken")
	require.Equal(t, minute(1), a.Payment.CreatedAt)

	// Even when its clock is ahead.
	late = told("1", "sale", "external processing", 1000, 9, "processing", 1000)
	require.Equal(t, Effect{Late: true, Operation: 0}, a.Apply(late, noon))
	require.Equal(t, "success", a.Payment.Status)
	require.Equal(t, minute(5), a.Payment.UpdatedAt)
}

func TestAnEndIsNewsEvenWithAnOlderDate(t *testing.T) {
	a := fold(nil,
		told("1", "sale", "processing", 1000, 6, "processing", 1000),
		told("1", "sale", "success", 1000, 5, "success", 1000))
	require.Equal(t, "success", a.Payment.Status)
	require.Equal(t, int64(1000), a.Payment.Captured)
	require.Equal(t, minute(5), a.Payment.UpdatedAt, "as if they had come the other way round")

	a = fold(nil,
		told("1", "sale", "processing", 1000, 6, "processing", 1000),
		told("2", "commission", "success", 1, 5, "processing", 1000),
		told("1", "sale", "success", 1000, 4, "success", 1000))
	require.Equal(t, "success", a.Payment.Status, "what spoke for the payment before must not stay when it is outdated")
}

func TestALateSuccessIsAccepted(t *testing.T) {
	for _, no := range []string{"decline", "expired"} {
		a := fold(nil,
			told("1", "sale", no, 1000, 1, no, 1000),
			told("1", "sale", "success", 1000, 90, "success", 1000))
		require.Equal(t, int64(1000), a.Payment.Captured)
		require.Equal(t, "success", a.Payment.Status)
		require.Zero(t, a.Payment.Flags)
	}
}

func TestSuccessThenDeclineIsAContradiction(t *testing.T) {
	yes, no := told("1", "sale", "success", 1000, 1, "success", 1000), told("1", "sale", "decline", 1000, 2, "decline", 1000)
	for _, order := range [][]Event{{yes, no}, {no, yes}} {
		a := fold(nil, order...)
		require.Equal(t, int64(1000), a.Payment.Captured)
		require.Equal(t, "success", a.Operations[0].Status)
		require.Equal(t, "success", a.Payment.Status)
		require.True(t, a.Payment.Flags.Has(Contradicted|Disagrees))
		a.Recount(nil)
		require.True(t, a.Payment.Flags.Has(Disagrees), "it stays until a person has looked")
	}
}

func TestAnotherFinalNoDoesNotReplaceTheFirst(t *testing.T) {
	a := fold(nil, told("1", "sale", "decline", 1000, 1, "decline", 1000))
	require.True(t, a.Apply(told("1", "sale", "expired", 1000, 2, "expired", 1000), noon).Late)
	require.Equal(t, "decline", a.Operations[0].Status)
}

func TestTheNewestOperationSpeaksForThePayment(t *testing.T) {
	sale := told("1", "sale", "success", 1000, 0, "success", 1000)
	first, second := told("9", "refund", "success", 100, 5, "partially refunded", 900), told("10", "refund", "success", 900, 5, "refunded", 0)
	for _, order := range [][]Event{{sale, first, second}, {second, first, sale}, {first, second, sale}} {
		a := fold(nil, order...)
		require.Equal(t, "refunded", a.Payment.Status, "of two at the same second the one with the larger number is newer")
		require.Equal(t, int64(0), *a.Payment.Left)
		require.Zero(t, a.Payment.Flags)
	}
}

func TestAnEventWithoutAnOperation(t *testing.T) {
	a := fold(nil, told("1", "sale", "processing", 1000, 5, "processing", 1000))
	loose := told("", "sale", "success", 1000, 4, "decline", 1000)
	require.Equal(t, Effect{Changed: true, Late: true, Operation: -1}, a.Apply(loose, noon), "it is older, and tells only when the payment began")
	require.Equal(t, "processing", a.Payment.Status)

	loose.Operation.Date = minute(5)
	require.True(t, a.Apply(loose, noon).Late, "at the same second an operation knows better")
	loose.Operation.Date, loose.Operation.CreatedAt = minute(6), minute(6)
	require.Equal(t, Effect{Changed: true, Operation: -1}, a.Apply(loose, noon))
	a.Recount(nil)
	require.Equal(t, "decline", a.Payment.Status)
	require.Len(t, a.Operations, 1)
	require.Zero(t, a.Payment.Captured, "it never sums")
}

func TestWhatIsLeftFollowsTheNewestOnly(t *testing.T) {
	sale, refund := told("1", "sale", "success", 1000, 0, "success", 1000), told("2", "refund", "success", 300, 5, "partially refunded", 700)
	refund.Left = nil
	a := fold(nil, refund, sale)
	require.Nil(t, a.Payment.Left, "what was left before the refund is no news after it")
	require.Zero(t, a.Payment.Flags)

	refund.Left = &money.Amount{Minor: 800, Currency: "KRW"}
	a = fold(nil, sale, refund)
	require.Equal(t, Disagrees, a.Payment.Flags)
	a.Apply(told("3", "refund", "processing", 100, 6, "partially refunded", 800), noon)
	a.Recount(nil)
	require.Zero(t, a.Payment.Flags, "while an operation is pending the two may differ")
}

func TestSeveralPendingStatuses(t *testing.T) {
	a := fold(nil, told("1", "sale", "awaiting customer", 1000, 3, "awaiting customer", 1000))
	require.True(t, a.Apply(told("1", "sale", "processing", 1000, 2, "processing", 1000), noon).Late)
	require.Equal(t, "awaiting customer", a.Operations[0].Status)
	require.True(t, a.Apply(told("1", "sale", "external processing", 1000, 3, "processing", 1000), noon).Changed)
	require.Equal(t, "external processing", a.Operations[0].Status, "at the same second the one that arrives later is newer")
	require.Zero(t, a.Operations[0].CompletedAt)
}

func TestLaterMessagesFillWhatAnOperationLacks(t *testing.T) {
	begun := told("2", "refund", "processing", 300, 1, "success", 1000)
	begun.Operation.RequestID, begun.Operation.MerchantRefundID = "req", "mine"
	ended := told("2", "refund", "success", 300, 2, "partially refunded", 700)
	ended.Operation.Code = "0"
	for _, order := range [][]Event{{begun, ended}, {ended, begun}} {
		o := fold(nil, order...).Operations[0]
		require.Equal(t, []string{"success", "req", "mine", "0"}, []string{o.Status, o.RequestID, o.MerchantRefundID, o.Code})
		require.Equal(t, minute(2), o.CompletedAt)
	}
}
