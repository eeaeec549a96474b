// Package batch holds mass refunds as values: batches and their rows, findings,
// the layout of the Dashboard's file, content hashes, splitting, and edits that
// can be undone. It is pure: nothing here reads or writes anything.
//
// A row is a wish until it is exported or sent; then it is a refund of ours like
// any other (ledger.Refund), with an id of its own, and the refund's state is
// the row's. The platform gives a mass file no idempotency key, no row ids and
// no result, so the ledger is the only guard against paying twice.
package batch
