package refunds

import (
	"context"
	"fmt"
	"slices"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// row is a refund in the list, or the heading of a group.
type row struct {
	heading string
	refund  ledger.Refund
}

func (r row) key() string {
	if r.heading != "" {
		return "#" + r.heading[:min(4, len(r.heading))]
	}
	return r.refund.ID
}

// finished are the states whose outcome is known.
var finished = []ledger.RefundState{ledger.Succeeded, ledger.Confirmed, ledger.Declined, ledger.Rejected, ledger.Cancelled, ledger.ReversedBackNow}

// group is a choice of what the list shows.
type group struct {
	id, title string
	states    []ledger.RefundState // none: everything, by groups
}

var groups = []group{
	{"all", "Everything, what needs you first", nil},
	{"in_doubt", "In doubt", []ledger.RefundState{ledger.InDoubt}},
	{"open", "On their way", []ledger.RefundState{ledger.AwaitingApproval, ledger.Prepared, ledger.Sent, ledger.Accepted}},
	{"files", "In files for the Dashboard", []ledger.RefundState{ledger.Exported, ledger.Uploaded}},
	{"succeeded", "Succeeded", []ledger.RefundState{ledger.Succeeded, ledger.Confirmed}},
	{"declined", "Declined or rejected", []ledger.RefundState{ledger.Declined, ledger.Rejected}},
	{"reversed_back", "Taken back", []ledger.RefundState{ledger.ReversedBackNow}},
	{"cancelled", "Withdrawn", []ledger.RefundState{ledger.Cancelled}},
}

// reader reads windows of the list.
type reader struct {
	ctx   context.Context
	desk  *desk.Desk
	group group
}

// top is what stands before the finished ones: what needs a person, what is on
// its way. It is short, so it is always read whole.
func (r reader) top() ([]row, error) {
	if r.group.states != nil {
		return nil, nil
	}
	s, err := page.Read(r.ctx, r.desk)
	if err != nil {
		return nil, err
	}
	var out []row
	add := func(name string, list []ledger.Refund) {
		if len(list) == 0 {
			return
		}
		out = append(out, row{heading: fmt.Sprintf("%s (%s)", name, page.Count(int64(len(list))))})
		for _, f := range list {
			out = append(out, row{refund: f})
		}
	}
	add("Needs you", s.Needs())
	add("On their way", s.Running())
	if n := s.InBatches(); n > 0 {
		out = append(out, row{heading: fmt.Sprintf("In batches (%s)", page.Count(n))})
	}
	var n int64
	for _, f := range s.Held {
		if f.State.Final() {
			n--
		}
	}
	for _, state := range finished {
		n += s.Counts[state]
	}
	if n > 0 {
		out = append(out, row{heading: fmt.Sprintf("Finished (%s)", page.Count(n))})
	}
	return out, nil
}

// rest reads finished refunds, or those of the chosen group.
func (r reader) rest(anchor *ledger.Refund, newer, with bool, n int) (rows []row, end bool, err error) {
	states := r.group.states
	if states == nil {
		states = finished
	}
	list, err := r.desk.Store.RefundWindow(r.ctx, store.RefundWindow{States: states, Anchor: anchor, Newer: newer, With: with,
		Free: r.group.states == nil, Limit: n + 1}) // those on hold stand on top already
	if end = len(list) <= n; !end {
		if newer {
			list = list[1:]
		} else {
			list = list[:n]
		}
	}
	for _, f := range list {
		rows = append(rows, row{refund: f})
	}
	return rows, end, err
}

// window answers a request of the grid.
func (r reader) window(req grid.Request[row]) grid.WindowMsg[row] {
	top, err := r.top()
	if err != nil {
		return req.Fail(err)
	}
	dir, at := req.Dir, -1
	if req.Anchor != nil {
		at = slices.IndexFunc(top, func(x row) bool { return x.key() == req.Anchor.key() })
	}
	inTop := req.Anchor == nil || at >= 0 || req.Anchor.heading != ""
	switch {
	case dir == grid.FromEnd:
		rows, start, err := r.rest(nil, true, false, req.N)
		if err != nil {
			return req.Fail(err)
		}
		return req.Window(joined(top, rows, start), start, true)
	case dir == grid.Backward && !inTop:
		rows, start, err := r.rest(&req.Anchor.refund, true, false, req.N)
		if err != nil {
			return req.Fail(err)
		}
		return req.Window(joined(top, rows, start), start, false)
	case dir == grid.Forward && !inTop:
		rows, end, err := r.rest(&req.Anchor.refund, false, false, req.N)
		if err != nil {
			return req.Fail(err)
		}
		return req.Window(rows, false, end)
	case dir == grid.Around && !inTop:
		return r.around(req, top)
	}
	rows, end, err := r.rest(nil, false, false, req.N)
	if err != nil {
		return req.Fail(err)
	}
	switch dir {
	case grid.Forward: // from a row on top
		return req.Window(append(top[at+1:], rows...), false, end)
	case grid.Backward:
		return req.Window(top[:max(at, 0)], true, false)
	}
	out := req.Window(append(top, rows...), true, end)
	out.At = max(at, 0)
	return out
}

func (r reader) around(req grid.Request[row], top []row) grid.WindowMsg[row] {
	half := req.N / 2
	above, start, err := r.rest(&req.Anchor.refund, true, false, half)
	if err != nil {
		return req.Fail(err)
	}
	below, end, err := r.rest(&req.Anchor.refund, false, true, req.N-half)
	if err != nil {
		return req.Fail(err)
	}
	above = joined(top, above, start)
	out := req.Window(append(above, below...), start, end)
	out.At = len(above)
	return out
}

func joined(top, rows []row, start bool) []row {
	if !start {
		return rows
	}
	return append(slices.Clip(top), rows...)
}
