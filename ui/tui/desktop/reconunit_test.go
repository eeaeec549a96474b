package desktop_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/report"
)

// Whole numbers of a currency with decimals are in the unit in which the ledger
// agrees with them, and a person is told so.
func TestTheUnitThatTheLedgerProvesIsTold(t *testing.T) {
	for unit, amounts := range map[report.Unit][2]string{report.UnitMinor: {"1200", "9900"}, report.UnitMajor: {"12", "99"}} {
		w := reconWorld(t, "", october(1, 1200, "EUR"), october(2, 9900, "EUR")).start(100, 30)
		rows := w.rows("KP-01", "KP-02")
		rows[0].amount, rows[1].amount = amounts[0], amounts[1]
		w.importReport(w.write("whole.csv", "operation_id,payment_id,type,status,amount,currency,completed_at", rows...))
		w.RequireDialog("How to read whole.csv")
		w.Press("end", "enter")
		w.pass(30 * time.Second)
		w.RequireShows("October 2026 · 0 breaks")
		w.told("Amounts are in " + string(unit) + " units: 2 of 2 that were held against the ledger agree in")
		require.Equal(t, unit, w.reports()[0].Profile.Unit)
	}
}
