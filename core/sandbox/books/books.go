package books

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// Books holds every payment. All methods may be called from many goroutines;
// what they return are copies.
type Books struct {
	mu      sync.RWMutex
	ids     ids
	byKey   map[key]*account
	order   []*account
	byOp    map[int64]*account
	refunds map[merchantKey]int64 // never forgotten
	purses  purses
	acts    acts
}

type account struct {
	Payment
	history []Event
	held    int64 // what it adds to its purse
}

// merchantKey: a merchant_refund_id is unique within its project.
type merchantKey struct {
	project int64
	id      string
}

// Event is one change of an operation, with the payment as it stood right after.
type Event struct {
	Payment   Payment // without its operations
	Status    string  // payment.status
	Sum       int64   // payment.sum, minor units
	Operation Operation
}

// New opens empty books. The same seed gives the same ids.
func New(seed uint64) *Books {
	return &Books{
		ids:     newIDs(seed),
		byKey:   map[key]*account{},
		byOp:    map[int64]*account{},
		refunds: map[merchantKey]int64{},
		purses:  purses{held: map[purse]int64{}},
	}
}

// Add takes a payment in with its past. Without operations it gets a
// successful sale. Operation ids, request ids and dates that are missing are
// made up. It fails, and changes nothing, when the id is taken or the past
// gives back more than was captured.
func (b *Books) Add(p Payment) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := keyOf(p.Project, p.ID)
	switch {
	case strings.TrimSpace(p.ID) == "":
		return fmt.Errorf("payment without an id")
	case b.byKey[k] != nil:
		return fmt.Errorf("payment %s of project %d exists", p.ID, p.Project)
	case p.Amount.Minor <= 0 || p.Amount.Currency == "":
		return fmt.Errorf("payment %s: amount must be above zero and have a currency", p.ID)
	case p.CreatedAt.IsZero():
		return fmt.Errorf("payment %s: no creation date", p.ID)
	}
	if p.Method == "" {
		p.Method = "kakaopay"
	}
	past := p.Operations
	if len(past) == 0 {
		past = []Operation{{Type: Sale, Status: Success, Amount: p.Amount, Origin: ByCustomer}}
	}
	a := &account{Payment: p}
	a.Operations = nil
	for _, o := range past {
		if err := b.remember(a, o); err != nil {
			return fmt.Errorf("payment %s: %w", p.ID, err)
		}
	}
	b.byKey[k] = a
	b.order = append(b.order, a)
	for _, o := range a.Operations {
		b.byOp[o.ID] = a
		if o.MerchantRefundID != "" {
			b.refunds[merchantKey{p.Project, o.MerchantRefundID}] = o.ID
		}
	}
	b.changed(a)
	return nil
}

// changed keeps what is derived from the accounts up to date.
func (b *Books) changed(a *account) {
	b.purses.hold(a)
	b.acts.version++
}

// remember appends one operation of the past.
func (b *Books) remember(a *account, o Operation) error {
	o.Project, o.PaymentID = a.Project, a.ID
	if o.Amount.Currency == "" {
		o.Amount.Currency = a.Amount.Currency
	}
	if o.Amount.Minor <= 0 || o.Amount.Currency != a.Amount.Currency {
		return fmt.Errorf("%s of %d %s", o.Type, o.Amount.Minor, o.Amount.Currency)
	}
	if o.CreatedAt.IsZero() {
		o.CreatedAt = a.CreatedAt
	}
	if o.Date.IsZero() {
		o.Date = o.CreatedAt
	}
	b.fill(&o)
	if err := b.taken(a, o); err != nil {
		return err
	}
	if o.Type == RefundReverse && o.Undoes == 0 {
		o.Undoes = a.lastRefund()
	}
	if o.Status != Processing && o.GivesBack() {
		began := o
		began.Status, began.Date = Processing, o.CreatedAt
		began.Code, began.Message = CodeWaiting, Text(CodeWaiting)
		a.record(began) // a refund that runs leaves status and sum as they are
	}
	a.Operations = append(a.Operations, o)
	a.record(o)
	return a.check()
}

// taken tells whether the operation's ids belong to another one.
func (b *Books) taken(a *account, o Operation) error {
	_, used := b.refunds[merchantKey{a.Project, o.MerchantRefundID}]
	same := b.byOp[o.ID] != nil
	for _, other := range a.Operations {
		same = same || other.ID == o.ID
		used = used || other.MerchantRefundID == o.MerchantRefundID
	}
	switch {
	case same:
		return fmt.Errorf("operation %d exists", o.ID)
	case used && o.MerchantRefundID != "":
		return fmt.Errorf("merchant_refund_id %s is taken", o.MerchantRefundID)
	}
	return nil
}

func (a *account) lastRefund() int64 {
	for i := len(a.Operations) - 1; i >= 0; i-- {
		if a.Operations[i].GivesBack() && a.Operations[i].Status == Success {
			return a.Operations[i].ID
		}
	}
	return 0
}

// fill makes up what an operation lacks.
func (b *Books) fill(o *Operation) {
	if o.ID == 0 {
		o.ID = b.ids.operation()
	}
	if o.RequestID == "" {
		o.RequestID = b.ids.request()
	}
	if o.ProviderID == 0 {
		o.ProviderID, o.ProviderPaymentID = b.ids.provider()
	}
	if o.Code == "" {
		switch o.Status {
		case Success:
			o.Code = CodeSuccess
		case Decline:
			o.Code = CodeDecline
		case Expired:
			o.Code = CodeTimeOut
		default:
			o.Code = CodeWaiting
		}
	}
	if o.Message == "" {
		o.Message = Text(o.Code)
	}
}

func (a *account) event(o Operation) Event {
	p := a.Payment
	p.Operations = nil
	return Event{Payment: p, Status: a.Status(), Sum: a.Sum().Minor, Operation: o}
}

// record is an event that callbacks tell of.
func (a *account) record(o Operation) Event {
	e := a.event(o)
	a.history = append(a.history, e)
	return e
}

// check tells what is wrong with the account: the books never give back more
// than was captured, nor take back more than was given.
func (a *account) check() error {
	captured, refunded, pending := a.Captured(), a.Refunded(), a.Pending()
	if refunded < 0 || pending < 0 || refunded+pending > captured {
		return fmt.Errorf("captured %d, refunded %d, pending %d", captured, refunded, pending)
	}
	return nil
}

// Dispute marks a payment as disputed.
func (b *Books) Dispute(project int64, paymentID string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.byKey[keyOf(project, paymentID)]
	if a == nil {
		return Refuse(CodeNotFound, "general.payment_id", "no such payment")
	}
	a.Disputed = true
	return nil
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}
