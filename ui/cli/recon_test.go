package cli_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

// The contract's document, field by field, over one difference.
func TestReconcileTellsWhatAgreesAndWhatDoesNot(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	w.sold("A2", 900, "KRW", 4, back(300))
	w.sold("E1", 1250, "EUR", 5)
	clean := w.run("reconcile", w.report("clean.csv", dataAPI(), w.rows()), "--dry-run", "--json").exits(0).reconciled()
	require.Empty(t, *clean.RunID)
	require.EqualValues(t, 4, clean.Matched)
	require.NotNil(t, clean.Breaks)

	rows := w.rows()
	changed := find(t, rows, "A2", 0)
	changed.Amount.Minor = 1000
	path := w.report("october.csv", dataAPI(), rows)

	d := w.run("reconcile", path, "--json").exits(3).reconciled()
	require.Equal(t, "1", *d.RunID)
	require.Equal(t, rowsDoc{Read: 4, Accepted: 4}, d.Rows)
	require.EqualValues(t, 3, d.Matched)
	require.Equal(t, map[string]int64{"AMOUNT_DIFF": 1}, d.Counts)
	require.Equal(t, []bothDoc{{"EUR", 1250, 1250, 1250, 0}, {"KRW", 1000 + 1000 - 300, 1000 + 900 - 300, 1000 - 300, 0}}, d.Totals)
	require.Empty(t, d.Expected)
	require.Empty(t, d.Tolerated)
	require.Empty(t, d.Rejections)
	require.Equal(t, map[string]int64{}, d.Ignored)
	require.False(t, d.Reused)
	require.Equal(t, "2025-10", d.Period.Month)
	require.Equal(t, "UTC", d.Period.Zone)
	require.Equal(t, "2025-10-01T00:00:00Z", *d.Period.From)
	require.Equal(t, "2025-11-01T00:00:00Z", *d.Period.To)
	require.True(t, d.Period.Inferred)
	require.Len(t, d.Reports, 1)
	require.EqualValues(t, 1, d.Reports[0].ID)
	require.Equal(t, path, d.Reports[0].Name)

	b := d.Breaks[0]
	require.Equal(t, "AMOUNT_DIFF", b.Code)
	require.EqualValues(t, project, b.Project)
	require.Equal(t, "A2", b.Payment)
	require.Equal(t, changed.OperationID, b.Operation)
	require.Equal(t, 3, b.Line)
	require.Equal(t, path, b.File)
	require.EqualValues(t, 1, b.ReportID)
	at := "2025-10-04T12:00:05Z"
	require.Equal(t, &sideDoc{Amount: 1000, Currency: "KRW", Status: "success", Type: "sale", At: &at}, b.Report)
	require.Equal(t, &sideDoc{Amount: 900, Currency: "KRW", Status: "success", Type: "sale", At: &at}, b.Local)
	require.Equal(t, sumDoc{100, "KRW"}, b.Stake)
	require.Contains(t, b.Reason, "100 KRW more")
}

