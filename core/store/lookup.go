package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"contra/core/ledger"
)

// lookupPart is how many keys one query asks for. The keys of a part are sorted,
// so that its seeks walk through the index in one direction.
const lookupPart = 1000

// lookupReaders is how many connections one look-up may use, so that a screen
// that is being drawn meanwhile still gets one.
const lookupReaders = 3

// EachPayment hands the payments that keys name, compared without case, to
// take, one at a time and in no order. A key that the ledger does not know is left
// out. It serves callers that keep something else than a map of payments.
func (s *Store) EachPayment(ctx context.Context, keys []ledger.Key, take func(ledger.Key, *ledger.Payment)) error {
	ids := make([]string, len(keys))
	want := make(map[ledger.Key]struct{}, len(keys))
	for i, k := range keys {
		k = k.Fold()
		ids[i] = k.ID
		want[k] = struct{}{}
	}
	err := s.paymentsByID(ctx, ids, func(p *ledger.Payment) {
		k := p.Key().Fold()
		if _, ok := want[k]; ok {
			take(k, p)
		}
	})
	return wrap(err, "the payments cannot be looked up")
}

// PaymentsByKeys gives the payments that keys name, compared without case, by
// their folded keys. A key that the ledger does not know is missing from the answer.
func (s *Store) PaymentsByKeys(ctx context.Context, keys []ledger.Key) (map[ledger.Key]ledger.Payment, error) {
	found := make(map[ledger.Key]ledger.Payment, len(keys))
	return found, s.EachPayment(ctx, keys, func(k ledger.Key, p *ledger.Payment) { found[k] = *p })
}

// PaymentsByIDs gives the payments with these ids in whatever projects, by
// their ids in lower case, each list in the order of its projects.
func (s *Store) PaymentsByIDs(ctx context.Context, ids []string) (map[string][]ledger.Payment, error) {
	fold := make([]string, len(ids))
	for i, id := range ids {
		fold[i] = ledger.Key{ID: id}.Fold().ID
	}
	found := make(map[string][]ledger.Payment, len(ids))
	err := s.paymentsByID(ctx, fold, func(p *ledger.Payment) {
		id := p.Key().Fold().ID
		found[id] = append(found[id], *p)
	})
	for _, list := range found {
		slices.SortFunc(list, func(a, b ledger.Payment) int { return int(max(-1, min(1, a.Project-b.Project))) })
	}
	return found, wrap(err, "the payments cannot be looked up")
}

// paymentsByID hands every payment with one of the folded ids to take, one at a
// time, in no order.
func (s *Store) paymentsByID(ctx context.Context, ids []string, take func(*ledger.Payment)) error {
	ids = slices.DeleteFunc(ids, func(id string) bool {
		// JSON cannot carry these as they are, and no file may name a payment so.
		return !utf8.ValidString(id) || strings.IndexByte(id, 0) >= 0
	})
	slices.Sort(ids)
	return inParts(ctx, s, slices.Compact(ids),
		"SELECT "+prefixed("p", paymentColumns)+" FROM json_each(?) j CROSS JOIN payments p ON p.payment_key = j.value",
		func(r scanner) (ledger.Payment, error) { return scanPayment(r) }, take)
}

// RefundsOfPayments gives our refunds of these payments, by payment row, that
// hold some of their money now, oldest first.
func (s *Store) RefundsOfPayments(ctx context.Context, rows []int64) (map[int64][]ledger.Refund, error) {
	rows = slices.Clone(rows)
	slices.Sort(rows)
	open := map[int64][]ledger.Refund{}
	err := inParts(ctx, s, slices.Compact(rows),
		"SELECT "+prefixed("f", refundColumns)+" FROM json_each(?) j CROSS JOIN refunds f ON f.payment = j.value",
		func(r scanner) (ledger.Refund, error) { return scanRefund(r) },
		func(f *ledger.Refund) {
			if f.State.Reserves() {
				open[f.PaymentRow] = append(open[f.PaymentRow], *f)
			}
		})
	for _, list := range open {
		slices.SortFunc(list, func(a, b ledger.Refund) int {
			if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
				return c
			}
			return strings.Compare(a.ID, b.ID)
		})
	}
	return open, wrap(err, "the refunds cannot be looked up")
}

// inParts runs one query for every part of the keys, given as a JSON array, on
// several connections at once. take is called for one row at a time, which is its
// own only until it returns.
func inParts[K, V any](ctx context.Context, s *Store, keys []K, query string, scan func(scanner) (V, error), take func(*V)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	parts := make(chan []K)
	var one sync.Mutex
	var readers sync.WaitGroup
	for range min(lookupReaders, runtime.GOMAXPROCS(0), (len(keys)+lookupPart-1)/lookupPart) {
		readers.Go(func() {
			var buffer []V
			err := reading(ctx, s.read, func(conn *sql.Conn) (err error) {
				for part := range parts {
					if buffer, err = inPart(ctx, conn, part, query, scan, buffer[:0]); err != nil {
						return err
					}
					one.Lock()
					for i := range buffer {
						take(&buffer[i])
					}
					one.Unlock()
				}
				return nil
			})
			if err != nil {
				cancel(err)
			}
		})
	}
	for part := range slices.Chunk(keys, lookupPart) {
		select {
		case parts <- part:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(parts)
	readers.Wait()
	return context.Cause(ctx)
}

// reading runs fn on a connection that does not map the file into memory and
// keeps few of its pages: a look-up touches pages all over a large ledger, each
// about once, and mapped they would all count as this process's memory.
func reading(ctx context.Context, db *sql.DB, fn func(*sql.Conn) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, limit := range []struct {
		name string
		to   int64
	}{{"mmap_size", 0}, {"cache_size", -2048}} {
		var usual int64
		if err := conn.QueryRowContext(ctx, "PRAGMA "+limit.name).Scan(&usual); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA %s = %d", limit.name, limit.to)); err != nil {
			return err
		}
		defer conn.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf("PRAGMA %s = %d", limit.name, usual))
	}
	return fn(conn)
}

func inPart[K, V any](ctx context.Context, conn *sql.Conn, part []K, query string, scan func(scanner) (V, error), into []V) ([]V, error) {
	raw, err := json.Marshal(part)
	if err != nil {
		return into, err
	}
	rows, err := conn.QueryContext(ctx, query, string(raw))
	if err != nil {
		return into, err
	}
	err = each(rows, func(r *sql.Rows) error {
		v, err := scan(r)
		into = append(into, v)
		return err
	})
	return into, err
}

// OperationsOfPayments gives the operations of these payments, by payment row,
// oldest first.
func (s *Store) OperationsOfPayments(ctx context.Context, rows []int64) (map[int64][]ledger.Operation, error) {
	rows = slices.Clone(rows)
	slices.Sort(rows)
	found := map[int64][]ledger.Operation{}
	err := inParts(ctx, s, slices.Compact(rows),
		"SELECT "+prefixed("o", operationColumns)+" FROM json_each(?) j CROSS JOIN operations o ON o.payment = j.value",
		func(r scanner) (ledger.Operation, error) { return scanOperation(r) },
		func(o *ledger.Operation) { found[o.PaymentRow] = append(found[o.PaymentRow], *o) })
	for _, list := range found {
		slices.SortFunc(list, func(a, b ledger.Operation) int { return a.Date.Compare(b.Date) })
	}
	return found, wrap(err, "the operations cannot be looked up")
}
