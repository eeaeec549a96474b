// Package statementtest makes statements for tests: a small one with everything
// in it, in which all identities hold, and ones of any size.
package statementtest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/report"
	"contra/exporters/statement"
)

// End is when the runs of the samples ended.
var End = time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)

// Day gives a moment in October 2026, UTC.
func Day(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 5, 9, 0, time.UTC) }

// Record makes a record of project 1234.
func Record(payment, operation, kind, status string, minor int64, c money.Currency, at time.Time) recon.Record {
	r := recon.Record{Project: 1234, PaymentID: payment, OperationID: operation, TypeName: kind, StatusName: status, Money: money.New(minor, c), When: at}
	r.Seal()
	return r
}

// onLine puts a record into the first report.
func onLine(r recon.Record, line int) recon.Record {
	r.Report, r.Line = 1, line
	return r
}

// Sample is a month with three currencies, every kind of finding and hostile text.
func Sample() statement.Statement {
	b := builder{}
	b.pair(recon.ByOperation, "", row(2, "0012345678901234567890", "99000000000000000001", "sale", 128000, "KRW"))
	b.pair(recon.ByOperation, "", row(3, "0012345678901234567890", "99000000000000000002", "refund", 28000, "KRW"))
	b.pair(recon.ByOperation, "", row(4, "e-1", "501", "sale", 1250, "EUR"))
	b.pair(recon.ByOperation, "", row(5, "w-1", "502", "sale", 150155, "KWD"))
	declined := row(6, "e-2", "503", "sale", 9900, "EUR")
	declined.StatusName = "decline"
	declined.Seal()
	b.pair(recon.ByOperation, "", declined)
	byHand := row(7, "=cmd|' /C calc'!A0", "", "sale", 5000, "KRW")
	b.pairs = append(b.pairs, recon.Pair{By: recon.ByHand, Note: "=SUM(A1) told me", Report: []recon.Record{byHand}, Local: []recon.Record{local(byHand, "504")}})
	first, second := row(8, "g-1", "505", "sale", 300, "KRW"), row(9, "g-1", "506", "sale", 700, "KRW")
	whole := of(1000, local(first, "507"))
	b.pairs = append(b.pairs, recon.Pair{By: recon.ByWhole, Report: []recon.Record{first, second}, Local: []recon.Record{whole}})
	near := row(10, "e-3", "508", "sale", 1000, "EUR")
	off := of(1001, local(near, "508"))
	b.pairs = append(b.pairs, recon.Pair{By: recon.ByOperation, Report: []recon.Record{near}, Local: []recon.Record{off}, Off: -1})
	b.tolerated = append(b.tolerated, recon.Break{ID: "a0000000000000000001", Code: recon.WithinTolerance, Reason: "the amounts differ by 0.01 EUR", Report: []recon.Record{near}, Local: []recon.Record{off}})
	b.breaks()
	return b.statement()
}

// row is a successful row of the report.
func row(line int, payment, operation, kind string, minor int64, c money.Currency) recon.Record {
	return onLine(Record(payment, operation, kind, "success", minor, c, Day(20, line%24)), line)
}

// local is what the ledger has of a row.
func local(r recon.Record, operation string) recon.Record {
	r.Report, r.Line, r.OperationID, r.Operation = 0, 0, operation, 77
	r.Seal()
	return r
}

// of gives a record another amount.
func of(minor int64, r recon.Record) recon.Record {
	r.Money.Minor = minor
	r.Seal()
	return r
}

type builder struct {
	pairs           []recon.Pair
	found, expected []recon.Break
	tolerated       []recon.Break
	totals          map[money.Currency]*recon.Total
	sides           []recon.Side
	matched, rows   int64
}

func (b *builder) pair(by recon.By, note string, r recon.Record) {
	b.pairs = append(b.pairs, recon.Pair{By: by, Note: note, Report: []recon.Record{r}, Local: []recon.Record{local(r, r.OperationID)}})
}

