package judge

import (
	"fmt"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// checks compare a row with the operation that it belongs to. Those of breaks
// are in the order of precedence: the first that finds something decides.
var checks = []func(m *matcher, r, l *entry, b bond) (recon.Code, string){
	(*matcher).checkEarlier, (*matcher).checkIdentity, (*matcher).checkCurrency, (*matcher).checkExponent, (*matcher).checkAmount,
	(*matcher).checkStatus, (*matcher).checkType, (*matcher).checkFee, (*matcher).checkNet,
	(*matcher).checkReversed, (*matcher).checkFailedLate, (*matcher).checkPeriod, (*matcher).checkTolerance,
}

// verdict is the first difference between the two, none if they agree.
func (m *matcher) verdict(r, l *entry, b bond) (recon.Code, string) {
	for _, check := range checks {
		if code, reason := check(m, r, l, b); code != "" {
			return code, reason
		}
	}
	return "", ""
}

func (m *matcher) checkEarlier(r, _ *entry, _ bond) (recon.Code, string) {
	if r.was == nil {
		return "", ""
	}
	return recon.SameIDChanged, m.change(r)
}

// checkIdentity finds an operation id that stands for two different operations.
func (m *matcher) checkIdentity(r, l *entry, _ bond) (recon.Code, string) {
	switch {
	case !samePayment(r, l):
		return recon.SameIDChanged, fmt.Sprintf("the report says it is of payment %s, the ledger of payment %s", r.PaymentID, l.PaymentID)
	case !sameProject(r, l):
		return recon.SameIDChanged, fmt.Sprintf("the report says it is of project %d, the ledger of project %d", r.project, l.project)
	}
	return "", ""
}

func (m *matcher) checkCurrency(r, l *entry, _ bond) (recon.Code, string) {
	if r.Money.Currency == l.Money.Currency {
		return "", ""
	}
	return recon.CurrencyDiff, fmt.Sprintf("the report says %s, the ledger %s", r.Money, l.Money)
}

func (m *matcher) checkExponent(r, l *entry, _ bond) (recon.Code, string) {
	low, high, who := l.Money.Minor, r.Money.Minor, "the report"
	if low > high {
		low, high, who = high, low, "the ledger"
	}
	if low == 0 || high%low != 0 {
		return "", ""
	}
	switch times := high / low; times {
	case 10, 100, 1000:
		return recon.ExponentSuspect, fmt.Sprintf("the report says %s, the ledger %s: exactly %d times as much in %s", r.Money, l.Money, times, who)
	}
	return "", ""
}

func (m *matcher) checkAmount(r, l *entry, _ bond) (recon.Code, string) {
	off := r.Money.Minor - l.Money.Minor // neither is negative
	if off == 0 || max(off, -off) <= m.tolerated(r.Money.Currency) {
		return "", ""
	}
	return recon.AmountDiff, m.off(r, l)
}

func (m *matcher) off(r, l *entry) string {
	return fmt.Sprintf("the report says %s, the ledger %s: %s, tolerance %s", r.Money, l.Money,
		recon.More(r.Money, l.Money), money.New(m.tolerated(r.Money.Currency), r.Money.Currency).Format())
}

func (m *matcher) checkTolerance(r, l *entry, _ bond) (recon.Code, string) {
	if r.Money == l.Money {
		return "", ""
	}
	return recon.WithinTolerance, m.off(r, l)
}

// What a report leaves out contradicts nothing: see fill.
func (m *matcher) checkStatus(r, l *entry, _ bond) (recon.Code, string) {
	if r.status == l.status || r.status.name == "" {
		return "", ""
	}
	return recon.StatusDiff, fmt.Sprintf("the report says %s, the ledger %s", said(r.StatusName), said(l.StatusName))
}

func (m *matcher) checkType(r, l *entry, _ bond) (recon.Code, string) {
	if r.kind == l.kind || r.kind.name == "" {
		return "", ""
	}
	return recon.TypeDiff, fmt.Sprintf("the report says %s, the ledger %s", said(r.TypeName), said(l.TypeName))
}

// checkReversed keeps the row in sight that took a refund of ours back, until a
// person has dealt with it.
func (m *matcher) checkReversed(r, l *entry, _ bond) (recon.Code, string) {
	if !l.kind.reverse() || !l.status.success || !l.Held {
		return "", ""
	}
	return recon.RefundReversed, fmt.Sprintf("the refund of %s%s was taken back after it had succeeded, and nobody has dealt with it yet", l.Money, onPayment(l.Record))
}

func (m *matcher) checkFailedLate(r, l *entry, _ bond) (recon.Code, string) {
	had := l.RefundState == ledger.Succeeded || l.RefundState == ledger.Confirmed
	if !had || !l.kind.refund() || !l.status.final || l.status.success {
		return "", ""
	}
	return recon.RefundFailedLate, fmt.Sprintf("both sides say %s, yet refund %s of %s is %s here", said(l.StatusName), l.RefundID, l.Money, l.RefundState)
}

func (m *matcher) checkPeriod(r, l *entry, _ bond) (recon.Code, string) {
	if r.outside == l.outside {
		return "", ""
	}
	return recon.WrongPeriod, fmt.Sprintf("the report has it on %s, the ledger on %s: only one of the two is in the period", on(r.Record), on(l.Record))
}
