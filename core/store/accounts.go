package store

import (
	"context"
	"database/sql"

	"contra/core/ledger"
)

const paymentColumns = `id, project, payment_id, status, method, customer, description, currency, requested, captured, refunded, reserved, platform_left, flags, created_at, updated_at, version`

func scanPayment(r scanner) (p ledger.Payment, err error) {
	var created, updated int64
	err = r.Scan(&p.RowID, &p.Project, &p.ID, &p.Status, &p.Method, &p.CustomerID, &p.Description, &p.Currency,
		&p.Requested, &p.Captured, &p.Refunded, &p.Reserved, &p.Left, &p.Flags, &created, &updated, &p.Version)
	p.CreatedAt, p.UpdatedAt = at(created), at(updated)
	return p, err
}

const operationColumns = `id, payment, project, operation_id, type, status, amount, currency, request_id, merchant_refund_id, code, message, provider_payment_id, created_at, completed_at, date, first_seen, refund`

func scanOperation(r scanner) (o ledger.Operation, err error) {
	var created, completed, date, seen int64
	err = r.Scan(&o.RowID, &o.PaymentRow, &o.Project, &o.ID, &o.Type, &o.Status, &o.Amount.Minor, &o.Amount.Currency, &o.RequestID,
		&o.MerchantRefundID, &o.Code, &o.Message, &o.ProviderPaymentID, &created, &completed, &date, &seen, &o.RefundID)
	o.CreatedAt, o.CompletedAt, o.Date, o.FirstSeen = at(created), at(completed), at(date), at(seen)
	return o, err
}

// Accounts loads the payments named by keys with their operations, in one pass
// however many they are. A key that the ledger does not know is missing from the answer.
func (t *Tx) Accounts(ctx context.Context, keys []ledger.Key) (map[ledger.Key]*ledger.Account, error) {
	found := make(map[ledger.Key]*ledger.Account, len(keys))
	byRow := map[int64]*ledger.Account{}
	fold := make([]ledger.Key, len(keys))
	for i, k := range keys {
		fold[i] = k.Fold()
	}
	value := func(row, col int) any {
		switch col {
		case 0:
			return fold[row].Project
		case 1:
			return fold[row].ID
		}
		return nil
	}
	err := t.probe(ctx, len(fold), value, "SELECT "+prefixed("p", paymentColumns)+" FROM bulk CROSS JOIN payments p ON p.project = b.c0 AND p.payment_key = b.c1", func(r *sql.Rows) error {
		p, err := scanPayment(r)
		if err == nil && byRow[p.RowID] == nil {
			a := &ledger.Account{Payment: p}
			byRow[p.RowID], found[p.Key().Fold()] = a, a
		}
		return err
	})
	if err != nil || len(byRow) == 0 {
		return found, err
	}
	ids := make([]int64, 0, len(byRow))
	for id := range byRow {
		ids = append(ids, id)
	}
	return found, t.probe(ctx, len(ids), func(row, col int) any {
		if col == 0 {
			return ids[row]
		}
		return nil
	}, "SELECT "+prefixed("o", operationColumns)+" FROM bulk CROSS JOIN operations o ON o.payment = b.c0", func(r *sql.Rows) error {
		o, err := scanOperation(r)
		if err == nil {
			a := byRow[o.PaymentRow]
			a.Operations = append(a.Operations, o)
		}
		return err
	})
}

// SaveAccounts writes payments and the operations that changed. New ones have a
// row id of 0 and get theirs here. Every payment saved grows its version by one.
func (t *Tx) SaveAccounts(ctx context.Context, accounts []*ledger.Account, changed func(*ledger.Account, *ledger.Operation) bool) error {
	t.books = true
	var nextPayment, nextOperation int64
	row := t.tx.QueryRowContext(ctx, "SELECT (SELECT coalesce(max(id), 0) FROM payments), (SELECT coalesce(max(id), 0) FROM operations)")
	if err := row.Scan(&nextPayment, &nextOperation); err != nil {
		return err
	}
	var operations []*ledger.Operation
	for _, a := range accounts {
		if a.Payment.RowID == 0 {
			nextPayment++
			a.Payment.RowID = nextPayment
		}
		a.Payment.Version++
		for i := range a.Operations {
			o := &a.Operations[i]
			if o.RowID == 0 {
				nextOperation++
				o.RowID = nextOperation
			} else if !changed(a, o) {
				continue
			}
			o.PaymentRow = a.Payment.RowID
			operations = append(operations, o)
		}
	}
	if _, err := t.feed(ctx, len(accounts), func(row, col int) any { return paymentValue(&accounts[row].Payment, col) }, savePayments); err != nil {
		return err
	}
	if _, err := t.feed(ctx, len(operations), func(row, col int) any { return operationValue(operations[row], col) }, saveOperations); err != nil {
		return err
	}
	return t.unpack(ctx, operations)
}

