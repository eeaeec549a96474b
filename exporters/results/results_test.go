package results_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/exporters/results"
)

var sent = time.Date(2026, 11, 26, 8, 5, 9, 500, time.FixedZone("KST", 9*3600))

func sample() []results.Row {
	return []results.Row{
		{Batch: "B12", N: 1, Line: 2, Project: 1234, PaymentID: "0012345678901234567890", Amount: money.New(128000, "KRW"), Description: "주문 반품 완료", State: "succeeded",
			Outcome: results.Succeeded, RefundID: "r-1", OperationID: "99000000000000000001", RequestID: "q-1", Evidence: "callback", File: "refunds.csv", SentAt: sent, UpdatedAt: sent.Add(time.Minute)},
		{Batch: "B12", N: 2, Project: 1234, PaymentID: "=1+1", Amount: money.New(1905, "EUR"), Description: "-cmd", State: "declined", Outcome: results.Declined, Code: "10101", Message: "@no", SentAt: sent},
		{Batch: "B12", N: 3, Project: 1234, PaymentID: "b", Amount: money.New(1, "KWD"), Outcome: results.NotSent},
		{Batch: "B12", N: 4, Project: 1234, PaymentID: "c", Amount: money.New(1250, "XYZ"), Outcome: "something new"},
		{Batch: "B12", N: 5, PaymentID: "d", Outcome: results.NotSent, Message: "line\nline; \"x\", y"},
		{Batch: "B12", N: 6, PaymentID: "e", Amount: money.New(500, "KRW"), Outcome: results.Open},
		{Batch: "B12", N: 7, PaymentID: "f", Amount: money.New(700, "KRW"), Outcome: results.Succeeded},
	}
}

func TestCSV(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, results.CSV(&out, sample()))
	lines, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"batch", "row", "line", "project_id", "payment_id", "amount", "currency", "amount_minor", "description", "state", "outcome", "refund_id", "operation_id", "request_id", "code", "message", "evidence", "file", "sent_at", "updated_at"},
		{"B12", "1", "2", "1234", "0012345678901234567890", "128000", "KRW", "128000", "주문 반품 완료", "succeeded", "succeeded", "r-1", "99000000000000000001", "q-1", "", "", "callback", "refunds.csv", "2026-11-25T23:05:09Z", "2026-11-25T23:06:09Z"},
		{"B12", "2", "", "1234", "'=1+1", "19.05", "EUR", "1905", "'-cmd", "declined", "declined", "", "", "", "10101", "'@no", "", "", "2026-11-25T23:05:09Z", ""},
		{"B12", "3", "", "1234", "b", "0.001", "KWD", "1", "", "", "not sent", "", "", "", "", "", "", "", "", ""},
		{"B12", "4", "", "1234", "c", "", "XYZ", "1250", "", "", "something new", "", "", "", "", "", "", "", "", ""},
		{"B12", "5", "", "0", "d", "", "", "", "", "", "not sent", "", "", "", "", "line line; \"x\", y", "", "", "", ""},
	}, lines[:6])
	require.Len(t, lines, 8)

	out.Reset()
	require.NoError(t, results.CSV(&out, nil))
	require.Contains(t, out.String(), "amount_minor", "no rows are a header alone")
	var known *ledger.Error
	require.ErrorAs(t, results.CSV(broken{}, sample()), &known)
	require.Equal(t, ledger.ErrIO, known.Code)
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }

func TestTotalsKeepCurrenciesAndOutcomesApart(t *testing.T) {
	got, err := results.Totals(sample())
	require.NoError(t, err)
	require.Equal(t, []results.Total{
		{"", results.NotSent, 1, 0},
		{"EUR", results.Declined, 1, 1905},
		{"KRW", results.Open, 1, 500},
		{"KRW", results.Succeeded, 2, 128700},
		{"KWD", results.NotSent, 1, 1},
		{"XYZ", "something new", 1, 1250},
	}, got)
	_, err = results.Totals([]results.Row{{Amount: money.New(math.MaxInt64, "KRW")}, {Amount: money.New(1, "KRW")}})
	require.ErrorContains(t, err, "the sum of the amounts in KRW is too large")
}

func TestOutcomesOfStates(t *testing.T) {
	for state, want := range map[ledger.RefundState]string{
		"": results.NotSent, ledger.Prepared: results.NotSent, ledger.Sent: results.Open, ledger.Accepted: results.Open, ledger.Exported: results.Open, ledger.Uploaded: results.Open,
		ledger.InDoubt: results.InDoubt, ledger.Succeeded: results.Succeeded, ledger.Confirmed: results.Succeeded, ledger.Declined: results.Declined,
		ledger.Rejected: results.NotTaken, ledger.Cancelled: results.Withdrawn, ledger.ReversedBackNow: results.TakenBack,
	} {
		require.Equal(t, want, results.OutcomeOf(state), "%q", state)
	}
}
