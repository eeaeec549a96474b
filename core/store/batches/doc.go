// Package batches keeps mass refunds in the ledger: batches, their rows, what a
// check found, edits, files, and how columns of lists were understood.
package batches

import (
	"contra/core/ledger"
	"contra/core/store"
)

// reading is what all failures to read say first.
const reading = "the batch cannot be read"

func failed(err error) error { return store.Wrap(err, reading) }

func missing(id int64) error {
	return ledger.Errorf(ledger.ErrNotFound, "there is no batch B%d in this ledger", id).WithHint("contra batch list shows them")
}

// ErrTaken: a row became a refund already.
var ErrTaken = ledger.Errorf(ledger.ErrLostRace, "a row of the batch became a refund already").WithHint("somebody else works on the batch: look at it again")
