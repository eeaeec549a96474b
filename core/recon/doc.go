// Package recon compares what a report says with what the ledger says, and
// explains every difference. It is pure: two lists and rules go in, matches and
// breaks with reasons come out, the same for any order of the rows.
//
// Join pairs what agrees in every respect by operation id, over small fixed-size
// items. Package judge looks at all that is left with everything that is known of
// it, and package explain says why.
package recon
