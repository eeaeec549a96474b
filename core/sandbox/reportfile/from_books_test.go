package reportfile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

func TestARowOfTheBooks(t *testing.T) {
	b := books.New(1)
	day := time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)
	euro := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }
	require.NoError(t, b.Add(books.Payment{Project: 1, ID: "A", Method: "card", Amount: euro(10_018), CreatedAt: day, Description: "bowl", Operations: []books.Operation{
		{Type: books.Sale, Status: books.Success, Amount: euro(10_018), Date: day.Add(8 * time.Second)},
		{Type: books.Refund, Status: books.Success, Amount: euro(18), CreatedAt: day.Add(time.Hour), Date: day.Add(time.Hour)},
		{Type: books.Refund, Status: books.Processing, Amount: euro(1_000), CreatedAt: day.Add(2 * time.Hour), Description: "broken"},
	}}))
	p, _ := b.Payment(1, "A")
	sale, running := reportfile.Of(&p, &p.Operations[0]), reportfile.Of(&p, &p.Operations[2])
	require.Equal(t, []any{"sale", "success", "partially refunded", euro(10_018), day, day.Add(8 * time.Second)},
		[]any{sale.Type, sale.Status, sale.PaymentStatus, sale.Amount, sale.CreatedAt, sale.CompletedAt})
	require.Equal(t, int64(9_000), *sale.Remaining, "what runs is held")
	require.Equal(t, []money.Amount{euro(165), euro(9_853)}, []money.Amount{*sale.Fee, *sale.Net}, "25 and 1.4 % of 100.18, rounded half up")
	require.Regexp(t, `^[0-9]{23}$`, sale.ARN)
	require.Regexp(t, `^[0-9]{12}$`, sale.RRN)
	require.Equal(t, "bowl", sale.Description)
	require.Nil(t, running.Fee)
	require.Zero(t, running.CompletedAt)
	require.Equal(t, day.Add(2*time.Hour), running.When())
	require.Equal(t, "broken", running.Description)
}
