package sheet_test

import (
	"bytes"
	"encoding/csv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/exporters/sheet"
)

// read gives the rows of a CSV as maps from the header's names.
func read(t *testing.T, text []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.NotEmpty(t, rows, "the header is always there")
	var all []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		all = append(all, m)
	}
	return all
}

func TestNothingRunsInASpreadsheet(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+82 10": "'+82 10", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": " =1", "\n=1": " =1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
		"고객 1": "고객 1", "a=b": "a=b", "": "", `x","=1`: `x","=1`, "a\r\nb": "a  b", "a\x00b": "a b",
	} {
		var out bytes.Buffer
		require.NoError(t, sheet.Refunds(&out, []ledger.Refund{{ID: "r", Description: text, Amount: money.New(1, "KRW")}}))
		require.Equal(t, want, read(t, out.Bytes())[0]["description"], "%q", text)
	}
}

func TestPaymentsAreWrittenPageByPage(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 30, 0, 0, time.FixedZone("KST", 9*3600))
	pages := [][]ledger.Payment{
		{{Project: 7, ID: "A", Status: "success", Currency: "KRW", Captured: 1000, Refunded: 300, Reserved: 100, CreatedAt: at, Flags: ledger.Disputed | ledger.Disagrees}},
		{{ID: "B", Currency: "KWD", Captured: 1234, CreatedAt: at}, {ID: "C", Currency: "EUR", Captured: 5}},
		nil,
	}
	var out bytes.Buffer
	require.NoError(t, sheet.Payments(&out, func() ([]ledger.Payment, error) {
		page := pages[0]
		pages = pages[1:]
		return page, nil
	}))
	rows := read(t, out.Bytes())
	require.Len(t, rows, 3)
	require.Equal(t, map[string]string{"project_id": "7", "payment_id": "A", "status": "success", "method": "", "customer_id": "", "amount": "1000", "refunded": "300", "in_flight": "100",
		"refundable": "600", "currency": "KRW", "created_at": "2026-11-20T00:30:00Z", "updated_at": "", "notes": "disputed, disagrees"}, rows[0])
	require.Equal(t, "1.234", rows[1]["amount"])
	require.Equal(t, "0.05", rows[2]["amount"])

	out.Reset()
	require.NoError(t, sheet.Payments(&out, func() ([]ledger.Payment, error) { return nil, nil }))
	require.Empty(t, read(t, out.Bytes()), "no payments are a header alone")
	require.Error(t, sheet.Payments(&out, func() ([]ledger.Payment, error) { return nil, ledger.Errorf(ledger.ErrIO, "gone") }))
}
