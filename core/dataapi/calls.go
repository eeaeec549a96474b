package dataapi

import (
	"context"
	"errors"
	"net/http"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
)

// Operations asks for one page of what happened, as far as the platform knows by
// now. It is for watching: see FinancialOperations.
func (c *Client) Operations(ctx context.Context, q Query) (Page, error) {
	const path = "operations/get"
	if len(q.Fields) > 0 {
		return c.page(ctx, Operations, path, q)
	}
	q.Fields = DefaultFields()
	if !c.lean.Load() {
		p, err := c.page(ctx, Operations, path, q)
		if refused := (refusal{}); !errors.As(err, &refused) || refused.http != http.StatusUnauthorized {
			return p, err
		}
	}
	// Perhaps it sorts longer lists in another order before it checks the signature.
	q.Fields = q.Fields[:safeFields]
	p, err := c.page(ctx, Operations, path, q)
	if err == nil {
		c.lean.Store(true)
	}
	return p, err
}

// FinancialOperations asks for one page of what was booked, with fees: the
// platform's final word.
func (c *Client) FinancialOperations(ctx context.Context, q Query) (Page, error) {
	return c.page(ctx, Financial, "financial-reporting/operations", q)
}

func (c *Client) page(ctx context.Context, kind Kind, path string, q Query) (p Page, err error) {
	zone, err := q.location()
	if err != nil {
		return p, err
	}
	b, err := q.body(c.Token, zone)
	if err != nil {
		return p, err
	}
	err = c.ask(ctx, path, b, func(text []byte, key *gate.Key) error {
		p, err = readPage(kind, text, key, zone, c.Mask)
		return err
	})
	return p, err
}

// OperationsOf asks for the operations of one payment. They have no status, and
// nothing says of which project they are when several have the payment's id.
func (c *Client) OperationsOf(ctx context.Context, paymentID string) (p Page, err error) {
	if paymentID == "" {
		return p, ledger.Errorf(ledger.ErrUsage, "no payment is named")
	}
	err = c.ask(ctx, "operations/get-by-payment", body{Token: c.Token, PaymentID: paymentID}, func(text []byte, key *gate.Key) error {
		p, err = readPage(byPayment, text, key, time.UTC, c.Mask)
		return err
	})
	for i := range p.Rows {
		if o := &p.Rows[i].Operation; o.PaymentID == "" {
			o.PaymentID = paymentID
		}
	}
	return p, err
}

// Balances asks what the platform holds for the merchant's payouts.
func (c *Client) Balances(ctx context.Context) (all []Balance, err error) {
	err = c.ask(ctx, "balance/get", body{Token: c.Token}, func(text []byte, key *gate.Key) error {
		all, err = readBalances(text, key, c.clock().Now().UTC())
		return err
	})
	return all, err
}
