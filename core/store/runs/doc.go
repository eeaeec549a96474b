// Package runs keeps comparisons in the ledger: each run with what it found, and
// what persons decided about it.
package runs

import (
	"contra/core/ledger"
	"contra/core/store"
)

// reading is what all failures to read say first.
const reading = "the comparison cannot be read"

func failed(err error) error { return store.Wrap(err, reading) }

func missing(id int64) error {
	return ledger.Errorf(ledger.ErrNotFound, "there is no run %d in this ledger", id).WithHint("contra runs shows them")
}
