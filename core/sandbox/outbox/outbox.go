// Package outbox delivers callbacks as the platform does: a POST that counts
// only when the answer is 200, tried again on the documented schedule.
package outbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"contra/core/sandbox/clock"
)

// attemptTime is how long the receiver has to answer one attempt.
const attemptTime = 15 * time.Second

// Message is one callback.
type Message struct {
	URL  string
	Body []byte
	Once bool // do not try again
}

// Attempt is one delivery that was tried.
type Attempt struct {
	At     time.Time
	URL    string
	Body   []byte
	Number int    // from 1
	HTTP   int    // status of the answer, 0 when there was none
	Error  string // why there was none
}

// Delivered tells whether the receiver took the callback.
func (a Attempt) Delivered() bool { return a.HTTP == http.StatusOK }

// Options sets an outbox up.
type Options struct {
	Client    *http.Client // nil: one that follows no redirects
	Scheduler *clock.Scheduler
	Now       func() time.Time
	Report    func(Attempt) // called after each attempt, from many goroutines
}

// Outbox delivers messages. It may be used from many goroutines.
type Outbox struct {
	o      Options
	own    *http.Transport
	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	waits  int
}

// New makes an outbox; Close ends it.
func New(o Options) *Outbox {
	own := &http.Transport{MaxConnsPerHost: 16, MaxIdleConnsPerHost: 16}
	if o.Client == nil {
		o.Client = &http.Client{
			Transport:     own,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	if o.Report == nil {
		o.Report = func(Attempt) {}
	}
	x := &Outbox{o: o, own: own}
	x.ctx, x.cancel = context.WithCancel(context.Background())
	return x
}

// Send makes the first attempt now and returns when it is over. What fails is
// tried again by the schedule.
func (x *Outbox) Send(m Message) { x.attempt(m, 1, x.o.Now()) }

// SendLater makes the first attempt once d has passed.
func (x *Outbox) SendLater(d time.Duration, m Message) {
	x.o.Scheduler.Later(d, func() { x.Send(m) })
}

// Waiting is how many callbacks wait for another attempt.
func (x *Outbox) Waiting() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.waits
}

// Stop gives up all deliveries, also those under way.
func (x *Outbox) Stop() { x.cancel() }

// Close stops the outbox and lets its connections go. What runs on the
// scheduler must have ended.
func (x *Outbox) Close() {
	x.Stop()
	x.own.CloseIdleConnections()
}

func (x *Outbox) attempt(m Message, n int, first time.Time) {
	a := Attempt{At: x.o.Now(), URL: m.URL, Body: m.Body, Number: n}
	status, err := x.post(m)
	a.HTTP = status
	if err != nil {
		a.Error = err.Error()
	}
	if x.ctx.Err() != nil {
		return
	}
	x.o.Report(a)
	gap := Gap(n)
	if a.Delivered() || m.Once || n == MaxAttempts || x.o.Now().Add(gap).Sub(first) > MaxSpan {
		return
	}
	x.wait(1)
	x.o.Scheduler.Later(gap, func() {
		x.wait(-1)
		x.attempt(m, n+1, first)
	})
}

func (x *Outbox) wait(n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.waits += n
}

func (x *Outbox) post(m Message) (int, error) {
	ctx, cancel := context.WithTimeout(x.ctx, attemptTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.URL, bytes.NewReader(m.Body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := x.o.Client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	// The answer's text means nothing; reading it lets the connection be used again.
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, err
}
