// Package reports keeps reports in the ledger: how they were read, the text of
// their rows, the rows that could not be read, and the profiles.
package reports

import (
	"contra/core/ledger"
	"contra/core/store"
)

// reading is what all failures to read say first.
const reading = "the reports cannot be read"

func failed(err error) error { return store.Wrap(err, reading) }

func missing(id int64) error {
	return ledger.Errorf(ledger.ErrNotFound, "there is no report %d in this ledger", id).WithHint("contra report list shows them")
}
