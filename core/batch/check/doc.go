// Package check finds what is wrong or doubtful with the rows of a mass refund
// before anything leaves: all that the Dashboard checks when a file is uploaded,
// and what it does not check, from the ledger's facts. It is pure.
//
// A row's own mistake is told once: what follows from it is not told as well. A
// payment that is not known has no further findings of the ledger, and a
// currency that is wrong makes no amount too large.
package check
