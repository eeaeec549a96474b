package clerk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/ledger"
	"contra/core/store/batches"
)

func (r *rig) rows(id int64) []batch.Row {
	r.T.Helper()
	rows, err := batches.Rows(bg, r.Store, id)
	require.NoError(r.T, err)
	return rows
}

func TestEditsCanBeTakenBack(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	id := r.build("300", "7.5", "1001").Batch.ID
	start := r.rows(id)
	require.NotNil(t, start[1].Fault(batch.ColAmount), "KRW has no decimals")

	_, err := r.Set(bg, id, clerk.Pick{Rows: []int64{2}}, batch.ColAmount, "75")
	require.NoError(t, err)
	_, err = r.Set(bg, id, clerk.Pick{All: true}, batch.ColDescription, "refund of {payment_id}")
	require.NoError(t, err)
	_, err = r.Remove(bg, id, clerk.Pick{Rows: []int64{3}})
	require.NoError(t, err)
	found, err := r.Resolve(bg, []batch.Wish{{PaymentID: "ORD-3", Amount: "10"}}, "")
	require.NoError(t, err)
	b, err := r.Add(bg, id, found)
	require.NoError(t, err)
	require.EqualValues(t, 3, b.Rows)
	end := r.rows(id)
	require.Equal(t, []int64{1, 2, 4}, []int64{end[0].N, end[1].N, end[2].N}, "a number is never used twice")
	require.EqualValues(t, 75, end[1].Amount.Minor)
	require.Empty(t, end[1].Faults)
	require.Equal(t, "refund of ORD-2", end[1].Description)

	for range 4 {
		_, _, err := r.Undo(bg, id, false)
		require.NoError(t, err)
	}
	require.Equal(t, start, r.rows(id))
	_, _, err = r.Undo(bg, id, false)
	require.Equal(t, ledger.ErrState, code(t, err))
	for range 4 {
		_, _, err := r.Undo(bg, id, true)
		require.NoError(t, err)
	}
	require.Equal(t, end, r.rows(id))

	_, _, err = r.Undo(bg, id, false)
	require.NoError(t, err)
	_, err = r.Set(bg, id, clerk.Pick{Rows: []int64{1}}, batch.ColAmount, "")
	require.NoError(t, err)
	_, _, err = r.Undo(bg, id, true)
	require.Equal(t, ledger.ErrState, code(t, err), "a new edit ends what could be done again")
	require.EqualValues(t, 1000, r.rows(id)[0].Amount.Minor, "no amount is all that can be refunded")
}

func TestAnotherColumnDoesNotMakeABadAmountGood(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("7.5").Batch.ID
	_, err := r.Set(bg, id, clerk.Pick{All: true}, batch.ColPayment, "ord-1")
	require.NoError(t, err)
	require.NotNil(t, r.rows(id)[0].Fault(batch.ColAmount))
	require.Zero(t, r.rows(id)[0].Amount.Minor)
}

func TestAnExportedBatchCannotChange(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	r.export(id, "a.csv")
	_, err := r.Set(bg, id, clerk.Pick{All: true}, batch.ColAmount, "1")
	require.Equal(t, ledger.ErrState, code(t, err))
	_, err = r.Remove(bg, id, clerk.Pick{All: true})
	require.Equal(t, ledger.ErrState, code(t, err))
	_, _, err = r.Undo(bg, id, false)
	require.Equal(t, ledger.ErrState, code(t, err))
	require.Len(t, r.rows(id), 1)
}

func TestAnotherCurrencyKeepsTheNumberThatAPersonSees(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	_, err := r.Set(bg, id, clerk.Pick{All: true}, batch.ColCurrency, "eur")
	require.NoError(t, err)
	require.Equal(t, "300.00 EUR", r.rows(id)[0].Amount.String())
}
