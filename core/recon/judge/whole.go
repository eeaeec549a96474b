package judge

import (
	"fmt"

	"contra/core/money"
	"contra/core/recon"
)

// byWhole compares the sums of what is declared to be one whole.
func (m *matcher) byWhole() {
	for _, g := range m.in.Rules.Groups {
		of := func(e *entry) (sameness, bool) { return m.wholeOf(g, e) }
		for rows, local := range grouped(free(m.rows, false), free(m.local, false), of) {
			switch {
			case len(rows) == 0 || len(local) == 0:
			case g.By == recon.ByPayment:
				byProject(rows, local, func(rows, local []*entry) { m.whole(g, rows, local) })
			default:
				m.whole(g, rows, local)
			}
		}
	}
}

// wholeOf is the whole that a record is a part of. What has not moved money, or
// changed since an earlier report, is part of none.
func (m *matcher) wholeOf(g recon.Group, e *entry) (k sameness, ok bool) {
	if !e.status.success || e.kind.sign == 0 || e.was != nil || g.Type != "" && e.kind != m.kinds.local(g.Type) {
		return k, false
	}
	k = sameness{kind: e.kind, cur: e.cur}
	switch g.By {
	case recon.ByPayment:
		k.name = e.pay
	case recon.ByProvider:
		k.name = e.Refs.Provider
	case recon.ByARN:
		k.name = e.Refs.ARN
	case recon.ByRRN:
		k.name = e.Refs.RRN
	case recon.ByBatch:
		k.name = e.Refs.Batch
	}
	return k, k.name != "" && k.cur != 0
}

// whole matches what adds up within the period, or else with what lies outside
// of it. Two records with different operation ids are no whole, though their sums agree.
func (m *matcher) whole(g recon.Group, rows, local []*entry) {
	if m.anyApart(rows, local) {
		return
	}
	inRows, inLocal := within(rows), within(local)
	switch both := len(inRows) > 0 && len(inLocal) > 0; {
	case both && m.addUp(inRows, inLocal):
		if len(inRows)+len(inLocal) > 2 || inRows[0].OperationID == "" || inLocal[0].OperationID == "" {
			m.pair(recon.Pair{By: recon.ByWhole}, inRows, inLocal)
		}
	case len(inRows)+len(inLocal) > 0 && m.addUp(rows, local):
		m.found(finding{code: recon.WrongPeriod, reason: m.parts(g, rows, local) + ": all of them add up, but they are not all in the period", rows: rows, local: local})
	case both:
		m.found(finding{code: recon.SplitIncomplete, reason: m.parts(g, inRows, inLocal) + ": " + recon.More(m.sum(inRows), m.sum(inLocal)), rows: inRows, local: inLocal})
	}
}

func (m *matcher) addUp(rows, local []*entry) bool { return m.sum(rows) == m.sum(local) }

func (m *matcher) sum(list []*entry) money.Amount {
	sum := money.New(0, list[0].Money.Currency)
	for _, e := range list {
		minor, ok := money.AddMinor(sum.Minor, e.Money.Minor)
		if !ok {
			m.sums.overflow(sum.Currency)
		}
		sum.Minor = minor
	}
	return sum
}

func (m *matcher) parts(g recon.Group, rows, local []*entry) string {
	return fmt.Sprintf("same %s; %s %s, %s %s", wholeNames[g.By],
		count(len(rows), "row of the report is", "rows of the report are"), m.sum(rows),
		count(len(local), "operation of the ledger is", "operations of the ledger are"), m.sum(local))
}

var wholeNames = map[recon.GroupKey]string{
	recon.ByPayment: "payment", recon.ByProvider: "provider's payment id", recon.ByARN: "ARN", recon.ByRRN: "RRN", recon.ByBatch: "settlement batch",
}
