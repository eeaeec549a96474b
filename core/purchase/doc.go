// Package purchase leads one purchase through its life: plan, prepare, send or
// hand out a link, settle.
//
// The rules are those of refunds: the intent and the exact bytes are committed
// and synced before the first byte leaves; an answer that proves nothing leaves
// the purchase in doubt; the way out is to ask for the payment's status first,
// then one resend of the same bytes if the platform does not know the payment.
// The payment id is the platform's protection against a second purchase, so it
// is never used twice. That it exists already (code 3041) proves only that
// somebody made it: whose it is, the status tells. Time alone decides nothing.
package purchase
