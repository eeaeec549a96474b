package callbacks

import (
	"sync"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
)

// mostRemembered bounds the memory for projects that strangers name.
const mostRemembered = 1024

// Remember asks secrets once for each project. That a project has no key is forgotten
// after a while, or never when forget is 0.
func Remember(secrets Secrets, forget time.Duration) Secrets {
	return &memory{from: secrets, forget: forget, known: map[int64]answer{}}
}

type answer struct {
	key    *gate.Key
	reason ledger.Reason
	until  time.Time // zero: for good
}

type memory struct {
	from   Secrets
	forget time.Duration
	asking sync.Mutex // one question at a time; a keyring can be slow
	mu     sync.RWMutex
	known  map[int64]answer
}

func (m *memory) Key(project int64) (*gate.Key, ledger.Reason) {
	if a, ok := m.recall(project); ok {
		return a.key, a.reason
	}
	m.asking.Lock()
	defer m.asking.Unlock()
	if a, ok := m.recall(project); ok {
		return a.key, a.reason
	}
	var a answer
	a.key, a.reason = m.from.Key(project)
	if a.reason != "" && m.forget > 0 {
		a.until = time.Now().Add(m.forget)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= mostRemembered {
		clear(m.known)
	}
	m.known[project] = a
	return a.key, a.reason
}

func (m *memory) recall(project int64) (answer, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	a, ok := m.known[project]
	return a, ok && (a.until.IsZero() || time.Now().Before(a.until))
}