func (b *builder) breaks() {
	add := func(id string, code recon.Code, reason string, report, local, near []recon.Record) {
		b.found = append(b.found, recon.Break{ID: id, Code: code, Reason: reason, Report: report, Local: local, Near: near})
	}
	one := func(r recon.Record) []recon.Record { return []recon.Record{r} }
	less := row(11, "k-1", "601", "sale", 1000, "KRW")
	here := of(900, local(less, "601"))
	add("b0000000000000000001", recon.AmountDiff, "same operation id; the report has 100 KRW more", one(less), one(here), nil)
	foreign := row(12, "+82 10", "602", "refund", 1500, "KWD")
	add("4567890123456789e012", recon.ForeignRefund, "@nobody here issued it", one(foreign), nil, nil)
	lost := local(row(0, "k-2", "603", "sale", 7000, "KRW"), "603")
	add("b0000000000000000003", recon.MissingInReport, "overdue since 25 October", nil, one(lost), nil)
	tied := row(13, "k-3", "", "sale", 400, "KRW")
	a, c := local(tied, "604"), local(tied, "605")
	add("b0000000000000000004", recon.Ambiguous, "two operations fit", one(tied), nil, []recon.Record{a, c})
	rejected := recon.Record{Project: 1234, PaymentID: "k-4", Report: 1, Line: 14, Reject: "amount: \"12,5\" is neither"}
	add("b0000000000000000005", recon.RowRejected, "the row could not be read", one(rejected), nil, nil)
	euro, won := row(15, "e-4", "606", "sale", 2500, "EUR"), local(row(15, "e-4", "606", "sale", 2500, "KRW"), "606")
	add("b0000000000000000006", recon.CurrencyDiff, "EUR in the report, KRW in the ledger", one(euro), one(won), nil)
	late := local(row(0, "e-5", "607", "sale", 4200, "EUR"), "607")
	late.When = Day(31, 23)
	b.expected = append(b.expected, recon.Break{ID: "c0000000000000000001", Code: recon.NotYetReported, Reason: "due on 3 November", Local: one(late), Due: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)})
}

func (b *builder) total(c money.Currency) *recon.Total {
	if b.totals[c] == nil {
		b.totals[c] = &recon.Total{Currency: c}
	}
	return b.totals[c]
}

// add works the numbers out in which all identities hold.
func (b *builder) add() {
	b.totals = map[money.Currency]*recon.Total{}
	for _, p := range b.pairs {
		b.matched += int64(len(p.Report))
		for _, r := range p.Report {
			t := b.total(r.Money.Currency)
			t.Report, t.Matched, t.Tolerated = t.Report+r.Signed(), t.Matched+r.Signed(), t.Tolerated+r.Signed()
		}
		for _, r := range p.Local {
			t := b.total(r.Money.Currency)
			t.Local, t.Tolerated = t.Local+r.Signed(), t.Tolerated-r.Signed()
		}
	}
	b.rows = b.matched
	for _, x := range slices.Concat(b.found, b.expected) {
		at := map[money.Currency]int{}
		side := func(c money.Currency) *recon.Side {
			if _, ok := at[c]; !ok {
				at[c] = len(b.sides)
				b.sides = append(b.sides, recon.Side{Code: x.Code, Currency: c, Breaks: 1})
			}
			return &b.sides[at[c]]
		}
		for _, r := range x.Report {
			if r.Reject == "" {
				b.rows++
				side(r.Money.Currency).Report += r.Signed()
				b.total(r.Money.Currency).Report += r.Signed()
			}
		}
		for _, r := range slices.Concat(x.Local, x.Near) {
			side(r.Money.Currency).Local += r.Signed()
			b.total(r.Money.Currency).Local += r.Signed()
		}
	}
}

