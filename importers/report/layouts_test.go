package report

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/core/sandbox/reportfile"
	"contra/importers/table"
)

// operations draws what happened, as the platform would report it.
func operations() *rapid.Generator[[]reportfile.Row] {
	one := rapid.Custom(func(t *rapid.T) reportfile.Row {
		r := reportfile.Row{
			OperationID: fmt.Sprint(rapid.Int64Range(1, 1<<60).Draw(t, "operation")), PaymentID: rapid.StringMatching(`[A-Za-z0-9_-]{1,20}`).Draw(t, "payment") + "x1",
			Project: rapid.Int64Range(1, 1<<32-1).Draw(t, "project"), Method: "kakaopay",
			Type:      rapid.SampledFrom([]string{"sale", "refund", "reversal", "refund reverse", "capture"}).Draw(t, "type"),
			Status:    rapid.SampledFrom([]string{"success", "decline", "processing"}).Draw(t, "status"),
			Amount:    money.New(rapid.Int64Range(0, 1e12).Draw(t, "amount"), rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD"}).Draw(t, "currency")),
			CreatedAt: time.Unix(rapid.Int64Range(1.6e9, 1.9e9).Draw(t, "created"), 0).UTC(), Provider: "T1",
			ARN: rapid.StringMatching(`([0-9]{23})?`).Draw(t, "arn"), RRN: rapid.StringMatching(`([0-9]{12})?`).Draw(t, "rrn"),
		}
		r.CompletedAt = r.CreatedAt.Add(8 * time.Second)
		if r.Type == "sale" && r.Status == "success" {
			r.Charge()
		}
		return r
	})
	return rapid.SliceOfN(one, 1, 30)
}

// settle opens a report and does what a person does with a proposal: looks at it, and says the unit.
func settle(t require.TestingT, file []byte, minor bool) *Opened {
	o, err := Look(table.FromBytes("report.csv", file), Options{})
	require.NoError(t, err)
	p := o.Profile
	require.Empty(t, o.Missing, "%v", o.Header)
	if p.Unit == corereport.UnitUnknown {
		p.Unit = corereport.UnitMajor
		if minor {
			p.Unit = corereport.UnitMinor
		}
	}
	o.Use(p)
	return o
}

func TestTheSameOperationsAreReadFromEveryLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		operations := operations().Draw(t, "operations")
		for _, layout := range reportfile.Layouts() {
			f := layout.MustFormat().Shuffled(rapid.Uint64().Draw(t, "columns"))
			if f.Layout != reportfile.Russian { // other letters
				f.Encoding = rapid.SampledFrom([]reportfile.Encoding{reportfile.UTF8, reportfile.UTF8BOM, reportfile.UTF16, reportfile.CP949}).Draw(t, "encoding")
			}
			f.Delimiter = rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter")
			rows := slices.Clone(operations)
			if !f.Minor { // a thousand must show what groups
				rows = append(rows, reportfile.Row{OperationID: "77", PaymentID: "p", Project: 1, Type: "sale", Status: "success", Amount: money.New(123456789, "EUR"), CreatedAt: rows[0].CreatedAt, CompletedAt: rows[0].CompletedAt})
				rows[0], rows[len(rows)-1] = rows[len(rows)-1], rows[0]
			}
			var file bytes.Buffer
			require.NoError(t, reportfile.Write(&file, f, rows))
			b, err := settle(t, file.Bytes(), f.Minor).Read(t.Context(), Options{Workers: 1})
			require.NoError(t, err)
			require.Empty(t, b.Rejects, "%s: %v", layout, b.Profile)
			require.Len(t, b.Items, len(rows), layout)
			same(t, f, rows, b)
		}
	})
}

// same compares what was read with what was written, by means of the reader of kept rows.
func same(t *rapid.T, f reportfile.Format, rows []reportfile.Row, b *corereport.Body) {
	for i, got := range fullOf(t, b) {
		want := rows[i]
		has := func(c reportfile.Column, got, written any) {
			if f.Has(c) {
				require.Equal(t, written, got, "%s %s", f.Layout, c)
			}
		}
		has(reportfile.OperationID, got.OperationID, want.OperationID)
		has(reportfile.PaymentID, got.PaymentID, want.PaymentID)
		has(reportfile.ProjectID, got.Project, want.Project)
		has(reportfile.Type, got.Type, want.Type)
		has(reportfile.Amount, got.Amount, want.Amount)
		has(reportfile.CreatedAt, got.CreatedAt, want.CreatedAt)
		has(reportfile.CompletedAt, got.CompletedAt, want.CompletedAt)
		has(reportfile.FeeAmount, got.Fee, want.Fee)
		has(reportfile.Net, got.Net, want.Net)
		has(reportfile.ARN, got.Refs.ARN, want.ARN)
		has(reportfile.Provider, got.Refs.Provider, want.Provider)
	}
}
