package desktop_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon/archive"
	"contra/core/sandbox"
	"contra/core/store/runs"
)

// reconWorld is a world of payments of October 2026, with a home folder of its own.
func reconWorld(t *testing.T, faults string, payments ...sandbox.Payment) *world {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	require.NoError(t, os.Mkdir(filepath.Join(home, "Downloads"), 0o755))
	if len(payments) == 0 {
		for i := range 12 {
			payments = append(payments, october(i+1, int64(1_000*(i+1)), "KRW"))
		}
	}
	return newWorld(t, faults, payments...)
}

// october is the sale of one day of October 2026, named after it.
func october(day int, minor int64, c money.Currency) sandbox.Payment {
	p := sale(fmt.Sprintf("KP-%02d", day), minor, c, "고객")
	p.CreatedAt = time.Date(2026, 10, day, 10, 0, 0, 0, time.UTC)
	return p
}

// told is one row of a report, as text.
type row struct{ op, pay, kind, status, amount, currency, at string }

// rows is what a report says that agrees with the ledger, in the order of payments.
func (w *world) rows(ids ...string) (out []row) {
	w.T.Helper()
	for _, id := range ids {
		d, err := w.desk.Dossier(context.Background(), w.stored(id).RowID)
		require.NoError(w.T, err)
		for _, o := range d.Operations {
			at := o.CompletedAt
			if at.IsZero() {
				at = o.Date
			}
			out = append(out, row{o.ID, id, o.Type, o.Status, fmt.Sprint(o.Amount.Minor), string(o.Amount.Currency), at.UTC().Format(time.DateTime)})
		}
	}
	return out
}

// days names the payments from a first to a last day.
func days(from, to int) (ids []string) {
	for d := from; d <= to; d++ {
		ids = append(ids, fmt.Sprintf("KP-%02d", d))
	}
	return ids
}

const known = "operation_id,payment_id,operation_type,operation_status,sum_initial.amount,sum_initial.currency,operation_completed_at"

// write writes a report with a header of seven columns and gives its path.
func (w *world) write(name, header string, rows ...row) string {
	w.T.Helper()
	var b strings.Builder
	b.WriteString(header + "\n")
	for _, r := range rows {
		b.WriteString(strings.Join([]string{r.op, r.pay, r.kind, r.status, r.amount, r.currency, r.at}, ",") + "\n")
	}
	path := filepath.Join(w.T.TempDir(), name)
	require.NoError(w.T, os.WriteFile(path, []byte(b.String()), 0o644))
	return path
}

// importReport chooses a report on the Reconcile page.
func (w *world) importReport(path string) {
	w.T.Helper()
	w.Press("4", "o")
	w.RequireDialog("Import a report")
	w.Type(path)
	w.Press("enter")
	w.pass(30 * time.Second) // what was said is gone
}

// findings is what the newest comparison of October found, by its codes.
func (w *world) findings() []archive.Finding {
	w.T.Helper()
	x, ok, err := runs.Latest(context.Background(), w.desk.Store, "2026-10")
	require.NoError(w.T, err)
	require.True(w.T, ok)
	all, err := runs.Findings(context.Background(), w.desk.Store, x.ID, runs.Filter{Kind: archive.Broken}, 0, -1)
	require.NoError(w.T, err)
	return all
}

// decided is what is in force about the breaks of a payment.
func (w *world) decided(pay string) (out []archive.Verb) {
	w.T.Helper()
	for _, f := range w.findings() {
		if f.PaymentID == pay && f.Decision != nil {
			out = append(out, f.Decision.Verb)
		}
	}
	return out
}

// spoilt is a report of twelve payments with four things wrong: another amount, another
// status, a row that is missing, and one that nobody knows.
func (w *world) spoilt() []row {
	w.T.Helper()
	all := w.rows(days(1, 12)...)
	all[0].amount = "1500"
	all[1].status = "decline"
	all[11] = row{"999", "WEB-1", "sale", "success", "77000", "KRW", "2026-10-12 10:00:00"}
	return all
}

// signed is who signed a month and how that stands.
func (w *world) standing(month string) archive.Standing {
	w.T.Helper()
	c, ok, err := runs.InForce(context.Background(), w.desk.Store, month)
	require.NoError(w.T, err)
	if !ok {
		return ""
	}
	return c.Standing
}

// confirmed tells whether a refund of a payment is confirmed by a report.
func (w *world) confirmed(id string) bool {
	w.T.Helper()
	return slices.ContainsFunc(w.refunds(id), func(f ledger.Refund) bool { return f.State == ledger.Confirmed })
}
