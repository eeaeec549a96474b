package judge

import (
	"fmt"

	"contra/core/recon"
)

// settle puts a row and an operation together, as a pair or as a break.
func (m *matcher) settle(r, l *entry, b bond) {
	if r.outside && l.outside {
		take(one(r), one(l))
		return
	}
	r.fill(l)
	code, reason := m.verdict(r, l, b)
	switch code {
	case "":
		m.pair(recon.Pair{By: b.by}, one(r), one(l))
	case recon.WithinTolerance:
		m.pair(recon.Pair{By: b.by}, one(r), one(l))
		m.tolerate(b.words+"; "+reason, r, l)
	default:
		m.found(finding{code: code, reason: b.words + "; " + reason, rows: one(r), local: one(l)})
	}
}

// fill takes a type or status that the row does not give from the operation
// that it belongs to.
func (e *entry) fill(l *entry) {
	if e.kind.name == "" {
		e.kind = l.kind
	}
	if e.status.name == "" {
		e.status = l.status
	}
}

// ambiguous is a tie of rows and operations.
func (m *matcher) ambiguous(rows, local []*entry, b bond) {
	m.tie(rows, local, count(len(local), "operation of the ledger", "operations of the ledger"), b.words)
}

// tie gives each row within the period a break: it fits several candidates, or
// shares one with other rows. The candidates go with the first.
func (m *matcher) tie(rows, candidates []*entry, counted, why string) {
	reason := fmt.Sprintf("%s and %s fit each other equally well: %s", count(len(rows), "row of the report", "rows of the report"), counted, why)
	inside := within(rows)
	for i, r := range inside {
		var near []*entry
		if i == 0 {
			near = candidates
		}
		if r.was != nil {
			m.found(finding{code: recon.SameIDChanged, reason: m.change(r), rows: one(r), near: near})
			continue
		}
		m.found(finding{code: recon.Ambiguous, reason: reason, rows: one(r), near: near})
	}
	if len(inside) > 0 {
		take(rows)
	}
}
