package ledger

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// ours is a refund of 300 won whose second request is the one Gate accepted.
func ours(state RefundState, attempts int) *Refund {
	return &Refund{ID: "mine", State: state, Amount: won(300), RequestID: "req", Attempts: attempts, CreatedAt: minute(0), SentAt: minute(0)}
}

func refundOp(id, status string, amount int64, at int) Event {
	e := told(id, "refund", status, amount, at, "success", 1000)
	e.Operation.RequestID, e.Left = "", nil
	return e
}

func book(f *Refund, events ...Event) *Account {
	a := fold(nil, append([]Event{told("1", "sale", "success", 1000, 0, "success", 1000)}, events...)...)
	settle(a, f)
	return a
}

func settle(a *Account, all ...*Refund) []Progress {
	moved := Follow(a, all)
	var open []Refund
	for _, f := range all {
		open = append(open, *f)
	}
	a.Recount(open)
	return moved
}

func TestADeclinedResendSaysNothingAboutTheFirstAttempt(t *testing.T) {
	e := refundOp("2", "decline", 300, 1)
	e.Operation.RequestID, e.Operation.Code = "req", "3283"
	f := ours(Accepted, 2)
	a := book(f, e)
	require.Equal(t, InDoubt, f.State, "the first attempt may have taken the money that this one missed")
	require.NotEmpty(t, f.Hold)
	require.EqualValues(t, 300, a.Payment.Reserved)
	require.Empty(t, settle(a, f), "said once")

	first := ours(Accepted, 1)
	book(first, e)
	require.Equal(t, Declined, first.State, "a single attempt that was declined is a definite no")

	tried := e
	tried.Operation.Code = "20000" // the provider was asked, so the platform's own checks had passed
	second := ours(Accepted, 2)
	book(second, tried)
	require.Equal(t, Declined, second.State)

	known := ours(InDoubt, 2)
	known.Code = CodeExists // the second attempt did nothing, so the operation is the first one's
	a = book(known, e)
	require.Equal(t, Declined, known.State)
	require.Zero(t, a.Payment.Reserved)

	// The first attempt shows up after all.
	late := refundOp("3", "success", 300, 2)
	late.Operation.MerchantRefundID = "mine"
	a = book(f, e, late)
	require.Equal(t, Succeeded, f.State)
	require.Equal(t, "3", f.OperationID)
	require.Equal(t, []int64{300, 0}, []int64{a.Payment.Refunded, a.Payment.Reserved})
}

func TestAnotherAmountThanAskedForIsHeld(t *testing.T) {
	e := refundOp("2", "success", 250, 1)
	e.Operation.RequestID = "req"
	f := ours(Accepted, 1)
	a := book(f, e)
	require.Equal(t, Succeeded, f.State)
	require.Contains(t, f.Hold, "250")
	require.EqualValues(t, 250, a.Payment.Refunded)
	f.Hold = "" // a person has seen it
	settle(a, f)
	require.Empty(t, f.Hold)
}

func TestTwoOperationsForOneRefundAreHeld(t *testing.T) {
	one, two := refundOp("2", "success", 300, 1), refundOp("3", "success", 300, 2)
	one.Operation.MerchantRefundID, two.Operation.MerchantRefundID = "mine", "mine"
	f := ours(Accepted, 1)
	a := book(f, one, two)
	require.Equal(t, Succeeded, f.State)
	require.Equal(t, "2", f.OperationID)
	require.Contains(t, f.Hold, "operation 3")
	require.EqualValues(t, 600, a.Payment.Refunded)
	f.Hold = ""
	require.Empty(t, settle(a, f))
	require.Empty(t, f.Hold, "what a person has seen is not raised again")
}

func TestEvidenceAgainstAnEndIsRaisedOnce(t *testing.T) {
	e := refundOp("2", "success", 300, 1)
	e.Operation.RequestID = "req"
	f := ours(Rejected, 1)
	a := book(f, e)
	require.Equal(t, Rejected, f.State)
	require.NotEmpty(t, f.Hold)
	f.Hold = ""
	require.Empty(t, settle(a, f))
	require.Empty(t, f.Hold, "what a person has seen is not raised again")
}

