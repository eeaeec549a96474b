package judge

import "contra/core/recon"

// entry is a record with what the rules compare, worked out once.
type entry struct {
	*recon.Record
	n       int    // its place in the input
	ms      int64  // its date; see moment
	amount  int64  // in minor units
	project int64  // 0: not said
	pay     string // its payment id, folded
	cur     recon.Cur
	kind    *kind
	status  *status
	was     *recon.Record // what an earlier report said of the row, when it was not the same
	outside bool          // of the period
	taken   bool          // it has its place
}

// signed is the record's share of a total: nothing unless it succeeded.
func (e *entry) signed() int64 {
	if !e.status.success {
		return 0
	}
	return e.kind.sign * e.amount
}

// intent tells whether it is a refund of ours without an operation.
func (e *entry) intent() bool { return e.OperationID == "" && e.RefundID != "" }

// happened lets such a refund count as the row that turned out to be it.
func (e *entry) happened(r *entry) { e.kind, e.status, e.outside = r.kind, r.status, r.outside }

// sameProject: a project that is not known contradicts none.
func sameProject(a, b *entry) bool {
	return a.project == b.project || a.project == 0 || b.project == 0
}

// samePayment: a payment that is not known contradicts none.
func samePayment(a, b *entry) bool { return a.pay == b.pay || a.pay == "" || b.pay == "" }

// free gives those of a list that have no place yet, and lie within the period
// if asked.
func free(list []*entry, within bool) []*entry {
	var all []*entry
	for _, e := range list {
		if !e.taken && !(within && e.outside) {
			all = append(all, e)
		}
	}
	return all
}

// within gives those that lie in the period.
func within(list []*entry) []*entry {
	var all []*entry
	for _, e := range list {
		if !e.outside {
			all = append(all, e)
		}
	}
	return all
}
