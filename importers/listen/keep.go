package listen

import (
	"crypto/sha256"
	"sync"

	"contra/core/ledger"
)

const (
	mostWaiting = 10_000
	// mostBytes bounds what the rejected messages of one run may take of the disk.
	mostBytes = 64 << 20
)

// keeper decides which rejected messages are kept. Anybody can send them, so their
// number is bounded, and one that comes again is kept once.
type keeper struct {
	mu    sync.Mutex
	seen  map[[sha256.Size]byte]bool
	left  int
	bytes int
	not   int // kept no more, for want of room
}

func newKeeper(most int) *keeper {
	if most <= 0 {
		most = mostWaiting
	}
	return &keeper{seen: map[[sha256.Size]byte]bool{}, left: most, bytes: mostBytes}
}

// keep tells whether to store m, and whether there is no room for it.
func (k *keeper) keep(m *ledger.Inbound) (keep, full bool) {
	id := identity(m)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.seen[id] {
		return false, false
	}
	if k.left == 0 || len(m.Raw) > k.bytes {
		k.not++
		return false, true
	}
	k.seen[id] = true
	k.left--
	k.bytes -= len(m.Raw)
	return true, false
}

// failed takes back that m is kept.
func (k *keeper) failed(m *ledger.Inbound) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.seen, identity(m))
	k.left++
	k.bytes += len(m.Raw)
}

func (k *keeper) unkept() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.not
}

// identity is the message and its reason: once the cause is mended and another
// appears, the message is kept again.
func identity(m *ledger.Inbound) [sha256.Size]byte {
	return sha256.Sum256(append([]byte(m.Reject.Reason+"\n"), m.Raw...))
}
