package faults

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Picker applies a script to requests and counts them. It may be used from
// many goroutines; what befalls a payment does not depend on other payments.
type Picker struct {
	script Script
	seed   uint64

	mu     sync.Mutex
	counts map[count]int
	bought map[string]bool // payments that a customer was asked for
	bound  map[int]string  // rules of the next purchase, and which one it was
}

type count struct {
	rule    int
	payment string
}

// NewPicker starts counting. The script's own seed, if it has one, goes before seed.
func NewPicker(s Script, seed uint64) *Picker {
	if s.seed != nil {
		seed = *s.seed
	}
	return &Picker{script: s, seed: seed, counts: map[count]int{}, bought: map[string]bool{}, bound: map[int]string{}}
}

// Hits is what befalls one request.
type Hits struct {
	Answer Name // at most one fault of the answer, or empty
	rules  map[Name]rule
}

// Has tells whether a fault befalls the request.
func (h Hits) Has(n Name) bool { _, ok := h.rules[n]; return ok }

// Code is the fault's code, or otherwise when the script gives none.
func (h Hits) Code(n Name, otherwise string) string {
	if code := h.rules[n].code; code != "" {
		return code
	}
	return otherwise
}

// Wait is the fault's duration, or otherwise when the script gives none.
func (h Hits) Wait(n Name, otherwise time.Duration) time.Duration {
	if d := h.rules[n].wait; d != 0 {
		return d
	}
	return otherwise
}

// None tells whether nothing befalls the request.
func (h Hits) None() bool { return len(h.rules) == 0 }

// Names lists what befalls the request, for the log.
func (h Hits) Names() []string {
	var names []string
	for _, f := range all {
		if h.Has(f.Name) {
			names = append(names, string(f.Name))
		}
	}
	return names
}

// Refund tells what befalls a refund request for this payment.
func (p *Picker) Refund(project int64, paymentID string) Hits {
	return p.pick(scope(project), paymentID, func(n Name) bool { return n.ofRequest() && n != Expires })
}

// Purchase tells what befalls a request to Gate for a purchase.
func (p *Picker) Purchase(project int64, paymentID string) Hits {
	return p.buy(project, paymentID, func(n Name) bool { return n.ofRequest() && !ofRefunds[n] })
}

// Checkout tells what befalls a purchase on the Payment Page. It has no answer
// and no callback before its end.
func (p *Picker) Checkout(project int64, paymentID string) Hits {
	return p.buy(project, paymentID, func(n Name) bool {
		return n.ofRequest() && !n.answer() && !ofRefunds[n] && n != CallbackFirst && n != CallbackMixed
	})
}

// Row tells what befalls a row of a mass refund. Nobody waits for its answer:
// of the answer's faults only the refusal concerns it.
func (p *Picker) Row(project int64, paymentID string) Hits {
	return p.pick(scope(project), paymentID, func(n Name) bool {
		return n == Error || n.ofRequest() && !n.answer() && n != CallbackFirst && n != LateDuplicate && n != Expires
	})
}

// Single tells what befalls a single refund in the Dashboard: what befalls a row,
// but that the books alone refuse it.
func (p *Picker) Single(project int64, paymentID string) Hits {
	return p.pick(scope(project), paymentID, func(n Name) bool {
		return n.ofRequest() && !n.answer() && n != Dashboard && n != CallbackFirst && n != LateDuplicate && n != Expires
	})
}

// Status tells what befalls a question for this payment's status. Something
// made through Gate must be there for status_blind to count.
func (p *Picker) Status(project int64, paymentID string, made bool) Hits {
	return p.pick(scope(project), paymentID, func(n Name) bool {
		return n.ofStatus() && (n != StatusBlind || made)
	})
}

// DataAPI tells what befalls a call of the Data API, which stands in the place
// of a payment's id: a rule's pattern is for calls such as operations/get.
// A page before must be there for dataapi_shift to count.
func (p *Picker) DataAPI(token, call string, later bool) Hits {
	return p.pick(token, call, func(n Name) bool { return n.ofDataAPI() && (n != DataShift || later) })
}

func scope(project int64) string { return strconv.FormatInt(project, 10) }

func (p *Picker) pick(scope, paymentID string, concerns func(Name) bool) Hits {
	p.mu.Lock()
	defer p.mu.Unlock()
	hits := Hits{rules: map[Name]rule{}}
	id, payment := strings.ToLower(paymentID), paymentKey(scope, paymentID)
	for i, r := range p.script.rules {
		if !concerns(r.name) || r.next && p.bound[i] != payment || !r.matches(id) {
			continue
		}
		c := count{i, payment}
		p.counts[c]++
		if !p.falls(r, c, p.counts[c]) || hits.Has(r.name) || r.name.answer() && hits.Answer != "" {
			continue
		}
		hits.rules[r.name] = r
		if r.name.answer() {
			hits.Answer = r.name
		}
	}
	return hits
}

func (r rule) matches(id string) bool {
	return r.pattern == "" || glob(r.pattern, id)
}

// falls decides whether a rule applies to the nth request of a payment.
func (p *Picker) falls(r rule, c count, nth int) bool {
	switch {
	case r.first > 0:
		return nth <= r.first
	case r.chance > 0:
		h := fnv.New64a()
		h.Write([]byte(strconv.FormatUint(p.seed, 16) + "/" + strconv.Itoa(c.rule) + "/" + c.payment + "/" + strconv.Itoa(nth)))
		return float64(mix(h.Sum64())>>11)/(1<<53) < r.chance
	}
	return true
}

// mix spreads the hash over all bits.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Add puts more rules in force, behind those that are. They count from now on.
func (p *Picker) Add(s Script) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script.rules = append(slices.Clip(p.script.rules), s.rules...)
}
