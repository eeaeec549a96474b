// Package reporttest sets a ledger on disk beside reports to compare it with.
// Only tests import it.
package reporttest

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/run"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store"
	"contra/importers/report"
	"contra/importers/table"
)

// Rig is a ledger on disk with a runner.
type Rig struct {
	T     testing.TB
	Store *store.Store
	Run   *run.Runner
}

// Now is the rig's clock.
var Now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// New makes a rig with an empty ledger.
func New(t testing.TB) *Rig {
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "desk1", Now: func() time.Time { return Now }})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return &Rig{t, s, &run.Runner{Store: s, Reader: report.Rereader{}}}
}

// Know takes operations into the ledger as callbacks would.
func (r *Rig) Know(rows ...reportfile.Row) {
	r.T.Helper()
	batch := make([]ledger.Inbound, len(rows))
	for i := range rows {
		o := &rows[i]
		e := ledger.Event{Project: o.Project, PaymentID: o.PaymentID, PaymentStatus: o.PaymentStatus, Method: o.Method, CustomerID: o.CustomerID, Operation: ledger.Operation{
			ID: o.OperationID, Type: o.Type, Status: o.Status, Amount: o.Amount, CreatedAt: o.CreatedAt, Date: o.When(), ProviderPaymentID: o.Provider}}
		batch[i] = ledger.Inbound{Raw: []byte(o.OperationID + o.PaymentID), Line: i + 1, Events: []ledger.Event{e}}
	}
	record := ledger.Import{Source: "test"}
	_, err := intake.Take(context.Background(), r.Store, &record, batch, "done")
	require.NoError(r.T, err)
}

// Table is a report file as it would lie on disk.
func (r *Rig) Table(f months.File) *table.Source {
	r.T.Helper()
	var text bytes.Buffer
	require.NoError(r.T, f.Write(&text))
	return table.FromBytes(f.Name, text.Bytes())
}

// Read reads a report file.
func (r *Rig) Read(f months.File) *corereport.Body {
	r.T.Helper()
	return r.read(r.Table(f), func(p *corereport.Profile) {
		p.Unit = corereport.UnitMajor
		if f.Format.Minor {
			p.Unit = corereport.UnitMinor
		}
		p.Decimal, p.Grouping = f.Format.Decimal, f.Format.Grouping
	})
}

// read reads a report; answer is what a person says of its amounts, which no file tells by itself.
func (r *Rig) read(source *table.Source, answer func(*corereport.Profile)) *corereport.Body {
	r.T.Helper()
	opened, err := report.Look(source, report.Options{})
	require.NoError(r.T, err)
	require.Empty(r.T, opened.Missing, "%s: %v", source.Name, opened.Look.Header)
	answer(&opened.Profile)
	body, err := opened.Read(context.Background(), report.Options{})
	require.NoError(r.T, err)
	require.Equal(r.T, body.Read, int64(len(body.Items)+len(body.Rejects))+body.IgnoredRows())
	return body
}

// Rules are those under which exactly what was planted in a month shows.
func Rules(m months.Month) *recon.Rules {
	out := &recon.Rules{Tolerance: m.Rules.Tolerance, Due: m.Rules.Due}
	for _, g := range m.Rules.Groups {
		out.Groups = append(out.Groups, recon.Group{By: recon.GroupKey(g.By)})
	}
	for _, f := range m.Rules.Fees {
		out.Fees = append(out.Fees, recon.Fee{Currency: f.Currency, Type: f.Type, Fixed: f.Fixed, Basis: f.Basis})
	}
	return out
}

// Exec runs a statement on the ledger behind every use case's back.
func (r *Rig) Exec(statement string) error {
	ctx := context.Background()
	return r.Store.Derive(ctx, "test", func(tx *store.Tx) error { return tx.Exec(ctx, statement) })
}
