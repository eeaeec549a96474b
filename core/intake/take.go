package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"contra/core/ledger"
	"contra/core/store"
)

// Result says what became of one batch of messages.
type Result struct {
	Stored, Duplicate, Rejected int64
	Moved                       []ledger.Progress         // our refunds that moved
	Purchases                   []ledger.PurchaseProgress // our purchases that moved
}

// part is what the audit entry of one batch records.
type part struct {
	Import    int64  `json:"import"`
	Source    string `json:"source"`
	Read      int    `json:"read"`
	Stored    int64  `json:"stored"`
	Duplicate int64  `json:"duplicate"`
	Rejected  int64  `json:"rejected"`
	SHA256    string `json:"sha256"` // of the raw messages, each with its length in front
}

// Take stores one batch of messages in one transaction: new ones with all their
// consequences, known ones not again, rejected ones raw with the reason. The
// record of the import grows with it; finish closes that record.
func Take(ctx context.Context, s *store.Store, record *ledger.Import, batch []ledger.Inbound, finish string) (Result, error) {
	return run(ctx, s, record, batch, finish, func(*store.Tx) error { return nil })
}

// Replay stores messages that were rejected before and hold now, marks their
// rows as resolved, and notes today's reason of those that still fail.
func Replay(ctx context.Context, s *store.Store, record *ledger.Import, good []ledger.Inbound, rows []int64, bad []ledger.Rejection) (Result, error) {
	return run(ctx, s, record, good, "done", func(tx *store.Tx) error {
		for _, row := range rows {
			if err := tx.ResolveRejection(ctx, row); err != nil {
				return err
			}
		}
		for _, r := range bad {
			if err := tx.RestateRejection(ctx, r.RowID, ledger.Reject{Reason: r.Reason, Detail: r.Detail}); err != nil {
				return err
			}
		}
		return nil
	})
}

func run(ctx context.Context, s *store.Store, record *ledger.Import, batch []ledger.Inbound, finish string, more func(*store.Tx) error) (Result, error) {
	var result Result
	var grown ledger.Import
	err := s.Write(ctx, "storing callbacks", func(tx *store.Tx) (err error) {
		grown = *record
		if result, err = Within(ctx, tx, &grown, batch); err != nil {
			return err
		}
		if err := more(tx); err != nil {
			return err
		}
		if finish != "" {
			grown.State, grown.EndedAt = finish, tx.Now()
		}
		tx.Record("import", grown.Source, part{grown.RowID, grown.Source, len(batch), result.Stored, result.Duplicate, result.Rejected, digest(batch)})
		return tx.SaveImport(ctx, &grown)
	})
	if err == nil {
		*record = grown
	}
	return result, err
}

// Within stores one batch of messages in a transaction that has more to do. The
// record grows; the caller saves it, and records what the transaction did.
func Within(ctx context.Context, tx *store.Tx, record *ledger.Import, batch []ledger.Inbound) (Result, error) {
	var result Result
	if record.RowID == 0 {
		record.StartedAt, record.Operator, record.State = tx.Now(), tx.Operator(), "running"
		if err := tx.SaveImport(ctx, record); err != nil {
			return result, err
		}
	}
	if err := take(ctx, tx, record, batch, &result); err != nil {
		return result, err
	}
	record.Read += int64(len(batch))
	record.Stored += result.Stored
	record.Duplicate += result.Duplicate
	record.Rejected += result.Rejected
	return result, nil
}

func take(ctx context.Context, tx *store.Tx, record *ledger.Import, batch []ledger.Inbound, result *Result) error {
	keys, rejected := sortOut(record, batch)
	result.Rejected = int64(len(rejected))
	if err := tx.AddRejections(ctx, rejected); err != nil {
		return err
	}
	if len(keys) == 0 {
		return nil
	}
	book, err := Open(ctx, tx, keys)
	if err != nil {
		return err
	}
	known, err := tx.KnownCallbacks(ctx, storedKeys(book, batch))
	if err != nil {
		return err
	}
	callbacks := make([]ledger.Callback, 0, len(batch))
	owners := make([]*ledger.Account, 0, len(batch))
	type seen struct {
		account  *ledger.Account
		identity string
	}
	fresh := make(map[seen]bool, len(batch))
	for i := range batch {
		m := &batch[i]
		if m.Reject != nil {
			continue
		}
		isNew := false
		for _, e := range m.Events {
			identity := ledger.CallbackIdentity(e.Operation.ID, e.Operation.Status, m.Raw)
			a := book.Account(ledger.Key{Project: e.Project, ID: e.PaymentID})
			if a != nil && (fresh[seen{a, identity}] || known[store.CallbackKey{PaymentRow: a.Payment.RowID, Identity: identity}]) {
				book.Apply(e) // it changes nothing, unless it contradicts what is known: then it sets a flag
				continue
			}
			isNew = true
			a, effect := book.Apply(e)
			book.Touch(a)
			fresh[seen{a, identity}] = true
			callbacks = append(callbacks, ledger.Callback{ImportID: record.RowID, Project: e.Project, Identity: identity, OperationID: e.Operation.ID,
				Type: e.Operation.Type, Status: e.Operation.Status, Source: m.Source, Line: m.Line, Order: e.SignedOrder, Date: e.Operation.Date,
				Late: effect.Late, Raw: m.Raw})
			owners = append(owners, a)
		}
		if isNew {
			result.Stored++
		} else {
			result.Duplicate++
		}
	}
	if result.Moved, err = book.Save(ctx); err != nil {
		return err
	}
	result.Purchases = book.Purchases()
	for i := range callbacks { // payments have their rows only now
		callbacks[i].PaymentRow = owners[i].Payment.RowID
	}
	return tx.AddCallbacks(ctx, callbacks)
}

// sortOut gives the distinct payments of the accepted messages, and the rejected ones.
func sortOut(record *ledger.Import, batch []ledger.Inbound) (keys []ledger.Key, rejected []ledger.Rejection) {
	distinct := make(map[ledger.Key]bool, len(batch))
	for i := range batch {
		m := &batch[i]
		if m.Reject != nil {
			rejected = append(rejected, ledger.Rejection{ImportID: record.RowID, Source: m.Source, Line: m.Line, Reason: m.Reject.Reason, Detail: m.Reject.Detail, Raw: m.Raw})
			continue
		}
		for j := range m.Events {
			key := ledger.Key{Project: m.Events[j].Project, ID: m.Events[j].PaymentID}.Fold()
			if !distinct[key] {
				distinct[key] = true
				keys = append(keys, key)
			}
		}
	}
	return keys, rejected
}

// storedKeys are the identities that may be stored already: those of payments that the ledger knows.
func storedKeys(book *Book, batch []ledger.Inbound) (keys []store.CallbackKey) {
	for i := range batch {
		m := &batch[i]
		for j := range m.Events {
			e := &m.Events[j]
			if a := book.Account(ledger.Key{Project: e.Project, ID: e.PaymentID}); a != nil {
				keys = append(keys, store.CallbackKey{PaymentRow: a.Payment.RowID, Identity: ledger.CallbackIdentity(e.Operation.ID, e.Operation.Status, m.Raw)})
			}
		}
	}
	return keys
}

func digest(batch []ledger.Inbound) string {
	h := sha256.New()
	var n [4]byte
	for i := range batch {
		raw := batch[i].Raw
		n[0], n[1], n[2], n[3] = byte(len(raw)>>24), byte(len(raw)>>16), byte(len(raw)>>8), byte(len(raw))
		h.Write(n[:])
		h.Write(raw)
	}
	return hex.EncodeToString(h.Sum(nil))
}
