package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
)

type standingDoc struct {
	Project  int64  `json:"project_id"`
	Payment  string `json:"payment_id"`
	Status   string `json:"status"`
	Method   string `json:"method"`
	Customer string `json:"customer_id"`
	Sum      *struct {
		Amount   int64  `json:"amount"`
		Currency string `json:"currency"`
	} `json:"sum"`
	Operations  []operationDoc `json:"operations"`
	InLedger    bool           `json:"in_ledger"`
	Agrees      bool           `json:"agrees"`
	Adopted     bool           `json:"adopted"`
	Differences []string       `json:"differences"`
}

func (w *world) standing(exit int, args ...string) (doc standingDoc) {
	w.t.Helper()
	w.run(append([]string{"status", "--json"}, args...)...).exits(exit).into(&doc)
	return doc
}

func TestStatusShowsThePlatformsAnswerBesideTheLedgers(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	s := w.standing(0, "abc123")
	require.Equal(t, "ABC123", s.Payment)
	require.Equal(t, []any{true, true, false}, []any{s.InLedger, s.Agrees, s.Adopted})
	require.Equal(t, []any{"success", "kakaopay", "customer1"}, []any{s.Status, s.Method, s.Customer})
	require.EqualValues(t, 1000, s.Sum.Amount)
	require.Equal(t, "KRW", s.Sum.Currency)
	require.Len(t, s.Operations, 1)
	require.EqualValues(t, 1000, s.Operations[0].Amount)

	require.NoError(t, w.platform.DashboardRefund(project, "ABC123", 400))
	require.NoError(t, w.platform.Drain(t.Context()))
	s = w.standing(3, "ABC123", "--project", "1234")
	require.False(t, s.Agrees)
	require.Len(t, s.Differences, 2)
	require.Equal(t, "the payment is partially refunded, in the ledger success", s.Differences[0])
	require.Contains(t, s.Differences[1], "a refund of 400 KRW that is success")
	require.EqualValues(t, 1000, w.payment("ABC123").Refundable, "looking changes nothing")
	require.Contains(t, w.run("status", "ABC123").exits(3).out, "--adopt takes the answer in")

	s = w.standing(0, "ABC123", "--adopt")
	require.Equal(t, []bool{true, true}, []bool{s.Agrees, s.Adopted})
	require.EqualValues(t, 600, w.payment("ABC123").Refundable)
}

func TestAPaymentThatTheLedgerLacksIsTakenInOnlyWhenAsked(t *testing.T) {
	w := newWorld(t, "", "")
	require.NoError(t, w.platform.AddPayment(sandbox.Payment{Project: project, ID: "LOST", Method: "kakaopay", CustomerID: "customer1", Amount: money.New(700, "KRW")}))
	w.run("status", "LOST", "--json").fails(2, "usage")
	s := w.standing(3, "LOST", "--project", "1234")
	require.Equal(t, []bool{false, false}, []bool{s.InLedger, s.Agrees})
	require.Equal(t, []string{"the ledger does not have this payment"}, s.Differences)
	w.run("show", "LOST", "--json").fails(1, "not_found")
	w.run("--read-only", "status", "LOST", "--project", "1234", "--adopt", "--json").fails(4, "read_only")
	require.True(t, w.standing(0, "LOST", "--project", "1234", "--adopt").Agrees)
	require.EqualValues(t, 700, w.payment("LOST").Refundable)
	w.run("status", "NOBODY", "--project", "1234", "--json").fails(1, "not_found")
	w.run("status", "LOST", "--project", "99", "--json").exits(1)
	w.run("status", "--json").fails(2, "usage")
}
