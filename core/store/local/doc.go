// Package local reads the ledger's side of a comparison: every operation of a
// period as a small item, and, for those that need a closer look, everything about them.
package local
