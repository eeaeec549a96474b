package sandbox

import (
	"sync"
	"time"
)

// Request is one call that the platform received, and what became of it.
type Request struct {
	At        time.Time `json:"at"`
	Path      string    `json:"path"`
	Body      string    `json:"body"`
	Project   int64     `json:"project_id,omitempty"`
	PaymentID string    `json:"payment_id,omitempty"`
	RefundID  string    `json:"merchant_refund_id,omitempty"`
	Faults    []string  `json:"faults,omitempty"`
	Applied   bool      `json:"applied"`        // a refund or a purchase came of it
	Code      string    `json:"code,omitempty"` // of a refusal
	HTTP      int       `json:"http,omitempty"` // status of the answer, 0 without one
	Outcome   string    `json:"outcome"`        // waiting, answered, cut, no answer, reset
}

// What became of a request's connection.
const (
	outcomeWaiting  = "waiting"
	outcomeAnswered = "answered"
	outcomeCut      = "cut" // the answer ended too early
	outcomeNone     = "no answer"
	outcomeReset    = "reset"
)

type requestLog struct {
	mu   sync.Mutex
	list []*Request
}

func (l *requestLog) add(r Request) *entry {
	r.Outcome = outcomeWaiting
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = kept(append(l.list, &r))
	return &entry{l, &r}
}

// entry is a request in the log that is still being served.
type entry struct {
	log *requestLog
	r   *Request
}

func (e *entry) set(change func(r *Request)) {
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	change(e.r)
}

func (e *entry) answered(status int, outcome string) {
	e.set(func(r *Request) { r.HTTP, r.Outcome = status, outcome })
}

// Requests lists the calls received, oldest first.
func (p *Platform) Requests() []Request {
	p.log.mu.Lock()
	defer p.log.mu.Unlock()
	all := make([]Request, len(p.log.list))
	for i, r := range p.log.list {
		all[i] = *r
	}
	return all
}