const savePayments = `INSERT INTO payments (id, project, payment_id, payment_key, status, method, customer, description, currency, requested, captured, refunded, reserved, refundable, platform_left, flags, created_at, updated_at, version)
SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18 FROM bulk WHERE true
ON CONFLICT (id) DO UPDATE SET status = excluded.status, method = excluded.method, customer = excluded.customer, description = excluded.description, currency = excluded.currency,
 requested = excluded.requested, captured = excluded.captured, refunded = excluded.refunded, reserved = excluded.reserved, refundable = excluded.refundable,
 platform_left = excluded.platform_left, flags = excluded.flags, created_at = excluded.created_at, updated_at = excluded.updated_at, version = excluded.version`

func paymentValue(p *ledger.Payment, col int) any {
	switch col {
	case 0:
		return p.RowID
	case 1:
		return p.Project
	case 2:
		return p.ID
	case 3:
		return p.Key().Fold().ID
	case 4:
		return p.Status
	case 5:
		return p.Method
	case 6:
		return p.CustomerID
	case 7:
		return p.Description
	case 8:
		return string(p.Currency)
	case 9:
		return p.Requested
	case 10:
		return p.Captured
	case 11:
		return p.Refunded
	case 12:
		return p.Reserved
	case 13:
		return p.Refundable()
	case 14:
		if p.Left == nil {
			return nil
		}
		return *p.Left
	case 15:
		return int64(p.Flags)
	case 16:
		return ms(p.CreatedAt)
	case 17:
		return ms(p.UpdatedAt)
	case 18:
		return p.Version
	}
	return nil
}

const saveOperations = `INSERT INTO operations (` + operationColumns + `)
SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17 FROM bulk WHERE true
ON CONFLICT (id) DO UPDATE SET type = excluded.type, status = excluded.status, amount = excluded.amount, currency = excluded.currency, request_id = excluded.request_id,
 merchant_refund_id = excluded.merchant_refund_id, code = excluded.code, message = excluded.message, provider_payment_id = excluded.provider_payment_id,
 created_at = excluded.created_at, completed_at = excluded.completed_at, date = excluded.date, refund = excluded.refund`

func operationValue(o *ledger.Operation, col int) any {
	switch col {
	case 0:
		return o.RowID
	case 1:
		return o.PaymentRow
	case 2:
		return o.Project
	case 3:
		return o.ID
	case 4:
		return o.Type
	case 5:
		return o.Status
	case 6:
		return o.Amount.Minor
	case 7:
		return string(o.Amount.Currency)
	case 8:
		return o.RequestID
	case 9:
		return o.MerchantRefundID
	case 10:
		return o.Code
	case 11:
		return o.Message
	case 12:
		return o.ProviderPaymentID
	case 13:
		return ms(o.CreatedAt)
	case 14:
		return ms(o.CompletedAt)
	case 15:
		return ms(o.Date)
	case 16:
		return ms(o.FirstSeen)
	case 17:
		return o.RefundID
	}
	return nil
}

// AccountOf loads one payment with its operations; nil when there is none.
func (t *Tx) AccountOf(ctx context.Context, row int64) (*ledger.Account, error) {
	return accountOf(ctx, t.tx, row)
}

func accountOf(ctx context.Context, q querier, row int64) (*ledger.Account, error) {
	p, err := scanPayment(q.QueryRowContext(ctx, "SELECT "+paymentColumns+" FROM payments WHERE id = ?", row))
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, "SELECT "+operationColumns+" FROM operations WHERE payment = ? ORDER BY CASE created_at WHEN 0 THEN date ELSE created_at END, id", row)
	ops, err := collect(rows, err, func(r scanner) (ledger.Operation, error) { return scanOperation(r) })
	return &ledger.Account{Payment: p, Operations: ops}, err
}

func prefixed(table, columns string) string {
	out := make([]byte, 0, len(columns)*2)
	start := true
	for i := 0; i < len(columns); i++ {
		if start && columns[i] != ' ' {
			out = append(append(out, table...), '.')
			start = false
		}
		if columns[i] == ',' {
			start = true
		}
		out = append(out, columns[i])
	}
	return string(out)
}
