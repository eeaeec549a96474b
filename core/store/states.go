package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"contra/core/ledger"
)

// Every audit entry names the state of each refund that its transaction wrote,
// under this key, so that the chain covers the refunds themselves.
const statesKey = `"refund_states":`

// wrote notes the state of a refund for the transaction's audit entry.
func (t *Tx) wrote(f *ledger.Refund) {
	// To a comparison a confirmed refund is one that succeeded.
	t.books = t.books || f.State != ledger.Confirmed
	if t.states == nil {
		t.states = map[string]ledger.RefundState{}
	}
	t.states[f.ID] = f.State
}

// withStates adds the states to the JSON of a change.
func withStates(payload []byte, states map[string]ledger.RefundState) ([]byte, error) {
	if len(states) == 0 {
		return payload, nil
	}
	list, err := json.Marshal(states)
	if err != nil {
		return nil, err
	}
	open, ok := bytes.CutSuffix(payload, []byte("}"))
	switch {
	case !ok:
		open = []byte(`{"change":` + string(payload) + ",")
	case len(open) > 1:
		open = append(open, ',')
	}
	return fmt.Appendf(open, "%s%s}", statesKey, list), nil
}

// told is the last entry that names a refund's state.
type told struct {
	state ledger.RefundState
	entry ledger.Entry
}

func remember(all map[string]told, e ledger.Entry) error {
	if !bytes.Contains(e.Payload, []byte(statesKey)) {
		return nil
	}
	var payload struct {
		States map[string]ledger.RefundState `json:"refund_states"`
	}
	if err := json.Unmarshal(e.Payload, &payload); err != nil {
		return err
	}
	for id, state := range payload.States {
		all[id] = told{state, e}
	}
	return nil
}

// compare finds the earliest entry whose refund is not what it says.
func (c *Chain) compare(ctx context.Context, q querier, all map[string]told) error {
	rows, err := q.QueryContext(ctx, "SELECT id, state FROM refunds")
	if err != nil {
		return err
	}
	accuse := func(e ledger.Entry, why string, args ...any) {
		if c.Bad == nil || e.Seq < c.Bad.Seq {
			c.Bad, c.Why = &e, fmt.Sprintf(why, args...)
		}
	}
	err = each(rows, func(r *sql.Rows) error {
		var id string
		var state ledger.RefundState
		if err := r.Scan(&id, &state); err != nil {
			return err
		}
		last, known := all[id]
		delete(all, id)
		switch {
		case !known:
			accuse(ledger.Entry{Seq: c.Entries + 1}, "refund %s is in the ledger, and no entry tells of it", id)
		case last.state != state:
			accuse(last.entry, "it is the last to tell of refund %s, as %s, but the ledger holds it as %s", id, last.state, state)
		}
		return nil
	})
	for id, last := range all {
		accuse(last.entry, "it tells of refund %s, which is not in the ledger", id)
	}
	return err
}
