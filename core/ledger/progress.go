package ledger

import "time"

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
// was refused because f exists already carries nothing out.
func Carries(o *Operation, f *Refund) bool {
	return IsRefundType(o.Type) && !refusedAsDuplicate(o) && names(o, f)
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
			if Carries(o, f) {
				if p, moved := follow(o, f); moved {
					all = append(all, p)
				}
				break
			}
		}
	}
	return append(all, undone(a, refunds)...)
}

func follow(o *Operation, f *Refund) (Progress, bool) {
	p := Progress{Refund: f, From: f.State, Operation: o}
	linked := o.RefundID == f.ID && f.OperationID == o.ID
	o.RefundID, f.OperationID = f.ID, o.ID
	if f.RequestID == "" {
		f.RequestID = o.RequestID
	}
	to := Accepted
	if final, success := OperationFinal(o.Status); final && success {
		to = Succeeded
	} else if final {
		to = Declined
	}
	said := o.Type + " " + o.Status
	switch {
	case f.State == to, to == Succeeded && (f.State == Confirmed || f.State == ReversedBackNow):
		return p, !linked
	case f.State == Prepared:
		// Nothing was recorded as sent, yet the platform has it: believe the platform.
		f.State = Sent
	case to == Accepted && f.State.Final():
		return p, !linked
	}
	if !f.State.May(to) {
		hold := "the platform says " + said + ", after it was " + string(f.State)
		changed := f.Hold != hold
		f.Hold, p.Detail = hold, hold
		return p, changed || !linked
	}
	f.State, f.Owner, f.Hold = to, "", ""
	f.Code, f.Message = o.Code, o.Message
	p.Detail = "operation " + o.ID + ": " + said
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
// took back when only one can be meant.
func undone(a *Account, refunds []*Refund) []Progress {
	var all []Progress
	for i := range a.Operations {
		o := &a.Operations[i]
		if _, success := OperationFinal(o.Status); o.Type != RefundReverse || !success || o.RefundID != "" {
			continue
		}
		var hit *Refund
		for _, f := range refunds {
			if f.State.May(ReversedBackNow) && f.Amount == o.Amount {
				if hit != nil {
					hit = nil
					break
				}
				hit = f
			}
		}
		if hit == nil {
			continue
		}
		p := Progress{Refund: hit, From: hit.State, Operation: o, Detail: "operation " + o.ID + ": the platform took the refund back"}
		o.RefundID, hit.State = hit.ID, ReversedBackNow
		hit.Hold = "the customer no longer has this money: find out why, then refund another way if it is still owed"
		all = append(all, p)
	}
	return all
}

// Candidates are the operations that may carry out refund f although nothing
// proves it: a refund of the same amount that no refund of ours claims, first
// seen after the intent and not dated long before it was sent. loose lets dates
// and request ids be, for when it is known that one of them must be ours.
func Candidates(a *Account, f *Refund, loose bool) []*Operation {
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
		case !loose && f.RequestID != "" && o.RequestID != "" && o.RequestID != f.RequestID:
		case o.FirstSeen.Before(f.CreatedAt):
		case !loose && !born.IsZero() && born.Before(f.SentAt.Add(-clockSkew)):
		default:
			all = append(all, o)
		}
	}
	return all
}
