package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Progress is one refund of ours moved along by what the platform told of an operation.
type Progress struct {
	Refund    *Refund
	From      RefundState
	Operation *Operation
	Detail    string
}

// Carries tells whether operation o is surely the one that carries out refund f:
// by the id that we gave, by Gate's request id, or by the operation's own id.
// Equal amounts prove nothing, so they do not count here. An operation that
// was refused because f exists already carries nothing out, nor does a resend
// that the first attempt may have stood in the way of.
func Carries(o *Operation, f *Refund) bool {
	return IsRefundType(o.Type) && !refusedAsDuplicate(o) && !leavesDoubt(o, f) && names(o, f)
}

func names(o *Operation, f *Refund) bool {
	switch {
	case o.RefundID != "":
		return o.RefundID == f.ID
	case o.MerchantRefundID != "":
		return o.MerchantRefundID == f.ID
	case f.OperationID != "":
		return o.ID == f.OperationID
	}
	return f.RequestID != "" && o.RequestID == f.RequestID
}

// CodeExists is the platform's code for a merchant_refund_id that was used
// before. It may come at once or with an operation; either way an earlier
// attempt arrived, and this one did nothing.
const CodeExists = "3230"

func refusedAsDuplicate(o *Operation) bool {
	final, success := OperationFinal(o.Status)
	return final && !success && o.Code == CodeExists
}

// providerCodes is where the codes of card side and providers begin. Such an
// answer comes only after the platform's own checks, that of a repeated id among them.
const providerCodes = 10000

// leavesDoubt tells whether an operation of a refund that was sent more than
// once is a no that proves nothing: what the platform's own rules refuse may be
// refused because of what an earlier attempt did.
func leavesDoubt(o *Operation, f *Refund) bool {
	final, success := OperationFinal(o.Status)
	if !final || success || f.Attempts < 2 || f.State.Final() || f.Code == CodeExists {
		return false
	}
	code, err := strconv.Atoi(o.Code)
	return err != nil || code < providerCodes
}

// Follow links the account's operations with our refunds of the same payment
// and moves each refund along by its operation's status. A final state is never
// overwritten: evidence against it sets Hold, so that a person looks.
func Follow(a *Account, refunds []*Refund) []Progress {
	var all []Progress
	for i := range a.Operations {
		o := &a.Operations[i]
		for _, f := range refunds {
			if refusedAsDuplicate(o) && names(o, f) {
				if p, moved := exists(o, f); moved {
					all = append(all, p)
				}
				break
			}
			if IsRefundType(o.Type) && leavesDoubt(o, f) && names(o, f) {
				if p, moved := doubt(o, f); moved {
					all = append(all, p)
				}
				break
			}
			if Carries(o, f) {
				if p, moved := follow(o, f); moved {
					all = append(all, p)
				}
				break
			}
		}
	}
	all = append(all, followFiles(a, refunds)...)
	return append(all, undone(a, refunds)...)
}

func follow(o *Operation, f *Refund) (Progress, bool) {
	p := Progress{Refund: f, From: f.State, Operation: o}
	said := o.Type + " " + o.Status
	final, success := OperationFinal(o.Status)
	if f.State.Final() && f.OperationID != "" && f.OperationID != o.ID {
		linked := o.RefundID == f.ID
		o.RefundID = f.ID
		if success && raise(f, fmt.Sprintf("operation %s says %s of %s, besides operation %s", o.ID, said, o.Amount, f.OperationID)) {
			p.Detail = f.Hold
			return p, true
		}
		return p, !linked
	}
	linked := o.RefundID == f.ID && f.OperationID == o.ID
	o.RefundID, f.OperationID = f.ID, o.ID
	if f.RequestID == "" {
		f.RequestID = o.RequestID
	}
	to := Accepted
	if final && success {
		to = Succeeded
	} else if final {
		to = Declined
	}
	switch {
	case f.State == to, to == Succeeded && (f.State == Confirmed || f.State == ReversedBackNow):
		if to == Accepted && !linked {
			f.Hold = "" // what was missed is there
		}
		return p, !linked
	case f.State == Prepared:
		// Nothing was recorded as sent, yet the platform has it: believe the platform.
		f.State = Sent
	case to == Accepted && f.State.Final():
		return p, !linked
	}
	if !f.State.May(to) {
		if raise(f, "the platform says "+said+", after it was "+worded(string(f.State))) {
			p.Detail = f.Hold
			return p, true
		}
		return p, !linked
	}
	f.State, f.Owner, f.Hold = to, "", ""
	f.Code, f.Message = o.Code, o.Message
	p.Detail = "operation " + o.ID + ": " + said
	if to == Succeeded && o.Amount != f.Amount {
		raise(f, fmt.Sprintf("the platform refunded %s, not %s", o.Amount, f.Amount))
		p.Detail += "; " + f.Hold
	}
	return p, true
}