func TestEveryDifferenceHasItsCode(t *testing.T) {
	for code, c := range map[string]struct {
		settings string
		books    func(*world)                                        // beside a payment that agrees
		report   func(*testing.T, []reportfile.Row) []reportfile.Row // what the report says instead
		layout   func() reportfile.Format
		args     []string
		is       string // breaks (default), expected or tolerated
	}{
		"ROW_REJECTED": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Written = map[reportfile.Column]string{reportfile.Amount: "5O00"}
			return rows
		}},
		"DUP_IN_REPORT": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			return append(rows, *find(t, rows, "X", 0))
		}},
		"DUP_LOCAL": {books: func(w *world) { w.twin("X", "Y") }},
		"SAME_ID_CHANGED": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).PaymentID = "SOMEBODY-ELSE"
			return rows
		}},
		"AMBIGUOUS": {books: func(w *world) { w.sold("Z", 5000, "KRW", 6, back(700), back(700)) },
			report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
				find(t, rows, "Z", 1).Shift(30 * time.Minute) // as far from the one as from the other
				return rows[:len(rows)-1]
			}, layout: func() reportfile.Format { return dataAPI().Without(reportfile.OperationID) }, args: []string{"--profile", "nameless"}},
		"CURRENCY_DIFF": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Amount.Currency = "JPY"
			return rows
		}},
		"EXPONENT_SUSPECT": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Amount.Minor *= 100
			return rows
		}},
		"AMOUNT_DIFF": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Amount.Minor--
			return rows
		}},
		"WITHIN_TOLERANCE": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Amount.Minor--
			return rows
		}, args: []string{"--tolerance", "KRW=1"}, is: "tolerated"},
		"STATUS_DIFF": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Status = "decline"
			return rows
		}},
		"TYPE_DIFF": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Type = "capture"
			return rows
		}},
		"FEE_DIFF": {settings: "[[reconcile.fee]]\ncurrency = \"KRW\"\nbasis_points = 100\n", report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			for i := range rows {
				r := &rows[i]
				fee := money.New(r.Amount.Minor/100, "KRW")
				net := money.New(r.Amount.Minor-fee.Minor, "KRW")
				r.Fee, r.Net = &fee, &net
			}
			find(t, rows, "X", 0).Fee.Minor, find(t, rows, "X", 0).Net.Minor = 51, 4949
			return rows
		}, layout: reportfile.Titles.MustFormat, args: []string{"--profile", "finance"}},
		"NET_DIFF": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "X", 0).Net.Minor++
			return rows
		}, layout: reportfile.Titles.MustFormat, args: []string{"--profile", "finance"}},
		"SPLIT_INCOMPLETE": {settings: "[[reconcile.group]]\nby = \"payment\"\ntype = \"refund\"\n", books: func(w *world) { w.sold("Z", 5000, "KRW", 6, back(700), back(800)) },
			report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
				find(t, rows, "Z", 1).OperationID, find(t, rows, "Z", 1).Amount.Minor = "90001", 900
				find(t, rows, "Z", 2).OperationID, find(t, rows, "Z", 2).Amount.Minor = "90002", 500
				return rows
			}},
		"FOREIGN_REFUND": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			r := *find(t, rows, "X", 0)
			r.OperationID, r.Type, r.Amount.Minor = "90001", "refund", 100
			return append(rows, r)
		}},
		"REFUND_REVERSED": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			r := *find(t, rows, "X", 0)
			r.OperationID, r.Type, r.Amount.Minor = "90001", "refund reverse", 100
			return append(rows, r)
		}},
		"NOT_YET_REPORTED": {settings: "[reconcile]\ndue = \"48h\"\n", books: func(w *world) { w.sold("Z", 700, "KRW", 31) },
			report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row { return without(rows, "Z") }, args: []string{"--month", "2025-10"}, is: "expected"},
		"MISSING_IN_REPORT": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row { return without(rows, "OK") }},
		"MISSING_LOCAL": {report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			r := *find(t, rows, "X", 0)
			r.OperationID, r.PaymentID = "90001", "NOBODY"
			return append(rows, r)
		}},
		"WRONG_PERIOD": {books: func(w *world) { w.sold("Z", 700, "KRW", 31) }, report: func(t *testing.T, rows []reportfile.Row) []reportfile.Row {
			find(t, rows, "Z", 0).Shift(dayLong)
			return rows
		}, args: []string{"--month", "2025-10"}},
	} {
		t.Run(code, func(t *testing.T) {
			w := newWorld(t, "", c.settings)
			w.sold("OK", 1000, "KRW", 2)
			w.sold("X", 5000, "KRW", 5)
			if c.books != nil {
				c.books(w)
			}
			rows, layout := w.rows(), dataAPI
			if c.report != nil {
				rows = c.report(t, rows)
			}
			if c.layout != nil {
				layout = c.layout
			}
			path := w.report("october.csv", layout(), rows)
			if c.layout != nil {
				w.run("report", "profile", "save", c.args[1], "--from", path, "--json").exits(0)
			}
			exit := 3
			if c.is != "" {
				exit = 0
			}
			d := w.run(append([]string{"reconcile", path, "--json"}, c.args...)...).exits(exit).reconciled()
			found := d.breaksOf(code)
			require.Len(t, found, 1, "%+v", d)
			require.Len(t, append(append(d.Breaks, d.Expected...), d.Tolerated...), 1, "nothing else is the matter")
			require.NotEmpty(t, found[0].Reason)
			listed := map[string][]breakDoc{"": d.Breaks, "expected": d.Expected, "tolerated": d.Tolerated}[c.is]
			require.Len(t, listed, 1)
			require.EqualValues(t, len(d.Breaks), d.Counts[code])
			if c.is == "expected" {
				require.Equal(t, "2025-11-02T12:00:05Z", *found[0].Due)
			}
		})
	}
}

// twin lets the ledger know the operation of a payment a second time, as that of another payment.
func (w *world) twin(of, id string) {
	w.t.Helper()
	found, ok := w.platform.Books().Payment(project, of)
	require.True(w.t, ok)
	p := found
	p.ID = id
	p.Operations = []books.Operation{found.Operations[0]}
	p.Operations[0].PaymentID = id
	w.fromElsewhere(p)
}

// A refund of ours that nobody has answered about stays in doubt beside a report without it, and is
// settled by a report that has it.
func TestAReportSettlesARefundInDoubt(t *testing.T) {
	w := newWorld(t, "timeout_after;callback_lost", "timeout = \"200ms\"\n")
	w.soldAt("X", 5000, "KRW", time.Now().UTC().Add(-48*time.Hour).Truncate(time.Second))
	w.run("refund", "X", "--amount", "700", "--yes", "--wait", "0", "--json").exits(5)
	now := time.Now().UTC()
	all := func() []reportfile.Row { return w.platform.ReportRows(now.Add(-72*time.Hour), now.Add(time.Hour)) }
	days := []string{"--from", now.Add(-72 * time.Hour).Format(time.DateOnly), "--to", now.Format(time.DateOnly)}

	alone := without(all(), "nobody")[:1]
	d := w.run(append([]string{"reconcile", w.report("first.csv", dataAPI(), alone), "--json"}, days...)...).exits(3).reconciled()
	require.Equal(t, map[string]int64{"REFUND_IN_DOUBT": 1}, d.Counts)
	require.Nil(t, d.Breaks[0].Report)
	require.Equal(t, "in_doubt", d.Breaks[0].Local.State)
	require.Equal(t, "refund", d.Breaks[0].Local.Type)

	d = w.run(append([]string{"reconcile", w.report("second.csv", dataAPI(), all()), "--json"}, days...)...).exits(0).reconciled()
	require.EqualValues(t, 1, d.Settled)
	require.EqualValues(t, 1, d.Confirmed)
	var refunds refundsDoc
	w.run("refunds", "--json").exits(0).into(&refunds)
	require.Equal(t, "confirmed", refunds.Items[0].State)
}
