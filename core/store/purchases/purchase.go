package purchases

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/ledger"
	"contra/core/store"
)

const columns = `id, via, project, payment_id, amount, currency, method, customer, description, state, path, body, request_id, operation_id, code, message, display, operator, owner, attempts, hold, expires_at, created_at, sent_at, checked_at, updated_at`

func scan(r store.Scanner) (p ledger.Purchase, err error) {
	var display string
	var expires, created, sent, checked, updated int64
	err = r.Scan(&p.ID, &p.Via, &p.Project, &p.PaymentID, &p.Amount.Minor, &p.Amount.Currency, &p.Method, &p.CustomerID, &p.Description, &p.State, &p.Path, &p.Body,
		&p.RequestID, &p.OperationID, &p.Code, &p.Message, &display, &p.Operator, &p.Owner, &p.Attempts, &p.Hold, &expires, &created, &sent, &checked, &updated)
	p.ExpiresAt, p.CreatedAt, p.SentAt = store.Moment(expires), store.Moment(created), store.Moment(sent)
	p.CheckedAt, p.UpdatedAt = store.Moment(checked), store.Moment(updated)
	if err == nil && display != "" {
		err = json.Unmarshal([]byte(display), &p.Display)
	}
	return p, err
}

// Add stores a new purchase with what is sent. It fails when its payment id has
// a purchase already.
func Add(ctx context.Context, tx *store.Tx, p *ledger.Purchase) error {
	shown, err := display(p)
	if err != nil {
		return err
	}
	p.Operator, p.CreatedAt, p.UpdatedAt = tx.Operator(), tx.Now(), tx.Now()
	return tx.Exec(ctx, "INSERT INTO purchases (payment_key, "+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", p.Key().Fold().ID,
		p.ID, string(p.Via), p.Project, p.PaymentID, p.Amount.Minor, string(p.Amount.Currency), p.Method, p.CustomerID, p.Description, string(p.State), p.Path, p.Body,
		p.RequestID, p.OperationID, p.Code, p.Message, shown, p.Operator, p.Owner, p.Attempts, p.Hold,
		store.Millis(p.ExpiresAt), store.Millis(p.CreatedAt), store.Millis(p.SentAt), store.Millis(p.CheckedAt), store.Millis(p.UpdatedAt))
}

// Save writes what may change about a purchase; what was asked for never does.
func Save(ctx context.Context, tx *store.Tx, p *ledger.Purchase) error {
	shown, err := display(p)
	if err != nil {
		return err
	}
	p.UpdatedAt = tx.Now()
	return tx.Exec(ctx, `UPDATE purchases SET state = ?, request_id = ?, operation_id = ?, code = ?, message = ?, display = ?, owner = ?, attempts = ?, hold = ?, sent_at = ?, checked_at = ?, updated_at = ? WHERE id = ?`,
		string(p.State), p.RequestID, p.OperationID, p.Code, p.Message, shown, p.Owner, p.Attempts, p.Hold,
		store.Millis(p.SentAt), store.Millis(p.CheckedAt), store.Millis(p.UpdatedAt), p.ID)
}

func display(p *ledger.Purchase) (string, error) {
	if len(p.Display) == 0 {
		return "", nil
	}
	text, err := json.Marshal(p.Display)
	return string(text), err
}

// Get reads one purchase.
func Get(ctx context.Context, q store.Querier, id string) (ledger.Purchase, error) {
	p, err := scan(q.QueryRow(ctx, "SELECT "+columns+" FROM purchases WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return p, ledger.Errorf(ledger.ErrNotFound, "there is no purchase %s in this ledger", id)
	}
	return p, failed(err)
}

// OfPayment gives the purchase with a payment id, compared without case; ok is
// false when there is none.
func OfPayment(ctx context.Context, q store.Querier, key ledger.Key) (p ledger.Purchase, ok bool, err error) {
	key = key.Fold()
	p, err = scan(q.QueryRow(ctx, "SELECT "+columns+" FROM purchases WHERE payment_key = ? AND project = ?", key.ID, key.Project))
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Purchase{}, false, nil
	}
	return p, err == nil, failed(err)
}

// Find gives the purchases with this payment id, compared without case: one in
// each project that has it. project 0 means any.
func Find(ctx context.Context, q store.Querier, project int64, paymentID string) ([]ledger.Purchase, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM purchases WHERE payment_key = ? AND (?2 = 0 OR project = ?2) ORDER BY project",
		ledger.Key{ID: paymentID}.Fold().ID, project)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}
