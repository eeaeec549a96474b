package check_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/money"
)

func TestEveryFaultIsFoundAndNothingElse(t *testing.T) {
	p := plant()
	require.Len(t, p.rows, 1000)
	requirePlanted(t, p, check.Check(p.rows, p.facts()))
}

// requirePlanted wants the planted faults, all of them, and nothing else.
func requirePlanted(t *testing.T, p *planting, report batch.Report) {
	t.Helper()
	errors, warnings := marks(report)
	require.ElementsMatch(t, p.errors, errors)
	require.ElementsMatch(t, p.warnings, warnings)
	wrong, doubtful := map[int]bool{}, map[int]bool{}
	for _, m := range p.errors {
		wrong[m.line] = true
	}
	for _, m := range p.warnings {
		if !wrong[m.line] {
			doubtful[m.line] = true
		}
	}
	require.EqualValues(t, len(p.rows), report.Rows)
	require.EqualValues(t, len(wrong), report.Errors)
	require.EqualValues(t, len(doubtful), report.Warnings)
	require.EqualValues(t, len(p.rows)-len(wrong), report.OK)
	require.True(t, report.Blocked())
	line := 0
	for _, f := range report.Findings {
		require.GreaterOrEqual(t, f.Line, line, "in the order of the lines")
		line = f.Line
		require.EqualValues(t, f.Line-1, f.N)
		require.NotEmpty(t, f.Message)
		require.Less(t, len(f.Message), 600, "no message carries all of a hostile text")
	}
	good := int64(0)
	for _, r := range p.rows {
		if !wrong[r.Line] && r.Amount.Currency == "KRW" {
			good += r.Amount.Minor
		}
	}
	for _, total := range report.Good {
		if total.Currency == "KRW" {
			require.Equal(t, good, total.Amount)
		}
	}
}

// one checks rows of one payment of 128,000 KRW.
func one(change func(*check.Payment, *check.Facts), rows ...batch.Row) *batch.Report {
	pay := &check.Payment{Payment: ledger.Payment{Project: shop, ID: "ORD-1", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 128_000, CreatedAt: now}}
	f := check.Facts{Methods: methods(), Payments: map[ledger.Key]*check.Payment{pay.Key().Fold(): pay}, Now: now}
	if change != nil {
		change(pay, &f)
	}
	report := check.Check(rows, f)
	return &report
}

func want(line int, minor int64) batch.Row {
	return batch.Row{N: int64(line - 1), Line: line, Type: batch.Refund, Project: shop, Method: "wallet/kakaopay", PaymentID: "ord-1",
		Amount: money.New(minor, "KRW"), Description: "returned"}
}

func TestMessagesNameTheFiguresAndTheNextStep(t *testing.T) {
	rival := func(via ledger.Via, minor int64) func(*check.Payment, *check.Facts) {
		return func(p *check.Payment, _ *check.Facts) {
			p.Reserved = minor
			p.Rivals = []check.Rival{{Who: "anna", Amount: money.New(minor, "KRW"), Via: via, Batch: "B3", State: "exported", Since: now}}
		}
	}
	for name, c := range map[string]struct {
		change func(*check.Payment, *check.Facts)
		rows   []batch.Row
		nth    int
		says   string
	}{
		"too much": {rows: []batch.Row{want(2, 128_001)},
			says: "128,001 KRW is more than can be refunded: captured 128,000 KRW, refunded 0, on its way 0, left 128,000; refund up to 128,000 KRW"},
		"a zero too many": {rows: []batch.Row{want(2, 1_280_000)}, says: "1,280,000 KRW is 10 times 128,000 KRW. Did you mean 128,000 KRW?"},
		"too much together": {rows: []batch.Row{want(2, 100_000), want(3, 20_000), want(4, 8_001)}, nth: 2,
			says: "the payment is on line 2 already, and the rows do not fit together: take one of them out"},
		"its figures": {rows: []batch.Row{want(2, 100_000), want(3, 20_000), want(4, 8_001)}, nth: 1 + 2,
			says: "8,001 KRW together with the 120,000 KRW on line 2 and line 3 is more than can be refunded: captured 128,000 KRW, refunded 0, on its way 0, left 128,000; refund up to 8,000 KRW here, or take a row out"},
		"twice": {rows: []batch.Row{want(2, 1_000), want(7, 1_000)}, says: "line 2 refunds the same 1,000 KRW of the same payment: take one of the two rows out"},
		"a rest too small": {rows: []batch.Row{want(2, 127_990)},
			says: "10 KRW would be left, which is less than 0.01 USD, and the platform refuses that (code 3117): refund all 128,000 KRW, or less"},
		"one in flight": {change: rival(ledger.ViaGate, 500), rows: []batch.Row{want(2, 1_000)},
			says: "another refund of the payment is still open: 500 KRW in batch B3 by anna since 20 Nov 2026 12:00 UTC (exported); make sure that this row is not the same"},
		"the same in another file": {change: rival(ledger.ViaFile, 1_000), rows: []batch.Row{want(2, 1_000)},
			says: "batch B3 refunds the SAME AMOUNT of this payment and is still open, so this row would very likely pay the customer twice: 1,000 KRW in batch B3 by anna since"},
		"another in another file": {change: rival(ledger.ViaFile, 500), rows: []batch.Row{want(2, 1_000)}, says: "the payment is in another file that is still open: 500 KRW in batch B3"},
		"no amount":               {rows: []batch.Row{want(2, 0)}, says: "the amount is empty: write one up to 128,000 KRW"},
		"project": {change: func(p *check.Payment, f *check.Facts) { f.Elsewhere = map[string][]int64{"ord-1": {1234}} }, rows: []batch.Row{func() batch.Row { r := want(2, 5); r.Project = 9; return r }()},
			says: `project 9 has no payment "ord-1"; it is in project 1234: correct the project`},
	} {
		report := one(c.change, c.rows...)
		require.Greater(t, len(report.Findings), c.nth-1, name)
		require.Contains(t, report.Findings[max(0, c.nth-1)].Message, c.says, name)
	}
}

