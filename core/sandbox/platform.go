// Package sandbox is a stand-in for the payment platform, for the demo, for
// practice and for tests. It is written from the platform's documents and
// keeps its own books; of the program's client it shares the signature and
// nothing else, so that a misunderstanding on either side shows.
package sandbox

import (
	"context"
	"net/http"
	"sync"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/clock"
	"contra/core/sandbox/dataapi"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/outbox"
)

// The parts of the platform that its users see.
type (
	Payment   = books.Payment
	Operation = books.Operation
	Books     = books.Books
	Script    = faults.Script
	Fault     = faults.Fault
	Attempt   = outbox.Attempt
	Forms     = dataapi.Forms
)

// ParseScript reads a fault script; see faults.Script for the language.
func ParseScript(spec string) (Script, error) { return faults.Parse(spec) }

// Faults lists every fault that a script can name.
func Faults() []Fault { return faults.All() }

// Options sets a platform up. Only Projects is needed.
type Options struct {
	Projects    map[int64]string // secrets by project id
	CallbackURL string           // where callbacks go; empty: nowhere, unless a request names a URL
	Faults      Script
	Seed        uint64        // makes ids, and faults by chance
	Delay       time.Duration // from a refund's acceptance to its end; a purchase's customer is not counted in
	PayTime     time.Duration // that a customer has to confirm a purchase without best_before; 0: a quarter of an hour
	RowDelay    time.Duration // from the upload of a mass refund to its first rows; 0: at once, in the background
	Block       time.Duration // refuse a repeated refund of a payment with 3285 within this time; 0: never

	EchoRefundID    bool // callbacks and status answers carry merchant_refund_id
	RuleErrorStatus int  // HTTP status of a refusal by a rule; 0: 200, for the documents do not say
	FormErrorStatus int  // HTTP status for bad JSON, project or signature; 0: 400

	Tokens   map[string]Token                   // of the Data API
	DataRate int                                // requests a minute of each token; 0: 60, below 0: any number
	Forms    Forms                              // of amounts and dates in the Data API; empty: dataapi.Plain
	Balances map[int64]map[money.Currency]int64 // opening balances in minor units; nil: refunds need no balance

	Now   func() time.Time // nil: the machine's
	After clock.After      // nil: the machine's; must return before the function runs
	HTTP  *http.Client     // delivers callbacks; nil: a plain one
	Log   func(format string, args ...any)
}

// Platform is the stand-in. All its methods may be called from many goroutines.
type Platform struct {
	o        Options
	books    *books.Books
	picker   *faults.Picker
	schedule *clock.Scheduler
	outbox   *outbox.Outbox
	log      requestLog
	rate     *dataapi.Rate

	mu       sync.Mutex
	url      string
	rides    map[int64]*ride // of running operations
	attempts []Attempt
	batches  []*massRefund
	shifts   int // see faults.DataShift

	purchases map[int64]*purchase // by operation
	tickets   map[string]*purchase

	stopping chan struct{}
	stop     sync.Once
}

// New makes a platform with empty books. Close ends it.
func New(o Options) *Platform {
	if o.Now == nil {
		o.Now = func() time.Time { return time.Now().UTC() }
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if o.RuleErrorStatus == 0 {
		o.RuleErrorStatus = http.StatusOK
	}
	if o.FormErrorStatus == 0 {
		o.FormErrorStatus = http.StatusBadRequest
	}
	if o.PayTime <= 0 {
		o.PayTime = payTime
	}
	if o.DataRate == 0 {
		o.DataRate = dataRate
	}
	if o.After == nil {
		o.After = clock.Real
	}
	p := &Platform{
		o: o, url: o.CallbackURL,
		books:    books.New(o.Seed),
		picker:   faults.NewPicker(o.Faults, o.Seed),
		schedule: clock.NewScheduler(o.After),
		rides:    map[int64]*ride{},
		stopping: make(chan struct{}),
		rate:     dataapi.NewRate(o.DataRate),

		purchases: map[int64]*purchase{},
		tickets:   map[string]*purchase{},
	}
	if o.Balances != nil {
		p.books.Fund(o.Balances)
	}
	p.outbox = outbox.New(outbox.Options{Client: o.HTTP, Scheduler: p.schedule, Now: o.Now, Report: p.delivered})
	return p
}

// Books is the platform's own ledger.
func (p *Platform) Books() *Books { return p.books }

// AddPayment takes a payment into the books. Without operations it gets a
// successful sale, without a date it was made a day ago. No callback is sent.
func (p *Platform) AddPayment(payment Payment) error {
	if payment.CreatedAt.IsZero() {
		payment.CreatedAt = p.o.Now().Add(-24 * time.Hour)
	}
	return p.books.Add(payment)
}

// SetCallbackURL changes where callbacks go from now on.
func (p *Platform) SetCallbackURL(url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.url = url
}

func (p *Platform) callbackURL() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.url
}

// Drain waits until every mass refund is done, no refund waits for its end and
// no callback is on its way. Callbacks that failed and wait for their next
// attempt, purchases that wait for their customers, and what a script holds, are
// not waited for.
func (p *Platform) Drain(ctx context.Context) error { return p.schedule.Wait(ctx) }

// Close ends the platform: nothing is settled or delivered any more, and
// requests that wait without an answer lose their connection.
func (p *Platform) Close() {
	p.stop.Do(func() {
		close(p.stopping)
		p.outbox.Stop()
		p.schedule.Close()
		p.outbox.Close()
	})
}

// maxKept bounds the logs of requests and deliveries; the oldest go first.
const maxKept = 100_000

func (p *Platform) delivered(a Attempt) {
	if a.Delivered() {
		p.o.Log("callback delivered to %s (attempt %d)", a.URL, a.Number)
	} else {
		p.o.Log("callback not taken by %s (attempt %d, HTTP %d) %s", a.URL, a.Number, a.HTTP, a.Error)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.attempts = kept(append(p.attempts, a))
}

// Deliveries lists the attempts to deliver callbacks, oldest first.
func (p *Platform) Deliveries() []Attempt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Attempt(nil), p.attempts...)
}

// kept drops the older half of a log that has grown too long.
func kept[T any](log []T) []T {
	if len(log) > maxKept {
		return append([]T(nil), log[len(log)-maxKept/2:]...)
	}
	return log
}
