// Package work is what persons do about breaks: decide, in bulk and with a note
// that says why, put together and keep apart by hand, ask the platform, take into
// the ledger; and take any of it back. A run itself never changes: the next one shows the effect.
package work
