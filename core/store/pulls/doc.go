// Package pulls keeps what was pulled from the Data API: the runs, the time that
// they cover, the rows as the platform wrote them, and its latest balances.
package pulls

import (
	"contra/core/ledger"
	"contra/core/store"
)

func failed(err error) error { return store.Wrap(err, "what was pulled cannot be read") }

func damaged(block int64) error {
	return ledger.Errorf(ledger.ErrDamaged, "block %d of what was pulled is damaged", block).WithHint("restore the newest backup, or pull the interval again into a new ledger")
}