func (b *builder) statement() statement.Statement {
	b.add()
	result := recon.Result{Matched: b.matched, Breaks: b.found, Expected: b.expected, Tolerated: b.tolerated, Sides: b.sides}
	for _, p := range b.pairs {
		if p.By != recon.ByOperation || p.Off != 0 {
			result.Pairs = append(result.Pairs, p)
		}
	}
	for _, c := range []money.Currency{"EUR", "KRW", "KWD"} {
		if t := b.totals[c]; t != nil {
			result.Totals = append(result.Totals, *t)
		}
	}
	rows := recon.Rows{Read: b.rows + 3, Accepted: b.rows, Rejected: 1, Ignored: 2}
	source := archive.Source{ID: 1, Name: "report-oct.csv", SHA256: "9f2c" + fmt.Sprintf("%060d", 7), Profile: "data-api", Version: 3, Reading: "ab12cd34ef56ab12", Rows: b.rows}
	s := statement.Statement{
		Run: archive.Run{
			ID: 12, Fingerprint: fmt.Sprintf("%064x", 48879), Month: "2026-10", Zone: "Asia/Seoul", Operator: "desk1",
			Period:    recon.Period{From: time.Date(2026, 9, 30, 15, 0, 0, 0, time.UTC), To: time.Date(2026, 10, 31, 15, 0, 0, 0, time.UTC)},
			Rules:     recon.Rules{Tolerance: map[money.Currency]int64{"EUR": 1, "KRW": 1}, Due: 72 * time.Hour, Statuses: map[string]string{"settled": "success"}},
			StartedAt: End.Add(-2 * time.Second), EndedAt: End, Breaks: int64(len(b.found)), Expected: int64(len(b.expected)),
			Summary: archive.Summary{Rows: rows, Ignored: map[string]int64{report.RuleFooter: 1, report.RuleBlank: 1}, Matched: b.matched, Joined: 5, Counts: result.Counts(),
				Totals: result.Totals, Sides: result.Sides, Checks: result.Checks(rows), Reports: []archive.Source{source}},
		},
		Findings: archive.Findings(&result),
		Rejects: []report.StoredReject{{ID: 5, Report: 1, Reject: report.Reject{Line: 14, Column: "amount", Reason: report.BadAmount, Detail: "\"12,5\" is neither minor nor major units",
			Raw: "=1+1,\x1b[31mk-4\r\n,12,5", PaymentID: "k-4", Project: 1234}}},
		Ignored: []statement.IgnoredIn{{Report: 1, Name: "report-oct.csv", Ignored: report.Ignored{Rule: report.RuleFooter, Lines: []int{17}}},
			{Report: 1, Name: "report-oct.csv", Ignored: report.Ignored{Rule: report.RuleBlank, Lines: []int{16}}}},
		Forward: []archive.Forward{{Currency: "KRW", Opening: archive.Roll{Breaks: 2, Minor: 300}, New: archive.Roll{Breaks: 3, Minor: 100}, Cleared: archive.Roll{Breaks: 1, Minor: 50}, Closing: archive.Roll{Breaks: 4, Minor: 350}}},
		Zone:    "Asia/Seoul", Program: "contra 1.4.0", Ledger: "ledger-7f3a", AuditSeq: 311, AuditHead: fmt.Sprintf("%064x", 57005), At: End,
	}
	decide(s.Findings)
	s.Close = &archive.Close{ID: 3, Month: "2026-10", Zone: "Asia/Seoul", Period: s.Run.Period, Standing: archive.Stale, Run: 12, Operator: "desk2", Note: "=looked at <b>all</b>", At: End.Add(time.Hour),
		Why: "late data", Changed: End.Add(30 * time.Hour), Signed: archive.Signature{Fingerprint: s.Run.Fingerprint, Rows: rows, Preparer: "desk1", AuditSeq: 300, AuditHead: fmt.Sprintf("%064x", 47806)}}
	s.Late = []archive.Late{{ID: 1, Close: 3, What: "operation", Subject: 88, Now: "sale of 100 KRW", At: End.Add(30 * time.Hour)}}
	pairs := b.pairs
	s.Results = func(_ context.Context, row func(statement.Result) error) error {
		for _, p := range pairs {
			if err := statement.Pair(p, row); err != nil {
				return err
			}
		}
		return nil
	}
	return s
}

// decide dates the findings and decides some of them.
func decide(all []archive.Finding) {
	for i := range all {
		f := &all[i]
		f.Since = End.Add(-time.Duration(i*i) * 24 * time.Hour)
		switch f.Code {
		case recon.MissingInReport:
			f.Decision = &archive.Decision{ID: 9, Key: f.Key, Verb: archive.Accept, Note: "-paid <i>by</i> hand\x00 & \"so\"", Operator: "desk1", At: End.Add(-time.Hour)}
		case recon.CurrencyDiff:
			f.Decision = &archive.Decision{ID: 10, Key: f.Key, Verb: archive.Contest, Note: "고객센터 문의 중", Operator: "desk2", At: End.Add(-time.Hour)}
		}
	}
}
