package statement

import (
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
)

func (v *view) document() Document {
	r, s := &v.Run, &v.Run.Summary
	d := Document{
		Format: Format, RunID: r.ID, Fingerprint: r.Fingerprint, Month: r.Month, Period: r.Period, Inferred: s.Inferred, DatedBy: "end", Zone: v.Zone,
		Rules: r.Rules, Ledger: v.Ledger, Program: v.Program, Operator: r.Operator, StartedAt: r.StartedAt.UTC(), At: v.At, AuditSeq: v.AuditSeq, AuditHead: v.AuditHead,
		Reports: list(s.Reports), Rows: s.Rows, Ignored: s.Ignored, Matched: s.Matched, Joined: s.Joined, Counts: s.Counts, Totals: list(s.Totals), Sides: list(s.Sides),
		Checks: list(s.Checks), Confirmed: s.Confirmed, Settled: s.Settled, Forward: list(v.Forward),
	}
	d.Period.From, d.Period.To, d.Period.CutOff = utc(r.Period.From), utc(r.Period.To), utc(r.Period.CutOff)
	if r.Begun {
		d.DatedBy = "beginning"
	}
	if d.Ignored == nil {
		d.Ignored = map[string]int64{}
	}
	if d.Counts == nil {
		d.Counts = map[recon.Code]int64{}
	}
	if c := v.Close; c != nil {
		d.Close = &Closing{c.ID, c.Run, c.Standing, c.Operator, c.At.UTC(), c.Note, c.Why, utc(c.Changed), c.Signed}
	}
	return d
}

// list is never nil, so that it is [] in JSON.
func list[T any](all []T) []T { return append([]T{}, all...) }

func utc(at time.Time) time.Time {
	if at.IsZero() {
		return time.Time{}
	}
	return at.UTC()
}

func (v *view) item(f *archive.Finding) (Item, error) {
	l, err := v.line(f)
	if err != nil {
		return Item{}, err
	}
	report, local := f.Break.Report, f.Break.Local
	if f.Kind == archive.Paired {
		report, local = f.Pair.Report, f.Pair.Local
	}
	i := Item{
		ID: f.Key, Version: Version(f), Code: f.Code, State: l.state, Project: f.Project, PaymentID: f.PaymentID, OperationID: f.OperationID, Line: f.Line,
		Report: v.shapeSide(l.report, report), Local: v.shapeSide(l.local, local), Candidates: v.records(f.Break.Near),
		Difference: f.Stake.Minor, Currency: f.Stake.Currency, Reason: f.Break.Reason, By: f.Pair.By, Since: utc(f.Since), AgeDays: v.age(f), Due: utc(f.Break.Due),
	}
	if f.Code != "" {
		i.Severity = f.Code.About().Severity
	}
	if !f.At.IsZero() {
		i.Day = f.At.In(v.zone).Format(time.DateOnly)
	}
	if d := f.Decision; d != nil {
		i.Decision = &Decided{d.Verb, d.Note, d.Operator, d.At.UTC()}
	} else if f.Pair.By == recon.ByHand {
		i.Decision = &Decided{Verb: archive.Match, Note: f.Pair.Note}
	}
	return i, nil
}

func (v *view) shapeSide(s side, all []recon.Record) *Side {
	if s.records == 0 {
		return nil
	}
	minor, currency := parts(&s.amount)
	return &Side{minor, currency, s.status, s.kind, v.records(all)}
}

// parts takes an amount apart; there are none of one that is not known.
func parts(a *money.Amount) (*int64, money.Currency) {
	if a == nil || a.Currency == "" {
		return nil, ""
	}
	minor := a.Minor
	return &minor, a.Currency
}

func (v *view) records(all []recon.Record) []Record {
	var out []Record
	for i := range all {
		r := &all[i]
		rec := Record{
			Report: v.source(r.Report), Line: r.Line, Project: r.Project, PaymentID: r.PaymentID, OperationID: r.OperationID, Type: r.TypeName, Status: r.StatusName,
			Amount: r.Money.Minor, Currency: r.Money.Currency, At: utc(r.When), Refs: r.Refs, RefundID: r.RefundID, RefundState: string(r.RefundState), Rejected: r.Reject,
		}
		rec.Fee, rec.FeeCurrency = parts(r.Fee)
		rec.Net, rec.NetCurrency = parts(r.Net)
		out = append(out, rec)
	}
	return out
}
