package purchase

import (
	"cmp"
	"context"
	"net/netip"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/paypage"
	"contra/core/store/purchases"
)

// Wish is a purchase that somebody asks for.
type Wish struct {
	Project     int64
	PaymentID   string // empty: one is made up
	Amount      money.Amount
	Method      string // its name in callbacks, e.g. "kakaopay"
	CustomerID  string
	CustomerIP  string // empty: the configured one; links need none
	Description string
	SuccessURL  string // these three empty: ReturnURL, or else, through Gate, the configured one
	DeclineURL  string
	ReturnURL   string
	Via         ledger.Via    // empty: through Gate
	Window      time.Duration // how long the customer has; 0: as configured; below zero: without a limit of ours

	// Of links only.
	Language      string
	CustomerEmail string
	CallbackURL   string
	Extra         map[string]string // other parameters of the Payment Page
}

// Plan is a purchase that was looked at and not made yet. The preview on the
// screen and the dry run of the command are this same value.
type Plan struct {
	Wish      Wish // with all that was left out filled in
	Method    ledger.Method
	ExpiresAt time.Time // when the customer's time is over if it is made now; zero: no limit of ours
	Problems  []paypage.Problem
	Warnings  []string
	Refused   error // the first rule that forbids it, or nil
}

// Plan checks a wish against the ledger as it is now. What forbids it is in
// Plan.Refused and, field by field, in Plan.Problems; an error means that the
// plan could not be made at all.
func (r *Runner) Plan(ctx context.Context, w Wish) (Plan, error) {
	w = r.complete(w)
	method, known := r.Methods.Lookup(w.Method)
	plan := Plan{Wish: w, Method: method, ExpiresAt: expiry(w, r.Store.Now())}
	switch {
	case !known:
		plan.forbid("method", ledger.Errorf(ledger.ErrUnknownMethod, "payment method %q is not known", w.Method).WithHint("add it to the configuration as a [[method]]"))
	case w.Via == ledger.ViaGate && method.GatePath == "":
		plan.forbid("method", ledger.Errorf(ledger.ErrUnknownMethod, "no Gate path is known for %s", method.Title).WithHint("set gate_path in its [[method]] of the configuration"))
	case w.Via == ledger.ViaLink && method.PayPage == "":
		plan.forbid("method", ledger.Errorf(ledger.ErrUnknownMethod, "no name on the Payment Page is known for %s", method.Title).WithHint("set payment_page in its [[method]] of the configuration"))
	}
	if w.Via != ledger.ViaGate && w.Via != ledger.ViaLink {
		plan.forbid("via", ledger.Errorf(ledger.ErrUsage, "a purchase is made through gate or by link, not by %q", w.Via))
	}
	if plan.check(r.Store.Now()); w.PaymentID == "" || w.Project <= 0 {
		return plan, nil
	}
	payments, err := r.Store.Find(ctx, w.Project, w.PaymentID)
	if err != nil {
		return Plan{}, err
	}
	earlier, found, err := purchases.OfPayment(ctx, r.Store, plan.key())
	if err != nil {
		return Plan{}, err
	}
	switch {
	case found:
		plan.forbid("payment_id", used(earlier))
	case len(payments) > 0:
		plan.forbid("payment_id", exists(payments[0]))
	}
	return plan, nil
}

func (p *Plan) key() ledger.Key { return ledger.Key{Project: p.Wish.Project, ID: p.Wish.PaymentID} }

// forbid notes what is wrong; the first of all is why the plan is refused.
func (p *Plan) forbid(field string, e *ledger.Error) {
	p.Problems = append(p.Problems, paypage.Problem{Field: field, Code: e.Code, Text: e.Message})
	if p.Refused == nil {
		p.Refused = e
	}
}

