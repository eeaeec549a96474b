package books_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/books"
)

func purchase(b *books.Books, id string, minor int64) (books.Event, *books.Refusal) {
	return b.Purchase(books.PurchaseRequest{
		Project: 1, PaymentID: id, Method: "kakaopay", Amount: won(minor),
		CustomerID: "c", CustomerIP: "192.0.2.0", Description: "order", Origin: books.ByGate, At: now,
	})
}

func TestASaleWaitsForItsCustomerAndEndsOnce(t *testing.T) {
	b := books.New(1)
	e, refusal := purchase(b, "P", 1000)
	require.Nil(t, refusal)
	require.Equal(t, []any{"processing", int64(1000)}, []any{e.Status, e.Sum})
	require.Empty(t, b.History(1, "P"), "no callback tells of the beginning")
	_, refusal = purchase(b, "p", 1)
	require.Equal(t, books.CodeExists, refusal.Code)

	id := e.Operation.ID
	require.Error(t, b.Confirm(id, now), "the customer is not awaited yet")
	_, err := b.Expire(id, now)
	require.Error(t, err)
	e, err = b.Await(id, "the code", now.Add(time.Second))
	require.NoError(t, err)
	require.Equal(t, []string{"awaiting customer", books.AwaitingCustomer, "the code"}, []string{e.Status, e.Operation.Status, e.Operation.Display})
	_, err = b.Await(id, "the code", now)
	require.ErrorContains(t, err, "awaiting customer")
	require.NoError(t, b.Confirm(id, now.Add(2*time.Second)))
	require.Error(t, b.Confirm(id, now))
	_, err = b.Expire(id, now)
	require.Error(t, err, "the customer was in time")
	e, err = b.Settle(id, "0", now.Add(3*time.Second))
	require.NoError(t, err)
	require.Equal(t, "success", e.Status)
	_, err = b.Settle(id, "0", now)
	require.Error(t, err)
	require.Len(t, b.History(1, "P"), 2)
	require.ErrorContains(t, b.Confirm(99, now), "no sale 99")
	require.NoError(t, b.Check())
}

func TestASaleThatIsOverCapturesNothing(t *testing.T) {
	b := books.New(1)
	e, _ := purchase(b, "P", 1000)
	_, err := b.Await(e.Operation.ID, "", now)
	require.NoError(t, err)
	require.Empty(t, b.History(1, "P"), "the Payment Page shows the code itself")
	e, err = b.Expire(e.Operation.ID, now.Add(time.Minute))
	require.NoError(t, err)
	require.Equal(t, []string{"expired", "expired", "20602", "Time-out"}, []string{e.Status, e.Operation.Status, e.Operation.Code, e.Operation.Message})
	p, _ := b.Payment(1, "P")
	require.Zero(t, p.Captured())
	_, err = b.Settle(e.Operation.ID, "0", now)
	require.Error(t, err)
	require.Equal(t, []books.Balance{{Project: 1, Currency: "KRW"}}, b.Balances())
}
