package ledger

import "strings"

// Operation types that the sums know. Other known types move no money of a purchase.
const (
	Sale          = "sale"
	Auth          = "auth" // holds money and takes none: see Capture
	Capture       = "capture"
	Recurring     = "recurring" // one debit of a stored credential
	RefundOp      = "refund"
	Reversal      = "reversal"       // a refund that the platform ran before the business day closed
	RefundReverse = "refund reverse" // takes a successful refund back
)

// Statuses that the rules name.
const (
	StatusSuccess           = "success"
	StatusDecline           = "decline"
	StatusRefunded          = "refunded"
	StatusReversed          = "reversed"
	StatusPartiallyRefunded = "partially refunded"
	StatusPartiallyReversed = "partially reversed"
	StatusCancelled         = "cancelled"
)

// Normal gives the spelling under which types and statuses are compared: small
// letters, blanks between words, "cancelled" with two l (both are in use).
func Normal(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.ReplaceAll(s, "_", " ")
	return strings.ReplaceAll(s, "canceled", "cancelled")
}

// OperationFinal tells whether an operation of this status has ended, and
// whether it succeeded. A status that is not known is not final.
func OperationFinal(status string) (final, success bool) {
	switch Normal(status) {
	case StatusSuccess:
		return true, true
	case StatusDecline, "error", "internal error", "external error", "expired", StatusCancelled:
		return true, false
	}
	return false, false
}

// KnownStatus tells whether an operation of the platform is known to have this status.
func KnownStatus(status string) bool {
	if final, _ := OperationFinal(status); final {
		return true
	}
	switch Normal(status) {
	case "processing", "external processing", "unknown", "scheduled recurring processing", "clearing processing",
		"awaiting 3ds result", "awaiting redirect result", "awaiting clarification", "awaiting clarify data",
		"awaiting customer", "awaiting customer action", "awaiting merchant auth", "awaiting approval", "awaiting payment",
		"awaiting confirmation", "awaiting retry", "awaiting capture", "awaiting clearing", "awaiting partially clearing",
		"awaiting finalization":
		return true
	}
	return false
}

// KnownType tells whether the platform is known to have this type of operation.
func KnownType(t string) bool {
	switch Normal(t) {
	case Sale, Auth, Capture, Recurring, RefundOp, Reversal, RefundReverse,
		"cancel", "recurring update", "recurring cancel", "payout", "account verification", "incremental",
		"invoice", "manual change", "commission", "customer action", "payment confirmation", "capture settlement",
		"contract registration", "create cash voucher":
		return true
	}
	return false
}

// IsCaptureType tells whether success of this type takes the customer's money.
// An auth only holds it.
func IsCaptureType(t string) bool {
	switch Normal(t) {
	case Sale, Capture, Recurring:
		return true
	}
	return false
}

// IsRefundType tells whether success of this type gives money back. The
// platform chooses between the two names; both are refunds.
func IsRefundType(t string) bool {
	switch Normal(t) {
	case RefundOp, Reversal:
		return true
	}
	return false
}

// isPurchaseType: the types that say what a payment is for, and in which currency.
func isPurchaseType(t string) bool { return IsCaptureType(t) || Normal(t) == Auth }

// looksLikeRefundType holds the money of a kind that is not known but whose name
// says that it gives money back: too little refundable is the safe mistake.
func looksLikeRefundType(t string) bool {
	t = Normal(t)
	return IsRefundType(t) || !KnownType(t) && (strings.Contains(t, "refund") || strings.Contains(t, "revers"))
}

// PaymentRefundable tells whether the platform takes a refund of a payment in this status.
func PaymentRefundable(status string) bool {
	switch Normal(status) {
	case StatusSuccess, StatusPartiallyRefunded, StatusPartiallyReversed:
		return true
	}
	return false
}

// PaymentStatuses lists the payment statuses that the platform is known to use,
// in the spelling of Normal.
func PaymentStatuses() []string {
	return []string{
		StatusSuccess, StatusPartiallyRefunded, StatusRefunded, StatusPartiallyReversed, StatusReversed,
		StatusDecline, "error", "internal error", "external error", "expired", StatusCancelled,
		"processing", "external processing", "clearing processing", "scheduled recurring processing",
		"awaiting 3ds result", "awaiting redirect result", "awaiting clarification", "awaiting clarify data",
		"awaiting customer", "awaiting customer action", "awaiting merchant auth", "awaiting approval", "awaiting payment",
		"awaiting confirmation", "awaiting retry", "awaiting capture", "awaiting clearing", "awaiting partially clearing",
		"awaiting finalization", "partially paid", "partially paid out", "decline renewal", "invoice sent", "invoice cancelled",
	}
}

// PaymentPending tells whether a payment of this status is still on its way.
func PaymentPending(status string) bool {
	s := Normal(status)
	return strings.HasPrefix(s, "awaiting ") || strings.HasSuffix(s, "processing")
}

// disputeCode is what the platform answers to a refund of a disputed payment.
const disputeCode = "3288"

// speaksOfDispute: a refund of a disputed payment would pay the customer twice.
func speaksOfDispute(words ...string) bool {
	for _, w := range words {
		w = Normal(w)
		for _, sign := range []string{"chargeback", "dispute", "retrieval", "arbitration"} {
			if strings.Contains(w, sign) {
				return true
			}
		}
	}
	return false
}