// raise asks a person to look, once for each finding: the message remembers it
// when the person has cleared the hold.
func raise(f *Refund, finding string) bool {
	if strings.Contains(f.Message, finding) {
		return false
	}
	f.Hold = finding
	if f.Message != "" {
		f.Message += "; "
	}
	f.Message += finding
	return true
}

// doubt handles the definite no to a resend: what became of the first attempt
// has still to be found.
func doubt(o *Operation, f *Refund) (Progress, bool) {
	p := Progress{Refund: f, From: f.State, Operation: o}
	if o.RefundID == f.ID && f.OperationID != o.ID {
		return p, false // known already
	}
	o.RefundID = f.ID
	f.State, f.Owner, f.RequestID, f.OperationID = InDoubt, "", "", ""
	f.Code, f.Message = o.Code, o.Message
	f.Hold = "operation " + o.ID + ", a resend, was refused (" + o.Code + "): the first attempt may still have arrived"
	p.Detail = f.Hold
	return p, true
}

// exists handles an operation that was refused because the refund is there
// already: what became of the first attempt has still to be found.
func exists(o *Operation, f *Refund) (Progress, bool) {
	p := Progress{Refund: f, From: f.State, Operation: o, Detail: "operation " + o.ID + ": code 3230, an earlier attempt of this refund arrived"}
	if f.State != InDoubt && !f.State.May(InDoubt) || f.Code == CodeExists {
		return p, false
	}
	f.State, f.Owner, f.RequestID = InDoubt, "", ""
	f.Code, f.Message = o.Code, o.Message
	return p, true
}

// undone looks for a successful "refund reverse" and marks the refund that it
// took back: the one that it names, or else the only one that can be meant.
// Where several can, a person is asked.
func undone(a *Account, refunds []*Refund) []Progress {
	var all []Progress
	for i := range a.Operations {
		o := &a.Operations[i]
		if _, success := OperationFinal(o.Status); Normal(o.Type) != RefundReverse || !success || o.RefundID != "" {
			continue
		}
		mine, others := takenBack(a, o, refunds)
		for _, f := range mine {
			p := Progress{Refund: f, From: f.State, Operation: o}
			if len(mine)+others > 1 {
				if raise(f, "operation "+o.ID+" took back a refund of "+o.Amount.String()+", this one or another: look in the Dashboard") {
					p.Detail = f.Hold
					all = append(all, p)
				}
				continue
			}
			p.Detail = "operation " + o.ID + ": the platform took the refund back"
			o.RefundID, f.State = f.ID, ReversedBackNow
			f.Hold = "the customer no longer has this money: find out why, then refund another way if it is still owed"
			all = append(all, p)
		}
	}
	return all
}

// takenBack gives our refunds that operation o may have undone, and how many
// others it may have been instead: refunds begun elsewhere, and ours that are
// not known to have succeeded yet.
func takenBack(a *Account, o *Operation, refunds []*Refund) (mine []*Refund, others int) {
	for _, f := range refunds {
		switch {
		case o.MerchantRefundID == f.ID && f.State.May(ReversedBackNow):
			return []*Refund{f}, 0
		case o.MerchantRefundID != "", f.Amount != o.Amount, o.FirstSeen.Before(f.CreatedAt):
		case f.State.May(ReversedBackNow):
			mine = append(mine, f)
		case f.State.Open() && f.Attempts > 0:
			others++
		}
	}
	for i := range a.Operations {
		x := &a.Operations[i]
		if _, success := OperationFinal(x.Status); success && IsRefundType(x.Type) && x.RefundID == "" && x.Amount == o.Amount {
			others++
		}
	}
	return mine, others
}

// Candidates are the operations that may carry out refund f although nothing
// proves it: a refund of the same amount that no refund of ours claims and that
// was first seen after the intent. Where the platform's clock can be trusted,
// byDate leaves out those that it dates long before the intent.
func Candidates(a *Account, f *Refund, byDate bool) []*Operation {
	const clockSkew = 10 * time.Minute
	var all []*Operation
	for i := range a.Operations {
		o := &a.Operations[i]
		born := o.CreatedAt
		if born.IsZero() {
			born = o.Date
		}
		switch {
		case !IsRefundType(o.Type), o.RefundID != "", o.Amount != f.Amount, refusedAsDuplicate(o):
		case o.MerchantRefundID != "" && o.MerchantRefundID != f.ID:
		case o.FirstSeen.Before(f.CreatedAt):
		case byDate && !born.IsZero() && born.Before(f.CreatedAt.Add(-clockSkew)):
		default:
			all = append(all, o)
		}
	}
	return all
}
