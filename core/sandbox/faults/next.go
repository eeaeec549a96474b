package faults

import "strings"

// nextPurchase stands in the place of a payment's id for the next payment that a
// customer is asked for.
const nextPurchase = "next-purchase"

// buy picks for a purchase, which may be the next one that rules wait for.
func (p *Picker) buy(project int64, paymentID string, concerns func(Name) bool) Hits {
	p.bind(paymentKey(scope(project), paymentID), concerns)
	return p.pick(scope(project), paymentID, concerns)
}

// bind gives the rules of the next purchase to this payment, unless it was asked
// for before: a resend is no next one. What does not concern this way of buying
// waits for a purchase that it does concern.
func (p *Picker) bind(payment string, concerns func(Name) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bought[payment] {
		return
	}
	p.bought[payment] = true
	for i, r := range p.script.rules {
		if _, taken := p.bound[i]; r.next && !taken && (concerns(r.name) || r.name.ofStatus()) {
			p.bound[i] = payment
		}
	}
}

func paymentKey(scope, paymentID string) string { return scope + "/" + strings.ToLower(paymentID) }
