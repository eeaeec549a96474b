package pull

import (
	"fmt"
	"slices"
	"time"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/store/pulls"
)

// sources name where rejected rows are from, so that they can be tried again.
const (
	source          = dataapi.Source
	sourceFinancial = dataapi.Source + " financial"
)

func sourceOf(kind dataapi.Kind) string {
	if kind == dataapi.Financial {
		return sourceFinancial
	}
	return source
}

// inbound is a row as the ledger takes it in. line is its place in its window;
// where names the window.
func (r *Runner) inbound(kind dataapi.Kind, row dataapi.Row, line int, where string) ledger.Inbound {
	m := ledger.Inbound{Source: sourceOf(kind), Line: line, Raw: row.Raw}
	if row.Fault != nil {
		m.Reject = &ledger.Reject{Reason: row.Fault.Reason, Detail: fmt.Sprintf("%s: %s%s", row.Where(), row.Fault.Error(), where)}
		return m
	}
	if p := row.Operation.Project; !slices.Contains(r.Projects, p) && (kind == dataapi.Operations || p != 0) {
		m.Reject = &ledger.Reject{Reason: ledger.UnknownProject, Detail: fmt.Sprintf("%s: project_id: project %d is not configured%s", row.Where(), p, where)}
		return m
	}
	m.Events = []ledger.Event{row.Operation.Event(r.Methods)}
	return m
}

// Check tries a rejected row again, as Run would read it today. Rows of the
// financial list are no events; the next pull of their interval tries them.
func (r *Runner) Check(rejected ledger.Rejection) ledger.Inbound {
	if rejected.Source == sourceFinancial {
		return ledger.Inbound{Source: rejected.Source, Line: rejected.Line, Raw: rejected.Raw, Reject: &ledger.Reject{Reason: rejected.Reason, Detail: rejected.Detail}}
	}
	return r.inbound(dataapi.Operations, dataapi.ReadRow(dataapi.Operations, rejected.Raw, time.UTC), rejected.Line, "")
}

// Pulled tells whether a rejected message is a row that was pulled.
func Pulled(rejected ledger.Rejection) bool {
	return rejected.Source == source || rejected.Source == sourceFinancial
}

// kept is a row as it is kept beside the ledger's operations. One that names no
// date lies where it was asked for. What was booked of one operation may be several rows.
func kept(kind dataapi.Kind, row *dataapi.Row, w window) pulls.Row {
	o := &row.Operation
	k := pulls.Row{Project: o.Project, ID: o.ID, At: o.When(), Raw: row.Raw}
	if k.At.IsZero() {
		k.At = w.from
	}
	if kind == dataapi.Financial && o.ID != "" {
		k.ID += "/" + o.Type
	}
	return k
}
