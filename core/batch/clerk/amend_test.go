package clerk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
)

// One form is one edit: it is understood as a whole and taken back as one.
func TestARowIsAmendedAtOnce(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	id := r.build("7.5", "200").Batch.ID
	start := r.rows(id)
	_, err := r.Amend(bg, id, 1, map[string]string{batch.ColAmount: "75", batch.ColPayment: "ORD-3", batch.ColDescription: "of {payment_id}"})
	require.NoError(t, err)
	row := r.rows(id)[0]
	require.Equal(t, []any{"ORD-3", int64(75), "of ORD-3", 0}, []any{row.PaymentID, row.Amount.Minor, row.Description, len(row.Faults)})
	require.Equal(t, start[1], r.rows(id)[1])
	_, _, err = r.Undo(bg, id, false)
	require.NoError(t, err)
	require.Equal(t, start, r.rows(id))

	_, err = r.Amend(bg, id, 1, map[string]string{batch.ColDescription: "x"})
	require.NoError(t, err)
	require.NotNil(t, r.rows(id)[0].Fault(batch.ColAmount), "what was not touched stays unreadable")

	_, err = r.Amend(bg, id, 2, map[string]string{batch.ColCurrency: "EUR"})
	require.NoError(t, err)
	require.Equal(t, "200.00 EUR", r.rows(id)[1].Amount.String(), "the number that the person sees stays")
	_, err = r.Amend(bg, id, 9, map[string]string{batch.ColAmount: "1"})
	require.Equal(t, ledger.ErrNotFound, code(t, err))
}
