// Package refund leads one refund through its life: plan, reserve, send, settle.
//
// The rules that keep money safe:
//   - The intent, its id and the exact bytes are committed and synced before
//     the first byte leaves; every attempt sends the same id and the same bytes.
//   - The amount is reserved in the transaction that records the intent, after
//     the rules were checked again in that very transaction.
//   - An answer that does not prove anything leaves the refund in doubt. The
//     way out is: ask the platform's status first, then one resend, and code
//     3230 means that the first attempt arrived.
//   - Only a definite no releases the reservation; time alone never does.
package refund
