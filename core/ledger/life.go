package ledger

import "slices"

// moves are the steps of a refund's life. Whatever has no way out is final;
// success is final only once a report has shown it.
var moves = map[RefundState][]RefundState{
	AwaitingApproval: {Prepared, Cancelled},
	Prepared:         {Sent, Cancelled},
	Sent:             {Accepted, InDoubt, Rejected, Succeeded, Declined},
	Accepted:         {Succeeded, Declined, InDoubt},
	InDoubt:          {Sent, Accepted, Succeeded, Declined, Rejected},
	Exported:         {Uploaded, Cancelled},
	Uploaded:         {Accepted, Succeeded, Declined, Rejected, Cancelled},
	Succeeded:        {Confirmed, ReversedBackNow},
	Confirmed:        {ReversedBackNow},
}

// May tells whether a refund in state s may go to state to.
func (s RefundState) May(to RefundState) bool { return slices.Contains(moves[s], to) }

// Final tells whether the platform's answer is known.
func (s RefundState) Final() bool { return !s.Open() && s != Planned }

// Move takes the refund to another state, or says that the step does not exist.
func (f *Refund) Move(to RefundState) error {
	if !f.State.May(to) {
		return Errorf(ErrState, "refund %s is %s and cannot become %s", f.ID, f.State, to)
	}
	f.State = to
	return nil
}