// check looks at everything that the ledger is not needed for. The rules of the
// Payment Page are those of Gate too, but that Gate wants to know more.
func (p *Plan) check(now time.Time) {
	params := p.params()
	for _, problem := range append(paypage.Check(params, p.Method), paypage.CheckTime(params, now)...) {
		if problem.Warning {
			p.Warnings = append(p.Warnings, problem.Text)
			p.Problems = append(p.Problems, problem)
			continue
		}
		p.forbid(problem.Field, ledger.Errorf(problem.Code, "%s", problem.Text))
	}
	if p.Wish.Via != ledger.ViaGate {
		return
	}
	if _, err := netip.ParseAddr(p.Wish.CustomerIP); err != nil {
		p.forbid("customer_ip", ledger.Errorf(ledger.ErrUsage, "%q is no IP address of the customer", p.Wish.CustomerIP).
			WithHint("Gate requires one with every purchase: give it, or set gate.customer_ip in the configuration"))
	}
	if p.Wish.ReturnURL == "" {
		p.forbid("return_url", ledger.Errorf(ledger.ErrUsage, "there is no address that leads the customer back").
			WithHint("Gate requires one with every purchase: give it, or set gate.return_url in the configuration"))
	}
}

// params are the purchase as a link to the Payment Page says it.
func (p *Plan) params() paypage.Params {
	w := p.Wish
	params := paypage.Params{Project: w.Project, PaymentID: w.PaymentID, Amount: w.Amount, CustomerID: w.CustomerID, Description: w.Description,
		BestBefore: p.ExpiresAt, SuccessURL: w.SuccessURL, FailURL: w.DeclineURL, ReturnURL: w.ReturnURL}
	if w.Via == ledger.ViaLink {
		params.Method, params.Language, params.CustomerEmail = p.Method.PayPage, w.Language, w.CustomerEmail
		params.CallbackURL, params.Extra = w.CallbackURL, w.Extra
	}
	return params
}

func (p *Plan) request() gate.SaleRequest {
	w := p.Wish
	return gate.SaleRequest{Project: w.Project, PaymentID: w.PaymentID, Amount: w.Amount, CustomerID: w.CustomerID, CustomerIP: w.CustomerIP,
		Description: w.Description, SuccessURL: w.SuccessURL, DeclineURL: w.DeclineURL, ReturnURL: w.ReturnURL, BestBefore: p.ExpiresAt}
}

// complete fills in what a wish leaves out.
func (r *Runner) complete(w Wish) Wish {
	w.Via = cmp.Or(w.Via, ledger.ViaGate)
	w.Window = cmp.Or(w.Window, r.Window)
	if w.PaymentID == "" {
		w.PaymentID = newPaymentID(r.Store.Now())
	}
	if w.Via == ledger.ViaGate {
		w.CustomerIP = cmp.Or(w.CustomerIP, r.CustomerIP)
		// A link does without addresses, and its code stays small enough for a terminal.
		w.ReturnURL = cmp.Or(w.ReturnURL, r.ReturnURL)
		w.SuccessURL, w.DeclineURL = cmp.Or(w.SuccessURL, w.ReturnURL), cmp.Or(w.DeclineURL, w.ReturnURL)
	}
	return w
}

// expiry is the end of the customer's time, to the second as the platform is told.
func expiry(w Wish, now time.Time) time.Time {
	if w.Window <= 0 {
		return time.Time{}
	}
	return now.Add(w.Window).UTC().Truncate(time.Second)
}

// used refuses a payment id that a purchase of ours has.
func used(p ledger.Purchase) *ledger.Error {
	return ledger.Errorf(ledger.ErrState, "payment id %s is used already: %s asked for %s under it on %s UTC (%s, purchase %s)",
		p.PaymentID, p.Operator, p.Amount, p.CreatedAt.Format("2 Jan 15:04:05"), p.State, p.ID).
		WithHint("choose another payment id, or leave it out to have one made up")
}

// exists refuses a payment id that the ledger knows a payment of.
func exists(p ledger.Payment) *ledger.Error {
	return ledger.Errorf(ledger.ErrState, "payment id %s is used already: the ledger has that payment (%s)", p.ID, p.Status).
		WithHint("choose another payment id, or leave it out to have one made up")
}
