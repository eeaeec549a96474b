// Package timeline puts all that is known of one payment into one order of time:
// the platform's operations, the messages that told of them, and the steps of our
// own refunds and of the purchase that we asked for.
package timeline

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"contra/core/desk"
	"contra/core/gate/codes"
	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/theme"
)

// Event is one entry.
type Event struct {
	At     time.Time
	Tone   theme.Tone
	What   string // "sale", "refund", "callback", "sent"
	Amount string // in the currency's own decimals, empty when it says nothing of money
	State  string
	By     string // who or what it came from
	Inner  bool   // it belongs to what stands above it
	Detail string // one more sentence, may be empty
	Raw    []byte // the message as it came, nil when there is none
	Name   string // what Raw is, for a title

	rank int
	row  int64
}

// Of lists the events of a payment, oldest first.
func Of(d desk.Dossier) []Event {
	var all []Event
	by := map[string]string{}
	for _, f := range d.Refunds {
		by[f.ID] = f.Operator
	}
	told := map[string]Event{} // the last message about each operation
	for _, c := range d.Callbacks {
		e := callback(c)
		all = append(all, e)
		told[c.OperationID] = e
	}
	for _, o := range d.Operations {
		e := operation(d, o, by)
		e.Raw, e.Name = told[o.ID].Raw, told[o.ID].Name
		all = append(all, e)
	}
	for _, f := range d.Refunds {
		for _, s := range Fold(d.Steps[f.ID]) {
			if e, ok := step(f, s); ok {
				all = append(all, e)
			}
		}
	}
	for _, s := range d.PurchaseSteps {
		// What only repeats an operation is left out: the operation stands there.
		if s.Kind != "callback" || !strings.HasPrefix(s.Detail, "operation ") {
			all = append(all, purchaseStep(*d.Purchase, s))
		}
	}
	slices.SortStableFunc(all, func(a, b Event) int {
		switch {
		case !a.At.Equal(b.At):
			return a.At.Compare(b.At)
		case a.rank != b.rank:
			return a.rank - b.rank
		}
		return int(a.row - b.row)
	})
	return all
}

func operation(d desk.Dossier, o ledger.Operation, by map[string]string) Event {
	e := Event{At: o.CreatedAt, Tone: statusTone(o.Status), What: o.Type, Amount: o.Amount.Format(), State: o.Status, row: o.RowID}
	if e.At.IsZero() {
		e.At = o.Date
	}
	if o.Amount.Currency != d.Payment.Currency {
		e.Amount = o.Amount.String()
	}
	switch name := by[o.RefundID]; {
	case o.RefundID != "" && name != "":
		e.By = "by " + name
	case o.RefundID == "" && ledger.IsRefundType(o.Type):
		e.By = "not by us"
	}
	if final, success := ledger.OperationFinal(o.Status); final && !success && o.Code != "" {
		e.Detail = o.Code + ": " + codes.Lookup(o.Code).Meaning
	}
	return e
}

func callback(c ledger.Callback) Event {
	e := Event{At: c.Date, Tone: theme.Muted, What: "callback", State: strings.TrimSpace(c.Type + " " + c.Status), By: source(c), Inner: true,
		Raw: c.Raw, Name: strings.TrimSpace("callback " + c.Type + " " + c.Status), rank: 1, row: c.RowID}
	if e.At.IsZero() {
		e.At = c.ReceivedAt
	}
	if c.Late {
		e.Detail = "came after a newer or final state and changed nothing"
	}
	if c.Order != "" && c.Order != "natural" {
		e.Detail = strings.TrimPrefix(e.Detail+"; signed in the order "+c.Order, "; ")
	}
	return e
}

func source(c ledger.Callback) string {
	s := c.Source
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if c.Line > 1 {
		s += ":" + strconv.Itoa(c.Line)
	}
	return s
}

// step gives an event for a step of a refund. Those that only repeat what an
// operation says are left out.
func step(f ledger.Refund, s ledger.Step) (Event, bool) {
	if s.Kind == "callback" && strings.HasPrefix(s.Detail, "operation ") {
		return Event{}, false
	}
	e := Step(s)
	e.Inner = s.Kind != "intent"
	if s.Kind == "intent" {
		e.What, e.Amount, e.By = "refund", f.Amount.Format(), "by "+f.Operator
	}
	return e, true
}

// Step is one step of a refund's story.
func Step(s ledger.Step) Event {
	e := Event{At: s.At, Tone: advice.Tone(s.State), What: stepWord(s), State: advice.Word(s.State), Detail: s.Detail, rank: 2, row: s.RowID}
	if s.Kind == "note" || s.Kind == "status" {
		e.Tone = theme.Muted
	}
	if s.HTTP != 0 {
		e.By = "HTTP " + strconv.Itoa(s.HTTP)
	}
	if len(s.Raw) > 0 {
		e.Raw, e.Name = s.Raw, "what came back: "+stepWord(s)
	}
	return e
}

func stepWord(s ledger.Step) string {
	switch s.Kind {
	case "intent":
		return "stored"
	case "send":
		return "sent"
	case "adopt":
		return "adopted"
	case "report":
		return "seen in a report"
	}
	return s.Kind
}

func statusTone(status string) theme.Tone {
	switch final, success := ledger.OperationFinal(status); {
	case success:
		return theme.Good
	case final:
		return theme.Bad
	}
	return theme.Info
}
