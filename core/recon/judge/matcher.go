package judge

import (
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// matcher works through one input.
type matcher struct {
	in        *recon.Input
	kinds     *vocabulary[kind]
	statuses  *vocabulary[status]
	rows      []*entry // rows that could be read, in order
	unread    []*entry // rows that could not
	local     []*entry // operations
	refunds   []*entry // refunds of ours without an operation
	edges     bool     // something lies outside of the period
	forbidden map[string]map[string]bool
	ours      map[worth][]*entry // see issued

	out  recon.Result
	sums *tally
	ids  identities
}

func newMatcher(in *recon.Input) (*matcher, error) {
	m := &matcher{
		in:    in,
		kinds: newVocabulary(in.Rules.Types, kindOf), statuses: newVocabulary(in.Rules.Statuses, statusOf),
		forbidden: forbidden(in.Manual.Apart),
		sums:      newTally(in.Joined), ids: identities{},
	}
	m.out.Matched = in.Rows
	rows, err := m.enter(in.Report, m.kinds.report, m.statuses.report)
	if err != nil {
		return nil, err
	}
	local, err := m.enter(in.Local, m.kinds.local, m.statuses.local)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		e := &rows[i]
		if e.Reject != "" {
			e.outside = false // nobody knows its date
			m.unread = append(m.unread, e)
			continue
		}
		e.was = m.changed(e)
		m.edges = m.edges || e.outside
		m.rows = append(m.rows, e)
	}
	for i := range local {
		e := &local[i]
		if e.intent() {
			e.outside = e.outside || !in.Period.Contains(e.When)
			e.status = m.statuses.local("") // it has no operation that could have ended
			m.refunds = append(m.refunds, e)
			continue
		}
		m.edges = m.edges || e.outside
		m.local = append(m.local, e)
	}
	return m, nil
}

// enter makes the entries of one side, in an order that depends on what they
// say alone.
func (m *matcher) enter(records []recon.Record, kind func(string) *kind, status func(string) *status) ([]entry, error) {
	all := make([]entry, len(records))
	for i, n := range ordered(records) {
		r := &records[n]
		if r.Money.Minor < 0 {
			return nil, ledger.Errorf(ledger.ErrBadAmount, "%s has an amount below zero", what(r)).
				WithHint("an amount has no sign; the type says which way it went")
		}
		all[i] = entered(r, kind(r.TypeName), status(r.StatusName))
		all[i].n = int(n)
	}
	return all, nil
}

func entered(r *recon.Record, k *kind, s *status) entry {
	return entry{
		Record: r, ms: moment(r.When), amount: r.Money.Minor, project: r.Project, pay: r.Key().ID, cur: recon.CurOf(string(r.Money.Currency)),
		kind: k, status: s, outside: r.Flags&recon.Outside != 0,
	}
}

// moment is a date in Unix milliseconds, 0 when it is not known and else positive.
func moment(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return max(1, at.UnixMilli())
}

func (m *matcher) tolerated(c money.Currency) int64 { return m.in.Rules.Tolerated(c) }
