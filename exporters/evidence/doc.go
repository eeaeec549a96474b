// Package evidence makes the pack that proves a reconciliation to somebody who
// was not there, and verifies one without a ledger or a network.
//
// A pack is a zip file. manifest.json names every other file with its size and
// SHA-256, and carries a digest of itself; whoever holds that digest, or a later entry of the
// audit chain that names it, can tell any other pack from this one. Text is deflated by a
// compressor that comes with the program, so that one version of it gives the same bytes for
// the same input, whatever built it. How well a pack is packed is not part of the digest.
package evidence
