package purchases

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"contra/core/ledger"
	"contra/core/store"
)

var openStates = []ledger.PurchaseState{ledger.PurchasePrepared, ledger.PurchaseSent, ledger.PurchaseWaiting, ledger.PurchaseInDoubt}

// Open gives the purchases whose outcome is still to come, oldest first.
func Open(ctx context.Context, q store.Querier) ([]ledger.Purchase, error) {
	all, err := List(ctx, q, Window{States: openStates, Limit: -1})
	slices.Reverse(all)
	return all, err
}

// Unsettled gives those purchases with one of these payment ids that a callback
// may still move, by their folded keys. It costs next to nothing while there are none.
func Unsettled(ctx context.Context, q store.Querier, keys []ledger.Key) (map[ledger.Key]*ledger.Purchase, error) {
	var any bool
	if err := q.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM purchases WHERE state <> 'succeeded')").Scan(&any); err != nil || !any {
		return nil, err
	}
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = k.Fold().ID
	}
	text, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM (SELECT p.* FROM json_each(?) j CROSS JOIN purchases p ON p.payment_key = j.value AND p.state <> 'succeeded')", string(text))
	all, err := store.Collect(rows, err, scan)
	found := make(map[ledger.Key]*ledger.Purchase, len(all))
	for i := range all {
		found[all[i].Key().Fold()] = &all[i]
	}
	return found, err
}

// Window says which part of the purchases is wanted: up to Limit of them,
// newest first, on one side of an anchor.
type Window struct {
	States []ledger.PurchaseState // none: all
	Held   bool                   // only those that a person must look at
	Anchor *ledger.Purchase       // nil: from the newest
	Newer  bool                   // those newer than the anchor, or the oldest of all without one
	With   bool                   // the anchor itself too
	Limit  int                    // -1: all
}

// List gives a window of the purchases, newest first.
func List(ctx context.Context, q store.Querier, w Window) ([]ledger.Purchase, error) {
	where, args := []string{"true"}, []any{}
	if len(w.States) > 0 {
		where = append(where, "state IN (?"+strings.Repeat(",?", len(w.States)-1)+")")
		for _, state := range w.States {
			args = append(args, string(state))
		}
	}
	if w.Held {
		where = append(where, "hold <> ''")
	}
	order, beyond := "DESC", "<"
	if w.Newer {
		order, beyond = "ASC", ">"
	}
	if w.Anchor != nil {
		if w.With {
			beyond += "="
		}
		where = append(where, "(created_at, id) "+beyond+" (?, ?)")
		args = append(args, store.Millis(w.Anchor.CreatedAt), w.Anchor.ID)
	}
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM purchases WHERE "+strings.Join(where, " AND ")+
		" ORDER BY created_at "+order+", id "+order+" LIMIT ?", append(args, w.Limit)...)
	all, err := store.Collect(rows, err, scan)
	if w.Newer {
		slices.Reverse(all)
	}
	return all, failed(err)
}

// Counts is how many purchases stand in each state.
func Counts(ctx context.Context, q store.Querier) (map[ledger.PurchaseState]int64, error) {
	counts := map[ledger.PurchaseState]int64{}
	rows, err := q.Query(ctx, "SELECT state, count(*) FROM purchases GROUP BY state")
	_, err = store.Collect(rows, err, func(r store.Scanner) (struct{}, error) {
		var state ledger.PurchaseState
		var n int64
		err := r.Scan(&state, &n)
		counts[state] = n
		return struct{}{}, err
	})
	return counts, failed(err)
}