// What the very rows hold already is theirs to refund, also together with others'.
func TestOwnReservationsAreNotCountedTwice(t *testing.T) {
	own := func(reserved, own int64) *batch.Report {
		return one(func(p *check.Payment, _ *check.Facts) { p.Reserved, p.Own = reserved, own }, want(2, 100_000))
	}
	require.Empty(t, own(100_000, 100_000).Findings)
	require.True(t, own(128_000, 99_999).Blocked())
	require.False(t, own(128_000, 100_000).Blocked())
	require.False(t, own(50_000, 100_000).Blocked(), "some of them were settled")
}

func TestFilesThatWereExportedBefore(t *testing.T) {
	codes := func(draft bool, uploaded time.Time) batch.Finding {
		r := one(func(_ *check.Payment, f *check.Facts) {
			f.Draft = draft
			f.Known = []check.KnownFile{{Ref: "B2", Path: "/home/anna/refunds_1.csv", Operator: "anna", ExportedAt: now, UploadedAt: uploaded}}
		}, want(2, 500))
		require.Len(t, r.Findings, 1)
		require.Contains(t, r.Findings[0].Message, `batch B2, file "refunds_1.csv", has the very same rows`)
		require.Zero(t, r.Errors, "no row is wrong by itself")
		return r.Findings[0]
	}
	for _, c := range []struct {
		draft    bool
		uploaded time.Time
		code     batch.Code
		severity batch.Severity
	}{
		{false, time.Time{}, batch.FileKnown, batch.Warning},
		{true, time.Time{}, batch.FileKnown, batch.Error},
		{false, now, batch.FileUploaded, batch.Error},
		{true, now, batch.FileUploaded, batch.Error},
	} {
		f := codes(c.draft, c.uploaded)
		require.Equal(t, []any{c.code, c.severity, 0}, []any{f.Code, f.Severity, f.Line})
	}
}

func TestTheFileAsAWhole(t *testing.T) {
	codes := func(r *batch.Report) (all []batch.Code) {
		for _, f := range r.Findings {
			require.Zero(t, f.N)
			all = append(all, f.Code)
		}
		return all
	}
	empty := check.Check(nil, check.Facts{})
	require.Equal(t, []batch.Code{batch.FileEmpty}, codes(&empty))
	require.True(t, empty.Blocked())
	require.NotNil(t, empty.Totals, "an empty list is a list in JSON")

	many := []batch.Row{want(2, 500), want(3, 600), want(4, 700)}
	for i := range many {
		many[i].PaymentID = "" // nobody's
		many[i].Faults = []batch.Fault{{Column: batch.ColPayment, Code: batch.PaymentEmpty, Message: "empty"}}
	}
	r := one(func(_ *check.Payment, f *check.Facts) { f.MaxRows = 2 }, many...)
	require.Equal(t, 2, r.Files)
	require.Equal(t, batch.FileTooManyRows, r.Findings[0].Code)
	require.Contains(t, r.Findings[0].Message, "3 rows are more than the 2 that one file takes here: they will be split into 2 files")

	layout := func(columns ...string) func(*check.Payment, *check.Facts) {
		return func(_ *check.Payment, f *check.Facts) { f.Layout = batch.Layout{Name: "mine", Columns: columns} }
	}
	required := batch.Required()
	require.Empty(t, codes(one(layout(required...), want(2, 500))))
	require.Equal(t, []batch.Code{batch.FileColumnMissing}, codes(one(layout(required[1:]...), want(2, 500))))
	require.Equal(t, []batch.Code{batch.FileColumnDuplicated}, codes(one(layout(append(required, "method")...), want(2, 500))))
	debit := want(2, 500)
	debit.OperationID = "17"
	require.Equal(t, []batch.Code{batch.FileColumnMissing}, codes(one(layout(required...), debit)))
}

func TestALayoutMayRenameMethods(t *testing.T) {
	with := func(code, written string) *batch.Report {
		r := want(2, 500)
		r.Method = code
		return one(func(_ *check.Payment, f *check.Facts) {
			f.Layout = batch.Layout{Name: "mine", Methods: map[string]string{"wallet/kakaopay": written}}
		}, r)
	}
	require.Empty(t, with("wallet/kakaopay", "kakao").Findings)
	require.Empty(t, with("kakao", "kakao").Findings)
	require.True(t, with("wallet/kakaopay", "").Blocked())
	require.True(t, with("payco", "kakao").Blocked())
}

// A shop whose ids are all long numbers is told once, not on every row.
func TestCommonWarningsAreToldOnce(t *testing.T) {
	var rows []batch.Row
	f := check.Facts{Methods: methods(), Payments: map[ledger.Key]*check.Payment{}, Now: now}
	for i := range 300 {
		r := want(i+2, 500)
		r.PaymentID = money.New(int64(100_000_000_000+i), "KRW").Plain()
		rows = append(rows, r)
		f.Payments[r.Key()] = &check.Payment{Payment: ledger.Payment{Project: shop, ID: r.PaymentID, Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 7_777}}
	}
	report := check.Check(rows, f)
	require.Len(t, report.Findings, 1)
	require.Equal(t, batch.PaymentFragile, report.Findings[0].Code)
	require.Contains(t, report.Findings[0].Message, "300 rows, the first on line 2, have a payment id that a spreadsheet would rewrite")
	require.EqualValues(t, 300, report.OK)
	require.Zero(t, report.Warnings)
	require.Len(t, check.Check(rows[:20], f).Findings, 20)
}