func TestAVisibleOperationIsNoLongerMissed(t *testing.T) {
	f := ours(Accepted, 1)
	f.Hold = "Gate accepted it, but shows no operation"
	e := refundOp("2", "processing", 300, 1)
	e.Operation.RequestID = "req"
	book(f, e)
	require.Equal(t, Accepted, f.State)
	require.Empty(t, f.Hold)
}

func TestARefundReverseIsNotPinnedOnTheWrongRefund(t *testing.T) {
	mine, foreign, back := refundOp("2", "success", 300, 1), refundOp("3", "success", 300, 1), told("4", "refund_reverse", "success", 300, 2, "success", 1000)
	mine.Operation.RequestID = "req"
	f := ours(Accepted, 1)
	a := book(f, mine, foreign, back)
	require.Equal(t, Succeeded, f.State, "the Dashboard's refund may be the one that was taken back")
	require.Contains(t, f.Hold, "operation 4")
	require.EqualValues(t, 300, a.Payment.Refunded)
	f.Hold = ""
	require.Empty(t, settle(a, f))
	require.Empty(t, f.Hold)

	// An open one of the same amount may be meant just as well.
	f, open := ours(Accepted, 1), &Refund{ID: "other", State: InDoubt, Amount: won(300), Attempts: 1, CreatedAt: minute(0)}
	a = fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000), mine, back)
	settle(a, f, open)
	require.Equal(t, Succeeded, f.State)
	require.NotEmpty(t, f.Hold)

	alone := ours(Accepted, 1)
	book(alone, mine, back)
	require.Equal(t, ReversedBackNow, alone.State)

	// What was taken back before the refund began was another one.
	later := ours(Accepted, 1)
	later.CreatedAt = minute(1)
	book(later, mine, back)
	require.Equal(t, Succeeded, later.State)
	require.Empty(t, later.Hold)

	// The platform may name it.
	named := back
	named.Operation.MerchantRefundID = "mine"
	f = ours(Accepted, 1)
	book(f, mine, foreign, named)
	require.Equal(t, ReversedBackNow, f.State)
}

func TestARepeatMayCarryTheProofThatTheFirstLacked(t *testing.T) {
	bare := refundOp("2", "success", 300, 1)
	proof := bare
	proof.Operation.MerchantRefundID, proof.Operation.RequestID = "mine", "req"
	a := fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000), bare)
	effect := a.Apply(proof, noon)
	require.True(t, effect.Duplicate)
	require.True(t, effect.Changed)
	f := ours(InDoubt, 1)
	f.RequestID = ""
	settle(a, f)
	require.Equal(t, Succeeded, f.State)
	require.Equal(t, Effect{Duplicate: true, Operation: 1}, a.Apply(proof, noon))
}

func TestARepeatMayCarryTheCodeThatTheFirstLacked(t *testing.T) {
	bare := refundOp("2", "decline", 300, 1)
	bare.Operation.RequestID = "req"
	coded := bare
	coded.Operation.Code, coded.Operation.Message = "20000", "General decline"
	for _, order := range [][]Event{{bare, coded}, {coded, bare}, {coded, coded}} {
		f := ours(Accepted, 2)
		a := book(f, order...)
		require.Equal(t, Declined, f.State, "the provider's no decides, whoever told of the decline first")
		require.Equal(t, []string{"20000", "General decline"}, []string{a.Operations[1].Code, a.Operations[1].Message})
	}
	f := ours(Accepted, 2)
	a := book(f, bare)
	require.Equal(t, InDoubt, f.State)
	a.Apply(coded, noon)
	settle(a, f)
	require.Equal(t, Declined, f.State, "also when it comes later")
}

func TestTheFirstAttemptIsFoundLongAfterAResend(t *testing.T) {
	f := ours(InDoubt, 2)
	f.RequestID, f.SentAt = "", minute(90)
	a := book(f, refundOp("2", "success", 300, 1), refundOp("3", "success", 300, -60))
	fits := Candidates(a, f, true)
	require.Len(t, fits, 1, "born with the first attempt; the other is older than the intent")
	require.Equal(t, "2", fits[0].ID)
}
