package run_test

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

// rig is a ledger on disk with a runner.
type rig struct {
	t     testing.TB
	store *store.Store
	run   *run.Runner
}

func newRig(t testing.TB) *rig {
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.Options{Operator: "desk1", Now: func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return &rig{t, s, &run.Runner{Store: s, Reader: report.Rereader{}}}
}

// know takes operations into the ledger as callbacks would.
func (r *rig) know(rows ...reportfile.Row) {
	r.t.Helper()
	batch := make([]ledger.Inbound, len(rows))
	for i := range rows {
		o := &rows[i]
		e := ledger.Event{Project: o.Project, PaymentID: o.PaymentID, PaymentStatus: o.PaymentStatus, Method: o.Method, CustomerID: o.CustomerID, Operation: ledger.Operation{
			ID: o.OperationID, Type: o.Type, Status: o.Status, Amount: o.Amount, CreatedAt: o.CreatedAt, Date: o.When(), ProviderPaymentID: o.Provider}}
		batch[i] = ledger.Inbound{Raw: []byte(o.OperationID + o.PaymentID), Line: i + 1, Events: []ledger.Event{e}}
	}
	record := ledger.Import{Source: "test"}
	_, err := intake.Take(context.Background(), r.store, &record, batch, "done")
	require.NoError(r.t, err)
}

// read reads a report file.
func (r *rig) read(f months.File) *corereport.Body {
	r.t.Helper()
	var text bytes.Buffer
	require.NoError(r.t, f.Write(&text))
	return r.readText(f.Name, text.Bytes(), func(p *corereport.Profile) {
		p.Unit = corereport.UnitMajor
		if f.Format.Minor {
			p.Unit = corereport.UnitMinor
		}
		p.Decimal, p.Grouping = f.Format.Decimal, f.Format.Grouping
	})
}

// readText reads a report; answer is what a person says of its amounts, which no file tells by itself.
func (r *rig) readText(name string, text []byte, answer func(*corereport.Profile)) *corereport.Body {
	r.t.Helper()
	opened, err := report.Look(table.FromBytes(name, text), report.Options{})
	require.NoError(r.t, err)
	require.Empty(r.t, opened.Missing, "%s: %v", name, opened.Look.Header)
	answer(&opened.Profile)
	body, err := opened.Read(context.Background(), report.Options{})
	require.NoError(r.t, err)
	require.Equal(r.t, body.Read, int64(len(body.Items)+len(body.Rejects))+body.IgnoredRows())
	return body
}

func rules(m months.Month) *recon.Rules {
	out := &recon.Rules{Tolerance: m.Rules.Tolerance, Due: m.Rules.Due}
	for _, g := range m.Rules.Groups {
		out.Groups = append(out.Groups, recon.Group{By: recon.GroupKey(g.By)})
	}
	for _, f := range m.Rules.Fees {
		out.Fees = append(out.Fees, recon.Fee{Currency: f.Currency, Type: f.Type, Fixed: f.Fixed, Basis: f.Basis})
	}
	return out
}
