package clerk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/desk/desktest"
)

// A file of a thousand rows with every fault that a file can have, read and
// checked as a person's would be: every fault is found at its line and column,
// and nothing else is said to be wrong.
func TestAPlantedFileOfAThousandRows(t *testing.T) {
	const rows = 1000
	payments := sales(rows)
	payments[3].Operations[0].Status = "decline" // ORD-4 was never paid
	payments[4].Disputed = true
	r := newDeafRig(t, "", payments...)
	_, _, err := r.Desk.PlanNow(bg, r.Payment("ORD-6").RowID, desktest.KRW(900), "before")
	require.NoError(t, err)
	require.NoError(t, r.Platform.Drain(bg))
	require.NoError(t, r.Runner.Refresh(bg, r.Payment("ORD-6").RowID))

	// field changes one field of an otherwise good row; what must be said of it follows.
	type fault struct {
		column int
		value  string
		want   string
	}
	faults := []fault{
		{0, "payout", batch.ColType + " operation_type"}, {0, "", batch.ColType + " operation_type"},
		{1, "", batch.ColProject + " project_empty"}, {1, "12a4", batch.ColProject + " project_not_numeric"}, {1, "999", batch.ColProject + " unknown_project"},
		{2, "", batch.ColMethod + " method_empty"}, {2, "wallet/nope", batch.ColMethod + " unknown_method"}, {2, "card", batch.ColMethod + " method_mismatch"},
		{3, "", batch.ColPayment + " payment_id_empty"}, {3, "ORD-4711", batch.ColPayment + " unknown_payment"}, {3, "5.8E+10", batch.ColPayment + " payment_id_mangled"},
		{4, "", batch.ColAmount + " amount_empty"}, {4, "12.50", batch.ColAmount + " amount_bad"}, {4, "1 000", batch.ColAmount + " amount_bad"}, {4, "1,000", batch.ColAmount + " amount_bad"},
		{4, "1e3", batch.ColAmount + " amount_bad"}, {4, "-5", batch.ColAmount + " amount_bad"}, {4, "0", batch.ColAmount + " amount_bad"}, {4, "007", batch.ColAmount + " amount_bad"},
		{4, "10000000000001", batch.ColAmount + " amount_too_large"}, {4, "1001", batch.ColAmount + " over_refund"}, {4, "10000", batch.ColAmount + " over_refund"},
		{5, "", batch.ColCurrency + " currency_empty"}, {5, "krw", batch.ColCurrency + " currency_bad"}, {5, "WON", batch.ColCurrency + " currency_unknown"}, {5, "EUR", batch.ColCurrency + " wrong_currency"},
		{6, "", batch.ColDescription + " description_empty"}, {6, strings.Repeat("가", 256), batch.ColDescription + " description_too_long"},
		{6, "one;too many", " field_count"}, {6, `"quoted"`, batch.ColDescription + " field_quoted"},
		{3, "ORD-4", batch.ColPayment + " not_refundable"}, {4, "101", batch.ColAmount + " over_refund"},
	}
	var file strings.Builder
	file.WriteString(head)
	var want []string
	next := 0
	for i := range rows {
		line := i + 2
		fields := []string{"refund", "1234", "wallet/kakaopay", fmt.Sprintf("ORD-%d", i+1), "350", "KRW", "event cancelled"}
		switch {
		case i == 3: // ORD-4 is named elsewhere as the one that cannot be refunded
			fields[3] = "ord-2"
			want = append(want, fmt.Sprintf("%d %s duplicate_payment", line, batch.ColPayment))
		case i == 4:
			fields[4] = "1000" // disputed at the platform, of which no message told: nobody can know
		case i == 5:
			fields[4] = "100" // the very rest of a payment refunded in part
		case i > 10 && i%25 == 0 && next < len(faults):
			f := faults[next]
			next++
			if f.value == "101" {
				fields[3] = "ORD-6" // refunded by 900, and wanted by another row
			}
			fields[f.column] = f.value
			want = append(want, fmt.Sprintf("%d %s", line, f.want))
			if f.value == "101" {
				want = append(want, fmt.Sprintf("%d %s duplicate_payment", line, batch.ColPayment))
			}
		}
		file.WriteString(strings.Join(fields, ";") + "\r\n")
	}
	require.Equal(t, len(faults), next)
	report := r.checkFile("planted.csv", file.String())
	var errors []string
	for _, f := range report.Findings {
		if f.Severity == batch.Error {
			errors = append(errors, fmt.Sprintf("%d %s %s", f.Line, f.Column, f.Code))
			require.NotEmpty(t, f.Message)
		}
	}
	require.ElementsMatch(t, want, errors)
	require.EqualValues(t, rows, report.Rows)
	require.EqualValues(t, len(faults)+1, report.Errors)
}
