package reading_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/money"
	corereport "contra/core/report"
	"contra/importers/reading"
	"contra/importers/report"
)

func sold(id, operation string, minor int64) ledger.Inbound {
	return ledger.Inbound{Raw: []byte(id + operation), Events: []ledger.Event{{Project: desktest.Project, PaymentID: id, PaymentStatus: "success", Method: "card",
		Operation: ledger.Operation{ID: operation, Type: "sale", Status: "success", Amount: money.New(minor, "EUR"), Date: time.Now()}}}}
}

// The unit is known only where amounts agree with the ledger's in it alone.
func TestTheUnitIsWhatTheLedgerAgreesWith(t *testing.T) {
	ctx := context.Background()
	d := desktest.New(t, desktest.Options{}).Desk
	in := d.Intake("f")
	require.NoError(t, in.Store(ctx, []ledger.Inbound{sold("A", "1", 1250), sold("B", "2", 9900), sold("C", "3", 100), sold("TWO", "4", 500), sold("TWO", "5", 500)}))
	require.NoError(t, in.Finish(ctx, nil))
	for name, c := range map[string]struct {
		rows []string
		unit corereport.Unit
		said string
	}{
		"minor":                       {[]string{"1,A,1250", "2,B,9900"}, corereport.UnitMinor, "in minor units: 2 of 2 that were held against the ledger agree in that unit alone"},
		"major":                       {[]string{"1,a,12.50", "2,B,99", "3,C,7"}, corereport.UnitMajor, "in major units: 2 of 3 that were held against the ledger agree in that unit alone"},
		"one of each":                 {[]string{"1,A,1250", "2,B,99", "3,C,7"}, corereport.UnitUnknown, "1 amount agrees with the ledger in minor units, 1 amount in major units, 1 amount in neither"},
		"unknown operations":          {[]string{"91,A,1250", "92,X,9900"}, corereport.UnitUnknown, "the ledger knows none of its operations"},
		"by the payment":              {[]string{",A,1250"}, corereport.UnitMinor, "in minor units: 1 of 1 that were held against the ledger agree in that unit alone"},
		"by a payment with two sales": {[]string{",TWO,500"}, corereport.UnitUnknown, "the ledger knows none of its operations"},
		"another currency":            {[]string{"1,A,1250,USD"}, corereport.UnitUnknown, "the ledger knows none of its operations"},
	} {
		t.Run(name, func(t *testing.T) {
			text := "operation_id,payment_id,amount,currency,type,status,completed_at\n"
			for _, row := range c.rows {
				if strings.Count(row, ",") == 2 {
					row += ",EUR"
				}
				text += row + ",sale,success,2026-10-12 10:00:00\n"
			}
			path := filepath.Join(t.TempDir(), "a.csv")
			require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
			tables, err := report.Open(path, nil, report.Options{})
			require.NoError(t, err)
			defer tables[0].Source.Close()
			require.Empty(t, tables[0].Missing)
			h, err := reading.FindUnit(ctx, d, tables[0])
			require.NoError(t, err)
			require.Equal(t, []any{c.unit, c.unit, c.said}, []any{h.Unit, tables[0].Profile.Unit, h.String()})
		})
	}
}
