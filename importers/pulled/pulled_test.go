package pulled_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/report"
	"contra/core/store/reports"
	"contra/importers/pulled"
	importer "contra/importers/report"
)

var march = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func rows(kind dataapi.Kind, texts ...string) pull.Rows {
	return pull.Rows{Kind: kind, Projects: []int64{120}, From: march, To: march.AddDate(0, 1, 0), Each: func(_ context.Context, take func(dataapi.Row) error) error {
		for _, text := range texts {
			if err := take(dataapi.ReadRow(kind, []byte(text), time.UTC)); err != nil {
				return err
			}
		}
		return nil
	}}
}

func body(t require.TestingT, r pull.Rows) *report.Body {
	b, err := pulled.Body(context.Background(), r, nil)
	require.NoError(t, err)
	require.EqualValues(t, b.Read, len(b.Items)+len(b.Rejects)+int(b.IgnoredRows()))
	return b
}

// full reads the accepted rows of a body again.
func full(t require.TestingT, b *report.Body) (all []report.Row) {
	reader, err := importer.Rereader{}.Rows(b.Profile, b.Header)
	require.NoError(t, err)
	text := reports.TextOf(b)
	for i, line := range b.Lines {
		here, err := text.Row(context.Background(), line, b.Next(i))
		require.NoError(t, err)
		row, err := reader.Row(here, int(line))
		require.NoError(t, err)
		all = append(all, row)
	}
	return all
}

const row = `{"project_id":120,"operation_id":5028800010128225,"payment_id":"580","operation_type":"refund","operation_status":"success","operation_created_at":"2026-03-01 10:00:00",
"operation_completed_at":"2026-03-01T10:00:08+00:00","sum_initial":{"amount":"1000","currency":"KRW"},"sum_converted":{"amount":70,"currency":"EUR"},"transaction_status":"partially refunded",
"payment_method_type":"kakaopay","payment_description":"Order, \"580\"\nand more","customer_id":7,"arn":null,"rrn":"012345678901","operation_fee":{"amount":30,"currency":"KRW"}}`

func TestAPulledRowSaysTheSameAsARowOfAReport(t *testing.T) {
	b := body(t, rows(dataapi.Operations, row))
	require.Equal(t, "Data API operations of 120, 2026-03-01 00:00 to 2026-04-01 00:00 UTC", b.Name)
	require.Equal(t, "ecommpay-data-api", b.Profile.Name)
	got := full(t, b)[0]
	require.Equal(t, []any{int64(120), "580", "5028800010128225", "refund", "success", "partially refunded", "kakaopay", "7"},
		[]any{got.Project, got.PaymentID, got.OperationID, got.Type, got.Status, got.PaymentStatus, got.Method, got.CustomerID})
	require.Equal(t, money.New(1000, "KRW"), got.Amount)
	require.Equal(t, &money.Amount{Minor: 70, Currency: "EUR"}, got.Settle)
	require.Equal(t, march.Add(10*time.Hour+8*time.Second), got.CompletedAt)
	require.Equal(t, "012345678901", got.Refs.RRN)
	require.Nil(t, got.Fee)

	got = full(t, body(t, rows(dataapi.Financial, row)))[0]
	require.Equal(t, &money.Amount{Minor: 30, Currency: "KRW"}, got.Fee)
}

func TestARowThatCouldNotBeAcceptedIsARejectedRowOfTheReport(t *testing.T) {
	b := body(t, rows(dataapi.Operations, row, strings.Replace(row, `"1000"`, `"10.50"`, 1), strings.Replace(row, `"currency":"KRW"`, `"currency":{}`, 1)))
	require.Len(t, b.Items, 1)
	require.Len(t, b.Rejects, 2)
	require.Equal(t, []any{"sum_initial.amount", report.BadAmount, "5028800010128225"}, []any{b.Rejects[0].Column, b.Rejects[0].Reason, b.Rejects[0].OperationID})
	require.Contains(t, b.Rejects[0].Detail, "10.50")
}

func TestAnIntervalWithoutOperationsIsAReportWithoutRows(t *testing.T) {
	b := body(t, rows(dataapi.Operations))
	require.Empty(t, b.Items)
}

func TestTheSameRowsAreTheSameReport(t *testing.T) {
	one, two := body(t, rows(dataapi.Operations, row)), body(t, rows(dataapi.Operations, row))
	require.Equal(t, []string{one.SHA256, one.Profile.Reading()}, []string{two.SHA256, two.Profile.Reading()})
	require.NotEqual(t, one.Profile.Reading(), body(t, rows(dataapi.Financial, row)).Profile.Reading())
}

// Whatever text the platform sends, a row that was accepted is the same row in the report.
func TestHostileTextChangesNoRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "rows")
		var texts []string
		for i := range n {
			words := rapid.StringN(0, 20, -1).Draw(t, "text")
			texts = append(texts, fmt.Sprintf(`{"project_id":120,"operation_id":%d,"payment_id":"P%d","operation_type":"sale","operation_status":"success","sum_initial":{"amount":%d,"currency":"KRW"},"payment_description":%s}`,
				i+1, i, 1000+i, quote(words)))
		}
		b := body(t, rows(dataapi.Operations, texts...))
		require.Len(t, b.Items, n)
		for i, got := range full(t, b) {
			require.Equal(t, []any{fmt.Sprint(i + 1), fmt.Sprint("P", i), int64(1000 + i)}, []any{got.OperationID, got.PaymentID, got.Amount.Minor})
		}
	})
}

func quote(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\u%04x`, r&0x7fff)
	}
	return `"` + b.String() + `"`
}

func TestEveryFieldOfTheLedgerComesOutOfTheSameText(t *testing.T) {
	read := dataapi.ReadRow(dataapi.Operations, []byte(row), time.UTC)
	e := read.Operation.Event(ledger.NewMethods())
	got := full(t, body(t, rows(dataapi.Operations, row)))[0]
	require.Equal(t, []any{e.Operation.ID, e.PaymentID, e.Operation.Amount, e.Operation.Date, e.Operation.CreatedAt, e.Operation.Type, e.Operation.Status},
		[]any{got.OperationID, got.PaymentID, got.Amount, got.When(), got.CreatedAt, got.Type, got.Status}, "so that a comparison of the two finds nothing")
}
