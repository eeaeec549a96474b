// Package run carries a comparison out: it takes reports and the ledger's own
// operations, joins and judges them, and keeps what was found in one transaction
// with all its consequences. A comparison of which nothing has changed is not done again.
package run
